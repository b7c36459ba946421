"""Differences in a unit: between two dates, and between what is known now and what was known then."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quanze.apps.access.declarations import declared
from quanze.apps.organizations.selectors.differences import Difference, Look, unit_differences
from quanze.apps.organizations.selectors.shown import Names
from quanze.apps.organizations.views.reading_words import FIELDS, LISTS, known_told, value_told
from quanze.apps.pages.cells import day_text
from quanze.apps.pages.dates import day_of, known_of
from quanze.apps.pages.language import said


@declared(actor="caller", action="register:read", object="unit")
@require_safe
def unit_changes(request: Any, code: str) -> HttpResponse:
    """?from= and ?to= are days (a year apart unless said); ?known= asks what was known then against what is known now.

    With ?known= both looks are at the day ``to`` unless ``from`` is given as well. Days given the wrong way round are
    turned, and the page says so. Raises Refusal: not_found, bad_day.
    """
    today, known = request.caller.on, known_of(request, "known")
    to = day_of(request, "to") or today
    since = day_of(request, "from") or (to if known else _year_before(to))
    turned = since > to
    since, to = min(since, to), max(since, to)
    below = request.GET.get("below") == "1"
    found = unit_differences(
        unit=code, earlier=Look(since, known), later=Look(to, None), below=below, by=request.caller, at=request.at
    )
    told = {
        "code": code, "name": found.name, "since": since, "to": to, "known": known, "below": below, "turned": turned,
        "known_day": request.GET.get("known", "")[:10], "more": found.more,
        "before_text": day_text(since) + (said(f"（按 {known_told(known)} 时所知）",
                                               f" (as known on {known_told(known)})") if known else ""),
        "after_text": day_text(to), "lines": [_line(each, found.names_before, found.names) for each in found.found],
    }  # fmt: skip
    return render(request, "organizations/unit_changes.html", told)


def _year_before(day: date) -> date:
    """The same day a year before; the 28th for a leap day."""
    return day.replace(year=day.year - 1) if (day.month, day.day) != (2, 29) else day - timedelta(days=366)


def _line(each: Difference, before: Names, after: Names) -> dict[str, Any]:
    """A difference in words: what is gone, and what a field said before, by the names of the first day."""
    row = each.after or each.before
    what = _named(row, before if each.after is None else after)
    return {
        "list": LISTS[each.list], "what": what, "came": each.before is None, "went": each.after is None,
        "fields": [
            {"name": FIELDS[name], "before": value_told(name, getattr(each.before, name), before),
             "after": value_told(name, getattr(each.after, name), after)}
            for name in each.changed
        ],
        "link": _link(row),
    }  # fmt: skip


def _named(row: Any, names: Names) -> str:
    """What a row is about, in a few words."""
    if hasattr(row, "person"):
        acting = said("（代理）", " (acting)") if row.acting else ""
        return f"{names.people.get(row.person, row.person)}{acting} — {names.post(row.post)}"
    if hasattr(row, "covers"):
        covered = (*(value_told("fields", row.fields, names),), *(names.unit(each) for each in row.covers))
        return f"{names.post(row.post)} — {said('、', ', ').join(each for each in covered if each)}"
    if hasattr(row, "organization"):
        return f"{names.unit(row.organization)} {row.title or row.id}"
    return str(row.name or row.id)


def _link(row: Any) -> tuple[str, str]:
    if hasattr(row, "person") or hasattr(row, "covers"):
        return "post", row.post
    return ("post", row.id) if hasattr(row, "organization") else ("unit", row.id)
