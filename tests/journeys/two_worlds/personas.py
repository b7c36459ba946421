"""Ten people who may not know: the subject himself, his head, clerk, HR, three administrators, officers, an outsider."""

from __future__ import annotations

from datetime import datetime

from quanze.apps.access.caller import Caller, system_caller
from quanze.apps.access.context import reading
from quanze.apps.accounts.tests.factories import caller_of
from quanze.apps.organizations.models import Official, Unit
from quanze.apps.organizations.selectors import subtree_ids
from quanze.apps.people.models import Person
from tests.journeys.matrix.world import AT

# Name → role, whose body he is, and the unit his grant is over.
PERSONAS = {
    "subject": ("official", "office-chief", ""),
    "outsider": ("official", "college-chief", ""),
    "head": ("unit_head", "bureau-chief", "bureau"),
    "clerk": ("register_clerk", "committee-second", "bureau"),
    "hr": ("organization_officer", "committee-chief", "government"),
    "conduct": ("conduct_officer", "government-second", "bureau"),
    "group": ("leading_group_officer", "government-chief", "city"),
    "system": ("system_administrator", "library-second", ""),
    "security": ("security_administrator", "museum-second", ""),
    "audit": ("audit_administrator", "library-chief", ""),
}


def looking(at: datetime) -> Caller:
    """The program while it finds out who somebody is."""
    return system_caller("resolving", permissions=("all:register:read", "all:person:read"), at=at)


def reach_of(code: str) -> frozenset[int]:
    """What a grant over a unit reaches, as the program resolves it."""
    with reading(looking(AT)):
        return subtree_ids(Unit.everything(reason="test").get(code=code).pk, AT.date())


def standing_person(code: str) -> Person:
    """The natural person behind an official's code."""
    with reading(looking(AT)):
        return Person.everything(reason="test").get(pk=Official.everything(reason="test").get(code=code).pk)


def persona(name: str, at: datetime) -> Caller:
    """One of the ten, as the program would build his caller."""
    role, code, unit = PERSONAS[name]
    number = 1000 + sorted(PERSONAS).index(name)
    return caller_of(
        role,
        person=standing_person(code).pk,
        account=number,
        units=reach_of(unit) if unit else (),
        at=at,
        reason="test",
    )
