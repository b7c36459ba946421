"""The organization chart under a unit on a day: a picture where script runs, and a table with the same content."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from quanze.apps.access.declarations import declared
from quanze.apps.organizations.selectors.recorded import unit_read
from quanze.apps.organizations.selectors.trees import Node, units_down
from quanze.apps.organizations.views.reading_words import word
from quanze.apps.pages.dates import Clocks, clocks_of
from quanze.apps.pages.language import language

LEVELS = 2
MOST = 400


@declared(actor="caller", action="register:read", object="unit")
@require_safe
def unit_chart(request: Any, code: str) -> HttpResponse:
    """The unit and two levels below it. Raises Refusal "not_found"."""
    clocks = clocks_of(request)
    name = unit_read(unit=code, on=clocks.on, known=clocks.known, by=request.caller, at=request.at)
    nodes, more = units_down(request.caller, code, clocks.on, clocks.known, levels=LEVELS, most=MOST)
    names = {node.code: node.name for node in nodes}
    told = {
        "code": code, "name": name, "clocks": clocks, "more": more,
        "chart": {"tree": _tree(nodes, clocks), "locale": "ZH" if language() == "zh" else "EN"} if nodes else None,
        "rows": [{"node": node, "kind": word("kind", node.kind), "under": names.get(node.under, "")}
                 for node in nodes],
        "deepest": [node for node in nodes if node.depth == LEVELS],
    }  # fmt: skip
    return render(request, "organizations/unit_chart.html", told)


def _tree(nodes: list[Node], clocks: Clocks) -> dict[str, Any]:
    """The nodes as a chart takes them: each with its children and the address of its own chart."""
    made: dict[str, dict[str, Any]] = {}
    for node in nodes:
        link = reverse("unit", args=[node.code]) + clocks.query
        made[node.code] = {"name": node.name, "link": link, "children": []}
        if node.depth:
            made[node.under]["children"].append(made[node.code])
    return made[nodes[0].code]
