"""Search across units, posts, persons and cases: what the caller may not see neither shows nor counts."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from quanze.apps.access.caller import Caller
from quanze.apps.access.context import reading
from quanze.apps.access.declarations import declared
from quanze.apps.determinations.selectors import listed
from quanze.apps.organizations.selectors.finding import LONGEST, Matches, matches
from quanze.apps.organizations.selectors.recorded import persons_sought
from quanze.core.words import Label, Words

FEW, MANY = 10, 100
KINDS: Words = {
    "unit": Label("单位", "Units"), "post": Label("职务", "Posts"), "person": Label("人员", "Persons"),
    "case": Label("定责建议", "Determinations"),
}  # fmt: skip


@declared(actor="caller", action="system:watch", object="")
@require_safe
def search(request: Any) -> HttpResponse:
    """What fits ?q=, grouped, the best ten of each; ?kind= shows the best hundred of one. Searches for persons and
    cases are recorded. An unknown kind is as good as none."""
    sought = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    kind = request.GET.get("kind", "")
    asked = [kind] if kind in KINDS else list(KINDS)
    most = FEW if len(asked) > 1 else MANY
    groups = [_group(each, sought, request, most) for each in asked] if sought else []
    shown = [group for group in groups if group["lines"]]
    return render(request, "web/search.html", {"q": sought, "kind": kind, "groups": shown, "most": most})


def _group(kind: str, sought: str, request: Any, most: int) -> dict[str, Any]:
    if kind == "case":
        lines, more = _cases(request, sought, most)
    else:
        found = _register(kind, sought, request, most)
        lines, more = [_line(each) for each in found.found], found.more
    return {"kind": kind, "label": KINDS[kind], "lines": lines, "more": more}


def _register(kind: str, sought: str, request: Any, most: int) -> Matches:
    caller: Caller = request.caller
    if kind == "person" and caller.may("register:read"):
        return persons_sought(sought=sought, by=caller, at=request.at, most=most)
    return matches(caller, kind, sought, on=caller.on, most=most)


def _line(each: Any) -> dict[str, Any]:
    return {
        "name": each.name, "href": reverse(each.kind, args=[each.code]), "about": each.about,
        "code": each.code, "found_as": each.found_as, "past": each.past,
    }  # fmt: skip


def _cases(request: Any, sought: str, most: int) -> tuple[list[dict[str, Any]], bool]:
    """Determinations whose case's id holds what is sought, newest first."""
    caller: Caller = request.caller
    if caller.may("determination:read") is None:
        return [], False
    rows = listed(by=caller, at=request.at, case=sought)
    with reading(caller):
        found = list(rows.order_by("-asked_at", "public_id")[: most + 1])
    lines = [
        {"name": each.case_id, "href": reverse("determination", args=[each.public_id]), "day": each.asked_at}
        for each in found[:most]
    ]
    return lines, len(found) > most
