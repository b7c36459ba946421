"""Both verifiers name the first bad entry of every bent ledger, and weakened ones are seen to miss some."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import astuple
from functools import cache
from random import Random
from typing import Any

import pytest

from quanze.core.ledger import verifying
from quanze.core.ledger.lines import ledger_lines
from tests.conftest import Counted, full_size
from tests.core.ledger.ledgers import Ledger, sound
from tests.core.ledger.mutations import MUTATIONS, OF_BLOCKS, Bent
from tools import verify_audit

TRIES = full_size(500, 5000)
SIZES = (20, 60, 130, 230)


def first_bad(ledger: Ledger) -> int | None:
    """The first bad entry that the product's verifier names."""
    fault = verifying.verify(ledger.rows, ledger.checkpoints, ledger.anchors).fault
    return fault.seq if fault else None


def first_bad_for_outsiders(ledger: Ledger) -> int | None:
    """The first bad entry that the second verifier names in the exported lines."""
    lines = ledger_lines(ledger.rows, ledger.checkpoints, sealed=False)
    told = [astuple(each)[:4] for each in ledger.anchors]
    try:
        verify_audit.check_record((f"{line}\n".encode() for line in lines), told)
    except verify_audit.Unsound as fault:
        return int(fault.entry)
    except verify_audit.Unreadable:
        return 1  # nothing of it can be read, not even its first entry
    return None


VERIFIERS = [first_bad, first_bad_for_outsiders]
Verifier = Callable[[Ledger], int | None]


@cache
def originals() -> dict[int, Ledger]:
    """The sound ledgers that are bent; the last has a full block."""
    return {size: sound(Random(size), size) for size in (*SIZES, 520)}


def bent_ledgers(tries: int) -> Iterator[tuple[str, Bent]]:
    """Random bent ledgers, every kind in turn; each fifteenth bends a ledger with a checkpoint."""
    for number in range(tries):
        random = Random(number)
        of_blocks = number % 15 == 14
        kinds = list(OF_BLOCKS if of_blocks else MUTATIONS)
        kind = kinds[number // 15 % len(kinds) if of_blocks else number % len(kinds)]
        size = 520 if of_blocks else random.choice(SIZES)
        yield kind, (OF_BLOCKS | MUTATIONS)[kind](random, originals()[size])


@pytest.mark.parametrize("verifier", VERIFIERS)
def test_no_bent_ledger_passes_and_the_first_bad_entry_is_named(verifier: Verifier, counted: Counted) -> None:
    named = [(kind, verifier(bent), first) for kind, (bent, first) in bent_ledgers(TRIES)]
    assert len(named) == TRIES
    assert [each for each in named if each[1] != each[2]] == []
    counted(f"篡改 mutations, {verifier.__name__}", len(named))


@pytest.mark.parametrize("verifier", VERIFIERS)
def test_sound_ledgers_pass(verifier: Verifier) -> None:
    assert [verifier(each) for each in originals().values()] == [None] * len(originals())
    assert verifier(sound(Random(1), 40, "sm3")) is None


def _blind(monkeypatch: pytest.MonkeyPatch, place: Any, name: str, answer: Any) -> None:
    monkeypatch.setattr(place, name, lambda *_: answer)


WEAKENED: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "columns": lambda m: _blind(m, verifying, "_columns_fault", None),
    "rows": lambda m: _blind(m, verifying, "row_fault", None),
    "anchors": lambda m: _blind(m, verifying._Walk, "_anchor_fault", None),
    "tail": lambda m: _blind(m, verifying._Walk, "missing_tail", None),
    "checkpoints": lambda m: _blind(m, verifying._Walk, "_checkpoint_fault", None),
    "links": lambda m: _blind(m, verifying.faults, "link", None),
    "hashes": lambda m: _blind(m, verifying.faults, "own_hash", None),
}
WEAKENED_FOR_OUTSIDERS: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "columns": lambda m: m.setattr(verify_audit, "rebuilt", lambda line: line["canonical"]),
    "anchors": lambda m: _blind(m, verify_audit, "clash", False),
    "tail": lambda m: _blind(m, verify_audit.Checker, "finish", None),
    "checkpoints": lambda m: m.setattr(verify_audit.Checker, "checkpoint", lambda self, _: setattr(self, "owed", None)),
    "unpaid": lambda m: _blind(m, verify_audit.Checker, "paid", None),
}


def missed(verifier: Verifier) -> int:
    """How many bent ledgers a verifier passes, or names another entry of."""
    return sum(verifier(bent) != first for _, (bent, first) in bent_ledgers(90))


@pytest.mark.parametrize("weakness", WEAKENED)
def test_a_weakened_verifier_is_seen_to_miss(weakness: str, monkeypatch: pytest.MonkeyPatch) -> None:
    WEAKENED[weakness](monkeypatch)
    assert missed(first_bad) > 0


@pytest.mark.parametrize("weakness", WEAKENED_FOR_OUTSIDERS)
def test_a_weakened_second_verifier_is_seen_to_miss(weakness: str, monkeypatch: pytest.MonkeyPatch) -> None:
    WEAKENED_FOR_OUTSIDERS[weakness](monkeypatch)
    assert missed(first_bad_for_outsiders) > 0


def test_the_chain_alone_does_not_see_a_cut_tail_and_anchors_do() -> None:
    whole = originals()[230]
    cut = Ledger(whole.rows[:150], whole.checkpoints, ())
    assert first_bad(cut) is None
    assert first_bad(Ledger(cut.rows, cut.checkpoints, whole.anchors)) == 151


def test_two_heads_told_for_one_number_are_named_as_a_fork() -> None:
    bent, first = MUTATIONS["fork_told_twice"](Random(5), originals()[230])
    fault = verifying.verify(bent.rows, bent.checkpoints, bent.anchors).fault
    assert (fault.seq, fault.code) == (first, "two_heads") if fault else False


def test_the_chain_alone_is_checked_fast_and_names_the_broken_link() -> None:
    rows = originals()[230].rows
    links = [(row.entry.hash_name, row.canonical, row.hash) for row in rows]
    assert verifying.broken_link(links) is None
    assert verifying.broken_link([]) is None
    bent: list[Any] = [
        ("sha256", b"x", rows[4].hash),
        ("md5", *links[4][1:]),
        ("sha256", "text", None),
        (None, b"", b""),
    ]
    assert [verifying.broken_link([*links[:4], each, *links[5:]]) for each in bent] == [5, 5, 5, 5]
    assert verifying.broken_link([*links[:4], *links[5:]]) == 5
