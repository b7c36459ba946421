"""On PostgreSQL a role from which rows are hidden makes no backup; an owner who is no superuser can restore."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_hex

import psycopg
import pytest
from django.db import connection

from quanze.apps.accounts.tests.factories import AT
from quanze.config.backup.making import make_backup, operator
from quanze.config.backup.sources import PostgresPicture, connected
from quanze.core.refusals import Refusal
from tests.journeys.restoring.conftest import Drill
from tests.journeys.restoring.places import Settings, empty_place, exported


@contextmanager
def role(options: str) -> Iterator[str]:
    """A role that reads every table, gone afterwards."""
    name = f"role_{token_hex(4)}"
    with connected(connection.settings_dict) as admin:
        admin.execute(f"CREATE ROLE {name} LOGIN {options}")
        admin.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {name}")
        try:
            yield name
        finally:
            admin.execute(f"DROP OWNED BY {name}")
            admin.execute(f"DROP ROLE {name}")


def address(name: str) -> str:
    """The DATABASE_URL of a role."""
    ours = connection.settings_dict
    return f"postgresql://{name}@/{ours['NAME']}?host={ours['HOST']}&port={ours['PORT']}"


def backup_as(drill: Drill, name: str) -> int:
    """A backup by a role; its number of rows."""
    environment = {"QUANZE_BACKUP_DATABASE_URL": address(name)}
    by = operator("backup", "backup:make", AT)
    return make_backup(to=drill.folder / name, key=drill.public, by=by, at=AT, environment=environment).rows


def on_postgresql() -> bool:
    """SQLite has neither roles nor row security: there the file itself is the wall."""
    return connection.vendor == "postgresql"


def test_a_role_from_which_rows_are_hidden_makes_no_backup(drill: Drill) -> None:
    if on_postgresql():
        with role("") as name, pytest.raises(Refusal, match="BYPASSRLS"):
            backup_as(drill, name)
        assert not list(drill.folder.glob("role_*"))


def test_a_role_that_sees_everything_makes_one(drill: Drill) -> None:
    if on_postgresql():
        rows = drill.backup().rows
        with role("BYPASSRLS") as name:
            assert backup_as(drill, name) == rows + 1, "and the entry of the first backup"


def test_without_the_switch_the_hidden_rows_would_be_left_out_in_silence(drill: Drill) -> None:
    if on_postgresql():
        with role("") as name, psycopg.connect(address(name)) as plain:
            persons = next(each for each in PostgresPicture(plain).tables() if each.name == "people_person")
            assert list(PostgresPicture(plain).rows(persons)) == []


def test_an_owner_bound_by_row_security_restores_and_stays_bound(drill: Drill) -> None:
    made = drill.backup()
    before = exported()[: made.rows]
    if on_postgresql():
        with role("") as name, empty_place(drill.folder / "empty") as place, connected(place) as admin:
            admin.execute(f"GRANT ALL ON SCHEMA public TO {name}")
            restored = drill.restore(made.file, _as(place, name))
            assert restored.export == made.export
            assert len(exported(place)) > len(before) // 2
            with connected(_as(place, name)) as owner:
                assert owner.execute("SELECT count(*) FROM people_person").fetchone() == (0,), "the wall stands"
            admin.execute(f"DROP OWNED BY {name}")


def _as(place: Settings, name: str) -> Settings:
    return {**place, "USER": name}
