"""Sound ledgers to test with: random entries, chained, checkpointed and anchored as the product does it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from quanze.core.ledger.anchors import EVERY, Anchor, Checkpoint
from quanze.core.ledger.entries import Entry, Row, chained
from quanze.core.ledger.hashing import GENESIS
from quanze.core.ledger.merkle import BLOCK, Tree

EVENTS = ["account:grant:given", "audit:record:read", "register:unit:established", "register:tenure:appointed"]
WORDS = ["换届", "更正台账", "", "名册 2026-03", "a “b” \\ c", "𠮷野\u2028", "\t\n"]


@dataclass(frozen=True)
class Ledger:
    """Rows, checkpoints, and what the witnesses were told."""

    rows: tuple[Row, ...]
    checkpoints: tuple[Checkpoint, ...]
    anchors: tuple[Anchor, ...]


def random_entry(random: Random, seq: int, hash_name: str = "sha256") -> Entry:
    """An entry with number ``seq``; every third is business."""
    business = random.random() < 0.33
    return Entry(
        seq=seq,
        hash_name=hash_name,
        event=random.choice(EVENTS),
        kind=random.choice(["act", "act", "refusal", "read"]),
        business=business,
        actor_person=random.choice([None, random.randrange(1, 99)]),
        actor_account=random.randrange(1, 99),
        at=f"2026-11-21T{random.randrange(24):02}:{random.randrange(60):02}:00.{random.randrange(10**6):06}Z",
        object_kind=random.choice(["unit", "account"]),
        object_id=f"U{random.randrange(10**6)}",
        on_behalf_of=random.choice([None, 7]),
        before=random.choice(["", random.randbytes(32).hex()]),
        after=random.randbytes(32).hex(),
        reason=random.choice(WORDS),
        salt=random.randbytes(16).hex() if business else "",
    )


def chain(entries: Iterable[Entry], onto: Iterable[Row] = ()) -> tuple[Row, ...]:
    """The entries as rows behind the given rows, renumbered."""
    rows = list(onto)
    for entry in entries:
        rows.append(chained(entry._replace(seq=len(rows) + 1), rows[-1].hash if rows else GENESIS))
    return tuple(rows)


def sealed_up(rows: Iterable[Row]) -> Ledger:
    """The rows with their checkpoints, anchored at every 100th entry and at the end."""
    rows, checkpoints, anchors = tuple(rows), [], []
    tree = Tree(rows[0].entry.hash_name)
    for count, row in enumerate(rows, start=1):
        tree.add(row.hash)
        if count % BLOCK == 0:
            checkpoints.append(Checkpoint(count - BLOCK + 1, count, tree.block_root.hex(), tree.name))
        if count % EVERY == 0 or count == len(rows):
            anchors.append(Anchor(count, row.hash.hex(), tree.root().hex(), tree.name, row.entry.at))
    return Ledger(rows, tuple(checkpoints), tuple(anchors))


def sound(random: Random, size: int, hash_name: str = "sha256") -> Ledger:
    """A sound ledger of random entries."""
    return sealed_up(chain(random_entry(random, 0, hash_name) for _ in range(size)))
