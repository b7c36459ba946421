"""Callers and registers for tests of the register and of what reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

from django.db import connection

from quanze.apps.access.caller import Caller, system_caller
from quanze.apps.accounts.tests.factories import caller_of
from quanze.apps.organizations import guards
from quanze.apps.organizations.models import Unit
from quanze.apps.organizations.services import Done, write_rows
from quanze.core.register import Body, Organization, Person, Portfolio, Post, Register, Tenure

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
EVERYTHING = (
    "all:register:read", "all:register:write", "all:register:import", "all:register:undo", "all:demo:build",
    "all:person:write", "all:person:read",
)  # fmt: skip


@contextmanager
def without_guards() -> Iterator[None]:
    """The register's triggers rest, so that a fault can be planted."""
    connection.check_constraints()
    guards.lower_guards(connection)
    try:
        yield
    finally:
        connection.check_constraints()
        guards.raise_guards(connection)


def later(minutes: int = 1) -> datetime:
    """An instant some minutes after AT."""
    return AT + timedelta(minutes=minutes)


def keeper(at: datetime = AT) -> Caller:
    """One who may do everything to the register, for laying out a test."""
    return system_caller("test", permissions=EVERYTHING, at=at)


def clerk(*units: str, at: datetime = AT, role: str = "register_clerk", person: int = 900_001) -> Caller:
    """A clerk of just these units (codes), not of what lies under them."""
    ids = Unit.everything(reason="a test's clerk").filter(code__in=units).values_list("pk", flat=True)
    return caller_of(role, units=list(ids), at=at, person=person)


def lay_out(register: Register, *, at: datetime = AT, as_recorded: bool = True) -> Done:
    """The rows written as one act."""
    return write_rows(register, by=keeper(at), at=at, act="test", as_recorded=as_recorded)


def unit(id: str, superior: str | None = None, kind: str = "department", **more: object) -> Organization:
    """A unit's row."""
    return Organization(id=id, name=f"某{id}", kind=kind, superior=superior, **more)  # type: ignore[arg-type]


def post(id: str, organization: str, role: str = "deputy", **more: object) -> Post:
    """A post's row."""
    return Post(id=id, organization=organization, title=f"{id}职务", role=role, **more)  # type: ignore[arg-type]


def person(id: str, **more: object) -> Person:
    """A person's row, under an invented name."""
    return Person(id=id, name=f"石{id}", **more)  # type: ignore[arg-type]


def tenure(person: str, post: str, start: str | None = None, end: str | None = None, **more: object) -> Tenure:
    """A tenure's row; days as ISO text."""
    starts_on, ends_before = (start and day(start)) or None, (end and day(end)) or None
    return Tenure(person=person, post=post, starts_on=starts_on, ends_before=ends_before, **more)  # type: ignore[arg-type]


def day(text: str) -> date:
    """A day from ISO text."""
    return date.fromisoformat(text)


def city(more: Iterable[Organization] = ()) -> Register:
    """A small city: a territory with committee and government, two bureaus, heads, deputies, a clerk's seat."""
    return Register(
        organizations=(
            unit("city", kind="territory", level="prefecture"),
            unit("committee", "city", "party_committee"),
            unit("government", "city", "government"),
            unit("bureau", "government"),
            unit("office", "bureau", "internal_unit"),
            unit("college", "government"),
            *more,
        ),
        bodies=(Body(id="group", of="bureau", kind="party_group"),),
        posts=(
            post("secretary", "committee", "party_principal", rank="bureau_chief"),
            post("mayor", "government", "admin_principal", rank="bureau_chief", managed_by="committee"),
            post("vice", "government", "deputy", rank="deputy_bureau_chief"),
            post("chief", "bureau", "principal", rank="division_chief", managed_by="committee"),
            post("second", "bureau", "deputy", rank="deputy_division_chief"),
            post("teller", "office", "staff", seats=2),
            post("dean", "college", "principal", rank="division_chief"),
        ),
        people=tuple(person(f"p{number}") for number in range(1, 8)),
        tenures=(
            tenure("p1", "secretary", "2020-01-01"),
            tenure("p2", "mayor", "2020-01-01"),
            tenure("p3", "vice", "2021-01-01"),
            tenure("p4", "chief", "2019-05-01"),
            tenure("p5", "teller", "2018-01-01"),
        ),
        portfolios=(Portfolio(post="vice", covers=("bureau",)), Portfolio(post="second", fields=("finance",))),
    )
