"""PostgreSQL row security on labelled tables: the second wall, should a query ever slip past the first.

The policies are FORCEd, so the owner of a table is bound too; a superuser is not, and the application's role
must be neither. Without a caller made known by ``access.context`` every labelled table is empty.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def listed_rule(column: str, setting: str) -> str:
    """A rule that a column's value stands in the list of a setting: ``listed_rule("unit_id", "quanze.units")``."""
    return f"position(',' || {column} || ',' in coalesce(current_setting('{setting}', true), '')) > 0"


LABEL_RULE = listed_rule("compartment", "quanze.compartments")
WIDE_RULE = listed_rule("compartment", "quanze.wide")


def label_and(*narrow: str) -> str:
    """A rule for rows that somebody without reach everywhere sees only in part: the label, and any of ``narrow``."""
    return f"{LABEL_RULE} AND ({' OR '.join((WIDE_RULE, *narrow))})"


def enable(table: str, *, using: str = LABEL_RULE) -> migrations.RunPython:
    """The migration step that puts a table behind the wall; on other engines it does nothing.

    ``using`` is the SQL rule a row must meet to be seen, changed or added.
    """

    def raise_wall(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        _run(editor, f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
        _run(editor, f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
        _run(editor, f'CREATE POLICY quanze_wall ON "{table}" USING ({using}) WITH CHECK ({using})')

    def lower_wall(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        _run(editor, f'DROP POLICY quanze_wall ON "{table}"')
        _run(editor, f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')

    return migrations.RunPython(raise_wall, lower_wall)


def _run(editor: BaseDatabaseSchemaEditor, statement: str) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(statement)
