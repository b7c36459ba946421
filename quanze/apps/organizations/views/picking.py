"""The picker's list: what fits what was typed so far, as a fragment that the page puts under the field."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quanze.apps.access.caller import CHINA_TIME
from quanze.apps.access.declarations import declared
from quanze.apps.organizations.selectors.finding import KINDS, matches
from quanze.apps.organizations.selectors.recorded import persons_sought
from quanze.core.refusals import Refusal


@declared(actor="caller", action="register:read", object="unit")
@require_safe
def pick(request: Any) -> HttpResponse:
    """Matches of one kind (unit, post, person) for ?q=, best first. Raises Refusal "bad_kind"."""
    kind, sought = request.GET.get("kind", "unit"), request.GET.get("q", "")
    if kind not in KINDS:
        raise Refusal(
            "bad_kind", zh="只能选择单位、职务或人员", en="only units, posts and persons are picked", where="kind"
        )
    if kind == "person":
        found = persons_sought(sought=sought, by=request.caller, at=request.at)
    else:
        found = matches(request.caller, kind, sought, on=request.at.astimezone(CHINA_TIME).date())
    return render(request, "organizations/_picks.html", {"matches": found, "sought": sought.strip()})
