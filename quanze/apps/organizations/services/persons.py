"""Persons whom a change brings into the register: known natural persons, or new ones recorded with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import not_found
from quanze.apps.organizations.models import Official
from quanze.apps.organizations.services.change import Change
from quanze.apps.organizations.services.directory import Directory, in_parts
from quanze.apps.organizations.storage import insert
from quanze.apps.people.models import Person
from quanze.apps.people.services import PersonFacts, record_persons

# Code → the natural person it stands for, or what is to be recorded of a new one.
PersonsGiven = Mapping[str, Person | PersonFacts]


def bring_people(
    known: Directory, change: Change, given: PersonsGiven, *, by: Caller, at: datetime, compartment: str
) -> None:
    """Enter the persons whom no code stood for; those not given as persons are recorded as new ones, as one act.

    Raises Refusal as ``record_persons``.
    """
    rows = {draft.row.id: draft.row for draft in change.drafts.get("people", ())}
    wanted = [code for code in rows if code not in known.people]
    if not wanted:
        return
    kept_by = _keeping_units(change, known)
    new = {code: _facts(rows[code], given.get(code), kept_by.get(code)) for code in wanted}
    facts = {code: each for code, each in new.items() if isinstance(each, PersonFacts)}
    naturals = {code: each for code, each in new.items() if isinstance(each, Person)}
    _check_visible(naturals.values(), by)
    naturals |= dict(zip(facts, record_persons(list(facts.values()), by=by, at=at) if facts else [], strict=True))
    made = [(naturals[code].pk, code, naturals[code].unit_id, compartment) for code in wanted]
    insert(Official, ("person_id", "code", "unit_id", "compartment"), made)
    known.people.update((code, person.pk) for code, person in naturals.items())


def _check_visible(persons: Iterable[Person], by: Caller) -> None:
    """Natural persons given from outside must be such as the caller may see. Raises Refusal "not_found"."""
    for part in in_parts([each.pk for each in persons]):
        if Person.visible.to(by).filter(pk__in=part).count() != len(part):
            raise not_found("person")


def _facts(row: Any, given: Person | PersonFacts | None, unit: int | None) -> Person | PersonFacts:
    if isinstance(given, PersonFacts):
        return given if given.unit_id is not None else replace(given, unit_id=unit)
    if given is not None:
        return given
    return PersonFacts(
        name=row.name or row.id, party_member=row.party_member, category=row.category or "", now=row.now or "",
        unit_id=unit,
    )  # fmt: skip


def _keeping_units(change: Change, known: Directory) -> dict[str, int]:
    """The unit of each person's last tenure in the change keeps his record."""
    found: dict[str, int] = {}
    posts = {draft.row.id: draft.row.organization for draft in change.drafts.get("posts", ())}
    for draft in change.drafts.get("tenures", ()):
        post = draft.row.post
        unit = known.units[posts[post]].id if post in posts else known.posts[post].unit
        found[draft.row.person] = unit
    return found
