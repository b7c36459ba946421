"""The triggers that refuse to change or remove a determination, on both engines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

FIRST = ("determinations_determination", "determinations_concerned")
LATER = ("determinations_citation",)
TABLES = (*FIRST, *LATER)
NEVER = "determinations: what was answered is never changed"
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION determinations_never() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{NEVER}'; END $$
"""


def raise_guards(connection: BaseDatabaseWrapper, tables: Sequence[str] = TABLES) -> None:
    """Put every trigger of these tables in place."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for table in tables:
            for statement in _statements(table, connection.vendor):
                cursor.execute(statement)


def lower_guards(connection: BaseDatabaseWrapper, tables: Sequence[str] = TABLES) -> None:
    """Take every trigger of these tables away; only who owns the tables can. For going back a migration and for test databases."""
    with connection.cursor() as cursor:
        for table in tables:
            for word in ("update", "delete"):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER {table}_no_{word}{on}")


def step(tables: Sequence[str]) -> migrations.RunPython:
    """The migration step that raises the guards of these tables."""

    def forwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        raise_guards(editor.connection, tables)

    def backwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        lower_guards(editor.connection, tables)

    return migrations.RunPython(forwards, backwards)


def _statements(table: str, vendor: str) -> Iterator[str]:
    """One trigger against changing and one against removing; PostgreSQL's hold whatever role replicates."""
    for word in ("update", "delete"):
        name = f"{table}_no_{word}"
        begun = f"CREATE TRIGGER {name} BEFORE {word.upper()} ON {table}"
        if vendor == "postgresql":
            yield f"{begun} FOR EACH ROW EXECUTE FUNCTION determinations_never()"
            yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"
        else:
            yield f"{begun} BEGIN SELECT RAISE(ABORT, '{NEVER}'); END"
