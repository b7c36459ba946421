"""The rules by API, reading only: which there are, what applied on a day, which rows speak of a behaviour."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import Router
from ninja.params.functions import Query as given

from quanze.apps.access.declarations import declared
from quanze.apps.determinations import api_answers as say
from quanze.apps.determinations.rulebooks.reading import version, words
from quanze.apps.pages.api import answers, told
from quanze.apps.pages.dates import day_of
from quanze.apps.pages.plain import plain
from quanze.core.refusals import Refusal
from quanze.core.rulebook.lookup import matching, texts_in_force, texts_without_start
from quanze.core.rulebook.models import Identity
from quanze.core.rulebook.naming import version_of

router = Router(tags=["rules"])
MOST = 50
# Below this the rules are served; where they lie is the rulebook room's matter.
RULES = "rules"
CODE = r"^([0-9]{6})?$"
AREA = "行政区划代码，如 430922 · an area code (GB/T 2260)"
DAY = "哪一天，如 2026-11-21 · the day"


@router.get("rules", response=answers(say.Rulebooks), operation_id="rules", summary="规则包 · rulebooks")
@declared(actor="caller", action="rules:read", object="rulebook")
def rules(
    request: Any, on: str = given("", description=DAY), area: str = given("", pattern=CODE, description=AREA)
) -> HttpResponse:
    """Rulebooks at hand, or those of an area and in force on a day (or of unknown start)."""
    chosen = words().library.chosen(area or None, day_of(request, "on"))
    return told({"items": [_line(identity) for identity in chosen]})


@router.get(
    f"{RULES}/applied", response=answers(say.Applied), operation_id="rules_applied", summary="当日适用 · what applied"
)
@declared(actor="caller", action="rules:read", object="rulebook")
def applied(
    request: Any, on: str = given(..., description=DAY), area: str = given(..., pattern="^[0-9]{6}$", description=AREA)
) -> HttpResponse:
    """Which texts applied on a day in an area, higher issuers first."""
    day, library = day_of(request, "on"), words().library
    if day is None:
        raise Refusal("no_day", zh="请写明哪一天", en="say which day", where="on")
    undated = [identity.id for identity in texts_without_start(library, area)]
    return told({"items": plain(texts_in_force(library, area, day)), "undated": undated})


@router.get(f"{RULES}/lookup", response=answers(say.Lookup), operation_id="rules_lookup", summary="对号入座 · look up")
@declared(actor="caller", action="rules:read", object="rulebook")
def lookup(
    request: Any, q: str = given(..., max_length=500, description="行为、情形 · a behaviour"),
    on: str = given("", description=DAY), area: str = given("", pattern=CODE, description=AREA),
) -> HttpResponse:  # fmt: skip
    """The rows that speak of a behaviour, nearest first; it finds by words and judges nothing."""
    found = matching(words().library, q.split(), area=area or None, on=day_of(request, "on")) if q.split() else []
    return told({"items": plain(found[:MOST]), "more": max(0, len(found) - MOST)})


@router.get(
    f"{RULES}/{{name}}/{{printed}}",
    response=answers(say.RulebookWhole),
    operation_id="rulebook",
    summary="一个规则包 · one rulebook",
)
@declared(actor="caller", action="rules:read", object="rulebook")
def rulebook(request: Any, name: str, printed: str) -> HttpResponse:
    """A rulebook of one version with its rows: place, verification mark and our summary."""
    book = version(name, printed)
    rows = [
        {"id": row.id, "section": section, "cite": plain(row.cite), "mark": row.mark, "summary": dict(row.summary)}
        for section, found in book.sections()
        for row in found
        if getattr(row, "id", "")
    ]
    return told(_line(book.identity) | {"rows": rows})


def _line(identity: Identity) -> dict[str, Any]:
    force = identity.in_force
    return {
        "id": identity.id, "version": version_of(identity), "title": dict(identity.title), "short": dict(identity.short),
        "issuer": dict(identity.issuer), "number": identity.number, "kind": identity.kind, "level": identity.level,
        "area": identity.area, "text": identity.text, "off": identity.off, "starts_on": force.starts_on,
        "ends_before": force.ends_before, "mark": force.mark,
    }  # fmt: skip
