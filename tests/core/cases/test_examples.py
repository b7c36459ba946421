"""The example files: each runs, says on its first line what it shows, and shows it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from quanze.core.casefile.reading import read_case
from quanze.core.determination.determine import determine
from quanze.core.determination.result import plain
from quanze.core.rulebook.library import Library
from quanze.core.rulebook.loader import load_library

FOLDER = Path(__file__).resolve().parents[3] / "examples"
FILES = sorted(FOLDER.glob("*.yaml"))
LEAST = 18


@cache
def library() -> Library:
    return load_library()


@cache
def sheet(name: str) -> dict[str, Any]:
    words = {key: word.degrees for key, word in library().findings.items()}
    read = read_case((FOLDER / f"{name}.yaml").read_bytes(), name=name, known_findings=words)
    found: dict[str, Any] = plain(determine(read.case, library()))
    return found


def applying(name: str, row: str) -> set[str]:
    """Whom a row of a rulebook reaches without any open fact."""
    parties = sheet(name)["parties"]
    hits = [p for p in parties for c in p["clauses"] if c["cite"]["row"] == row and c["status"] == "applies"]
    return {next(iter(p["party"].values())) for p in hits}


def party(name: str, id: str) -> dict[str, Any]:
    return next(p for p in sheet(name)["parties"] if id in p["party"].values())


def freed(name: str) -> set[str]:
    return {next(iter(n["party"].values())) for n in sheet(name)["not_responsible"]}


def bars(name: str, person: str, bar: str) -> set[tuple[str, str | None, str | None]]:
    decided = [d for d in sheet(name)["decided"] if d["about"] == person]
    return {(b["starts_on"], b["ends_on"], b["or_ends_on"]) for d in decided for b in d["bars"] if b["bar"] == bar}


def test_there_are_enough_examples() -> None:
    assert len(FILES) >= LEAST


@pytest.mark.parametrize("file", FILES, ids=[f.stem for f in FILES])
def test_every_example_runs_and_every_party_has_a_clause(file: Path) -> None:
    found = sheet(file.stem)
    assert found["case"] in (file.stem, "yiyang-example")
    assert found["parties"]
    assert all(p["clauses"] for p in found["parties"])


@pytest.mark.parametrize("file", FILES, ids=[f.stem for f in FILES])
def test_every_example_says_first_what_it_shows_in_both_languages(file: Path) -> None:
    chinese, english = file.read_text("utf-8").splitlines()[:2]
    assert chinese.startswith("# ")
    assert not chinese.isascii()
    assert english.startswith("# ")
    assert english.isascii()


@pytest.mark.parametrize(
    ("below", "reached", "row"),
    [
        ("yiyang-city-999999.99-yuan", "yiyang-city-1000000-yuan", "big-case-city"),
        ("yiyang-county-499999.99-yuan", "yiyang-county-500000-yuan", "big-case-county"),
        ("yiyang-rank-and-sanction-short", "yiyang-rank-and-sanction-reached", "big-case-city"),
    ],
)
def test_yiyang_thresholds_are_shown_from_both_sides(below: str, reached: str, row: str) -> None:
    assert applying(below, row) == set()
    assert "bureau" in freed(below)
    assert applying(reached, row) == {"bureau"}


def test_the_window_for_two_heads_is_asked_and_once_set_it_decides() -> None:
    asked = {q["fact"] for q in sheet("yiyang-two-heads-window-open")["questions"]}
    assert "parameter.two_heads_months" in asked
    assert applying("yiyang-two-heads-window-open", "two-heads-principal") == set()
    assert applying("yiyang-two-heads-window-set", "two-heads-principal") == {"p1", "p2"}


def test_the_head_who_violated_is_routed_and_the_level_above_answers() -> None:
    name = "yiyang-one-level-up-head-is-violator"
    assert {r["person"] for r in sheet(name)["routed"]} == {"p1"}
    assert {p["party"].get("person") for p in sheet(name)["parties"]} == {None, "p3"}
    assert party(name, "p3")["levels_up"] == 1


def test_moved_promoted_and_retired_holders_stay_parties_with_other_methods() -> None:
    name = "moved-promoted-retired"
    assert [party(name, p)["now"]["status"] for p in ("p1", "p2", "p3")] == ["moved", "promoted", "retired"]
    gone = {e["method"] for e in party(name, "p3")["methods"]["excluded"]}
    assert {"removal", "state_removal"} <= gone
    assert party(name, "p1")["methods"]["excluded"] == []


def test_the_acting_head_and_the_former_one_are_principals_of_their_parts() -> None:
    assert {p["party"].get("person"): p["tenure"]["acting"] for p in sheet("acting-head")["parties"] if p["tenure"]} == {
        "p1": False, "p2": True,
    }  # fmt: skip


def test_a_vertical_unit_is_traced_and_decided_along_its_line() -> None:
    assert {next(iter(c["party"].values())) for c in sheet("vertical-unit")["to_check"]} == {"p3"}
    assert party("vertical-unit", "p1")["competence"]["decide"]["of"] == "city-tax"


def test_dissent_and_reservation_free_in_a_collective_decision() -> None:
    assert {"p4", "p5"} <= freed("collective-decision-with-dissent")
    assert party("collective-decision-with-dissent", "p1")["liability"] == "main_leadership"


def test_a_personal_approval_is_individual_and_frees_the_uninvolved() -> None:
    assert party("personal-approval", "p1")["liability"] == "individual"
    assert party("personal-approval", "p2")["relation"] == "in_charge"
    assert "p3" in freed("personal-approval")


def test_tolerance_recorded_by_people_frees() -> None:
    assert "p2" in freed("tolerance")


def test_serious_warning_runs_twelve_or_eighteen_months_around_2016() -> None:
    name = "serious-warning-around-2016"
    assert bars(name, "p1", "no_promotion") == {("2016-10-10", "2017-10-09", None)}
    assert bars(name, "p2", "no_promotion") == {("2016-10-10", "2018-04-09", None)}
    assert bars(name, "p3", "no_promotion") == {("2016-08-31", "2018-02-27", "2018-02-28")}


def test_ordered_resignation_bars_leading_posts_a_year_and_higher_ones_two() -> None:
    assert bars("resignation-double-bar", "p1", "no_leading_post") == {("2022-08-15", "2023-08-14", None)}
    assert bars("resignation-double-bar", "p1", "no_higher_post") == {("2022-08-15", "2024-08-14", None)}
    assert bars("resignation-double-bar", "p2", "no_promotion") == {("2022-08-15", "2023-02-14", None)}


def test_the_six_defects_of_guiding_case_5_each_give_their_warning() -> None:
    six = {"approval_missing", "fact_meeting_missing", "hearing_missing", "label_missing", "several_in_a_month",
           "nominal_post_only", "below_threshold"}  # fmt: skip
    assert six <= {w["code"] for w in sheet("guiding-case-5")["warnings"]}


def test_a_case_of_unknown_date_concludes_nothing_and_asks_for_it() -> None:
    found = sheet("published-village-allowances")
    assert "dates.conduct" in {q["fact"] for q in found["questions"]}
    assert {c["status"] for p in found["parties"] for c in p["clauses"]} == {"depends"}
