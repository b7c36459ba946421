"""Columns of the record in order, straight from the driver of either engine, without layers between."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from django.db import connection

STRETCH = 2000
MAPPED = 1 << 30
LOWEST = -(1 << 63)


def stream(columns: tuple[str, ...], count: int) -> Iterator[Any]:
    """Columns of the first ``count`` entries in order; the connection may be used for other things meanwhile."""
    connection.ensure_connection()
    return _mapped(columns, count) if connection.vendor == "sqlite" else _fetched(_statement(columns), count)


def stream_ahead(columns: tuple[str, ...], count: int) -> Iterator[Any]:
    """The same, faster: PostgreSQL looks for the next rows while these are checked. Until the end, or until the
    iterator is closed, the connection belongs to it.
    """
    connection.ensure_connection()
    return _mapped(columns, count) if connection.vendor == "sqlite" else _ahead(_statement(columns), count)


def _mapped(columns: tuple[str, ...], count: int) -> Iterator[Any]:
    """SQLite's rows, read from the mapped file."""
    direct: sqlite3.Connection = connection.connection
    direct.execute(f"PRAGMA mmap_size = {MAPPED}")
    # The sign keeps Django from taking every number but 1 for false.
    listed = ", ".join(columns).replace("business", "+business")
    return direct.execute(f"SELECT {listed} FROM audit_entry WHERE seq <= ? ORDER BY seq", (count,))  # noqa: S608


def _statement(columns: tuple[str, ...]) -> str:
    """One stretch: from a number (exclusive) to another."""
    return f"SELECT {', '.join(columns)} FROM audit_entry WHERE seq > %s AND seq <= %s ORDER BY seq"  # noqa: S608


def _stretches(count: int) -> Iterator[tuple[int, int]]:
    """Nothing is taken to be positive: what stands below the first number is found out, not passed over."""
    yield LOWEST, min(STRETCH, count)
    yield from ((first, min(first + STRETCH, count)) for first in range(STRETCH, count, STRETCH))


def _fetched(statement: str, count: int) -> Iterator[Any]:
    """PostgreSQL's rows in its binary form: bytes come as bytes, not as hex to be read back."""
    from psycopg import Cursor  # where there is no PostgreSQL it need not be loaded

    with connection.wrap_database_errors, Cursor(connection.connection) as rows:
        for stretch in _stretches(count):
            yield from rows.execute(statement, stretch, binary=True).fetchall()


def _ahead(statement: str, count: int) -> Iterator[Any]:
    """The same with one statement more under way than is read."""
    from psycopg import Cursor

    direct: Any = connection.connection
    with connection.wrap_database_errors, direct.pipeline():
        before: Cursor[Any] | None = None
        for stretch in _stretches(count):
            asked = Cursor(direct).execute(statement, stretch, binary=True)
            if before:
                yield from before.fetchall()
            before = asked
        if before:
            yield from before.fetchall()
