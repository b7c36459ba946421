"""What depends on real transactions: where an entry may be written, and that a refusal outlives the rollback."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import connection, transaction

from quanze.apps.audit import chaining, selectors
from quanze.apps.audit.services import record, record_refusal
from quanze.apps.audit.tests.acts import AT, NOBODY, add, entries, note, rows
from quanze.apps.audit.tests.conftest import DONE
from quanze.core.ledger.verifying import verify
from quanze.core.refusals import Refusal

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("scratch")]
REFUSAL = Refusal("not_now", zh="不行", en="no")


def test_an_entry_outside_a_transaction_is_a_fault_of_the_program() -> None:
    with pytest.raises(RuntimeError, match="its own transaction"):
        record(by=NOBODY, at=AT, event=DONE, object_kind="row", object_id="")


def test_a_refusal_is_never_written_into_a_transaction_that_may_be_undone() -> None:
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        record_refusal(by=NOBODY, at=AT, event=DONE, object_kind="row", object_id="", refusal=REFUSAL)


def test_an_act_is_never_part_of_a_foreign_transaction() -> None:
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        add(name="x")


def test_the_refusal_stands_after_the_rollback() -> None:
    add(name="一")
    with pytest.raises(Refusal):
        add(name="二", refuse=True)
    assert (rows(), [each.kind for each in entries()]) == (["一"], ["act", "refusal"])


def test_a_rolled_back_entry_leaves_no_gap() -> None:
    add(name="一")
    with suppress(ZeroDivisionError), transaction.atomic():
        record(by=NOBODY, at=AT, event=DONE, object_kind="row", object_id="")
        raise ZeroDivisionError
    add(name="二")
    assert [each.seq for each in entries()] == [1, 2]


def busy_writer(number: int) -> int:
    """Twelve acts, every fourth refused, from a connection of its own; how many were kept."""
    try:
        kept = 0
        for each in range(12):
            with suppress(Refusal):
                add(name=f"{number}-{each}", refuse=each % 4 == 3)
                kept += 1
        return kept
    finally:
        connection.close()


def test_writers_at_the_same_time_make_one_chain_without_gaps() -> None:
    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(busy_writer, range(4))) == len(rows()) == 36
    count = selectors.number_of_entries()
    report = verify(selectors.stored_rows(count), selectors.stored_checkpoints(count))
    assert (count, report.fault) == (48, None)


def test_a_full_block_gets_its_checkpoint_in_the_same_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    note(1030)
    count = selectors.number_of_entries()
    assert [each.last_seq for each in selectors.stored_checkpoints(count)] == [512, 1024]
    assert verify(selectors.stored_rows(count), selectors.stored_checkpoints(count)).fault is None
    monkeypatch.setattr(chaining, "_close_block", lambda last: None)
    note(512)
    fault = verify(selectors.stored_rows(1536), selectors.stored_checkpoints(1536)).fault
    assert fault is not None
    assert (fault.seq, fault.code) == (1536, "checkpoint")
