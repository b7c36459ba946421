"""Reads of persons and kinship."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import not_found
from quanze.apps.access.context import acting
from quanze.apps.access.prepared import Prepared
from quanze.apps.audit.services import record_read
from quanze.apps.people.kinship import BEGINNINGS, NEAR, WORDS, Edge, steps_from
from quanze.apps.people.models import Kinship, Person, opened_number

_LONGEST = max(map(len, NEAR))


def visible_to(caller: Caller) -> QuerySet[Person]:
    """The persons whose basic facts the caller may see; identity numbers are left unread."""
    return Person.visible.to(caller).defer("identity_sealed", "identity_mark")


def person_of(caller: Caller, public_id: str) -> Person:
    """One person that the caller may see. Raises Refusal "not_found" for anybody else, existing or not."""
    found = visible_to(caller).filter(public_id=public_id).first()
    if found is None:
        raise not_found()
    return found


def identity_number(person: Person, *, by: Caller, at: datetime) -> str:
    """A person's identity number as text, "" if none is known; the look is recorded before the answer leaves.

    Nobody reads his kin's, only his own. Raises Refusal "not_found" where ``person:read_identity`` does not reach.
    """
    with acting(by):
        found = Person.everything(reason="reach of identity numbers").filter(Person.identity_rule(by), pk=person.pk)
        row = found.values_list("identity_sealed", "public_id").first()
        if row is None:
            raise not_found()
        record_read(by=by, at=at, event="people:person:identity_read", object_kind="person", object_id=person.public_id)
        return opened_number(*row)


def kin_of(person: int, on: date) -> frozenset[int]:
    """The ids of a person, his spouse and near kin on a day, found through chains of recorded relations.

    The recusal rules for civil servants: spouse, direct blood line, collateral blood within three generations,
    near affinity. The caller of this function must have entered as one who may read kinship.
    """
    words: dict[int, set[str]] = {person: {""}}
    fresh = {person}
    for _ in range(_LONGEST):
        steps = steps_from(_edges(fresh, on))
        fresh = {other for each in fresh for other in _prolong(words, each, steps.get(each, []))}
    return frozenset(each for each, found in words.items() if each == person or found & NEAR)


def _edges(persons: Collection[int], on: date) -> list[Edge]:
    if not persons:
        return []
    if len(persons) == 1:
        found: Iterable[Any] = _OF_ONE.rows(person=next(iter(persons)), on=on)
    else:
        found = _of_some(persons, on)
    return [(person, relative, WORDS[relation]) for person, relative, relation in found]


def _of_some(persons: Collection[int], on: date) -> QuerySet[Kinship, Any]:
    rows = Kinship.everything(reason="recusal").filter(Kinship.in_force_on(on), Kinship.touching(persons))
    return rows.values_list("person_id", "relative_id", "relation")


# Most have no kin in the register, and everybody is asked for his at every request.
_OF_ONE = Prepared(lambda person, on: _of_some([person], on))


def _prolong(words: dict[int, set[str]], here: int, steps: list[tuple[int, str]]) -> set[int]:
    """Joins each word that led here with each next relation; the persons for whom a new word was found."""
    grown = set()
    for other, word in steps:
        joined = {before + word for before in words[here]} & BEGINNINGS
        known = words.setdefault(other, set())
        if not joined <= known:
            known |= joined
            grown.add(other)
    return grown
