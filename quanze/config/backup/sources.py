"""One picture of everything in a database while others write, from either engine."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from quanze.config.backup.tables import Row, Table, table
from quanze.core.refusals import Refusal

CHUNK = 2000
Settings = dict[str, Any]


class Picture(Protocol):
    """A database as it stood at one instant."""

    def tables(self) -> list[Table]:
        """Its tables by name."""

    def rows(self, of: Table) -> Iterator[Row]:
        """A table's rows in the order of its key, values in the order of its columns."""


@contextmanager
def picture(settings: Settings) -> Iterator[Picture]:
    """One consistent picture of the database that Django's settings name; writers go on meanwhile.

    Raises Refusal: no_database, backup_role.
    """
    if settings["ENGINE"].endswith("sqlite3"):
        with _of_sqlite(Path(settings["NAME"])) as found:
            yield found
    else:
        with _of_postgresql(settings) as found:
            yield found


@contextmanager
def _of_sqlite(file: Path) -> Iterator[Picture]:
    """A read transaction over the write-ahead log: no copy of the data lies on the disk in clear meanwhile.

    SQLite's own copying (its backup API) begins anew whenever somebody writes, and would leave such a copy.
    """
    if not file.exists():
        raise no_database()
    with closing(sqlite3.connect(file, isolation_level=None, timeout=20)) as connection:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("BEGIN")
        yield SqlitePicture(connection)
        connection.execute("ROLLBACK")


@contextmanager
def _of_postgresql(settings: Settings) -> Iterator[Picture]:
    """A snapshot at REPEATABLE READ. A role from which rows are hidden gets an error, never a part of them."""
    try:
        with connected(settings) as connection, connection.transaction():
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            connection.execute("SET LOCAL row_security = off")
            yield PostgresPicture(connection)
    except psycopg.errors.InsufficientPrivilege as error:
        raise Refusal(
            "backup_role", zh="连接数据库的角色看不到全部数据，备份会不完整，因此没有备份；"
            "请在 QUANZE_BACKUP_DATABASE_URL 中使用带 BYPASSRLS 且可读全部表的角色",
            en="the database role does not see every row, so nothing was backed up: "
            "let QUANZE_BACKUP_DATABASE_URL name a role with BYPASSRLS that reads every table",
        ) from error  # fmt: skip


def connected(settings: Settings) -> psycopg.Connection[Any]:
    """A connection of its own to the PostgreSQL that Django's settings name, in UTC, committing only when told."""
    parts = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    given = {key: str(settings[name]) for key, name in parts.items() if settings.get(name)}
    return psycopg.connect(make_conninfo(**given, options="-c timezone=UTC"), autocommit=True)


def no_database() -> Refusal:
    """The refusal where there is nothing to back up."""
    return Refusal(
        "no_database", zh="数据文件夹中没有数据库；请核对 QUANZE_HOME",
        en="there is no database in the data folder; check QUANZE_HOME",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SqlitePicture:
    """A picture of an SQLite file."""

    connection: sqlite3.Connection

    def tables(self) -> list[Table]:
        """Its tables by name, without SQLite's own."""
        listed = "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' ORDER BY name"
        return [self._table(name) for (name,) in self.connection.execute(listed).fetchall()]

    def _table(self, name: str) -> Table:
        asked = "SELECT name, type, pk FROM pragma_table_xinfo(?) WHERE hidden = 0"
        made = self.connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone()[0]
        # A column of JSON is one of text with a check.
        of_json = set(re.findall(r'JSON_VALID\("(\w+)"\)', made))
        columns = self.connection.execute(asked, [name]).fetchall()
        found = [(column, "json" if column in of_json else kind, place) for column, kind, place in columns]
        key = [column for _, column in sorted((place, column) for column, _, place in found if place)]
        return table(name, [(column, kind) for column, kind, _ in found], key)

    def rows(self, of: Table) -> Iterator[Row]:
        """A table's rows in the order of its key."""
        names, key = (", ".join(_quoted(each) for each in part) for part in ([c.name for c in of.columns], of.key))
        cursor = self.connection.execute(f"SELECT {names} FROM {_quoted(of.name)} ORDER BY {key}")  # noqa: S608
        while found := cursor.fetchmany(CHUNK):
            yield from found


@dataclass(frozen=True, slots=True)
class PostgresPicture:
    """A picture of the tables in the current schema of a PostgreSQL database."""

    connection: psycopg.Connection[Any]

    def tables(self) -> list[Table]:
        """Its tables by name."""
        listed = (
            "SELECT c.oid, c.relname FROM pg_class c WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition "
            "AND c.relnamespace = current_schema()::regnamespace"
        )
        found = self.connection.execute(listed).fetchall()
        return [self._table(oid, name) for name, oid in sorted((name, oid) for oid, name in found)]

    def _table(self, oid: int, name: str) -> Table:
        columns = self.connection.execute(
            "SELECT attname, format_type(atttypid, NULL) FROM pg_attribute "
            "WHERE attrelid = %s AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
            [oid],
        ).fetchall()
        key = self.connection.execute(
            "SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)"
            " WHERE i.indrelid = %s AND i.indisprimary ORDER BY array_position(i.indkey::int2[], a.attnum)",
            [oid],
        ).fetchall()
        return table(name, columns, [column for (column,) in key])

    def rows(self, of: Table) -> Iterator[Row]:
        """A table's rows in the order of its key; text by its bytes, as SQLite has it."""
        kinds = {each.name: each.kind for each in of.columns}
        names = sql.SQL(", ").join(sql.Identifier(each.name) for each in of.columns)
        key = sql.SQL(", ").join(
            sql.SQL('{} COLLATE "C" NULLS FIRST' if kinds[each] == "text" else "{} NULLS FIRST").format(
                sql.Identifier(each)
            )
            for each in of.key
        )
        asked = sql.SQL("SELECT {} FROM {} ORDER BY {}").format(names, sql.Identifier(of.name), key)
        with self.connection.cursor(name="quanze_backup") as cursor:
            cursor.itersize = CHUNK
            cursor.execute(asked)
            yield from cursor


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
