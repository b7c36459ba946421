"""Who answered (责任到人): for a unit or a post, on a day, with the levels above; a link that can be sent."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from quanze.apps.access.context import reading
from quanze.apps.access.declarations import declared
from quanze.apps.organizations.picture import pictures
from quanze.apps.organizations.selectors.called import posts_held, unit_names
from quanze.apps.organizations.selectors.chains import MOST_LEVELS, Chain, Place
from quanze.apps.organizations.selectors.recorded import chain_read
from quanze.apps.organizations.selectors.shown import PostShown, post_shown
from quanze.apps.organizations.views.reading_words import asked_code, known_told
from quanze.apps.organizations.words import LINES, NOBODY, RELATIONS
from quanze.apps.pages.cells import day_text
from quanze.apps.pages.dates import Clocks, clocks_of, day_of
from quanze.apps.pages.language import language, said
from quanze.core.refusals import Refusal
from quanze.core.register.known import in_force
from quanze.core.words import Label

_LEVELS = frozenset(str(each) for each in range(MOST_LEVELS + 1))


@declared(actor="caller", action="register:read", object="unit")
@require_safe
def who_answered(request: Any) -> HttpResponse:
    """The form, and below it the chain once a unit or a post is named. Refusals stand at the form."""
    told: dict[str, Any] = {"levels": range(MOST_LEVELS + 1), "asked_levels": 1}
    try:
        told |= _asked(request)
    except Refusal as refusal:
        told |= _typed(request) | {"refusal": refusal, "refusal_label": Label(refusal.zh, refusal.en)}
        return render(request, "organizations/who_answered.html", told, status=_status(refusal))
    return render(request, "organizations/who_answered.html", told)


def _typed(request: Any) -> dict[str, Any]:
    """What was typed, for the form to keep beside a refusal: a day or a number of levels as far as it is one."""
    given, known = request.GET.get("levels", ""), request.GET.get("known", "")[:10]
    try:
        on = day_of(request, "on") or request.caller.on
    except Refusal:
        on = request.caller.on
    return {
        "unit": asked_code(request, "unit"), "post": asked_code(request, "post"), "known_day": known,
        "asked_levels": int(given) if given in _LEVELS else 1, "clocks": Clocks(on, None, request.caller.on),
    }  # fmt: skip


def _status(refusal: Refusal) -> int:
    return 404 if refusal.code == "not_found" else 400


def _asked(request: Any) -> dict[str, Any]:
    """What is asked and, once it is, the answer. Raises Refusal."""
    clocks, levels = clocks_of(request), _levels(request)
    unit, post = asked_code(request, "unit"), asked_code(request, "post")
    told: dict[str, Any] = {"clocks": clocks, "asked_levels": levels, "unit": unit, "post": post}
    if post:
        seat = post_shown(post=post, on=clocks.on, known=clocks.known, by=request.caller, at=request.at)
        unit = seat.last.organization
        told["seat"] = _seat(seat, clocks)
    if not unit:
        return told
    chain = chain_read(unit=unit, on=clocks.on, levels=levels, known=clocks.known, by=request.caller, at=request.at)
    return told | _answered(request, chain, clocks, told)


def _answered(request: Any, chain: Chain, clocks: Clocks, told: dict[str, Any]) -> dict[str, Any]:
    persons = {holder.person for places in chain.levels for place in places for seat in place.seats or ()
               for holder in seat.holders} | {each["person"] for each in told.get("seat", {}).get("holders", ())}  # fmt: skip
    with reading(request.caller):
        today = posts_held(request.caller, persons, clocks.today)
        name = unit_names(request.caller, [chain.unit], clocks.on, clocks.known).get(chain.unit, chain.unit)
    for each in told.get("seat", {}).get("holders", ()):
        each["today"] = today.get(each["person"], "")
    asked = {"post" if told["post"] else "unit": told["post"] or chain.unit, "on": clocks.on.isoformat(),
             "levels": str(told["asked_levels"])}  # fmt: skip
    if request.GET.get("known"):
        asked["known"] = request.GET["known"]
    known = "" if clocks.known is None else known_told(clocks.known)
    wide, slim = pictures(chain, today, language())
    return {
        "chain": chain, "name": name, "unit_text": "" if told["post"] else name,
        "post_text": told.get("seat", {}).get("name", ""), "on_text": day_text(clocks.on), "known_text": known,
        "known_day": request.GET.get("known", "")[:10], "share": request.build_absolute_uri(f"{request.path}?{urlencode(asked)}"),
        "wide": mark_safe(wide), "slim": mark_safe(slim),  # noqa: S308 (the picture escapes every text)
        "rows": [row for level, places in enumerate(chain.levels) for place in places
                 for row in _rows(place, level, today)],
    }  # fmt: skip


def _levels(request: Any) -> int:
    given = request.GET.get("levels", "1")
    if given not in _LEVELS:
        raise Refusal("bad_levels", zh="层级数须为 0 到 9", en="levels go from 0 to 9", where="levels")
    return int(given)


def _seat(shown: PostShown, clocks: Clocks) -> dict[str, Any]:
    last = shown.last
    holders = [
        {"person": each.person, "name": shown.names.people.get(each.person, each.person), "acting": each.acting,
         "away": any(absence.person == each.person and in_force(absence, clocks.on) for absence in shown.absences)}
        for each in shown.tenures if in_force(each, clocks.on)
    ]  # fmt: skip
    unit = shown.names.unit(last.organization)
    return {"code": shown.code, "name": f"{unit} {last.title or shown.code}", "holders": holders}


def _rows(place: Place, level: int, today: dict[str, str]) -> list[dict[str, Any]]:
    """One row for each holder, each vacant post, each place without or beyond view."""
    where = {
        "level": said("本级", "own level") if level == 0 else said(f"上 {level} 级", f"{level} above"),
        "line": LINES[place.line], "unit": place.unit, "unit_name": place.name or place.unit,
        "seen": place.seats is not None,
    }  # fmt: skip
    if not place.seats:
        none = "" if place.seats is None else NOBODY[place.standing].text(language())
        return [where | {"beyond": place.seats is None, "none": none}]
    rows: list[dict[str, Any]] = []
    for seat in place.seats:
        post: dict[str, Any] = where | {"post": seat.post, "title": seat.title or seat.post,
                                        "relation": RELATIONS[seat.relation]}  # fmt: skip
        post["relation_text"] = post["relation"].text(language())
        rows += [post | {"holder": each, "name": each.name or each.person, "today": today.get(each.person, ""),
                         "since_text": day_text(each.since) if each.since else ""}
                 for each in seat.holders] or [post | {"vacant": True}]  # fmt: skip
    return rows
