"""The audit record inside a backup: is it whole?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from quanze.config.backup.exporting import AUDIT
from quanze.config.backup.reading import Line
from quanze.core.ledger.anchors import Checkpoint
from quanze.core.ledger.entries import Entry, Row
from quanze.core.ledger.faults import Fault
from quanze.core.ledger.verifying import verify

CHECKPOINTS = "audit_checkpoint"


def record_fault(lines: Iterable[Line]) -> Fault | None:
    """The first thing wrong with the record in a backup's contents, None if it is whole.

    Checkpoints come before entries, for tables come by name.
    """
    checkpoints: list[Checkpoint] = []
    rows = _rows(lines, checkpoints)
    first = next(rows, None)
    return verify([] if first is None else _with(first, rows), checkpoints).fault


def _rows(lines: Iterable[Line], checkpoints: list[Checkpoint]) -> Iterator[Row]:
    """The entries in order; the checkpoints met before them are put into the list."""
    for table, values in lines:
        if values is None or table.name not in (AUDIT, CHECKPOINTS):
            continue
        named = dict(zip((each.name for each in table.columns), values, strict=True))
        if table.name == CHECKPOINTS:
            checkpoints.append(Checkpoint(**{name: named[name] for name in Checkpoint.__slots__}))
        else:
            yield _row(named)


def _row(named: dict[str, Any]) -> Row:
    entry = Entry(**{name: named[name] for name in Entry._fields})
    return Row(entry, *(bytes.fromhex(named[name]) for name in ("prev_hash", "hash", "canonical")))


def _with(first: Row, rows: Iterator[Row]) -> Iterator[Row]:
    yield first
    yield from rows
