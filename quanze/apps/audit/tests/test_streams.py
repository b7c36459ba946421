"""The record as it streams from either engine: all of it, in order, across the borders of stretches."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import pytest
from django.db import connection

from quanze.apps.audit import selectors, streams
from quanze.apps.audit.guards import lower_guards
from quanze.apps.audit.tests.acts import entries, note
from quanze.core.ledger.verifying import broken_link, verify

pytestmark = pytest.mark.django_db
COLUMNS = ("seq", "hash_name", "canonical", "hash")


@pytest.fixture(autouse=True)
def short_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Borders come often."""
    monkeypatch.setattr(streams, "STRETCH", 7)


@pytest.mark.parametrize("count", [0, 1, 6, 7, 8, 14, 23, 40])
def test_both_streams_give_the_first_entries_in_order(count: int) -> None:
    note(30)
    wanted = [(each.seq, each.hash_name, bytes(each.canonical), bytes(each.hash)) for each in entries(seq__lte=count)]
    for stream in (streams.stream, streams.stream_ahead):
        assert list(stream(COLUMNS, count)) == wanted


def test_an_entry_put_below_the_first_is_not_passed_over() -> None:
    note(20)
    lower_guards(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET seq = -5 WHERE seq = 9")
    report = verify(selectors.stored_rows(20))
    assert report.fault is not None
    assert (report.fault.seq, report.fault.code) == (1, "out_of_place")
    assert broken_link(selectors.stored_links(20)) == 1


def test_the_database_may_be_asked_other_things_while_rows_are_read() -> None:
    note(20)
    seen = [(row.entry.seq, selectors.number_of_entries()) for row in selectors.stored_rows(20)]
    assert seen == [(number, 20) for number in range(1, 21)]


def test_a_stream_that_is_left_half_way_leaves_the_connection_usable() -> None:
    note(20)
    for stream in (selectors.stored_links(20), selectors.stored_rows(20)):
        left: Any = stream
        with closing(left):
            next(iter(left))
    note(1)
    assert selectors.number_of_entries() == 21
