"""What holds of every sheet: citations, marks, methods, questions (formats.md; determination.md 4 and 6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from random import Random
from typing import Any

import pytest

from quanze.core.determination.determine import determine
from quanze.core.determination.result import Cite, Competent, Party, Sheet
from quanze.core.determination.selection import Switches
from quanze.core.rulebook.library import Library
from tests.conftest import full_size
from tests.core.determination.cases import Data, base, codes, find, in_2022, read
from tests.core.determination.conftest import Ask
from tests.core.determination.random_cases import random_case
from tests.core.determination.test_guiding_case_5 import SIX_DEFECTS, mended
from tests.core.determination.test_warnings import CASES

SPEAKING = {"T", "Q", "S", "M+"}


def guiding_case() -> Data:
    data = mended()
    for spoil in SIX_DEFECTS.values():
        spoil(data)
    return data


MAKERS: dict[str, Callable[[], Data]] = {
    "2010": base,
    "2022": in_2022,
    "nothing recorded": lambda: in_2022(findings=[], incident={"influence": None, "consequence": None}),
    "guiding case": guiding_case,
    **{f"{code} {n}": make for code, pair in CASES.items() for n, make in enumerate(pair)},
}


def values(value: Any) -> Iterator[Any]:
    """Every dataclass inside a value, itself included."""
    if isinstance(value, tuple | list):
        for item in value:
            yield from values(item)
    elif is_dataclass(value) and not isinstance(value, type):
        yield value
        for part in fields(value):
            yield from values(getattr(value, part.name))


def every_sheet(library: Library, **options: Any) -> Iterator[tuple[str, Sheet]]:
    for name, make in MAKERS.items():
        yield name, determine(read(make()), library, Switches(**options))
    for seed in range(full_size(20, 200)):
        yield f"seed {seed}", determine(random_case(Random(seed), 4), library, Switches(**options))


@pytest.fixture(scope="module")
def sheets(library: Library) -> list[tuple[str, Sheet]]:
    return list(every_sheet(library))


def cites(sheet: Sheet) -> list[Cite]:
    return [v for v in values(sheet) if isinstance(v, Cite)]


def test_every_line_has_a_citation_of_a_rulebook_at_hand(sheets: list[tuple[str, Sheet]], library: Library) -> None:
    for name, sheet in sheets:
        lines = (
            *sheet.routed,
            *sheet.not_responsible,
            *sheet.to_check,
            *sheet.referrals,
            *sheet.deadlines,
            *sheet.warnings,
        )
        for line in (
            *lines,
            *(c for p in sheet.parties for c in p.clauses),
            *(b for p in sheet.parties for b in p.bars),
        ):
            assert line.cite is not None, (name, line)
            assert line.cite.rulebook in library.packs, (name, line)
        for value in values(sheet.parties):
            if isinstance(value, Competent):
                assert value.cite.rulebook in library.packs, name


def test_every_party_stands_on_a_clause(sheets: list[tuple[str, Sheet]]) -> None:
    for name, sheet in sheets:
        for party in sheet.parties:
            assert party.clauses, (name, party.party)


def silent_marks(sheet: Sheet) -> set[str]:
    """Marks of cited places that may not speak unless switched on."""
    return {c.mark for c in cites(sheet)} - SPEAKING


def test_no_unverified_clause_speaks(sheets: list[tuple[str, Sheet]]) -> None:
    assert len(sheets) > 50
    for name, sheet in sheets:
        assert silent_marks(sheet) == set(), name


def test_unverified_clauses_speak_only_when_switched_on(library: Library) -> None:
    data = in_2022(
        area="000000", dates={"conduct": {"from": "2005-01-01", "to": "2005-12-31"}, "asked_on": "2006-06-01"}
    )
    found = [determine(read(make()), library, Switches(unverified=True)) for make in (base, in_2022, lambda: data)]
    assert {"M"} in [silent_marks(sheet) for sheet in found]


def test_recollected_wording_is_listed_and_warned_about(sheets: list[tuple[str, Sheet]]) -> None:
    for name, sheet in sheets:
        recollected = {(c.cite.rulebook, c.cite.row) for p in sheet.parties for c in p.clauses if c.cite.mark == "M+"}
        listed = {(u.cite.rulebook, u.cite.row) for u in sheet.unverified}
        assert recollected <= listed, name
        assert not recollected or "wording_unverified" in codes(sheet), name
        assert all(u.mark == u.cite.mark in ("M+", "M") for u in sheet.unverified), name


def groundless(party: Party) -> set[str]:
    """Methods shown that no clause of the party permits, or indicated or excluded against what is permitted."""
    methods = party.methods
    reachable = {m for c in party.clauses for m in c.permits}
    shown = {*methods.permitted, *(c.method for c in methods.conditional)}
    wrong = set(methods.permitted) & {e.method for e in methods.excluded}
    return (shown - reachable) | (set(methods.indicated) - set(methods.permitted)) | wrong


def test_no_method_is_permitted_that_none_of_the_partys_clauses_permits(sheets: list[tuple[str, Sheet]]) -> None:
    assert sum(len(p.methods.permitted) for _, s in sheets for p in s.parties) > 500
    for name, sheet in sheets:
        for party in sheet.parties:
            assert groundless(party) == set(), (name, party.party)


@pytest.mark.parametrize("field", ["permitted", "indicated"])
def test_a_planted_method_without_a_clause_is_found(ask: Ask, field: str) -> None:
    party = ask(in_2022()).parties[0]
    planted = replace(party.methods, **{field: (*getattr(party.methods, field), "body_veto")})  # type: ignore[arg-type]
    assert groundless(replace(party, methods=planted)) == {"body_veto"}


def test_a_planted_clause_that_speaks_unverified_is_found(ask: Ask) -> None:
    sheet = ask(in_2022())
    line = sheet.parties[0].clauses[0]
    spoken = replace(sheet.parties[0], clauses=(replace(line, cite=replace(line.cite, mark="M")),))
    assert silent_marks(replace(sheet, parties=(spoken,))) == {"M"}


def test_what_applies_misses_nothing_and_what_depends_misses_something(sheets: list[tuple[str, Sheet]]) -> None:
    for name, sheet in sheets:
        for party in sheet.parties:
            for line in party.clauses:
                assert (line.status == "applies") == (line.missing == ()), (name, line)


def test_every_missing_fact_is_asked_and_questions_name_only_such(sheets: list[tuple[str, Sheet]]) -> None:
    for name, sheet in sheets:
        missing = {(m["fact"], m["about"]) for p in sheet.parties for c in p.clauses for m in c.missing}
        asked = {(q.fact, q.about) for q in sheet.questions}
        facts = {fact for fact, _ in asked}
        assert {fact for fact, _ in missing} <= facts, name
        strays = {q.fact for q in sheet.questions if q.fact.startswith(("incident.", "violation.", "decision."))}
        assert strays <= {fact for fact, _ in missing}, name


def test_nobody_stands_in_two_opposite_lists(sheets: list[tuple[str, Sheet]]) -> None:
    for name, sheet in sheets:
        parties = {(str(dict(p.party)), p.post) for p in sheet.parties}
        freed = [(str(dict(n.party)), n.post) for n in sheet.not_responsible]
        check = [(str(dict(t.party)), t.post) for t in sheet.to_check]
        assert not parties & set(freed), name
        assert not parties & set(check), name
        assert not set(freed) & set(check), name
        assert len(freed) == len(set(freed)), name
        assert len(check) == len(set(check)), name
        assert len(sheet.parties) == len(parties), name


def test_both_halves_of_the_double_check_are_answered_in_both_languages(sheets: list[tuple[str, Sheet]]) -> None:
    for name, sheet in sheets:
        for half in (sheet.double_check.main_body, sheet.double_check.supervision):
            assert half["zh"].strip(), name
            assert half["en"].strip(), name
            assert half["zh"] != half["en"], name


def test_methods_are_indicated_only_once_people_recorded_a_degree(ask: Ask) -> None:
    assert all(p.methods.indicated == () for p in ask(in_2022()).parties)
    data = in_2022(
        incident={"harm": "serious"},
        findings=[*find("bureau", "leadership_duty_weak"), *find("feng", "unfit_for_post")],
    )
    indicated = {m for p in ask(data).parties if p.post == "head" for m in p.methods.indicated}
    assert {"party_warning", "removal"} <= indicated


def test_a_rulebook_named_alone_is_the_only_one_that_opens_a_clause(ask: Ask) -> None:
    sheet = ask(in_2022(), switches=Switches(rulebooks=frozenset({"WZ2019"})))
    assert {c.cite.rulebook for p in sheet.parties for c in p.clauses} == {"WZ2019"}
