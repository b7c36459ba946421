"""The town of tests.cases in the database, and people who ask about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from quanze.apps.access.caller import Caller
from quanze.apps.access.compartments import of_determination
from quanze.apps.accounts.tests.factories import AT, caller_of
from quanze.apps.determinations.rules import Settings
from quanze.apps.determinations.services import Asked, ask
from quanze.apps.determinations.tests.cases import BUREAU, asking, below, case_text, rules, town, violator
from quanze.apps.organizations.demo import City, demo_city
from quanze.apps.organizations.models import Official, Unit
from quanze.core.register.register import Register

WHY = "立案审查，室务会同意"


@dataclass(frozen=True)
class Place:
    """A register laid out, with what its tests need of it."""

    register: Register
    city: City

    def ids(self, codes: frozenset[str]) -> frozenset[int]:
        """Ids of units by their codes."""
        rows = Unit.everything(reason="test").filter(code__in=codes)
        return frozenset(rows.values_list("pk", flat=True))

    def person(self, code: str) -> int:
        """The id of a person by his code."""
        return Official.everything(reason="test").values_list("pk", flat=True).get(code=code)

    def officer(self, top: str = BUREAU, *, role: str = "conduct_officer", **more: object) -> Caller:
        """Somebody whose role reaches a unit and all below it."""
        codes = below(self.register, top) if top else frozenset(row.id for row in self.register.organizations)
        return caller_of(role, units=self.ids(codes), **more)  # type: ignore[arg-type]

    def ask(self, by: Caller | None = None, *, at: datetime = AT, known_at: datetime | None = None,
            settings: Settings | None = None, data: bytes | None = None) -> Asked:  # fmt: skip
        """The case of the bureau, asked by an officer who sees the bureau."""
        text = case_text(*violator(town())) if data is None else data
        question = asking(text, known_at=known_at or at, settings=settings)
        return ask(question, rules=rules(), by=by or self.officer(at=at), at=at, reason=WHY)


def place(register: Register | None = None) -> Place:
    """The town, or another register, laid out as it was recorded."""
    rows = register or town()
    return Place(rows, demo_city(rows, at=AT))


def named_for(public_id: str, *, person: int, role: str = "case_officer", at: datetime = AT) -> Caller:
    """Somebody who was named for one determination and for nothing else."""
    return caller_of(role, person=person, account=person, compartments=[of_determination(public_id)], at=at)


def kin_to(by: Caller, *persons: int) -> Caller:
    """The same caller, to whom these persons are kin."""
    return replace(by, kin=by.kin | frozenset(persons))
