"""An act and its entry stand or fall together; a refused act leaves an entry of its own."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from quanze.apps.audit import acts as wrapping
from quanze.apps.audit import chaining, registry
from quanze.apps.audit.acts import act
from quanze.apps.audit.services import record, record_refusal
from quanze.apps.audit.tests.acts import AT, NOBODY, add, entries, put, rows
from quanze.apps.audit.tests.conftest import DONE, GIVEN
from quanze.core.refusals import Refusal

pytestmark = pytest.mark.usefixtures("scratch")
REFUSAL = Refusal("not_now", zh="不行", en="no")


def test_an_act_leaves_one_entry_that_says_who_what_and_when() -> None:
    add(name="财政局")
    (entry,) = entries()
    assert (entry.seq, entry.event, entry.kind, entry.object_id) == (1, DONE, "act", "财政局")
    assert (entry.instant, entry.before, len(entry.after)) == (AT, "", 64)
    assert rows() == ["财政局"]


def test_a_refused_act_is_undone_and_leaves_a_refusal_with_its_code_only() -> None:
    with pytest.raises(Refusal, match="will not do"):
        add(name="财政局", refuse=True)
    (entry,) = entries()
    assert (entry.kind, entry.object_id, entry.reason) == ("refusal", "财政局", "not_now")
    assert rows() == []


def test_a_program_fault_undoes_the_act_and_leaves_nothing() -> None:
    @act(event=DONE)
    def fail(*, by: object, at: object) -> None:
        put("x")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail(by=NOBODY, at=AT)
    assert (rows(), entries()) == ([], [])


def test_an_act_without_its_entry_is_undone() -> None:
    @act(event=DONE)
    def forgetful(*, by: object, at: object) -> None:
        put("x")

    with pytest.raises(RuntimeError, match="without recording"):
        forgetful(by=NOBODY, at=AT)
    assert rows() == []


def test_an_act_within_an_act_is_part_of_it() -> None:
    @act(event=GIVEN)
    def both(*, by: object, at: object, refuse: bool) -> None:
        add(name="一")
        record(by=NOBODY, at=AT, event=GIVEN, object_kind="thing", object_id="")
        add(name="二", refuse=refuse)

    with pytest.raises(Refusal):
        both(by=NOBODY, at=AT, refuse=True)
    assert (rows(), [(each.event, each.kind) for each in entries()]) == ([], [(GIVEN, "refusal")])
    both(by=NOBODY, at=AT, refuse=False)
    assert [each.event for each in entries(kind="act")] == [DONE, GIVEN, DONE]


def test_an_inner_act_that_was_undone_does_not_count_as_the_entry_of_the_outer() -> None:
    @act(event=DONE)
    def lenient(*, by: object, at: object) -> None:
        with pytest.raises(Refusal):
            add(name="内", refuse=True)
        put("外")

    with pytest.raises(RuntimeError, match="without recording"):
        lenient(by=NOBODY, at=AT)
    assert rows() == []


def test_a_service_that_takes_no_caller_or_clock_is_no_act() -> None:
    with pytest.raises(TypeError, match="must take by, at"):
        act(event=DONE)(lambda by: None)
    with pytest.raises(TypeError, match="and name"):
        act(event=DONE, of="name")(lambda by, at: None)


def broken(*_: object) -> None:
    """A record that cannot be written."""
    raise DatabaseError("disk full")


def stale_head() -> tuple[int, bytes]:
    """A writer that did not wait for its turn."""
    return 0, bytes(32)


@pytest.mark.parametrize(("place", "fault"), [("_content", broken), ("_locked_head", stale_head)])
def test_a_fault_in_writing_the_entry_refuses_the_act(
    place: str, fault: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(name="先")
    monkeypatch.setattr(chaining, place, fault)
    with pytest.raises(Refusal) as refused:
        add(name="后")
    assert refused.value.code == "audit_unwritable"
    assert rows() == ["先"]


def test_a_service_that_swallows_the_fault_cannot_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chaining, "_content", broken)

    def stubborn() -> None:
        put("无记录")
        try:
            record(by=NOBODY, at=AT, event=DONE, object_kind="row", object_id="")
        except Refusal:
            return

    with transaction.atomic():
        stubborn()
    assert rows() == []


def test_a_recorder_that_forgives_faults_is_seen_to_let_an_act_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chaining, "_content", broken)
    monkeypatch.setattr(wrapping, "_with_entry", lambda service, event, lenient, args, kwargs: put("无记录"))
    add(name="后")
    assert (rows(), entries()) == (["无记录"], [])


def test_text_that_no_engine_keeps_is_mended_in_a_refusal_and_refused_in_an_act() -> None:
    wild = "a\0\ud800" + "长" * 300
    entry = record_refusal(by=NOBODY, at=AT, event=DONE, object_kind="row", object_id=wild, refusal=REFUSAL)
    assert entry.object_id == "a\ufffd?" + "长" * 197
    for text in ("\ud800", "a\0b"):
        with pytest.raises(Refusal) as refused:
            record_wild(text)
        assert refused.value.code == "not_canonical"


def record_wild(text: str) -> None:
    """An entry about anything."""
    with transaction.atomic():
        record(by=NOBODY, at=AT, event=DONE, object_kind="row", object_id=text)


def test_an_unlisted_event_or_kind_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match=r"no events\.py"), transaction.atomic():
        record(by=NOBODY, at=AT, event="made:up:event", object_kind="row", object_id="")
    with pytest.raises(ValueError, match="no such kind"), transaction.atomic():
        record(by=NOBODY, at=AT, event=DONE, object_kind="row", object_id="", kind="wish")


def test_events_of_installed_apps_are_known_and_an_old_one_is_shown_as_it_stands() -> None:
    assert registry.sentence("audit:chain:verified", "en") == "the audit chain was verified"
    assert registry.sentence("gone:by:now") == "gone:by:now"
    assert [registry.is_business(each) for each in (DONE, GIVEN, "audit:chain:verified")] == [True, False, False]
