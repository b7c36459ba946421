"""A backup taken while others write is one picture: every act in it has its entry, and every entry its act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import Any

import pytest
from django.db import OperationalError, connection, connections

from quanze.apps.accounts.tests.factories import person
from quanze.config.backup import making, sources
from quanze.config.backup.sources import PostgresPicture, SqlitePicture, connected
from quanze.core.ledger.canonical import parsed
from tests.conftest import Counted, full_size
from tests.journeys.restoring.conftest import Drill
from tests.journeys.restoring.places import Settings, empty_place, exported


def table_of(place: Settings, name: str) -> list[dict[str, Any]]:
    """The rows of one table of a database."""
    found: list[dict[str, Any]] = []
    columns: list[str] | None = None
    for line in map(parsed, exported(place)):
        if isinstance(line, dict):
            described: Any = line["columns"]
            columns = [each[0] for each in described] if line["table"] == name else None
        elif columns and isinstance(line, list):
            found.append(dict(zip(columns, line, strict=True)))
    return found


def without_the_other(place: Settings) -> set[str]:
    """Persons without the entry of their recording, and entries of that kind without a person."""
    persons = {each["public_id"] for each in table_of(place, "people_person")}
    entries = table_of(place, "audit_entry")
    recorded = {each["object_id"] for each in entries if each["event"] == "people:person:recorded"}
    of_bootstrap = 3
    apart = persons ^ recorded
    return set() if len(persons - recorded) == of_bootstrap and recorded <= persons else apart


@contextmanager
def writers(number: int) -> Iterator[None]:
    """So many threads that record persons, each in an act of its own, until the end."""
    enough = Event()
    threads = [Thread(target=_write_until, args=(enough,)) for _ in range(number)]
    for each in threads:
        each.start()
    try:
        yield
    finally:
        enough.set()
        for each in threads:
            each.join()


def _write_until(enough: Event) -> None:
    try:
        while not enough.is_set():
            # Of fifty at once somebody may wait longer than the engine lets him: then he comes again.
            with suppress(OperationalError):
                person()
    finally:
        connections.close_all()


def test_backups_taken_while_many_write_are_consistent(drill: Drill, counted: Counted) -> None:
    with writers(full_size(2, 50)):
        made = [drill.backup(f"{number}.backup") for number in range(full_size(2, 20))]
    for number, each in enumerate(made):
        with empty_place(drill.folder / f"empty-{number}") as place:
            assert drill.restore(each.file, place).fault is None
            assert without_the_other(place) == set()
    counted("边写边备 backups while others write", len(made))
    rows = [each.rows for each in made]
    assert rows == sorted(set(rows)), "each saw more than the one before: others did write"


def between_tables(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """Let somebody else act after the record was read and before the persons are."""
    for kind in (SqlitePicture, PostgresPicture):
        usual = kind.rows

        def rows(self: Any, of: Any, usual: Any = usual) -> Iterator[Any]:
            if of.name == "people_person":
                act()
            return usual(self, of)  # type: ignore[no-any-return]

        monkeypatch.setattr(kind, "rows", rows)


def test_what_is_written_between_two_tables_is_not_in_the_picture(
    drill: Drill, monkeypatch: pytest.MonkeyPatch
) -> None:
    between_tables(monkeypatch, person)
    made = drill.backup()
    monkeypatch.undo()
    with empty_place(drill.folder / "empty") as place:
        drill.restore(made.file, place)
        assert without_the_other(place) == set()


@contextmanager
def _no_picture(settings: Settings) -> Iterator[Any]:
    if connection.vendor == "postgresql":
        with connected(settings) as loose, loose.transaction():  # READ COMMITTED: each statement sees its own instant
            yield PostgresPicture(loose)
        return
    with sources.closing(sources.sqlite3.connect(settings["NAME"], isolation_level=None)) as loose_file:
        yield SqlitePicture(loose_file)


def test_reading_without_one_picture_is_caught(drill: Drill, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "picture", _no_picture)
    between_tables(monkeypatch, person)
    made = drill.backup()
    monkeypatch.undo()
    with empty_place(drill.folder / "empty") as place:
        drill.restore(made.file, place)
        assert without_the_other(place) != set()
