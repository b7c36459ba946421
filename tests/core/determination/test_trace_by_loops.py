"""The trace against a brute-force reading of the settled readings, on small nasty registers."""

from __future__ import annotations

from random import Random

import pytest

from quanze.core.determination import members, trace, trace_up
from quanze.core.determination.assembling import Assembly
from quanze.core.determination.case import Case
from quanze.core.determination.ground import Ground
from quanze.core.determination.selection import Switches
from quanze.core.rulebook.library import Library
from tests.conftest import Counted, full_size
from tests.core.determination.oracle import Found, Oracle
from tests.core.determination.random_cases import random_case

TRIES = full_size(60, 1000)


def traced(case: Case, library: Library, levels: int) -> Found:
    """What the program's trace says, in the oracle's shape."""
    assembly = Assembly(case, library, Switches(), "test")
    assembly.__dict__["_levels"] = lambda: levels
    answer, found = assembly.traced, Found()
    for c in answer.candidates:
        for relation in c.relations:
            found.add(c.id, c.post, relation, c.levels_up)
    seats = set(found.parties)
    found.freed = {(f.candidate.id, f.candidate.post) for f in answer.freed} - seats
    found.to_check = {
        (u.candidate.id, u.candidate.post, u.candidate.levels_up)
        for u in answer.unsettled
        if (u.candidate.id, u.candidate.post) not in seats
    }
    found.nobody_in_charge = any(
        g.fact == "portfolio.in_charge" and g.about == case.incident.organization for g in answer.gaps
    )
    found.vacant = {g.about for g in answer.gaps if g.fact == "tenure.holder"}
    return found


def differences(case: Case, library: Library, levels: int) -> dict[str, object]:
    """Where program and oracle disagree, by part of the answer; empty if nowhere."""
    ours, theirs = traced(case, library, levels), Oracle(case, levels).ask()
    pairs = {
        "parties": (ours.lines(), theirs.lines()),
        "freed": (ours.freed, theirs.freed),
        "to_check": (ours.to_check, theirs.to_check),
        "in_charge": ({ours.nobody_in_charge}, {theirs.nobody_in_charge}),
    }
    found: dict[str, object] = {n: {"program": a - b, "oracle": b - a} for n, (a, b) in pairs.items() if a != b}
    if not theirs.vacant <= ours.vacant:
        found["vacant"] = theirs.vacant - ours.vacant
    return found


def trial(seed: int) -> tuple[Case, int]:
    """The random case of a seed, and how many levels up its texts reach."""
    rng = Random(seed)
    return random_case(rng, rng.choice((2, 4, 7))), rng.choice((0, 0, 1, 1, 2, 3))


@pytest.mark.parametrize("block", range(10))
def test_the_trace_equals_plain_loops_over_all_rows(block: int, library: Library, counted: Counted) -> None:
    seeds = range(block * TRIES // 10, (block + 1) * TRIES // 10)
    counted("登记簿 trace registers", len(seeds))
    for seed in seeds:
        case, levels = trial(seed)
        assert differences(case, library, levels) == {}, f"seed {seed}"


FAULTS: dict[str, tuple[object, str, object]] = {
    "portfolios without their days": (trace, "days_of", lambda ground, portfolio: ground.period),
    "superiors not named by findings": (trace_up, "has_own_finding", lambda ground, person: False),
    "members not named by findings": (members, "has_own_finding", lambda ground, person: False),
    "every role heads": (trace, "heads", lambda role, kind: True),
    "absences forgotten": (Ground, "parts", lambda ground, tenure, within=None: (ground.period,)),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_in_one_rule_is_caught(fault: str, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(*FAULTS[fault])
    assert any(differences(case, library, levels) for case, levels in map(trial, range(150)))
