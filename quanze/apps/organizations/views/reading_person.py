"""The page of one person: tenures and absences; what the organization department may see, for whom it is open."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from quanze.apps.access.declarations import declared
from quanze.apps.organizations.selectors.kin import Kin, facts_of, identity_of, kin_shown
from quanze.apps.organizations.selectors.shown import PersonShown, person_shown
from quanze.apps.organizations.views.reading_words import term_told, word
from quanze.apps.pages.dates import clocks_of
from quanze.apps.people.words import GENDERS, RELATIONS
from quanze.core.register import Absence, Tenure
from quanze.core.register.known import in_force
from quanze.core.words import Label


@declared(actor="caller", action="register:read", object="person")
@require_safe
def person(request: Any, code: str) -> HttpResponse:
    """Who somebody is in the register and which posts he held when."""
    return _page(request, code, None)


@declared(actor="caller", action="person:read_identity", object="person")
@require_POST
def person_identity(request: Any, code: str) -> HttpResponse:
    """The same page with the identity number, asked for by a button of its own. Raises Refusal "not_found"."""
    return _page(request, code, identity_of(code, by=request.caller, at=request.at))


def _page(request: Any, code: str, number: str | None) -> HttpResponse:
    caller, clocks = request.caller, clocks_of(request)
    shown = person_shown(person=code, on=clocks.on, known=clocks.known, by=caller, at=request.at)
    facts = facts_of(caller, code)
    told = {
        "code": code, "shown": shown, "clocks": clocks, "name": shown.row.name or code,
        "may_write": caller.may("register:write") is not None,
        "now": word("now", shown.row.now), "category": word("category", shown.row.category),
        "party_member": shown.row.party_member,
        "posts": [_held(each, shown) for each in shown.tenures if in_force(each, clocks.on)],
        "held": [_held(each, shown) for each in reversed(shown.tenures)],
        "absences": [_away(each) for each in shown.absences],
        "facts": facts, "gender": None if facts is None else GENDERS.get(facts.gender),
        "may_identity": facts is not None and caller.may("person:read_identity") is not None, "number": number,
        "may_kin": caller.may("kinship:read") is not None,
        "kin": [_kin(each) for each in kin_shown(code, by=caller, at=request.at)],
    }  # fmt: skip
    return render(request, "organizations/person.html", told)


def _held(tenure: Tenure, shown: PersonShown) -> dict[str, Any]:
    return {
        "post": tenure.post, "name": shown.names.post(tenure.post), "seen": tenure.post in shown.seen,
        "term": term_told(tenure), "acting": tenure.acting, "rank": word("rank", tenure.rank),
        "recorded": tenure.recorded_at,
    }  # fmt: skip


def _away(absence: Absence) -> dict[str, str]:
    return {"term": term_told(absence), "reason": absence.reason or ""}


def _kin(kin: Kin) -> dict[str, Any]:
    relation = RELATIONS[kin.relation]
    if kin.is_reversed:
        relation = Label(f"本人是其{relation.zh}", f"he or she is the relative's {relation.en}")
    return {"name": kin.name, "code": kin.code, "relation": relation, "ended": kin.ends_before is not None}
