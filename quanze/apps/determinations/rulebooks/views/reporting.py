"""The checker's report over the rulebooks in use."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quanze.apps.access.checks import check_may
from quanze.apps.access.declarations import declared
from quanze.apps.determinations.rulebooks.reading import reader
from quanze.apps.determinations.rulebooks.report import PackReport, report
from quanze.apps.determinations.rulebooks.showing import address
from quanze.apps.determinations.rulebooks.terms import mark_told
from quanze.apps.pages.exporting import exported, wanted
from quanze.apps.pages.language import language, said
from quanze.apps.pages.lists import Cell, Column, Link, Listing
from quanze.core.rulebook.naming import remarks_on
from quanze.core.rulebook.words import MARKS
from quanze.core.words.label import Label

COLUMNS = (
    Column("title", Label("规定", "Instrument")),
    Column("id", Label("编号", "Id")),
    Column("rows", Label("条数", "Rows")),
    Column("clauses", Label("其中情形", "Of them circumstances")),
    Column("examples", Label("例子", "Examples")),
    *(Column(mark, Label(mark, mark)) for mark in MARKS),
    Column("faults", Label("问题", "Faults")),
    Column("remarks", Label("注意", "To be known")),
)
ABOUT = Label("各规则包的检查结果", "What the checker found in each rulebook")


@declared(actor="caller", action="rules:read", object="rulebook")
@require_safe
def rules_report(request: Any) -> HttpResponse:
    """Rows, examples run, faults and marks of every rulebook, and when that was found."""
    check_may(request.caller, "rules:read")
    found = report(request.at)
    rows = [_cells(pack) for pack in found.packs]
    if wanted(request):
        return exported(request, COLUMNS, rows, name=said("规则检查报告", "checkers-report"))
    total, examples, faults = found.totals
    page = {
        "report": found, "total": total, "examples": examples, "faults": faults,
        "shown": Listing(columns=COLUMNS, rows=rows, about=ABOUT),
        "marks": [(mark_told(mark), number) for mark, number in found.marks.items()],
        "failing": [pack for pack in found.packs if pack.faults],
    }  # fmt: skip
    return render(request, "determinations/rulebooks/report.html", page)


def _cells(pack: PackReport) -> tuple[Cell, ...]:
    told = reader()
    notes = remarks_on(pack.identity, language())
    if pack.identity.in_force.starts_on is None:
        notes.append(said("施行日未载", "start not at hand"))
    return (
        Link(told.text(pack.identity.short), address(pack.identity)), pack.identity.id, pack.total, pack.rows["clauses"],
        pack.examples, *(pack.marks[mark] for mark in MARKS), len(pack.faults), told.say("；", "; ").join(notes),
    )  # fmt: skip
