"""Is the ledger whole? The first entry that is not as it was written, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quanze.core.ledger import faults
from quanze.core.ledger.anchors import Anchor, Checkpoint, conflicts
from quanze.core.ledger.canonical import parsed
from quanze.core.ledger.entries import Row, entry_bytes
from quanze.core.ledger.faults import Fault
from quanze.core.ledger.hashing import GENESIS, HASH_NAMES, hasher
from quanze.core.ledger.merkle import BLOCK, Tree
from quanze.core.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Report:
    """What a verification found: entries found sound, the hash of the last of them, the Merkle root over them,
    the largest anchored number of entries that agreed, and the first fault."""

    entries: int
    head: str
    root: str
    anchored: int
    fault: Fault | None


def broken_link(links: Iterable[tuple[str, bytes, bytes]], prev_hash: bytes = GENESIS) -> int | None:
    """The place (from 1) of the first (hash name, canonical bytes, hash) that does not follow from the one before.

    The chain alone: fast, and blind to columns, anchors and order numbers; verify() sees those.
    """
    place, known, hashed = 0, "", hasher("sha256")
    try:
        for place, (name, data, own) in enumerate(links, start=1):
            if name != known:
                known, hashed = name, hasher(name)
            if hashed(prev_hash + data).digest() != own:
                return place
            prev_hash = own
    except (Refusal, TypeError):  # a hash name or a value that nothing of ours wrote
        return place
    return None


def verify(rows: Iterable[Row], checkpoints: Sequence[Checkpoint] = (), anchors: Sequence[Anchor] = ()) -> Report:
    """Every row in order against the one before, its own bytes, the checkpoints and what outsiders were told.

    ``anchors`` may come from several witnesses, in any order. Checkpoints are owed for every full block of 512.
    """
    walk = _Walk(checkpoints, anchors)
    fault = walk.twice_told() or walk.all(rows)
    return walk.report(fault or walk.missing_tail())


class _Walk:
    """The state of one pass over the rows."""

    def __init__(self, checkpoints: Sequence[Checkpoint], anchors: Sequence[Anchor]) -> None:
        self.count = 0
        self.head = GENESIS
        self.tree: Tree | None = None
        self.anchored = 0
        self._anchors = sorted(anchors, key=lambda each: each.entries)
        self._owed_anchors: Iterator[Anchor] = iter(self._anchors)
        self._next_anchor = next(self._owed_anchors, None)
        self._checkpoints = list(checkpoints)

    def twice_told(self) -> Fault | None:
        """A fault when outsiders were told two heads for one number of entries."""
        pairs = conflicts(self._anchors)
        return faults.two_heads(pairs[0][0].entries) if pairs else None

    def all(self, rows: Iterable[Row]) -> Fault | None:
        """Take the rows up to the first fault; one that its store cannot read is a fault too."""
        try:
            return next(filter(None, map(self.step, rows)), None)
        except Refusal as unreadable:
            return faults.unreadable(self.count + 1, unreadable)

    def step(self, row: Row) -> Fault | None:
        """Take one row; the fault it shows, if any."""
        fault = row_fault(self.count + 1, self.head, row)
        if fault:
            return fault
        self.count, self.head = self.count + 1, row.hash
        self.tree = self.tree or Tree(row.entry.hash_name)
        self.tree.add(row.hash)
        return self._checkpoint_fault(self.tree) or self._anchor_fault(self.tree)

    def _checkpoint_fault(self, tree: Tree) -> Fault | None:
        if self.count % BLOCK:
            return None
        place = self.count // BLOCK - 1
        owed = Checkpoint(self.count - BLOCK + 1, self.count, tree.block_root.hex(), tree.name)
        if place < len(self._checkpoints) and self._checkpoints[place] == owed:
            return None
        return faults.checkpoint(owed.first_seq, owed.last_seq)

    def _anchor_fault(self, tree: Tree) -> Fault | None:
        while self._next_anchor and self._next_anchor.entries == self.count:
            told = self._next_anchor
            if (told.head, told.root, told.tree) != (self.head.hex(), tree.root().hex(), tree.name):
                return faults.anchor(self.anchored + 1, self.count)
            self.anchored, self._next_anchor = self.count, next(self._owed_anchors, None)
        return None

    def missing_tail(self) -> Fault | None:
        """A fault when outsiders were told of more entries than there are, or checkpoints cover more."""
        if self._next_anchor:
            return faults.cut(self.count + 1, self._next_anchor.entries)
        if len(self._checkpoints) > self.count // BLOCK:
            return faults.cut(self.count + 1, self._checkpoints[-1].last_seq)
        return None

    def report(self, fault: Fault | None) -> Report:
        """The outcome so far."""
        root = self.tree.root().hex() if self.tree else ""
        return Report(self.count, self.head.hex(), root, self.anchored, fault)


def row_fault(place: int, prev_hash: bytes, row: Row) -> Fault | None:
    """What is wrong with the row that should be number ``place`` behind the given hash; None when nothing is."""
    entry = row.entry
    if entry.seq != place:
        return faults.out_of_place(place, entry.seq)
    if row.prev_hash != prev_hash:
        return faults.link(place)
    if entry.hash_name not in HASH_NAMES:
        return faults.hash_name(place, entry.hash_name)
    if hasher(entry.hash_name)(prev_hash + row.canonical).digest() != row.hash:
        return faults.own_hash(place)
    return _columns_fault(row)


def _columns_fault(row: Row) -> Fault | None:
    try:
        rebuilt = entry_bytes(row.entry)
    except (Refusal, ValueError, TypeError):
        rebuilt = b""
    return None if rebuilt == row.canonical else faults.columns(row.entry.seq, _differing(rebuilt, row.canonical))


def _differing(rebuilt: bytes, stored: bytes) -> list[str]:
    try:
        ours, theirs = parsed(rebuilt), parsed(stored)
    except Refusal:
        return []
    if not isinstance(ours, dict) or not isinstance(theirs, dict):
        return []
    return sorted(key for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key))
