"""The bench runs to its end at a tiny size and stops where a peer gives another answer. No time is judged here."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from bench import one_case, plain, report
from bench.__main__ import SIZES, measured
from bench.city import city_cases
from quanze.core.register.fiction import prefecture

TINY = SIZES["tiny"]
REGISTER = prefecture(1, units=TINY.units, posts=TINY.posts)


def test_the_bench_runs_to_its_end_and_names_the_machine(tmp_path: Path) -> None:
    report.write(tmp_path, measured(TINY, date(2026, 11, 21)))
    found = json.loads((tmp_path / "speed.json").read_text("utf-8"))
    assert found["machine"]["date"] == "2026-11-21"
    assert found["one_case"]["determinations"] == TINY.cases * TINY.rounds
    assert "| peer / ours |" in (tmp_path / "speed.md").read_text("utf-8")


def test_the_loops_and_the_register_name_the_same_people() -> None:
    cases = city_cases(REGISTER, 8, seed=3)
    view = REGISTER.view(None)
    answers = [(plain.who_by_view(view, case), plain.who_by_loops(REGISTER, case)) for case in cases]
    assert all(prepared == looped for prepared, looped in answers)
    assert any(prepared for prepared, _ in answers)


def test_the_cases_of_a_register_are_always_the_same() -> None:
    assert city_cases(REGISTER, 4, seed=3) == city_cases(REGISTER, 4, seed=3)
    assert city_cases(REGISTER, 4, seed=3) != city_cases(REGISTER, 4, seed=4)


def test_a_peer_that_names_other_people_stops_the_bench(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_case, "who_by_loops", lambda register, case: {("nobody", "nowhere")})
    with pytest.raises(SystemExit, match="the loops name other people"):
        one_case._who(REGISTER, city_cases(REGISTER, 1, seed=3))
