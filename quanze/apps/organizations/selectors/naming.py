"""Codes that people know, for those who open accounts and grant: the thing itself is not shown to them.

Only what stands in the register's own compartment is found: trying codes tells nothing of what is sealed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from quanze.apps.access.caller import Caller, system_caller
from quanze.apps.access.checks import check_may, not_found
from quanze.apps.access.compartments import REGISTER
from quanze.apps.access.context import reading
from quanze.apps.organizations.models import Official, Unit, UnitRecord
from quanze.apps.people.models import Person

_CHUNK = 500


def unit_to_grant(caller: Caller, code: str) -> int:
    """The id of the unit of a code, for a grant over it. Raises Refusal: not_permitted, not_found."""
    check_may(caller, "account:grant")
    with reading(_looking(caller)):
        found = Unit.everything(reason="a grant names a unit").filter(compartment=REGISTER, code=code).first()
        if found is None or not UnitRecord.everything(reason="it was recorded").filter(unit=found).exists():
            raise not_found("unit")
    return found.pk


def codes_of_units(caller: Caller, units: Iterable[int]) -> Mapping[int, str]:
    """The codes of units (ids) that grants shown to the caller name; those that are sealed are missing."""
    wanted = sorted(set(units))
    found: dict[int, str] = {}
    with reading(_looking(caller)):
        for start in range(0, len(wanted), _CHUNK):
            part = Unit.everything(reason="a grant's unit").filter(pk__in=wanted[start : start + _CHUNK])
            found.update(part.filter(compartment=REGISTER).values_list("pk", "code"))
    return found


def person_to_open_for(caller: Caller, code: str) -> Person:
    """The person of a code in the register, for whom an account is opened: only his id is read.

    Raises Refusal: not_permitted, not_found.
    """
    check_may(caller, "account:open")
    return _person(caller, code)


def person_to_attach(caller: Caller, code: str) -> Person:
    """As ``person_to_open_for``, to bind an account that stands. Raises Refusal: not_permitted, not_found."""
    check_may(caller, "account:attach")
    return _person(caller, code)


def _person(caller: Caller, code: str) -> Person:
    with reading(_looking(caller)):
        rows = Official.everything(reason="whose account").filter(compartment=REGISTER, code=code)
        people = Person.everything(reason="whose account").filter(pk__in=rows.values("person_id"))
        found = people.only("pk", "public_id").first()
    if found is None:
        raise not_found("person")
    return found


def _looking(caller: Caller) -> Caller:
    return system_caller("naming", permissions=["all:register:read", "all:person:read"], at=caller.at)
