"""A recorded look: its entry after it, a refusal's instead, and no answer without one."""

from __future__ import annotations

from contextlib import AbstractContextManager, suppress

import pytest
from django.db import connection

from quanze.apps.audit.looks import recorded_look
from quanze.apps.audit.tests.acts import AT, NOBODY, entries
from quanze.apps.audit.tests.conftest import DONE
from quanze.core.refusals import Refusal

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("scratch")]


def looking() -> AbstractContextManager[None]:
    return recorded_look(event=DONE, object_kind="row", object_id="甲", by=NOBODY, at=AT)


def test_a_look_leaves_one_entry_after_its_transaction() -> None:
    with looking():
        assert connection.in_atomic_block
        assert entries() == []
    assert [(each.kind, each.object_id) for each in entries()] == [("read", "甲")]


def test_a_refusal_inside_is_recorded_in_its_place_and_raised_again() -> None:
    with pytest.raises(Refusal), looking():
        raise Refusal("not_found", zh="没有", en="none")
    assert [(each.kind, each.reason) for each in entries()] == [("refusal", "not_found")]


def test_a_look_that_cannot_be_recorded_gives_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr("quanze.apps.audit.services.recording.append", no_room)
    with pytest.raises(Refusal) as refused, looking():
        pass
    assert refused.value.code == "audit_unwritable"


def test_a_fault_of_the_program_leaves_no_entry_of_a_look_that_gave_nothing() -> None:
    with suppress(ZeroDivisionError), looking():
        raise ZeroDivisionError
    assert entries() == []
