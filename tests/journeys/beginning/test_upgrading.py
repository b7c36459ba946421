"""An installation of an earlier version: refused by everything until it is upgraded, and nothing in it is lost."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from quanze.config.backup.exporting import Sum, export
from quanze.config.backup.sources import picture
from tests.journeys.beginning.office import ADMINISTRATORS, Office

EARLIER = ("organizations", "0002")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office whose administrators were made and whose register was begun."""
    office = Office(tmp_path_factory.mktemp("begun") / "home")
    office.bootstrap()
    office.done("register", "begin", "430900", "某市")
    return office


@pytest.fixture(scope="module")
def earlier(begun: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The same office with the tables of an earlier version."""
    office = copied(begun, tmp_path_factory.mktemp("earlier"))
    back = office.python(["-m", "django", "migrate", *EARLIER, "--settings", "quanze.config.settings"])
    assert back.returncode == 0, back.stderr
    return office


@pytest.fixture
def older(earlier: Office, tmp_path: Path) -> Office:
    """An older office of a test's own."""
    return copied(earlier, tmp_path)


# Tables that the upgrade adds, one of them with rows made from what was there.
ADDED = {"organizations_spelling", "organizations_held"}


def copied(office: Office, folder: Path) -> Office:
    """An office just like another one, in another folder."""
    shutil.copytree(office.home, folder / "home")
    return Office(folder / "home")


def exported(office: Office) -> list[bytes]:
    """Every line of the canonical export, but for which steps were carried out and when."""
    place = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(office.home / "quanze.sqlite3")}
    with picture(place) as source:
        lines = list(export(source, Sum()))
    start = next(number for number, line in enumerate(lines) if b'"table":"django_migrations"' in line)
    end = next(number for number in range(start + 1, len(lines)) if b'"table"' in lines[number])
    return [*lines[:start], *lines[end:]]


def tables(lines: list[bytes]) -> dict[str, list[bytes]]:
    """The rows of an export by their table."""
    found: dict[str, list[bytes]] = {}
    rows: list[bytes] = []
    for line in lines:
        head = json.loads(line)
        if isinstance(head, dict) and "table" in head:
            rows = found.setdefault(head["table"], [])
        else:
            rows.append(line)
    return found


def triggers(office: Office) -> int:
    """How many guards stand in the database."""
    with closing(sqlite3.connect(office.home / "quanze.sqlite3")) as connection:
        found: int = connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone()[0]
        return found


def test_an_upgrade_keeps_every_row_and_says_so_in_the_record(begun: Office, older: Office) -> None:
    before = exported(older)
    assert triggers(older) < triggers(begun)
    said = older.run("upgrade")
    assert (said.status, said.err.split(":")[0]) == (0, "advice")
    assert "organizations.0003" in said.out
    after = exported(older)
    assert [line for line in after if line in before] == before
    new = [
        line for table, lines in tables(after).items() for line in lines if line not in before and table not in ADDED
    ]
    assert len(new) == 1
    assert b"accounts:installation:upgraded" in new[0]
    assert triggers(older) == triggers(begun)
    again = older.run("upgrade")
    assert (again.status, again.err) == (0, "")
    assert len(exported(older)) == len(after), "an upgrade of what is up to date writes nothing"


def test_a_lost_row_would_be_seen(older: Office) -> None:
    before = exported(older)
    with closing(sqlite3.connect(older.home / "quanze.sqlite3")) as connection:
        connection.execute("DELETE FROM people_person WHERE id = 1")
        connection.commit()
    assert exported(older) != before


def test_every_other_command_refuses_an_older_database_and_leaves_it_as_it_is(older: Office) -> None:
    before = (exported(older), triggers(older))
    for words in (
        ("accounts", "bootstrap", *ADMINISTRATORS),
        ("accounts", "list", "--as", "fuheng"),
        ("register", "begin", "430901", "另一市"),
        ("demo", "--small"),
    ):
        refused = older.run(*words, given=b"x\n\n")
        assert (refused.status, refused.err.split(":")[0]) == (1, "older_database"), words
        assert "quanze upgrade" in refused.err
    assert (exported(older), triggers(older)) == before


def test_an_older_database_can_still_be_backed_up(older: Office, tmp_path: Path) -> None:
    older.done("backup", "keys", tmp_path / "private.key", tmp_path / "public.key")
    assert "备份完成" in older.done("backup", "--to", tmp_path / "x.backup", "--key", tmp_path / "public.key")


def test_an_older_database_is_not_served(begun: Office, earlier: Office) -> None:
    for entrance in ("wsgi", "asgi"):
        start = ["-c", f"import quanze.config.{entrance}"]
        refused = earlier.python(start)
        assert refused.returncode != 0
        assert "older_database" in refused.stderr
        assert begun.python(start).returncode == 0


def test_a_database_of_a_later_version_is_refused_and_not_upgraded(begun: Office, tmp_path: Path) -> None:
    office = copied(begun, tmp_path)
    with closing(sqlite3.connect(office.home / "quanze.sqlite3")) as connection:
        connection.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('people', '9999_later', '2026-01-01')"
        )
        connection.commit()
    for words in (("upgrade",), ("accounts", "bootstrap", *ADMINISTRATORS)):
        refused = office.run(*words)
        assert (refused.status, refused.err.split(":")[0]) == (1, "newer_database")


def test_there_is_nothing_to_upgrade_in_an_empty_folder(tmp_path: Path) -> None:
    office = Office(tmp_path / "home")
    refused = office.run("upgrade")
    assert (refused.status, refused.err.split(":")[0]) == (1, "no_database")
    assert not (office.home / "quanze.sqlite3").exists()
