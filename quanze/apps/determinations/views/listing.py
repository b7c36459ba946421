"""The list of determinations that one may see, newest first."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from quanze.apps.access.context import reading
from quanze.apps.access.declarations import declared
from quanze.apps.determinations.selectors import listed
from quanze.apps.pages.exporting import MOST, exported, wanted
from quanze.apps.pages.language import said
from quanze.apps.pages.lists import Cell, Column, Link, Listing, page_of
from quanze.core.words import Label

_BY = ("-asked_at", "public_id")
_VALUES = ("case_id", "asked_on", "known_at", "program")
COLUMNS = (
    Column("case_id", Label("案件", "Case")),
    Column("public_id", Label("编号", "Number")),
    Column("asked_on", Label("询问日", "Day asked about")),
    Column("asked_at", Label("询问时刻", "Asked at")),
    Column("known_at", Label("依据的记录时点", "As known at")),
    Column("program", Label("程序版本", "Program")),
)
ABOUT = Label("可查看的定责建议", "Determinations that you may see")
EMPTY = Label(
    "没有可查看的定责建议。点“新的询问”，描述一件事，得出的定责建议留存后列在这里。",
    "There is no determination that you may see. Ask a new question: what is kept will stand here.",
)


@declared(actor="caller", action="determination:read", object="determination")
@require_safe
def determinations(request: Any) -> HttpResponse:
    """What the caller may see, by ?case= (part of the case's id) and ?mine=1; xlsx or csv with ?format=."""
    sought, mine = request.GET.get("case", "").strip()[:200], request.GET.get("mine") == "1"
    rows = listed(by=request.caller, at=request.at, case=sought, mine=mine)
    if wanted(request):
        with reading(request.caller):
            whole = [_cells(row) for row in rows.order_by(*_BY).values("public_id", "asked_at", *_VALUES)[: MOST + 1]]
        return exported(request, COLUMNS, whole, name=said("定责建议", "determinations"))
    with reading(request.caller):
        page = page_of(request, rows, by=_BY, values=_VALUES)
    shown = Listing(
        columns=COLUMNS, rows=[_cells(row) for row in page.rows], about=ABOUT, next=page.next,
        is_first=page.is_first, empty=EMPTY,
    )  # fmt: skip
    may_ask = request.caller.may("determination:ask") is not None
    told = {"shown": shown, "sought": sought, "mine": mine, "may_ask": may_ask}
    return render(request, "determinations/list.html", told)


def _cells(row: dict[str, Any]) -> tuple[Cell, ...]:
    href = reverse("determination", args=[row["public_id"]])
    return (
        Link(row["case_id"], href), row["public_id"], row["asked_on"], row["asked_at"], row["known_at"], row["program"],
    )  # fmt: skip
