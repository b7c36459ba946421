"""Services to test with: one adds a row to the scratch table, with or without what an act needs."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import connection, transaction

from quanze.apps.access.caller import Caller, system_caller
from quanze.apps.audit.acts import act
from quanze.apps.audit.models import Entry
from quanze.apps.audit.services import record
from quanze.apps.audit.tests.conftest import DONE
from quanze.core.refusals import Refusal

AT = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
AUDITOR = system_caller(
    "auditor", permissions=[f"all:audit:{each}" for each in ("read", "verify", "anchor", "prove", "export")], at=AT
)
NOBODY = system_caller("nobody", permissions=[], at=AT)


def put(name: str) -> None:
    """A row, without any ceremony."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO audit_scratch VALUES (%s)", [name])


def rows() -> list[str]:
    """The names in the scratch table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM audit_scratch ORDER BY name")
        return [name for (name,) in cursor.fetchall()]


def entries(**which: object) -> list[Entry]:
    """Entries of the record in order."""
    return list(Entry.everything(reason="test").filter(**which).order_by("seq"))


@act(event=DONE, of="name")
def add(*, name: str, by: Caller = NOBODY, at: datetime = AT, refuse: bool = False) -> Entry:
    """An act: a row and its entry. Refused on demand, after the row was put."""
    put(name)
    entry = record(by=by, at=at, event=DONE, object_kind="row", object_id=name, after={"name": name})
    if refuse:
        raise Refusal("not_now", zh=f"{name} 不行", en=f"{name} will not do")
    return entry


def note(number: int, *, event: str = DONE, at: datetime = AT) -> None:
    """So many entries in one transaction."""
    with transaction.atomic():
        for each in range(number):
            record(by=NOBODY, at=at, event=event, object_kind="row", object_id=f"R{each}", reason="批量")
