"""An invented register laid out through the services, for the demonstration: one act for all its rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from quanze.apps.access.caller import Caller, system_caller
from quanze.apps.access.context import reading
from quanze.apps.organizations.models import TenureRecord, Unit
from quanze.apps.organizations.services import Done, write_rows
from quanze.apps.people.models import Person
from quanze.apps.people.services import PersonFacts, record_person
from quanze.core.refusals import Refusal
from quanze.core.register import Register

_PERMISSIONS = ("demo:build", "register:read", "register:write", "register:import", "person:read", "person:write")


def builder(at: datetime) -> Caller:
    """The program as the one who builds the demonstration."""
    return system_caller("demo", permissions=[f"all:{each}" for each in _PERMISSIONS], at=at)


def is_empty(at: datetime) -> bool:
    """True if the register holds no unit and nobody is recorded."""
    by = builder(at)
    with reading(by):
        units, people = (each.visible.to(by).exists() for each in (Unit, Person))
    return not (units or people)


@contextmanager
def on_disk_at_the_end() -> Iterator[None]:
    """SQLite need not wait for the disk at each of many small acts: what breaks off here is marked and built anew."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
        try:
            yield
        finally:
            cursor.execute("PRAGMA synchronous=FULL")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@dataclass(frozen=True, slots=True)
class City:
    """What was laid out, and how to find in it whom and what the accounts are bound to."""

    done: Done
    by: Caller

    def unit_id(self, code: str) -> int:
        """The id of a unit by its code. Raises Refusal "not_in_demo"."""
        with reading(self.by):
            found = Unit.visible.to(self.by).filter(code=code).values_list("pk", flat=True).first()
        if found is None:
            raise _missing(code)
        return found

    def holder(self, post: str) -> Person:
        """Who holds a post now, acting ones aside. Raises Refusal "not_in_demo"."""
        with reading(self.by):
            rows = TenureRecord.visible.to(self.by).filter(post__code=post, acting=False, ends_before=None)
            holders = rows.filter(superseded_at=None).values_list("person_id", flat=True)
            found = Person.visible.to(self.by).filter(pk__in=list(holders)).first()
        if found is None:
            raise _missing(post)
        return found

    def newcomer(self, name: str, unit: int | None) -> Person:
        """Somebody of that name who is in no post, his record kept by a unit."""
        return record_person(PersonFacts(name=name, unit_id=unit), by=self.by, at=self.by.at)


def demo_city(rows: Register, *, at: datetime) -> City:
    """Lay an invented register out as one act, each row with the instants of knowledge it came with."""
    by = builder(at)
    return City(write_rows(rows, by=by, at=at, act="demo", as_recorded=True), by)


def _missing(code: str) -> Refusal:
    return Refusal(
        "not_in_demo", zh=f"演示数据中没有 {code}，或者无人在任", en=f"the demonstration has no {code}, or nobody in it",
        where=code,
    )  # fmt: skip
