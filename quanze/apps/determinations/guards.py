"""The triggers that refuse to change or remove a determination, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("determinations_determination", "determinations_concerned")
NEVER = "determinations: what was answered is never changed"
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION determinations_never() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{NEVER}'; END $$
"""


def raise_guards(connection: BaseDatabaseWrapper) -> None:
    """Put every trigger in place."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for table in TABLES:
            for statement in _statements(table, connection.vendor):
                cursor.execute(statement)


def lower_guards(connection: BaseDatabaseWrapper) -> None:
    """Take every trigger away; only who owns the tables can. For going back a migration and for test databases."""
    with connection.cursor() as cursor:
        for table in TABLES:
            for word in ("update", "delete"):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER {table}_no_{word}{on}")


def step() -> migrations.RunPython:
    """The migration step that raises the guards."""

    def forwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        raise_guards(editor.connection)

    def backwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        lower_guards(editor.connection)

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
