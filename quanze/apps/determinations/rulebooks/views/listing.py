"""All instruments with their life: a time line and a table, by area, kind and state on a day."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quanze.apps.access.checks import check_may
from quanze.apps.access.declarations import declared
from quanze.apps.determinations.rulebooks.asking import Asked, areas_offered, asked_of
from quanze.apps.determinations.rulebooks.reading import reader, words
from quanze.apps.determinations.rulebooks.showing import address
from quanze.apps.determinations.rulebooks.terms import STATES, state_on
from quanze.apps.determinations.rulebooks.timeline import picture
from quanze.apps.pages.exporting import exported, wanted
from quanze.apps.pages.language import language, said
from quanze.apps.pages.lists import Cell, Column, Link, Listing
from quanze.core.rulebook.areas import area_text
from quanze.core.rulebook.library import Library
from quanze.core.rulebook.models import Identity
from quanze.core.rulebook.naming import KINDS, remarks_on
from quanze.core.sheet.reader import Reader
from quanze.core.words import GROUPS
from quanze.core.words.label import Label

COLUMNS = (
    Column("title", Label("规定", "Instrument")),
    Column("id", Label("编号", "Id")),
    Column("issuer", Label("制定机关", "Issuer")),
    Column("area", Label("地区", "Area")),
    Column("from", Label("施行自", "In force from")),
    Column("before", Label("至（不含当日）", "Until (that day not included)")),
    Column("state", Label("当日状态", "State that day")),
    Column("replaced", Label("被取代或者让位于", "Replaced by, or yields to")),
    Column("mark", Label("日期的核对", "Its dates were")),
    Column("remarks", Label("备注", "Remarks")),
)
ABOUT = Label("规定及其施行期间", "Instruments and the periods in which they are in force")
EMPTY = Label(
    "没有符合条件的规定。放宽地区、种类或者状态再看；规则包以文件形式随程序提供，经审核后更新。",
    "No instrument fits. Ask for another area, kind or state; rulebooks come as files with the program and change "
    "by review.",
)


@declared(actor="caller", action="rules:read", object="rulebook")
@require_safe
def rulebooks(request: Any) -> HttpResponse:
    """Instruments by ?on=, ?area=, ?kind= and ?state=; the list as xlsx or csv with ?format=."""
    check_may(request.caller, "rules:read")
    asked, library, told = asked_of(request), words().library, reader()
    kind, state = request.GET.get("kind", ""), request.GET.get("state", "")
    chosen = _chosen(library, asked, kind, state)
    rows = [_cells(identity, library, asked, told) for identity in chosen]
    if wanted(request):
        return exported(request, COLUMNS, rows, name=said("规定目录", "instruments"))
    shown = Listing(columns=COLUMNS, rows=rows, about=ABOUT, empty=EMPTY)
    page = {
        "asked": asked, "areas": areas_offered(), "kinds": KINDS, "kind": kind, "states": STATES, "state": state,
        "shown": shown, "picture": picture(chosen, library, asked.on, told), "count": len(rows),
        "of": len(library.packs),
    }  # fmt: skip
    return render(request, "determinations/rulebooks/list.html", page)


def _chosen(library: Library, asked: Asked, kind: str, state: str) -> list[Identity]:
    """By first letters of the family, then by start; what has no start comes last in its family."""
    fitting = [
        identity
        for identity in library.chosen(asked.area)
        if kind in ("", identity.kind) and state in ("", state_on(identity, library, asked.on))
    ]
    return sorted(fitting, key=lambda i: (i.family or i.id, i.in_force.starts_on or "9", i.id))


def _cells(identity: Identity, library: Library, asked: Asked, told: Reader) -> tuple[Cell, ...]:
    force = identity.in_force
    return (
        Link(told.text(identity.title), address(identity)), identity.id, told.text(identity.issuer),
        area_text(identity.area, language()), force.starts_on or said("施行日未载", "not at hand"), force.ends_before,
        STATES[state_on(identity, library, asked.on)], told.listed(followers(identity, library, told)),
        GROUPS["mark"][force.mark], told.say("；", "; ").join(remarks_on(identity, language())),
    )  # fmt: skip


def followers(identity: Identity, library: Library, told: Reader) -> list[str]:
    """Short titles of the instruments that replaced this one, and of those it yields to where they differ."""
    others = library.identities.values()
    replacing = [told.text(other.short) for other in others if identity.id in other.replaces]
    prevailing = [
        told.text(other.short) + told.say("（不一致处）", " (where they differ)")
        for other in others
        if any(row.rulebook == identity.id for row in other.displaces)
    ]
    return list(dict.fromkeys((*replacing, *prevailing)))
