"""The triggers that refuse to change or remove a determination, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("determinations_determination", "determinations_concerned")
NEVER = "determinations: what was answered is never changed"
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION determinations_never() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{NEVER}'; END $$
"""


def step() -> migrations.RunPython:
    """The migration step that raises the guards."""
    return migrations.RunPython(_raise, _lower)


def _raise(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(_FUNCTION)
    for table in TABLES:
        for statement in _statements(table, editor.connection.vendor):
            editor.execute(statement)


def _lower(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
    on = editor.connection.vendor == "postgresql"
    for table in TABLES:
        for word in ("update", "delete"):
            editor.execute(f"DROP TRIGGER {table}_no_{word}{f' ON {table}' if on else ''}")


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
