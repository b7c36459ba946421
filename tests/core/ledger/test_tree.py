"""The tree is the one of RFC 9162, and a proof holds for its own entry, place and root only."""

from __future__ import annotations

from dataclasses import astuple, replace
from hashlib import sha256
from random import Random

import pytest

from quanze.core.ledger import proofs
from quanze.core.ledger.anchors import Anchor
from quanze.core.ledger.merkle import BLOCK, Tree, leaf, path, root, root_by_path
from quanze.core.ledger.proofs import Proof, proof_holds, proof_text, prove
from tests.conftest import full_size
from tests.core.ledger.ledgers import Ledger, sound
from tools import verify_audit

ITEMS = [Random(number).randbytes(32) for number in range(1100)]


def by_the_book(items: list[bytes]) -> bytes:
    """RFC 9162, 2.1.1, word for word."""
    if not items:
        return sha256(b"").digest()
    if len(items) == 1:
        return sha256(b"\x00" + items[0]).digest()
    split = 1
    while split * 2 < len(items):
        split *= 2
    return sha256(b"\x01" + by_the_book(items[:split]) + by_the_book(items[split:])).digest()


@pytest.mark.parametrize("size", [0, 1, 2, 3, 4, 5, 7, 8, 9, 31, 33, 511, 512, 513, 1023, 1025])
def test_both_ways_to_the_root_follow_the_book(size: int) -> None:
    tree = Tree("sha256")
    for item in ITEMS[:size]:
        tree.add(item)
    expected = by_the_book(ITEMS[:size])
    assert tree.root() == root([leaf(item, "sha256") for item in ITEMS[:size]], "sha256") == expected
    if size and size % BLOCK == 0:
        assert tree.block_root == by_the_book(ITEMS[size - BLOCK : size])


def test_every_path_in_small_trees_leads_to_the_root_and_no_other_place_does() -> None:
    for size in range(1, 20):
        nodes = [leaf(item, "sm3") for item in ITEMS[:size]]
        for index in range(size):
            steps = path(nodes, index, "sm3")
            found = [
                place
                for place in range(size)
                if root_by_path(ITEMS[index], place, size, steps, "sm3") == root(nodes, "sm3")
            ]
            assert found == [index]


def proof_of(ledger: Ledger, seq: int, entries: int) -> Proof:
    """The proof of an entry among the first ``entries``."""
    hashes = [row.hash for row in ledger.rows[:entries]]
    blocks = [hashes[at : at + BLOCK] for at in range(0, entries, BLOCK)]
    roots = [root([leaf(each, "sha256") for each in block], "sha256") for block in blocks]
    return prove(ledger.rows[seq - 1], blocks[(seq - 1) // BLOCK], roots, entries, "sha256")


LEDGER = sound(Random(3), 1300)
ANCHORS = {each.entries: each for each in LEDGER.anchors}


def holds_for_outsiders(proof: Proof, anchor: Anchor) -> bool:
    """What the second verifier says."""
    try:
        _, vouched = verify_audit.check_proof(proof_text(proof), [astuple(anchor)[:4]])
    except (verify_audit.Unsound, verify_audit.Unreadable):
        return False
    return bool(vouched)


@pytest.mark.parametrize("entries", [100, 1100, 1300])
def test_proofs_hold_for_both_verifiers_and_are_short(entries: int) -> None:
    for seq in [1, 2, 99, 100, *Random(1).sample(range(1, entries + 1), 30), entries]:
        proof = proof_of(LEDGER, seq, entries)
        assert proof.root == by_the_book([row.hash for row in LEDGER.rows[:entries]])
        assert proof_holds(proof, ANCHORS[entries])
        assert holds_for_outsiders(proof, ANCHORS[entries])
        assert len(proof.path) <= 11


def forged(random: Random) -> tuple[Proof, Anchor]:
    """A sound proof with one thing bent, or held against another anchor."""
    entries = random.choice([100, 700, 1100])
    proof = proof_of(LEDGER, random.randrange(1, entries + 1), entries)
    steps = list(proof.path)
    place = random.randrange(len(steps))
    other = random.choice(LEDGER.rows)
    bent = [
        replace(proof, seq=proof.seq % entries + 1),
        replace(proof, entries=entries + 100),
        replace(proof, canonical=proof.canonical.replace(b'"kind"', b'"kine"')),
        replace(proof, canonical=proof.canonical + b" "),
        replace(proof, prev_hash=random.randbytes(32)),
        replace(proof, hash=random.randbytes(32)),
        replace(proof, hash_name="sm3"),
        replace(proof, tree="sm3"),
        replace(proof, root=random.randbytes(32)),
        replace(proof, path=tuple(steps[:place] + steps[place + 1 :])),
        replace(proof, path=(*steps, random.randbytes(32))),
        replace(proof, path=(*steps[:place], random.randbytes(32), *steps[place + 1 :])),
        replace(proof, path=(*steps[:place], steps[place][:31], *steps[place + 1 :])),
        replace(proof, canonical=other.canonical) if other.entry.seq != proof.seq else replace(proof, seq=0),
    ]
    return random.choice(bent), ANCHORS[entries]


def test_no_forged_proof_holds_for_either_verifier() -> None:
    lies = [forged(Random(number)) for number in range(full_size(500, 10_000))]
    assert not any(proof_holds(proof, anchor) for proof, anchor in lies)
    assert not any(holds_for_outsiders(proof, anchor) for proof, anchor in lies)


def test_a_sound_proof_does_not_hold_against_another_anchor() -> None:
    proof = proof_of(LEDGER, 5, 100)
    other = replace(ANCHORS[100], root="0" * 64)
    assert not proof_holds(proof, other)
    assert not holds_for_outsiders(proof, other)
    assert not proof_holds(proof, ANCHORS[200])


def test_a_weakened_check_is_seen_to_accept_a_forged_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    lies = [forged(Random(number)) for number in range(100)]
    monkeypatch.setattr(proofs, "_bound", lambda proof: True)
    assert any(proof_holds(proof, anchor) for proof, anchor in lies)
    monkeypatch.setattr(verify_audit, "climb", lambda name, node, index, size, steps: root_of_lie[0])
    root_of_lie = [bytes.fromhex(ANCHORS[100].root)]
    assert any(holds_for_outsiders(proof, anchor) for proof, anchor in lies)
