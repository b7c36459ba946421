"""An entry: what was done, and the bytes that stand for it in the chain."""

from __future__ import annotations

from typing import Any, NamedTuple

from quanze.core.ledger.canonical import encoded
from quanze.core.ledger.hashing import hasher

KINDS = ("act", "refusal", "read")
FORM = 1


class Entry(NamedTuple):
    """The readable columns of one entry.

    ``at`` is instant_text(); ``before`` and ``after`` are digests or "". A business entry's object id, digests,
    reason and principal are sealed: its canonical bytes hold only their salted digest, so that who checks the
    chain learns nothing of the business. ``salt`` is 16 random bytes in hex for a business entry, else "".
    """

    seq: int
    hash_name: str
    event: str
    kind: str
    business: bool
    actor_person: int | None
    actor_account: int | None
    at: str
    object_kind: str
    object_id: str
    on_behalf_of: int | None
    before: str
    after: str
    reason: str
    salt: str


SEALED = ("object_id", "on_behalf_of", "before", "after", "reason")


class Row(NamedTuple):
    """One stored row: the entry, the hash before it, its own hash, and its canonical bytes as stored."""

    entry: Entry
    prev_hash: bytes
    hash: bytes
    canonical: bytes


def entry_bytes(entry: Entry) -> bytes:
    """The canonical bytes of an entry. Raises Refusal at text that no encoding can carry or an unknown hash."""
    content: dict[str, Any] = {
        "account": entry.actor_account,
        "at": entry.at,
        "business": entry.business,
        "event": entry.event,
        "form": FORM,
        "hash": entry.hash_name,
        "kind": entry.kind,
        "object_kind": entry.object_kind,
        "person": entry.actor_person,
        "seq": entry.seq,
    }
    if entry.business:
        content["seal"] = seal(entry)
    else:
        content.update(_sealed_part(entry))
    return encoded(content)


def seal(entry: Entry) -> str:
    """Hex digest over the salt (16 bytes) and the canonical bytes of the parts a business entry keeps to itself."""
    return hasher(entry.hash_name)(bytes.fromhex(entry.salt) + encoded(_sealed_part(entry))).hexdigest()


def entry_hash(prev_hash: bytes, data: bytes, name: str) -> bytes:
    """32 bytes: the named hash over the hash before and the canonical bytes."""
    return hasher(name)(prev_hash + data).digest()


def chained(entry: Entry, prev_hash: bytes) -> Row:
    """The row that puts the entry behind the given hash."""
    data = entry_bytes(entry)
    return Row(entry, prev_hash, entry_hash(prev_hash, data, entry.hash_name), data)


def _sealed_part(entry: Entry) -> dict[str, Any]:
    return {
        "after": entry.after,
        "before": entry.before,
        "object_id": entry.object_id,
        "on_behalf_of": entry.on_behalf_of,
        "reason": entry.reason,
    }
