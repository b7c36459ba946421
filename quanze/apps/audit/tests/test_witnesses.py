"""Outsiders are told at every 100th entry after commit; a record that is not the one they know is found out."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection, transaction
from pytest_django import Settings

from quanze.apps.audit import anchoring, selectors
from quanze.apps.audit.guards import lower_guards, raise_guards
from quanze.apps.audit.services import anchor, verify
from quanze.apps.audit.tests.acts import AT, AUDITOR, entries, note
from quanze.apps.audit.witnesses import FileWitness, FolderWitness, Witness, witnesses
from quanze.core.ledger.anchors import read_anchors
from quanze.core.ledger.verifying import verify as verified
from quanze.core.refusals import Refusal

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def told(settings: Settings, tmp_path: Path) -> list[Witness]:
    """A witness file and a second machine's folder."""
    settings.QUANZE_WITNESS_FILE = str(tmp_path / "witness" / "heads.jsonl")
    settings.QUANZE_WITNESS_FOLDER = str(tmp_path / "second")
    return witnesses()


def sizes(witness: Witness) -> list[int]:
    """At how many entries a witness was told."""
    return [each.entries for each in witness.anchors()]


def cut(kept: int) -> None:
    """The tail is gone, as only the owner of the tables could do it."""
    with transaction.atomic():
        lower_guards(connection)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM audit_checkpoint WHERE last_seq > %s", [kept])
            cursor.execute("DELETE FROM audit_entry WHERE seq > %s", [kept])
        raise_guards(connection)


def test_every_hundredth_entry_is_told_after_commit_even_within_one_transaction(told: list[Witness]) -> None:
    note(99)
    assert [sizes(each) for each in told] == [[], []]
    note(1)
    note(250)
    assert [sizes(each) for each in told] == [[100, 200, 300]] * 2
    report = verify(by=AUDITOR, at=AT)
    assert (report.fault, report.anchored) == (None, 300)


def test_what_was_rolled_back_is_told_to_nobody(told: list[Witness]) -> None:
    with transaction.atomic():
        note(100)
        transaction.set_rollback(True)
    assert sizes(told[0]) == []


def test_on_command_the_head_is_told_and_printed(told: list[Witness]) -> None:
    note(7)
    done = anchor(by=AUDITOR, at=AT)
    assert (done.anchor.entries, done.kept_by, done.failures) == (8, ("heads.jsonl", "second"), ())
    assert entries(seq=8)[0].hash.hex() in done.slip.replace(" ", "")
    assert [each.anchors() for each in told] == [[done.anchor]] * 2


def rolled_back() -> None:
    """An older state comes back, and nothing happens since."""
    cut(150)


def rolled_back_and_grown() -> None:
    """An older state comes back, and life goes on beyond what was told."""
    cut(150)
    note(80)


def forked_to_the_same_length() -> None:
    """Another history of the same length."""
    cut(150)
    note(50)


@pytest.mark.parametrize("attack", [rolled_back, rolled_back_and_grown, forked_to_the_same_length])
def test_truncation_rollback_and_fork_are_found_at_the_next_anchor(
    attack: Callable[[], None], told: list[Witness]
) -> None:
    note(200)
    attack()
    count = selectors.number_of_entries()
    alone = verified(selectors.stored_rows(count), selectors.stored_checkpoints(count))
    assert alone.fault is None  # the chain alone cannot see it
    done = anchor(by=AUDITOR, at=AT)
    assert [(each.event, each.witness) for each in done.failures] == [
        ("audit:anchor:disagreed", "heads.jsonl"),
        ("audit:anchor:disagreed", "second"),
    ]
    assert len(entries(event="audit:anchor:disagreed")) >= 2
    assert max(sizes(told[0])) == 200  # what the witness holds stays the proof
    fault = verify(by=AUDITOR, at=AT).fault
    assert fault is not None
    assert fault.code in ("anchor", "cut")


def test_an_anchoring_that_looks_at_nothing_is_seen_to_miss_the_fork(
    told: list[Witness], monkeypatch: pytest.MonkeyPatch
) -> None:
    note(200)
    rolled_back_and_grown()
    monkeypatch.setattr(anchoring, "_against_last", lambda witness: None)
    assert anchor(by=AUDITOR, at=AT).failures == ()


def test_a_witness_that_cannot_be_reached_refuses_no_act_and_the_gap_is_shown(
    told: list[Witness], caplog: pytest.LogCaptureFixture
) -> None:
    note(100)
    file, kept = told[0].path, told[0].path.read_bytes()
    file.unlink()
    file.mkdir()
    note(100)
    assert [(each.event, each.reason) for each in entries(object_kind="witness")] == [
        ("audit:witness:failed", "witness_unwritable")
    ]
    assert "heads.jsonl" in caplog.text
    file.rmdir()
    file.write_bytes(kept)
    assert sizes(told[0]) == [100]
    report = verify(by=AUDITOR, at=AT)
    assert (report.fault, report.anchored, report.entries) == (None, 200, 201)


def test_a_torn_last_line_is_not_built_upon(told: list[Witness]) -> None:
    note(100)
    torn = told[0].path.read_bytes()[:-20]
    told[0].path.write_bytes(torn)
    done = anchor(by=AUDITOR, at=AT)
    assert [(each.witness, each.code) for each in done.failures] == [("heads.jsonl", "bad_anchor")]
    assert told[0].path.read_bytes() == torn
    with pytest.raises(Refusal) as refused:
        verify(by=AUDITOR, at=AT)
    assert refused.value.code == "bad_anchor"


def test_a_folder_never_writes_over_an_anchor(tmp_path: Path) -> None:
    note(3)
    folder = FolderWitness(tmp_path / "other")
    first, second = anchoring.anchor_at(2, AT), anchoring.anchor_at(2, AT.replace(year=2027))
    folder.keep(first)
    folder.keep(second)
    assert (folder.anchors(), os.listdir(folder.path)) == ([first], ["000000000000002.anchor"])
    with pytest.raises(Refusal) as refused:
        folder.keep(replace(first, head="0" * 64))
    assert (refused.value.code, folder.anchors()) == ("two_heads", [first])


def test_a_file_without_its_last_line_feed_is_continued_on_a_new_line(tmp_path: Path) -> None:
    note(3)
    file = FileWitness(tmp_path / "plain")
    file.keep(anchoring.anchor_at(1, AT))
    file.path.write_bytes(file.path.read_bytes().rstrip(b"\n"))
    file.keep(anchoring.anchor_at(3, AT))
    assert [each.entries for each in read_anchors(file.path.read_text("utf-8"))] == [1, 3]
    assert file.last() == file.anchors()[-1]


def test_without_witnesses_nobody_is_told(settings: Settings) -> None:
    settings.QUANZE_WITNESS_FILE = settings.QUANZE_WITNESS_FOLDER = ""
    note(100)
    assert witnesses() == []
    assert anchor(by=AUDITOR, at=AT).kept_by == ()
