"""What every operation of the API shares: one shape of errors, JSON as bytes, pages of lists, the two clocks."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse
from ninja import Field, Schema

from quanze.apps.pages.lists import Page
from quanze.core.refusals import Refusal

JSON = "application/json"
STATUS = {
    "wrong_token": 401, "not_permitted": 403, "step_up_needed": 403, "grant_altered": 403, "not_found": 404,
    "too_many_tries": 429, "wrong_method": 405, "audit_unwritable": 503, "failed": 500,
}  # fmt: skip
CONFLICT = 409
WAIT = 4


class Clocked(Schema):
    """The two clocks in an address, read by ``pages.dates.clocks_of``; "" stands for "not given", as on pages."""

    on: str = Field(
        "", description="哪一天，如 2026-11-21；缺省为今天（北京时间）· the day; today in China if left out"
    )
    known: str = Field(
        "", description="按该时刻已登记的内容（北京时间）· as known at that instant, Beijing time; now if left out"
    )


class Paged(Schema):
    """The place in a list, read by ``pages.lists.page_of``."""

    after: str = Field("", description="上一页给出的 next · the token that the page before gave as next")


class ClockedPage(Clocked, Paged):
    """A page of a list on a day, as known at an instant."""


class Fault(Schema):
    """An answer that refuses: a stable code, one sentence in each language, and the place it is about."""

    code: str = Field(description="程序用的代码 · a stable code for programs")
    zh: str
    en: str
    where: str = Field(
        description="所指的参数或案件中的位置，可为空 · the parameter or place in the case, may be empty"
    )


# What any operation may answer instead of its own answer.
FAULTS: Mapping[int, type[Fault]] = dict.fromkeys((401, 403, 404, 422, 429), Fault)


def answers(answer: Any, *, status: int = 200, conflict: bool = False) -> dict[int, Any]:
    """The answers of an operation, for its description: its own, and those that refuse."""
    return {status: answer, **FAULTS, **({CONFLICT: Fault} if conflict else {})}


def raw(schema: Mapping[str, Any], *, kind: str = JSON, status: int = 200) -> dict[str, Any]:
    """The description of an answer that is not built by a schema of ours: bytes as they are kept, or a file."""
    return {"responses": {status: {"content": {kind: {"schema": dict(schema)}}}}}


def told(data: Any, *, status: int = 200) -> HttpResponse:
    """Data as JSON in UTF-8."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return as_json_bytes(text.encode("utf-8", "replace"), status=status)


def as_json_bytes(data: bytes, *, status: int = 200) -> HttpResponse:
    """Bytes that are JSON already, untouched."""
    return HttpResponse(data, content_type=JSON, status=status)


def fault(refusal: Refusal, *, status: int = 0) -> HttpResponse:
    """A refusal as an answer of the API, with the status that fits its code (422 unless named above)."""
    chosen = status or STATUS.get(refusal.code, 422)
    answer = told({"code": refusal.code, "zh": refusal.zh, "en": refusal.en, "where": refusal.where}, status=chosen)
    if chosen == 401:
        answer["WWW-Authenticate"] = "Bearer"
    if chosen in (429, 503):
        answer["Retry-After"] = str(WAIT)
    return answer


def listed(page: Page[dict[str, Any]], line: Callable[[dict[str, Any]], Any]) -> HttpResponse:
    """One page of a list, each row as ``line`` tells it; ``next`` goes into ?after= for the page behind it."""
    rows, behind, _ = page
    return told({"items": [line(row) for row in rows], "next": behind or None})
