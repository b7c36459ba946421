"""What comes back from a backup is what went in, on the same engine or another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from quanze.apps.accounts.roles import ROLES
from quanze.apps.accounts.tests.factories import AT, caller_of, installation, person
from quanze.apps.audit.models import Entry
from quanze.apps.audit.selectors import number_of_entries, stored_checkpoints, stored_rows
from quanze.apps.people.models import Person
from quanze.config.backup import loading
from quanze.config.backup.keys import make_pair
from quanze.config.backup.making import make_backup, operator
from quanze.config.backup.restoring import leading_to, record_restored, restore_backup
from quanze.config.backup.tables import Table
from quanze.config.environment import sqlite
from quanze.core.ledger.verifying import verify
from quanze.core.refusals import Refusal
from tests.journeys.restoring.conftest import Drill
from tests.journeys.restoring.places import empty_place, exported


def test_the_export_is_the_same_before_and_after(drill: Drill) -> None:
    before = exported()
    made = drill.backup()
    with empty_place(drill.folder / "empty") as place:
        restored = drill.restore(made.file, place)
        assert exported(place) == before
    assert len(before) > 40
    assert (restored.export, restored.entries, restored.fault) == (made.export, made.entries, None)


def test_the_record_verifies_after_restoring_and_names_the_head_of_the_backup(drill: Drill) -> None:
    made = drill.backup()
    with empty_place(drill.folder / "empty") as place:
        drill.restore(made.file, place)
        with leading_to(place):
            count = number_of_entries()
            report = verify(stored_rows(count), stored_checkpoints(count))
    assert (report.fault, report.entries, report.head) == (None, made.entries, made.head)


def test_who_could_sign_in_before_can_sign_in_after(tmp_path: Path, transactional_db: None) -> None:
    people = installation()
    make_pair(tmp_path / "private.key", tmp_path / "public.key", home=tmp_path / "home")
    drill = Drill(tmp_path, tmp_path / "public.key", tmp_path / "private.key")
    made = drill.backup()
    with empty_place(tmp_path / "empty") as place:
        drill.restore(made.file, place)
        with leading_to(place):
            people.system.sign_in()
            assert people.system.caller().may("backup:make") is not None, "the grant's seal fits"


def test_the_record_goes_on_and_says_first_that_it_was_restored(drill: Drill) -> None:
    made = drill.backup()
    with empty_place(drill.folder / "empty") as place:
        restored = drill.restore(made.file, place)
        with leading_to(place):
            record_restored(restored=restored, by=operator("restore", "backup:restore", AT), at=AT)
            person("石后来")
            last = Entry.everything(reason="test").order_by("seq").filter(seq__gt=made.entries)
            events = [each.event for each in last]
            assert events[0] == "audit:backup:restored"
            assert events[-1] == "people:person:recorded"
            assert verify(stored_rows(number_of_entries())).fault is None


def test_the_triggers_stand_again_after_restoring(drill: Drill) -> None:
    with empty_place(drill.folder / "empty") as place:
        drill.restore(drill.backup().file, place)
        with leading_to(place) as wrapper, pytest.raises(Exception, match="never changed"), wrapper.cursor() as cursor:
            cursor.execute("UPDATE audit_entry SET reason = 'x' WHERE seq = 1")


def test_a_backup_of_either_engine_restores_on_sqlite(drill: Drill) -> None:
    before = exported()
    made = drill.backup()
    (drill.folder / "other").mkdir()
    place = sqlite(drill.folder / "other" / "quanze.sqlite3")
    drill.restore(made.file, place)
    assert exported(place) == before


def test_a_backup_is_made_into_no_existing_file_and_leaves_none_behind_when_refused(drill: Drill) -> None:
    drill.backup()
    with pytest.raises(Refusal, match="not written over"):
        drill.backup()
    names = {each.name for each in drill.folder.iterdir()}
    assert names == {"one.backup", "private.key", "public.key"}


def test_the_record_says_that_a_backup_was_made(drill: Drill) -> None:
    made = drill.backup()
    entry = Entry.everything(reason="test").order_by("-seq").first()
    assert entry is not None
    assert (entry.event, entry.object_id) == ("audit:backup:made", made.key)
    assert entry.seq == made.entries + 1, "the entry follows what the backup holds"


def test_nothing_is_restored_into_a_place_that_is_taken(drill: Drill) -> None:
    made = drill.backup()
    with empty_place(drill.folder / "empty") as place:
        drill.restore(made.file, place)
        before = exported(place)
        with pytest.raises(Refusal, match="empty folder or database"):
            drill.restore(made.file, place)
        assert exported(place) == before


def test_a_row_lost_while_loading_is_found_and_nothing_stays(drill: Drill, monkeypatch: pytest.MonkeyPatch) -> None:
    made = drill.backup()
    usual = loading._insert
    monkeypatch.setattr(
        loading,
        "_insert",
        lambda wrapper, cursor, table, rows: usual(wrapper, cursor, table, _without_kin(table, rows)),
    )
    with empty_place(drill.folder / "empty") as place:
        with pytest.raises(Refusal, match="not what the backup holds"):
            drill.restore(made.file, place)
        monkeypatch.undo()
        drill.restore(made.file, place)  # the place is as empty as it was


def _without_kin(table: Table | None, rows: list[Any]) -> list[Any]:
    return rows[1:] if table and table.name == "people_kinship" else rows


def test_numbers_given_after_restoring_follow_those_restored(drill: Drill) -> None:
    known = set(Person.everything(reason="test").values_list("pk", flat=True))
    with empty_place(drill.folder / "empty") as place:
        drill.restore(drill.backup().file, place)
        with leading_to(place):
            assert person("石新来").pk > max(known)


@pytest.mark.parametrize("name", ["private.key", "nowhere.key", "one.backup"])
def test_a_backup_takes_only_a_public_key(drill: Drill, name: str) -> None:
    (drill.folder / "one.backup").write_bytes(b"\xff\x00")
    drill.public = drill.folder / name
    with pytest.raises(Refusal) as refused:
        drill.backup("two.backup")
    assert refused.value.code in ("private_given", "unreadable", "bad_key")
    assert not (drill.folder / "two.backup").exists()


def test_a_half_restored_database_of_an_earlier_kill_is_no_hindrance(drill: Drill) -> None:
    made = drill.backup()
    with empty_place(drill.folder / "empty") as place:
        if connection.vendor == "sqlite":
            Path(place["NAME"]).with_name(".quanze.sqlite3.restoring").write_bytes(b"half")
        drill.restore(made.file, place)
        assert len(exported(place)) > 40


def test_a_seal_key_of_the_environment_that_is_not_the_backups_is_refused_first(drill: Drill) -> None:
    made = drill.backup()
    by = operator("restore", "backup:restore", AT)
    with empty_place(drill.folder / "empty") as place, pytest.raises(Refusal, match="QUANZE_SEAL_KEY"):
        restore_backup(made.file, key=drill.private, by=by, into=place, environment={"QUANZE_SEAL_KEY": "x" * 40})


def test_only_who_may_make_backups_makes_one(drill: Drill) -> None:
    for role in set(ROLES) - {"system_administrator"}:
        with pytest.raises(Refusal, match="not permitted"):
            make_backup(to=drill.folder / "two", key=drill.public, by=caller_of(role), at=AT)
    assert make_backup(to=drill.folder / "two", key=drill.public, by=caller_of("system_administrator"), at=AT).rows
