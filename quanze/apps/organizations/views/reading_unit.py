"""The page of one unit on a day."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quanze.apps.access.declarations import declared
from quanze.apps.organizations.selectors.shown import unit_shown
from quanze.apps.organizations.selectors.trees import how_many_under, way_up
from quanze.apps.organizations.views.reading_words import duty_told, term_told, word
from quanze.apps.pages.dates import clocks_of
from quanze.core.words.vocabulary import GROUPS

MOST = 60


@declared(actor="caller", action="register:read", object="unit")
@require_safe
def unit(request: Any, code: str) -> HttpResponse:
    """What a unit is, who leads it that day, what stands around it, its posts and its past."""
    clocks = clocks_of(request)
    shown = unit_shown(unit=code, on=clocks.on, known=clocks.known, by=request.caller, at=request.at)
    last, names = shown.last, shown.names
    leading = [_seat(seat, names) for seat in shown.seats if seat.leads]
    others = [_seat(seat, names) for seat in shown.seats if not seat.leads]
    told = {
        "code": code, "shown": shown, "clocks": clocks, "name": last.name or code,
        "may_write": request.caller.may("register:write") is not None,
        "kind": word("kind", last.kind), "level": word("level", last.level), "line": word("line", last.line),
        "above": way_up(request.caller, code, clocks.on, clocks.known)[:-1],
        "below": how_many_under(request.caller, [code], clocks.on, clocks.known).get(code, 0),
        "superior": _unit(last.superior, names), "across": _unit(last.line_superior, names),
        "dispatcher": _unit(last.dispatched_by, names),
        "supervises": [_unit(each, names) for each in last.supervises],
        "heirs": [_unit(each, names) for each in last.succeeded_by],
        "watched_by": [_unit(each, names) for each in shown.watched_by],
        "looked_after": [{"post": each.post, "name": names.post(each.post), "manner": word("manner", each.manner)}
                         for each in shown.looked_after],
        "bodies": [word("body_kind", each.kind) for each in shown.bodies],
        "leading": leading, "others": others[:MOST], "more": len(others) - MOST,
        "past": [_row(row, names) for row in reversed(shown.rows)],
    }  # fmt: skip
    return render(request, "organizations/unit.html", told)


def _unit(code: str | None, names: Any) -> dict[str, Any] | None:
    return None if code is None else {"code": code, "name": names.unit(code), "seen": code in names.units}


def _seat(seat: Any, names: Any) -> dict[str, Any]:
    post = seat.post
    return {
        "code": post.id, "title": post.title or post.id, "role": word("role", post.role),
        "rank": word("rank", post.rank), "seats": post.seats,
        "free": max(0, post.seats - sum(not each.tenure.acting for each in seat.holders)), "holders": seat.holders,
        "duties": [duty_told(each, names) for each in seat.duties],
    }  # fmt: skip


def _row(row: Any, names: Any) -> dict[str, Any]:
    return {
        "name": row.name or row.id, "kind": GROUPS["kind"][row.kind], "term": term_told(row),
        "superior": _unit(row.superior, names), "across": _unit(row.line_superior, names), "recorded": row.recorded_at,
    }  # fmt: skip
