"""Putting a backup's rows into freshly made tables, past the triggers and walls that guard them afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from quanze.config.backup.reading import Line
from quanze.config.backup.sources import Picture
from quanze.config.backup.tables import JSON, Table, stored
from quanze.core.refusals import Refusal

BATCH = 1000


def load(wrapper: BaseDatabaseWrapper, schema: Picture, lines: Iterator[Line]) -> None:
    """Empty every table and fill it from a backup, in the transaction under way and ``unguarded``.

    ``schema`` is a picture of the same tables. Raises Refusal "other_schema" where tables or columns differ.
    """
    here = {each.name: each for each in schema.tables()}
    with wrapper.cursor() as cursor:
        for name in here:
            cursor.execute(f"DELETE FROM {wrapper.ops.quote_name(name)}")  # noqa: S608
        arrived = {table.name for table in _filled(wrapper, cursor, here, lines)}
        if arrived != here.keys():
            raise _other_schema(min(arrived ^ here.keys()))
        _count_on(wrapper, cursor, here)


def _filled(
    wrapper: BaseDatabaseWrapper, cursor: Any, here: dict[str, Table], lines: Iterator[Line]
) -> Iterator[Table]:
    waiting: list[list[Any]] = []
    current: Table | None = None
    for table, values in lines:
        if values is None:
            _insert(wrapper, cursor, current, waiting)
            waiting, current = [], table
            _check_same(table, here)
            yield table
        else:
            waiting.append(_values(wrapper, table, values))
        if len(waiting) == BATCH:
            _insert(wrapper, cursor, current, waiting)
            waiting = []
    _insert(wrapper, cursor, current, waiting)


def _insert(wrapper: BaseDatabaseWrapper, cursor: Any, table: Table | None, rows: list[list[Any]]) -> None:
    if table is None or not rows:
        return
    names = ", ".join(wrapper.ops.quote_name(each.name) for each in table.columns)
    places = ", ".join(["%s"] * len(table.columns))
    own = " OVERRIDING SYSTEM VALUE" if wrapper.vendor == "postgresql" else ""
    cursor.executemany(f"INSERT INTO {wrapper.ops.quote_name(table.name)} ({names}){own} VALUES ({places})", rows)  # noqa: S608


def _values(wrapper: BaseDatabaseWrapper, table: Table, values: list[Any]) -> list[Any]:
    pairs = zip(table.columns, values, strict=True)
    return [_adapted(wrapper, column.kind, stored(column.kind, value)) for column, value in pairs]


def _adapted(wrapper: BaseDatabaseWrapper, kind: str, value: Any) -> Any:
    if kind == JSON and value is not None:
        return wrapper.ops.adapt_json_value(value, None)
    if isinstance(value, datetime):
        return wrapper.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return wrapper.ops.adapt_datefield_value(value)
    return wrapper.ops.adapt_decimalfield_value(value) if isinstance(value, Decimal) else value


def _check_same(table: Table, here: dict[str, Table]) -> None:
    mine = here.get(table.name)
    if mine is None or mine.columns != table.columns:
        raise _other_schema(table.name)


def _other_schema(name: str) -> Refusal:
    return Refusal(
        "other_schema", zh=f"备份中的表 {name} 与本程序建立的不一致，未恢复任何内容；请用制作备份的版本恢复",
        en=f"the table {name} of the backup is not as this program makes it, so nothing was restored; "
        "restore with the version that made the backup",
    )  # fmt: skip


def _count_on(wrapper: BaseDatabaseWrapper, cursor: Any, here: dict[str, Table]) -> None:
    """Numbers given from now on come after those restored (SQLite sees to that by itself)."""
    if wrapper.vendor != "postgresql":
        return
    for name in here:
        for sequence in wrapper.introspection.get_sequences(cursor, name):
            column = wrapper.ops.quote_name(sequence["column"])
            cursor.execute(
                f"SELECT setval(%s::regclass, COALESCE((SELECT max({column}) FROM {wrapper.ops.quote_name(name)}), 0) + 1,"  # noqa: S608
                " false)",
                [wrapper.ops.quote_name(sequence["name"])],
            )


@contextmanager
def unguarded(wrapper: BaseDatabaseWrapper) -> Iterator[None]:
    """No trigger fires and no wall hides within; afterwards each stands as the migrations put it."""
    with wrapper.cursor() as cursor:
        lower, lift = (_sqlite_guards if wrapper.vendor == "sqlite" else _postgresql_guards)(cursor)
        for statement in lower:
            cursor.execute(statement)
        yield
        for statement in lift:
            cursor.execute(statement)


def _sqlite_guards(cursor: Any) -> tuple[list[str], list[str]]:
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid")
    found = cursor.fetchall()
    return [f'DROP TRIGGER "{name}"' for name, _ in found], [text for _, text in found]


_STANDING = {"O": "ENABLE", "A": "ENABLE ALWAYS", "R": "ENABLE REPLICA", "D": "DISABLE"}


def _postgresql_guards(cursor: Any) -> tuple[list[str], list[str]]:
    here = "n.oid = current_schema()::regnamespace"
    cursor.execute(
        "SELECT c.relname, t.tgname, t.tgenabled::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "  # noqa: S608
        f"JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal AND {here}"
    )
    triggers = [
        (f'ALTER TABLE "{table}"', f'TRIGGER "{name}"', standing) for table, name, standing in cursor.fetchall()
    ]
    cursor.execute(
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "  # noqa: S608
        f"WHERE c.relforcerowsecurity AND {here}"
    )
    walls = [f'ALTER TABLE "{table}"' for (table,) in cursor.fetchall()]
    lower = [f"{table} DISABLE {name}" for table, name, _ in triggers]
    lift = [f"{table} {_STANDING[standing]} {name}" for table, name, standing in triggers]
    # References are checked when all is there, and no table can be altered while such a check waits.
    return (
        ["SET CONSTRAINTS ALL IMMEDIATE", *lower, *(f"{wall} NO FORCE ROW LEVEL SECURITY" for wall in walls),
         "SET CONSTRAINTS ALL DEFERRED"],
        ["SET CONSTRAINTS ALL IMMEDIATE", *lift, *(f"{wall} FORCE ROW LEVEL SECURITY" for wall in walls)],
    )  # fmt: skip
