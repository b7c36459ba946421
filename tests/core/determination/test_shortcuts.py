"""What is left out for speed never changes an answer: every shortcut against the whole evaluation, on random cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from quanze.core.determination.assembling import Assembly
from quanze.core.determination.case import Case, Finding
from quanze.core.determination.clause_lines import facts_for, silent
from quanze.core.determination.ground import Ground
from quanze.core.determination.selection import Switches
from quanze.core.rulebook.conditions import Condition
from quanze.core.rulebook.library import Library
from quanze.core.rulebook.models import Adjustment, Clause, Rulebook
from quanze.core.rulebook.verdict import Later, Verdict, every, true, unknown
from tests.conftest import full_size
from tests.core.determination.random_cases import random_case

TRIES = full_size(12, 300)


def cases() -> Iterator[Case]:
    """Random cases; in every other one nothing is recorded of leadership, so that many clauses stay silent."""
    for seed in range(TRIES):
        case = random_case(Random(seed), 6)
        yield case if seed % 2 else replace(case, findings=case.findings[:1])


def rows(library: Library) -> Iterator[tuple[Rulebook, Clause | Adjustment]]:
    for name in library.packs:
        book = library.rulebook(name)
        yield from ((book, row) for row in (*book.clauses, *book.adjustments))


def heard(case: Case, library: Library) -> list[str]:
    """Rows that count as silent and yet are settled, or have reasons, for some party."""
    assembly = Assembly(case, library, Switches(), "test")
    found = []
    for book, row in rows(library):
        if silent(book, row, assembly.ground):
            verdicts = [row.when.holds(facts_for(assembly.ground, c, book)) for c in assembly.traced.candidates]
            found += [f"{book.id} {row.id}" for v in verdicts if v.value is not None or v.because]
    return found


def differing(case: Case, library: Library) -> list[str]:
    """Rows with a condition that counts as the same for every party and is not."""
    assembly = Assembly(case, library, Switches(), "test")
    found = []
    for book, row in rows(library):
        for condition in _conditions(row):
            if not book.asks_of_party(condition):
                candidates = assembly.traced.candidates
                verdicts = {repr(condition.holds(facts_for(assembly.ground, c, book))) for c in candidates}
                found += [f"{book.id} {row.id}"] if len(verdicts) > 1 else []
    return found


def _conditions(row: Clause | Adjustment) -> list[Condition]:
    consequence = row.consequence if isinstance(row, Clause) else None
    return [c for c in (row.when, consequence) if c is not None]


def test_a_silent_row_is_open_for_everybody_and_has_no_reasons(library: Library) -> None:
    assert [fault for case in cases() for fault in heard(case, library)] == []


def test_some_rows_are_silent_and_some_are_not(library: Library) -> None:
    ground = Ground(next(cases()))
    answers = [silent(book, row, ground) for book, row in rows(library)]
    assert any(answers)
    assert not all(answers)


def test_a_row_taken_for_silent_against_what_is_recorded_is_found(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = next(case for case in cases() if len(case.violations) and case.register.people)
    finding = Finding(about=None, finding="leadership_duty_weak", value=True)
    monkeypatch.setattr(Ground, "silent_on", lambda self, findings: True)
    assert heard(replace(case, findings=(finding,)), library) != []


def test_a_duty_of_supervision_is_never_silent() -> None:
    assert not Ground(next(cases())).silent_on(frozenset({"supervision_duty_weak"}))


def test_what_asks_nothing_of_a_party_is_the_same_for_all(library: Library) -> None:
    assert [fault for case in cases() for fault in differing(case, library)] == []


def test_a_condition_on_the_party_taken_for_common_is_found(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Rulebook, "asks_of_party", lambda self, condition: False)
    assert any(differing(case, library) for case in cases())


def test_a_verdict_put_off_says_in_the_end_what_the_whole_one_says() -> None:
    asked: list[str] = []

    def work() -> Verdict:
        asked.append("asked")
        return unknown()

    put_off = Later(work)
    assert put_off.value is None
    assert asked == []
    assert (put_off.because, put_off.missing) == (unknown().because, unknown().missing)
    assert asked == ["asked"]
    assert every([true(), put_off]) is put_off
