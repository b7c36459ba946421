"""What SQL does to the record behind the triggers' back is named by both verifiers, entry by entry."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import astuple
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction

from quanze.apps.audit import anchoring, selectors
from quanze.apps.audit.guards import lower_guards
from quanze.apps.audit.models import Entry
from quanze.apps.audit.tests.acts import AT, note
from quanze.apps.audit.tests.conftest import GIVEN
from quanze.core.ledger.lines import ledger_lines
from quanze.core.ledger.verifying import verify
from quanze.core.refusals import Refusal
from tests.conftest import Counted, full_size
from tools import verify_audit

pytestmark = pytest.mark.django_db
SIZE = 130
Bend = Callable[[Random, int], int]


def sql(statement: str, *values: Any) -> None:
    """One statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def edit(random: Random, seq: int) -> int:
    """A readable column."""
    column, value = random.choice(
        [
            ("event", "x:y:z"), ("kind", "read"), ("actor_person", 77), ("actor_account", 77), ("at", "2020"),
            ("object_kind", "x"), ("object_id", "别的"), ("on_behalf_of", 7), ("before", "0" * 64), ("after", "0" * 64),
            ("reason", "另一理由"), ("hash_name", "sm3"), ("hash_name", "rot13"),
        ]
    )  # fmt: skip
    sql(f"UPDATE audit_entry SET {column} = %s WHERE seq = %s", value, seq)
    return seq


def edit_links(random: Random, seq: int) -> int:
    """A hash, or the stored bytes."""
    column = random.choice(["hash", "prev_hash", "canonical"])
    sql(f"UPDATE audit_entry SET {column} = %s WHERE seq = %s", random.randbytes(32), seq)
    return seq


def delete(random: Random, seq: int) -> int:
    """Some entries in a row."""
    sql("DELETE FROM audit_entry WHERE seq BETWEEN %s AND %s", seq, seq + random.randrange(4))
    return seq


def truncate(random: Random, seq: int) -> int:
    """The tail."""
    sql("DELETE FROM audit_entry WHERE seq >= %s", seq)
    return seq


def swap(random: Random, seq: int) -> int:
    """Two entries trade their numbers."""
    other = random.choice([each for each in range(1, SIZE + 1) if each != seq])
    sql("UPDATE audit_entry SET seq = -1 WHERE seq = %s", seq)
    sql("UPDATE audit_entry SET seq = %s WHERE seq = %s", seq, other)
    sql("UPDATE audit_entry SET seq = %s WHERE seq = -1", other)
    return min(seq, other)


def insert(random: Random, seq: int) -> int:
    """A copy of an entry, and the later ones renumbered."""
    for each in range(SIZE, seq - 1, -1):
        sql("UPDATE audit_entry SET seq = %s WHERE seq = %s", each + 1, each)
    row = Entry.everything(reason="test").get(seq=seq + 1)
    row.seq = seq
    row.save(force_insert=True)
    return seq + 1


def rewind(random: Random, seq: int) -> int:
    """An older state, grown again by the program itself."""
    truncate(random, seq)
    note(random.randrange(1, SIZE))
    count = selectors.number_of_entries()
    return next((told for told in (100, SIZE) if seq <= told <= count), count + 1)


def edit_loosely(random: Random, seq: int) -> int:
    """What only SQLite lets into a column: another type, bytes that are no text."""
    column, value = random.choice(
        [
            ("reason", "CAST(x'ff' AS TEXT)"), ("object_id", "x'00ff'"), ("actor_person", "'七'"), ("business", "7"),
            ("hash", "'00'"), ("at", "x'00'"), ("prev_hash", "5"),
        ]
    )  # fmt: skip
    sql(f"UPDATE audit_entry SET {column} = {value} WHERE seq = %s", seq)
    return seq


BENDS: list[Bend] = [edit, edit_links, delete, truncate, swap, insert, rewind]
if connection.vendor == "sqlite":
    BENDS.append(edit_loosely)


@pytest.mark.parametrize("bend", BENDS)
def test_both_verifiers_name_the_first_bad_entry(bend: Bend, counted: Counted) -> None:
    note(SIZE // 2)
    note(SIZE - SIZE // 2, event=GIVEN)
    told = [anchoring.anchor_at(each, AT) for each in (100, SIZE)]
    lower_guards(connection)
    for number in range(full_size(6, 60)):
        random = Random(number)
        with transaction.atomic():
            first = bend(random, random.randrange(1, SIZE + 1))
            count = selectors.number_of_entries()
            checkpoints = selectors.stored_checkpoints(count)
            report = verify(selectors.stored_rows(count), checkpoints, told)
            assert report.fault is not None
            assert report.fault.seq == first
            assert outsiders_name(count, [astuple(each)[:4] for each in told]) == first
            transaction.set_rollback(True)
    counted("库中篡改 mutations in the database", full_size(6, 60))


def exported(count: int) -> Iterator[str]:
    """The lines, as far as the database can read them."""
    with suppress(Refusal):
        yield from ledger_lines(selectors.stored_rows(count), selectors.stored_checkpoints(count), sealed=False)


def outsiders_name(count: int, told: list[Any]) -> int | None:
    """The first bad entry that the second verifier names in what is exported."""
    try:
        verify_audit.check_record((f"{line}\n".encode() for line in exported(count)), told)
    except verify_audit.Unsound as fault:
        return int(fault.entry)
    except verify_audit.Unreadable:
        return 1
    return None
