"""The ledger as JSON lines for an outsider: entries in order, each block's checkpoint behind it, an end line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from quanze.core.ledger.anchors import Checkpoint
from quanze.core.ledger.canonical import encoded
from quanze.core.ledger.entries import SEALED, Row
from quanze.core.ledger.hashing import GENESIS


def ledger_lines(rows: Iterable[Row], checkpoints: Sequence[Checkpoint] = (), *, sealed: bool) -> Iterator[str]:
    """The lines, without line feeds. ``sealed`` leaves out what business entries keep to themselves; the chain
    stays checkable, for their canonical bytes hold only its salted digest."""
    count, head = 0, GENESIS
    owed = {each.last_seq: each for each in checkpoints}
    for row in rows:
        yield _text(_shown(row, sealed))
        count, head = count + 1, row.hash
        if row.entry.seq in owed:
            yield _text({"checkpoint": asdict(owed.pop(row.entry.seq))})
    for left in owed.values():
        yield _text({"checkpoint": asdict(left)})
    yield _text({"end": {"entries": count, "head": head.hex()}})


def _shown(row: Row, sealed: bool) -> dict[str, Any]:
    columns: dict[str, Any] = row.entry._asdict()
    if sealed and row.entry.business:
        columns = {name: value for name, value in columns.items() if name not in SEALED and name != "salt"}
    links = {"hash": row.hash.hex(), "prev_hash": row.prev_hash.hex()}
    try:
        return columns | links | {"canonical": row.canonical.decode("utf-8")}
    except UnicodeDecodeError:  # damaged bytes are shown as they are, for the outsider to judge
        return columns | links | {"canonical_hex": row.canonical.hex()}


def _text(value: dict[str, Any]) -> str:
    try:
        return encoded(value).decode("utf-8")
    except TypeError:  # a column of another type than anything of ours writes: shown as text, for it to be found out
        return encoded({name: str(each) for name, each in value.items()}).decode("utf-8")
