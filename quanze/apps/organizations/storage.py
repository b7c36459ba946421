"""The register's way into its tables for many rows at once: the lock of its writers, numbers, plain inserts."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Model

from quanze.apps.access.compartments import REGISTER
from quanze.apps.organizations.guards import REGISTER_LOCK

SECRET_BITS = 52


def lock_register() -> None:
    """Make every other writer of the register wait until this transaction ends.

    On SQLite BEGIN IMMEDIATE has already taken the only writer's place.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [REGISTER_LOCK])


def numbers(model: type[Model], count: int, compartment: str) -> list[int]:
    """``count`` fresh primary keys of a table; the register's lock must be held.

    Ascending in the register's own compartment. In a narrower one they are random and below zero, so that no gap in
    the numbers that others get tells of rows they may not see.
    """
    if not count:
        return []
    if compartment != REGISTER:
        return [-1 - secrets.randbits(SECRET_BITS) for _ in range(count)]
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute(f'SELECT COALESCE(MAX(id), 0) FROM "{table}"')  # noqa: S608
        last: int = max(0, cursor.fetchone()[0])
    return list(range(last + 1, last + count + 1))


def insert(model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows of plain values, one for each column. Instants must have been through ``stored``."""
    named = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    statement = f'INSERT INTO "{model._meta.db_table}" ({named}) VALUES ({marks})'  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def stored(instant: datetime | None) -> Any:
    """An instant as this engine keeps it."""
    return None if instant is None else connection.ops.adapt_datetimefield_value(instant)
