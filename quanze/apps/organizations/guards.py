"""The last guards of the register, as triggers on both engines: nothing passes them, whoever writes.

Records are never deleted, and never changed but to be superseded once; no two unsuperseded records of one thing share
a day; no seat is filled beyond its number; a record that replaces another was recorded when that one was superseded.
On PostgreSQL the triggers take the register's lock first, so that two writers who go past the services still meet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.apps import apps as installed
from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REGISTER_LOCK = 0x71756E7A72
NEVER = "register: what was recorded is never changed"
LO, HI = "'0001-01-01'", "'9999-12-31'"

# Table → the columns that may be filled in once.
KEPT: Mapping[str, tuple[str, ...]] = {
    "organizations_unit": (),
    "organizations_body": (),
    "organizations_post": (),
    "organizations_official": (),
    "organizations_act": ("entry", "undone_by_id"),
    "organizations_unit_link": (),
    "organizations_portfolio_target": (),
}
RECORDS: Mapping[str, tuple[str, ...]] = {
    "organizations_unit_record": ("unit_id",),
    "organizations_body_record": ("body_id",),
    "organizations_post_record": ("post_id",),
    "organizations_person_record": ("person_id",),
    "organizations_tenure_record": ("post_id", "person_id"),
    "organizations_portfolio_record": ("post_id",),
    "organizations_absence_record": ("person_id",),
}
# Portfolios and absences may overlap.
ONE_AT_A_TIME = tuple(RECORDS)[:5]
_ONCE = ("superseded_at", "ended_by_id")


def _overlap(one: str, other: str) -> str:
    return (
        f"COALESCE({one}.starts_on, {LO}) < COALESCE({other}.ends_before, {HI}) "
        f"AND COALESCE({other}.starts_on, {LO}) < COALESCE({one}.ends_before, {HI})"
    )


def _one_at_a_time(table: str) -> str:
    same = " AND ".join(f"o.{key} = NEW.{key}" for key in RECORDS[table])
    return (
        f"NEW.superseded_at IS NULL AND EXISTS (SELECT 1 FROM {table} o WHERE {same} AND o.id <> NEW.id "  # noqa: S608
        f"AND o.superseded_at IS NULL AND {_overlap('o', 'NEW')})"
    )


def _unbroken(table: str) -> str:
    same = RECORDS[table][0]
    return (
        f"NEW.replaces IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {table} o WHERE o.id = NEW.replaces "  # noqa: S608
        f"AND o.{same} = NEW.{same} AND o.superseded_at = NEW.recorded_at)"
    )


def _overfilled(greatest: str) -> str:
    """More tenures of one post and kind (acting or not) on a day than the post has seats on it."""
    tenures, posts = "organizations_tenure_record", "organizations_post_record"
    beside = "{0}.post_id = NEW.post_id AND {0}.acting = NEW.acting AND {0}.superseded_at IS NULL"
    day = f"{greatest}(COALESCE(o.starts_on, {LO}), COALESCE(NEW.starts_on, {LO}))"
    on_day = f"COALESCE({{0}}.starts_on, {LO}) <= {day} AND {day} < COALESCE({{0}}.ends_before, {HI})"
    seats = f"SELECT {{}}(p.seats) FROM {posts} p WHERE p.post_id = NEW.post_id AND p.superseded_at IS NULL"  # noqa: S608
    return (
        f"NEW.superseded_at IS NULL AND (SELECT COUNT(*) FROM {tenures} o WHERE {beside.format('o')} "  # noqa: S608
        f"AND {_overlap('o', 'NEW')}) > ({seats.format('MIN')}) "
        f"AND EXISTS (SELECT 1 FROM {tenures} o WHERE {beside.format('o')} AND {_overlap('o', 'NEW')} "
        f"AND (SELECT COUNT(*) FROM {tenures} t WHERE {beside.format('t')} AND {on_day.format('t')}) > "
        f"COALESCE(({seats.format('MAX')} AND {on_day.format('p')}), ({seats.format('MAX')})))"
    )


def conditions(greatest: str) -> Iterator[tuple[str, str, str, str]]:
    """Name, table, the condition (on NEW, after it is in) that is refused, and the sentence."""
    for table in ONE_AT_A_TIME:
        yield f"{table}_one", table, _one_at_a_time(table), "register: two records of one thing on one day"
    for table in RECORDS:
        yield f"{table}_chain", table, _unbroken(table), "register: a gap in a chain of corrections"
    yield (
        "organizations_tenure_record_seats", "organizations_tenure_record", _overfilled(greatest),
        "register: more holders than seats on one day",
    )  # fmt: skip


def _sqlite(columns: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    for table, keep in _all_kept():
        changed = " OR ".join(f"NEW.{each} IS NOT OLD.{each}" for each in columns[table] if each not in keep)
        again = " OR ".join(f"(OLD.{each} IS NOT NULL AND NEW.{each} IS NOT OLD.{each})" for each in keep)
        key = "person_id" if table == "organizations_official" else "id"
        taken = f"EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"  # noqa: S608
        refuse = f"BEGIN SELECT RAISE(ABORT, '{NEVER}'); END"
        fault = f"{changed} OR {again}" if again else "1"
        yield f"{table}_update", f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} WHEN {fault} {refuse}"
        yield f"{table}_delete", f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table} {refuse}"
        yield f"{table}_replace", f"CREATE TRIGGER {table}_replace BEFORE INSERT ON {table} WHEN {taken} {refuse}"
    for name, table, condition, sentence in conditions("MAX"):
        refuse = f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        yield name, f"CREATE TRIGGER {name} AFTER INSERT ON {table} WHEN {condition} {refuse}"


_KEEP = f"""
CREATE OR REPLACE FUNCTION organizations_keep() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE once text[] := CASE TG_NARGS WHEN 0 THEN ARRAY[]::text[] ELSE string_to_array(TG_ARGV[0], ',') END;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (to_jsonb(OLD) - once) = (to_jsonb(NEW) - once) AND NOT EXISTS (
      SELECT 1 FROM unnest(once) AS each WHERE to_jsonb(OLD)->each <> 'null'::jsonb
        AND to_jsonb(OLD)->each <> to_jsonb(NEW)->each) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION '{NEVER}' USING ERRCODE = 'check_violation';
END $$
"""  # noqa: S608


def _postgresql() -> Iterator[tuple[str, str]]:
    for table, keep in _all_kept():
        argument = f"'{','.join(keep)}'" if keep else ""
        yield (
            f"{table}_keep",
            (
                f"CREATE TRIGGER {table}_keep BEFORE UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION organizations_keep({argument}); "
                f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_keep"
            ),
        )
        yield (
            f"{table}_truncate",
            (
                f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION organizations_keep(); "
                f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_truncate"
            ),
        )
    for name, table, condition, sentence in conditions("GREATEST"):
        yield (
            name,
            (
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"PERFORM pg_advisory_xact_lock({REGISTER_LOCK}); "
                f"IF {condition} THEN RAISE EXCEPTION '{sentence}' USING ERRCODE = 'check_violation'; END IF; "
                f"RETURN NULL; END $$; "
                f"CREATE TRIGGER {name} AFTER INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {name}(); "
                f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"
            ),
        )


def _all_kept() -> Iterator[tuple[str, tuple[str, ...]]]:
    yield from KEPT.items()
    yield from ((table, _ONCE) for table in RECORDS)


def _columns() -> dict[str, list[str]]:
    models = installed.get_app_config("organizations").get_models()
    return {model._meta.db_table: [str(field.column) for field in model._meta.concrete_fields] for model in models}


def guards(vendor: str) -> dict[str, str]:
    """Trigger name → the statement that raises it, for "sqlite" or "postgresql"."""
    return dict(_sqlite(_columns()) if vendor == "sqlite" else _postgresql())


def raise_guards(connection: BaseDatabaseWrapper) -> None:
    """Put every trigger in place."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_KEEP)
        for statement in guards(connection.vendor).values():
            cursor.execute(statement)


def lower_guards(connection: BaseDatabaseWrapper) -> None:
    """Take every trigger away; only who owns the tables can. For going back a migration and for test databases."""
    tables = sorted({*KEPT, *RECORDS}, key=len, reverse=True)
    with connection.cursor() as cursor:
        for name in guards(connection.vendor):
            table = next(each for each in tables if name.startswith(f"{each}_"))
            cursor.execute(f"DROP TRIGGER {name}{'' if connection.vendor == 'sqlite' else f' ON {table}'}")


def step() -> migrations.RunPython:
    """The migration step that raises the guards."""

    def forwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        raise_guards(editor.connection)

    def backwards(apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        lower_guards(editor.connection)

    return migrations.RunPython(forwards, backwards)
