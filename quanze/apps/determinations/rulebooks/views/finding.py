"""Which text applied on a day in an area; and which rows speak of a behaviour (对号入座)."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quanze.apps.access.checks import check_may
from quanze.apps.access.declarations import declared
from quanze.apps.determinations.rulebooks import reading
from quanze.apps.determinations.rulebooks.asking import Asked, areas_offered, asked_of
from quanze.apps.determinations.rulebooks.rows import method_names
from quanze.apps.determinations.rulebooks.showing import address, row_address
from quanze.apps.determinations.rulebooks.terms import MarkTold, mark_told
from quanze.apps.pages.exporting import exported, wanted
from quanze.apps.pages.lists import Cell, Column, Link, Listing
from quanze.core.rulebook.areas import area_text, around
from quanze.core.rulebook.lookup import Match, matching, texts_in_force, texts_without_start
from quanze.core.rulebook.models import Identity
from quanze.core.sheet.citing import row_cited
from quanze.core.sheet.reader import Reader
from quanze.core.words.label import Label

MOST = 30
LONGEST = 200  # characters of a question
NATION = "000000"


APPLIED = (
    Column("title", Label("规定", "Instrument")),
    Column("issuer", Label("制定机关", "Issuer")),
    Column("area", Label("地区", "Area")),
    Column("why", Label("为何适用", "Why")),
    Column("text", Label("备有", "At hand")),
    Column("mark", Label("日期的核对", "Its dates were")),
)
FOUND = (
    Column("place", Label("出处", "Place")),
    Column("summary", Label("摘要", "Summary")),
    Column("methods", Label("可用方式", "Methods it permits")),
    Column("mark", Label("核对", "Verified")),
    Column("remarks", Label("备注", "Remarks")),
)
ABOUT = Label("适用的规定，制定机关级别高的在前", "Instruments that applied, higher issuers first")
NONE = Label(
    "现有规定中没有这一天、这个地方适用的。换一个较晚的日期再看；这不等于当时没有规定。",
    "None of the instruments at hand applied there and then. Try a later day; this does not mean that there was no rule.",
)


class Hit(NamedTuple):
    """A row that speaks of what was asked."""

    cited: str
    href: str
    summary: str
    opens: str
    mark: MarkTold
    remarks: list[str]


@declared(actor="caller", action="rules:read", object="rulebook")
@require_safe
def rules_applied(request: Any) -> HttpResponse:
    """The texts that governed ?area= on ?on=, higher issuers first; those of unknown start apart; a file with ?format."""
    check_may(request.caller, "rules:read")
    asked, library, told = asked_of(request), reading.words().library, reading.reader()
    area = asked.area or NATION
    found = [] if asked.faults else texts_in_force(library, area, asked.on)
    rows = [_governing(library.identities[text.id], told.text(text.why), told) for text in found]
    if wanted(request):
        return exported(request, APPLIED, rows, name=told.say("某日某地适用的规定", "rules-applied"))
    page = {
        "asked": asked, "areas": areas_offered(), "around": around(area), "area_name": area_text(area, told.lang),
        "shown": Listing(columns=APPLIED, rows=rows, about=ABOUT, empty=NONE), "count": len(rows),
        "undated": [(told.text(i.title), address(i)) for i in texts_without_start(library, area)],
    }  # fmt: skip
    return render(request, "determinations/rulebooks/applied.html", page)


@declared(actor="caller", action="rules:read", object="rulebook")
@require_safe
def rules_lookup(request: Any) -> HttpResponse:
    """The rows that speak of ?q=, nearest first; ?area= and ?on= narrow. It finds by words and judges nothing; a file with ?format."""
    check_may(request.caller, "rules:read")
    asked, told = asked_of(request), reading.reader()
    typed = request.GET.get("q", "").strip()[:LONGEST]
    found = _found(typed, asked) if typed and not asked.faults else []
    if wanted(request):
        rows = [_line(_hit(match, told), told) for match in found]
        return exported(request, FOUND, rows, name=told.say("对号入座", "rules-found"))
    page = {
        "asked": asked, "areas": areas_offered(), "typed": typed, "longest": LONGEST,
        "hits": [_hit(match, told) for match in found[:MOST]], "more": max(0, len(found) - MOST),
        "said": sum(match.said for match in found), "possible": sum(not match.said for match in found),
    }  # fmt: skip
    return render(request, "determinations/rulebooks/lookup.html", page)


def _governing(identity: Identity, why: str, told: Reader) -> tuple[Cell, ...]:
    return (
        Link(told.text(identity.title), address(identity)), told.text(identity.issuer),
        area_text(identity.area, told.lang), why, told.word("text", identity.text),
        mark_told(identity.in_force.mark).name,
    )  # fmt: skip


def _line(hit: Hit, told: Reader) -> tuple[Cell, ...]:
    return (hit.cited, hit.summary, hit.opens, hit.mark.name, told.say("；", "; ").join(hit.remarks))


def _found(typed: str, asked: Asked) -> list[Match]:
    return matching(reading.words().library, typed, area=asked.area, on=asked.on if asked.day_given else None)


def _hit(match: Match, told: Reader) -> Hit:
    identity = reading.words().library.identities[match.rulebook]
    remarks = [told.say("样例，自拟，不是原文", "sample, not the original")] if match.sample else []
    remarks += [] if match.said else [told.say("可能有关", "may bear on it")]
    remarks += [told.say("默认不用", "off by default")] if identity.off else []
    remarks += [told.say("未核实，不作为规定", "unverified, not law here")] if match.mark == "M" else []
    return Hit(
        row_cited(identity.id, match.cite, told, remarks=False), row_address(identity, match.row),
        told.text(match.summary), method_names(match.methods, told), mark_told(match.mark), remarks,
    )  # fmt: skip
