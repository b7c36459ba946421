"""The triggers that refuse to change the record, on both engines, and the role that may only add to it.

They also refuse an entry out of order, one that does not name the hash before it, and (SQLite) the replacing
insert, which would otherwise delete without a trigger.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = {"audit_entry": "seq", "audit_checkpoint": "first_seq"}
NEVER = "audit: the record is never changed"
NOT_NEXT = "audit: not the next entry"


def _sqlite(table: str, key: str) -> dict[str, str]:
    taken = f"EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"  # noqa: S608
    refuse = f"BEGIN SELECT RAISE(ABORT, '{NEVER}'); END"
    return {
        f"{table}_no_update": f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"{table}_no_delete": f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        f"{table}_no_replace": f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {taken} {refuse}",
    }


_SQLITE_NEXT = f"""
CREATE TRIGGER audit_entry_next BEFORE INSERT ON audit_entry
WHEN NEW.seq <> COALESCE((SELECT MAX(seq) FROM audit_entry), 0) + 1
  OR NEW.prev_hash <> COALESCE((SELECT hash FROM audit_entry WHERE seq = NEW.seq - 1), zeroblob(32))
BEGIN SELECT RAISE(ABORT, '{NOT_NEXT}'); END
"""  # noqa: S608


def _postgresql(table: str) -> dict[str, str]:
    never = f"CREATE TRIGGER {table}_never BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
    always = f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_never"
    return {f"{table}_never": f"{never} FOR EACH STATEMENT EXECUTE FUNCTION audit_never(); {always}"}


_POSTGRESQL_FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION audit_never() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{NEVER}'; END $$;
CREATE OR REPLACE FUNCTION audit_next() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last record;
BEGIN
  SELECT seq, hash INTO last FROM audit_entry ORDER BY seq DESC LIMIT 1;
  IF NEW.seq <> COALESCE(last.seq, 0) + 1
    OR NEW.prev_hash <> COALESCE(last.hash, decode(repeat('00', 32), 'hex')) THEN
    RAISE EXCEPTION '{NOT_NEXT}';
  END IF;
  RETURN NEW;
END $$
"""  # noqa: S608
_POSTGRESQL_NEXT = (
    "CREATE TRIGGER audit_entry_next BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_next(); "
    "ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_next"
)


def guards(vendor: str) -> Mapping[str, str]:
    """Trigger name → the statement that raises it, for "sqlite" or "postgresql"."""
    found: dict[str, str] = {}
    for table, key in TABLES.items():
        found |= _sqlite(table, key) if vendor == "sqlite" else _postgresql(table)
    return found | {"audit_entry_next": _SQLITE_NEXT if vendor == "sqlite" else _POSTGRESQL_NEXT}


def raise_guards(connection: BaseDatabaseWrapper) -> None:
    """Put every trigger in place."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTIONS)
        for statement in guards(connection.vendor).values():
            cursor.execute(statement)


def lower_guards(connection: BaseDatabaseWrapper) -> None:
    """Take every trigger away; only who owns the tables can. For going back a migration and for test databases."""
    with connection.cursor() as cursor:
        for name in guards(connection.vendor):
            table = next(each for each in TABLES if name.startswith(each))
            cursor.execute(f"DROP TRIGGER {name}{'' if connection.vendor == 'sqlite' else f' ON {table}'}")


def step() -> migrations.RunPython:
    """The migration step that raises the guards."""

    def forwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        raise_guards(editor.connection)

    def backwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        lower_guards(editor.connection)

    return migrations.RunPython(forwards, backwards)


def adding_role(role: str) -> list[str]:
    """PostgreSQL statements after which the role can read and add to the record, and nothing else.

    Run them as the owner of the tables, for the role the application signs in with. Raises ValueError for a name
    that would need quoting.
    """
    if not role.isidentifier() or not role.isascii():
        raise ValueError(f"not a plain role name: {role!r}")
    tables = ", ".join(TABLES)
    return [f"REVOKE ALL ON {tables} FROM PUBLIC, {role}", f"GRANT SELECT, INSERT ON {tables} TO {role}"]
