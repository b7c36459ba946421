"""Determinations by API: ask, list, read, compute again, compare; the very services of the pages and commands."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query, Router
from ninja.params.functions import Query as given

from quanze.apps.access.context import reading
from quanze.apps.access.declarations import declared
from quanze.apps.determinations import api_answers as say
from quanze.apps.determinations.answering import Asking
from quanze.apps.determinations.recomputing import recompute
from quanze.apps.determinations.rules import Settings
from quanze.apps.determinations.selectors import compared, listed, sheet_bytes
from quanze.apps.determinations.services import ask
from quanze.apps.determinations.trying import tried
from quanze.apps.determinations.views.shared import rules, words
from quanze.apps.pages.api import CONFLICT, JSON, STATUS, Paged, answers, as_json_bytes, fault, raw, told
from quanze.apps.pages.api import listed as as_page
from quanze.apps.pages.dates import day_of, known_of
from quanze.apps.pages.lists import page_of
from quanze.apps.pages.plain import plain
from quanze.core.periods import until_now
from quanze.core.refusals import Refusal
from quanze.core.sheet.diff import diff

router = Router(tags=["determinations"])
SHEET = {"$ref": "#/components/schemas/Sheet"}
YAML = "application/yaml"
_CASE = {"schema": {"$ref": "#/components/schemas/CaseFile"}}
CASE = {"requestBody": {"required": True, "content": {JSON: _CASE, YAML: _CASE}}}
_BY = ("-asked_at", "public_id")
_VALUES = ("case_id", "asked_on", "known_at", "program")


@router.post(
    "determine", response=answers(None) | {201: None}, operation_id="determine", summary="定责建议 · determine a case",
    openapi_extra=CASE | {"responses": {**raw(SHEET)["responses"], **raw(SHEET, status=201)["responses"]}},
)  # fmt: skip
@declared(actor="caller", action="determination:ask", object="unit")
def determine(
    request: Any,
    keep: bool = given(True, description="留存（201，Location 给出地址）；false 只试算 · keep it, or only try"),
    reason: str = given("", max_length=2000, description="询问的理由，缺省为令牌用途 · why; the token's purpose if left out"),
    on: str = given("", description="询问日，优先于案件所写 · the day asked, before that of the case"),
    known: str = given("", description="只用该时刻已登记的内容 · what was recorded by then (Beijing time)"),
    rulebook: Annotated[list[str], given(description="只用这些规则包 · only these rulebooks")] = [],  # noqa: B006
    unverified: bool = given(False, description="未核实的条款也用 · unverified clauses speak too"),
) -> HttpResponse:  # fmt: skip
    """The case file (quanze/case/1, without a register) against the stored register; the answer is the sheet."""
    named = words().named(rulebook)
    asking = Asking(
        data=request.body, name=f"case.{'yaml' if request.content_type == YAML else 'json'}",
        known_at=until_now(known_of(request, "known") or request.at, request.at), asked_on=day_of(request, "on"),
        settings=Settings(rulebooks=None if named is None else tuple(sorted(named)), unverified=unverified),
    )  # fmt: skip
    by, at = request.caller, request.at
    if not keep:
        return as_json_bytes(tried(asking, rules=rules(), by=by, at=at).data)
    asked = ask(asking, rules=rules(), by=by, at=at, reason=reason or by.reason)
    answer = as_json_bytes(asked.answered.data, status=201)
    answer["Location"] = f"{request.path.rpartition('/')[0]}/determinations/{asked.determination.public_id}"
    return answer


@router.get(
    "determinations", response=answers(say.Determinations), operation_id="determinations", summary="目录 · list them"
)
@declared(actor="caller", action="determination:read", object="determination")
def determinations(
    request: Any, page: Query[Paged],
    case: str = given("", max_length=200, description="案件编号的一部分 · part of the case's id"),
    mine: bool = given(False, description="只列本人询问的 · one's own only"),
) -> HttpResponse:  # fmt: skip
    """Those that the holder of the token may see, newest first, 50 a page."""
    rows = listed(by=request.caller, at=request.at, case=case, mine=mine)
    with reading(request.caller):
        found = page_of(request, rows, by=_BY, values=_VALUES)
    return as_page(found, _line)


def _line(row: dict[str, Any]) -> dict[str, Any]:
    days = {key: plain(row[key]) for key in ("asked_on", "asked_at", "known_at", "program")}
    return {"id": row["public_id"], "case": row["case_id"], **days}


@router.get(
    "determinations/{number}", response=answers(None), operation_id="sheet", summary="定责建议原文 · the sheet as kept",
    openapi_extra=raw(SHEET),
)  # fmt: skip
@declared(actor="caller", action="determination:read", object="determination")
def sheet(request: Any, number: str) -> HttpResponse:
    """The very bytes that were kept: the same as by page and by command."""
    return as_json_bytes(sheet_bytes(number, by=request.caller, at=request.at))


@router.post(
    "determinations/{number}/recompute", response=answers(say.Again, conflict=True), operation_id="recompute",
    summary="重新计算 · compute it again",
)  # fmt: skip
@declared(actor="caller", action="determination:read", object="determination")
def compute_again(request: Any, number: str) -> HttpResponse:
    """On what was known and seen then; nothing is changed. 409: today's rules refuse the case as it was asked."""
    try:
        found = recompute(number, rules=rules(), by=request.caller, at=request.at)
    except Refusal as refusal:
        if refusal.code in STATUS:
            raise
        return fault(refusal, status=CONFLICT)
    return told(
        {
            "id": number, "identical": found.identical, "same_answer": found.same_answer,
            "same_register": found.same_register, "notes": plain(found.notes), "sheet": found.data,
        }
    )  # fmt: skip


@router.get("compare", response=answers(say.Differences), operation_id="compare", summary="比对 · compare two")
@declared(actor="caller", action="determination:compare", object="determination")
def compare(
    request: Any, earlier: str = given(..., max_length=64), later: str = given(..., max_length=64)
) -> HttpResponse:
    """What the later of two determinations has otherwise."""
    first, second = (each.data for each in compared(earlier, later, by=request.caller, at=request.at))
    used = rules()
    lines = {
        lang: diff(first, second, lang, titles=used.titles, findings=used.findings).splitlines()
        for lang in ("zh", "en")
    }
    return told({"earlier": earlier, "later": later, "same": first == second, **lines})
