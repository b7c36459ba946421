"""The tree of units: a level is a page, and a fragment that the page above puts under its unit."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quanze.apps.access.context import reading
from quanze.apps.access.declarations import declared
from quanze.apps.organizations.selectors import unit_of
from quanze.apps.organizations.selectors.trees import COLUMNS, how_many_under, units_directly_under, way_up
from quanze.apps.organizations.views.reading_words import asked_code
from quanze.apps.pages.dates import clocks_of
from quanze.apps.pages.lists import page_of
from quanze.core.words.vocabulary import GROUPS

SIZE = 200


@declared(actor="caller", action="register:read", object="unit")
@require_safe
def unit_tree(request: Any) -> HttpResponse:
    """One level of the tree on a day: the topmost units, or those under ?under=. Raises Refusal "not_found"."""
    caller, clocks = request.caller, clocks_of(request)
    under = asked_code(request, "under") or None
    above = way_up(caller, under, clocks.on, clocks.known) if under else []
    if under and not above:
        unit_of(caller, under)
    with reading(caller):
        rows = units_directly_under(caller, under, clocks.on, clocks.known)
        page = page_of(request, rows, by=("path",), values=COLUMNS, size=SIZE)
    counts = how_many_under(caller, [row["unit__code"] for row in page.rows], clocks.on, clocks.known)
    branches = [
        {
            "code": row["unit__code"], "name": row["name"] or row["unit__code"], "kind": GROUPS["kind"][row["kind"]],
            "level": GROUPS["level"].get(row["level"]), "below": counts.get(row["unit__code"], 0),
        }
        for row in page.rows
    ]  # fmt: skip
    told = {"branches": branches, "page": page, "clocks": clocks, "under": under, "above": above}
    return render(request, f"organizations/{'_branches' if request.GET.get('part') else 'unit_tree'}.html", told)
