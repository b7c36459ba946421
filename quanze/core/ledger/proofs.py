"""A proof that one entry stands in the ledger whose root an outsider holds; its length grows with the logarithm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from quanze.core.ledger.anchors import Anchor
from quanze.core.ledger.canonical import Json, canonical, parsed
from quanze.core.ledger.entries import Row, entry_hash
from quanze.core.ledger.merkle import BLOCK, leaf, path, root, root_by_path
from quanze.core.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Proof:
    """Entry number ``seq`` of ``entries``, its stored bytes and hashes, and the Merkle path to ``root``."""

    seq: int
    entries: int
    canonical: bytes
    prev_hash: bytes
    hash: bytes
    hash_name: str
    path: tuple[bytes, ...]
    root: bytes
    tree: str


def prove(row: Row, block: Sequence[bytes], block_roots: Sequence[bytes], entries: int, tree: str) -> Proof:
    """The proof of one row among the first ``entries``.

    ``block`` holds the entry hashes of the row's own block of 512 (as far as ``entries`` goes), ``block_roots`` the
    roots of all blocks in order, the last one perhaps of an unfinished block.
    """
    place = (row.entry.seq - 1) // BLOCK
    within = path([leaf(each, tree) for each in block], (row.entry.seq - 1) % BLOCK, tree)
    steps = (*within, *path(block_roots, place, tree))
    above = root(block_roots, tree)
    named = row.entry.hash_name
    return Proof(row.entry.seq, entries, row.canonical, row.prev_hash, row.hash, named, steps, above, tree)


def proof_holds(proof: Proof, anchor: Anchor | None = None) -> bool:
    """Do the bytes give the hash, and the hash the root; and is the root the anchored one, when one is given?"""
    if not _bound(proof):
        return False
    if root_by_path(proof.hash, proof.seq - 1, proof.entries, proof.path, proof.tree) != proof.root:
        return False
    told = (proof.entries, proof.root.hex(), proof.tree)
    return anchor is None or (anchor.entries, anchor.root, anchor.tree) == told


def _bound(proof: Proof) -> bool:
    """Are the bytes those of an entry with that number and hash name, and do they give its hash?"""
    try:
        content = parsed(proof.canonical)
        own = entry_hash(proof.prev_hash, proof.canonical, proof.hash_name)
    except Refusal:
        return False
    if not isinstance(content, dict) or type(content.get("seq")) is not int:
        return False
    return own == proof.hash and (content["seq"], content.get("hash")) == (proof.seq, proof.hash_name)


def proof_text(proof: Proof) -> str:
    """The proof as one canonical JSON line for the outsider's verifier."""
    content: dict[str, Json] = {name: _shown(getattr(proof, name)) for name in Proof.__slots__}
    content["canonical"] = proof.canonical.decode("utf-8")
    return canonical({"proof": 1, **content}).decode("utf-8")


def _shown(value: Any) -> Json:
    if isinstance(value, bytes):
        return value.hex()
    return [each.hex() for each in value] if isinstance(value, tuple) else value
