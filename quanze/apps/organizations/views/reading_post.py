"""The page of one post: who holds it on the day, and who held it when."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quanze.apps.access.declarations import declared
from quanze.apps.organizations.selectors.shown import PostShown, post_shown
from quanze.apps.organizations.views.reading_words import duty_told, term_told, word
from quanze.apps.pages.dates import clocks_of
from quanze.core.register import Tenure
from quanze.core.register.known import in_force


@declared(actor="caller", action="register:read", object="post")
@require_safe
def post(request: Any, code: str) -> HttpResponse:
    """What a post is, its holders over time, their absences, what it looks after, and how it changed."""
    clocks = clocks_of(request)
    shown = post_shown(post=code, on=clocks.on, known=clocks.known, by=request.caller, at=request.at)
    last, names = shown.last, shown.names
    now = [_held(each, shown) for each in shown.tenures if in_force(each, clocks.on)]
    told = {
        "code": code, "shown": shown, "last": last, "clocks": clocks, "title": last.title or code,
        "may_write": request.caller.may("register:write") is not None,
        "unit": {"code": last.organization, "name": names.unit(last.organization),
                 "seen": last.organization in names.units},
        "role": word("role", last.role), "rank": word("rank", last.rank),
        "manager": _organ(last.managed_by, shown), "co_manager": _organ(last.co_managed_by, shown),
        "now": now, "free": max(0, last.seats - sum(not each["acting"] for each in now)) if shown.row else 0,
        "duties": [duty_told(each, names) for each in shown.duties if in_force(each, clocks.on)],
        "duties_before": [duty_told(each, names) for each in shown.duties if not in_force(each, clocks.on)],
        "held": [_held(each, shown) for each in reversed(shown.tenures)],
        "past": [{"term": term_told(row), "title": row.title or row.id, "unit": names.unit(row.organization),
                  "role": word("role", row.role), "rank": word("rank", row.rank), "seats": row.seats}
                 for row in reversed(shown.rows)],
    }  # fmt: skip
    return render(request, "organizations/post.html", told)


def _organ(code: str | None, shown: PostShown) -> dict[str, Any] | None:
    return None if not code else {"code": code, "name": shown.names.unit(code), "seen": code in shown.names.units}


def _held(tenure: Tenure, shown: PostShown) -> dict[str, Any]:
    away = [
        {"term": term_told(absence), "reason": absence.reason or ""}
        for absence in shown.absences
        if absence.person == tenure.person and _meet(absence, tenure)
    ]
    return {
        "person": tenure.person, "name": shown.names.people.get(tenure.person, tenure.person),
        "seen": tenure.person in shown.names.people, "term": term_told(tenure), "acting": tenure.acting,
        "rank": word("rank", tenure.rank), "away": away, "recorded": tenure.recorded_at,
    }  # fmt: skip


def _meet(one: Any, other: Any) -> bool:
    begins_in_time = one.starts_on is None or other.ends_before is None or one.starts_on < other.ends_before
    ends_late_enough = one.ends_before is None or other.starts_on is None or other.starts_on < one.ends_before
    return begins_in_time and ends_late_enough
