"""The organization chart under a unit on a day: a picture where script runs, a table with the same content, and both as files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from quanze.apps.access.checks import check_fresh_factor
from quanze.apps.access.context import acting
from quanze.apps.access.declarations import declared
from quanze.apps.audit.services import record_read
from quanze.apps.organizations.chart_picture import chart_svg
from quanze.apps.organizations.selectors.recorded import unit_looked_into
from quanze.apps.organizations.selectors.trees import Node, units_down
from quanze.apps.organizations.views.reading_words import known_told, word
from quanze.apps.pages.cells import day_text
from quanze.apps.pages.dates import Clocks, clocks_of
from quanze.apps.pages.exporting import as_download, exported, wanted
from quanze.apps.pages.language import language, said
from quanze.apps.pages.lists import Cell, Column, Link, Listing
from quanze.core.refusals import Refusal
from quanze.core.words import Label

LEVELS = 2
MOST = 400
MOST_IN_FILE = 20_000
HEADS = (
    Column("depth", Label("层次", "Step")),
    Column("unit", Label("单位", "Unit")),
    Column("kind", Label("类别", "Kind")),
    Column("under", Label("上级", "Superior")),
    Column("code", Label("编号", "Code")),
)


@declared(actor="caller", action="register:read", object="unit")
@require_safe
def unit_chart(request: Any, code: str) -> HttpResponse:
    """The unit and two levels below it; its table as xlsx or csv with ?format=. Raises Refusal: not_found, too_many_rows."""
    clocks = clocks_of(request)
    with unit_looked_into(unit=code, on=clocks.on, known=clocks.known, by=request.caller, at=request.at) as unit:
        name = unit.name
    if wanted(request):
        rows = _cells(_whole(request, code, clocks), clocks)
        return exported(request, HEADS, rows, name=said(f"{name}机构图", f"chart of {name}"))
    nodes, more = units_down(request.caller, code, clocks.on, clocks.known, levels=LEVELS, most=MOST)
    about = Label(f"{name}及其下两级单位", f"{name} and two levels below it")
    told = {
        "code": code, "name": name, "clocks": clocks, "more": more,
        "chart": {"tree": _tree(nodes, clocks), "locale": "ZH" if language() == "zh" else "EN"} if nodes else None,
        "shown": Listing(columns=HEADS, rows=list(_cells(nodes, clocks)), about=about),
    }  # fmt: skip
    return render(request, "organizations/unit_chart.html", told)


@declared(actor="caller", action="register:read", object="unit")
@require_safe
def unit_chart_picture(request: Any, code: str) -> HttpResponse:
    """The chart as an SVG file to keep, recorded as the export it is.

    Raises Refusal: not_found, step_up_needed, too_many_rows, audit_unwritable.
    """
    clocks = clocks_of(request)
    with unit_looked_into(unit=code, on=clocks.on, known=clocks.known, by=request.caller, at=request.at) as unit:
        name = unit.name
    check_fresh_factor(request.caller)
    nodes = _whole(request, code, clocks, most=MOST)
    title = said(f"{name}机构图", f"chart of {name}")
    with acting(request.caller):
        record_read(
            by=request.caller, at=request.at, event="pages:list:exported", object_kind="list", object_id=title[:200]
        )
    drawn = chart_svg(nodes, title=title, notes=[_as_of(clocks)])
    return as_download(drawn.encode(), f"{title}-{clocks.on:%Y%m%d}.svg", "image/svg+xml")


def _as_of(clocks: Clocks) -> str:
    on = day_text(clocks.on)
    if clocks.known is None:
        return said(f"以上为 {on} 的情况", f"As of {on}")
    known = known_told(clocks.known)
    return said(f"以上为 {on} 的情况，按 {known} 时所知", f"As of {on}, as known on {known}")


def _whole(request: Any, code: str, clocks: Clocks, most: int = MOST_IN_FILE) -> list[Node]:
    """All units of the chart: a file never holds a part of them. Raises Refusal: not_found, too_many_rows."""
    nodes, more = units_down(request.caller, code, clocks.on, clocks.known, levels=LEVELS, most=most)
    if not nodes:
        raise Refusal(
            "not_found",
            zh="该单位在所选日期不在册，没有机构图",
            en="the unit does not stand on the day chosen: no chart",
        )
    if more:
        raise Refusal(
            "too_many_rows", zh=f"超过 {most} 个单位，请从下级单位的机构图分别导出",
            en=f"over {most} units: take the charts of the units below one by one",
        )  # fmt: skip
    return nodes


def _cells(nodes: Sequence[Node], clocks: Clocks) -> Iterator[Sequence[Cell]]:
    names = {node.code: node.name for node in nodes}
    for node in nodes:
        link = Link(node.name, reverse("unit", args=[node.code]) + clocks.query)
        yield node.depth, link, word("kind", node.kind), names.get(node.under, ""), node.code


def _tree(nodes: list[Node], clocks: Clocks) -> dict[str, Any]:
    """The nodes as a chart takes them: each with its children and the address of its own chart."""
    made: dict[str, dict[str, Any]] = {}
    for node in nodes:
        link = reverse("unit", args=[node.code]) + clocks.query
        made[node.code] = {"name": node.name, "link": link, "children": []}
        if node.depth:
            made[node.under]["children"].append(made[node.code])
    return made[nodes[0].code]
