"""What the organization department may see of a person beside his posts: personnel facts, identity number, kinship."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import not_found
from quanze.apps.access.context import acting, reading
from quanze.apps.audit.services import record_read
from quanze.apps.organizations.models import Official
from quanze.apps.organizations.selectors.recorded import EVENT
from quanze.apps.people import selectors as people
from quanze.apps.people.models import Kinship, Person


@dataclass(frozen=True, slots=True)
class Kin:
    """One relative: the relation seen from the person ("the relative is his …", reversed where he is the relative).

    ``code`` is the relative's in the register, "" where he is not in it or not the caller's to see.
    """

    name: str
    code: str
    relation: str
    is_reversed: bool
    starts_on: date | None
    ends_before: date | None


def facts_of(caller: Caller, code: str) -> Person | None:
    """The natural person behind a code, numbers unread; None where ``person:read`` does not reach him."""
    with reading(caller):
        return people.visible_to(caller).filter(pk__in=_ids(caller, code)).first()


def identity_of(code: str, *, by: Caller, at: datetime) -> str:
    """The identity number of a person by his code; the look is recorded. Raises Refusal "not_found"."""
    person = facts_of(by, code)
    if person is None:
        raise not_found("person")
    return people.identity_number(person, by=by, at=at)


def kin_shown(code: str, *, by: Caller, at: datetime) -> Sequence[Kin]:
    """The recorded kinship of a person; the look is recorded. () where ``kinship:read`` does not reach."""
    if by.may("kinship:read") is None:
        return ()
    with acting(by):
        persons = list(_ids(by, code))
        rows = Kinship.visible.to(by).filter(Kinship.touching(persons), withdrawn_at=None).order_by("starts_on", "pk")
        found = list(rows.values_list("person_id", "relative_id", "relation", "starts_on", "ends_before"))
        others = {relative if person in persons else person for person, relative, *_ in found}
        names = dict(Person.visible.to(by).filter(pk__in=others).values_list("pk", "name"))
        codes = dict(Official.visible.to(by).filter(pk__in=others).values_list("pk", "code"))
        record_read(by=by, at=at, event=EVENT, object_kind="kinship", object_id=code)
    shown = []
    for person, relative, relation, start, end in found:
        other, turned = (relative, False) if person in persons else (person, True)
        shown.append(Kin(names.get(other, ""), codes.get(other, ""), relation, turned, start, end))
    return shown


def _ids(caller: Caller, code: str) -> list[int]:
    return list(Official.visible.to(caller).filter(code=code).values_list("pk", flat=True))
