"""Where a big case begins (Yiyang detailed rules 2009; regulations 4.1(4)): every boundary from both sides."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.determination.cases import Data, base, codes, missing, party, status
from tests.core.determination.conftest import Ask

CITY, COUNTY = "big-case-city", "big-case-county"


def with_violation(rank: str | None = "staff", **keys: Any) -> Data:
    """The base case with one violation of the clerk, whose tenure carries the rank."""
    data = base(violations=[{"id": "v1", "person": "shen", "post": "clerk", **keys}])
    post = next(p for p in data["register"]["posts"] if p["id"] == "clerk")
    post.pop("rank")
    if rank is not None:
        post["rank"] = rank
    return data


def outcome(ask: Ask, row: str, data: Data) -> str:
    return status(ask(data), "bureau", "YY2009", row)


@pytest.mark.parametrize(
    ("organ", "row", "amount", "expected"),
    [
        ("prefecture", CITY, 1000000, "applies"),
        ("prefecture", CITY, 1000000.01, "applies"),
        ("prefecture", CITY, 999999.99, "gone"),
        ("prefecture", CITY, 500000, "gone"),
        ("county", COUNTY, 500000, "applies"),
        ("county", COUNTY, 499999.99, "gone"),
        ("county", COUNTY, 1000000, "applies"),
        ("county", CITY, 1000000, "gone"),
        ("prefecture", COUNTY, 1000000, "gone"),
    ],
)
def test_an_amount_reaches_the_threshold_of_its_organ_to_the_fen(
    ask: Ask, organ: str, row: str, amount: float, expected: str
) -> None:
    data = with_violation(amount_yuan=amount, investigated_by=organ, sanctions=["party_warning"])
    assert outcome(ask, row, data) == expected


@pytest.mark.parametrize(
    ("rank", "sanction", "expected"),
    [
        ("deputy_division_chief", "party_warning", "gone"),
        ("section_chief", "state_removal", "gone"),
        ("deputy_division_chief", "state_removal", "applies"),
        ("division_chief", "party_removal", "applies"),
        ("deputy_division_chief", "party_serious_warning", "gone"),
        ("deputy_division_chief", "state_major_demerit", "gone"),
    ],
)
def test_rank_and_sanction_are_both_needed_at_a_city_organ(ask: Ask, rank: str, sanction: str, expected: str) -> None:
    data = with_violation(rank, amount_yuan=0, investigated_by="prefecture", sanctions=[sanction])
    assert outcome(ask, CITY, data) == expected


@pytest.mark.parametrize(
    ("rank", "sanction", "expected"),
    [
        ("deputy_section_chief", "party_warning", "gone"),
        ("below_section", "state_removal", "gone"),
        ("deputy_section_chief", "state_removal", "applies"),
        ("section_chief", "party_expulsion", "applies"),
    ],
)
def test_the_table_stands_one_step_lower_at_a_county_organ(ask: Ask, rank: str, sanction: str, expected: str) -> None:
    data = with_violation(rank, amount_yuan=0, investigated_by="county", sanctions=[sanction])
    assert outcome(ask, COUNTY, data) == expected
    assert outcome(ask, CITY, data) == "gone"


@pytest.mark.parametrize(
    ("sanction", "expected"),
    [
        ("removal", "gone"), ("demotion", "gone"), ("state_demotion", "gone"), ("post_grade_reduction", "gone"),
        ("ordered_resignation", "gone"), ("state_removal", "applies"), ("state_dismissal", "applies"),
        ("party_removal", "applies"), ("party_probation", "applies"), ("party_expulsion", "applies"),
    ],
)  # fmt: skip
def test_only_removal_as_a_sanction_or_heavier_counts(ask: Ask, sanction: str, expected: str) -> None:
    data = with_violation("division_chief", amount_yuan=0, investigated_by="prefecture", sanctions=[sanction])
    assert outcome(ask, CITY, data) == expected


def test_light_handling_together_makes_no_removal(ask: Ask) -> None:
    together = ["removal", "demotion", "state_demotion", "party_serious_warning"]
    data = with_violation("division_chief", amount_yuan=0, investigated_by="prefecture", sanctions=together)
    assert outcome(ask, CITY, data) == "gone"


def two_violations(first: float | None, second: float | None, other: str = "shen") -> Data:
    data = with_violation(amount_yuan=first, investigated_by="prefecture", sanctions=["party_warning"])
    posts = {"shen": "clerk", "jiang": "chief"}
    data["violations"].append({**data["violations"][0], "id": "v2", "person": other, "post": posts[other]})
    data["violations"][1]["amount_yuan"] = second
    return data


@pytest.mark.parametrize(
    ("first", "second", "other", "expected"),
    [
        (600000, 400000, "shen", "applies"),
        (600000, 399999.99, "shen", "gone"),
        (600000, 400000, "jiang", "gone"),
        (600000, None, "shen", "depends"),
        (1000000, None, "shen", "applies"),
    ],
)
def test_amounts_are_summed_over_the_violations_of_one_person(
    ask: Ask, first: float, second: float | None, other: str, expected: str
) -> None:
    assert outcome(ask, CITY, two_violations(first, second, other)) == expected


def test_an_amount_of_several_is_no_single_persons(ask: Ask) -> None:
    common = {"id": "v1", "amount_yuan": 1200000, "investigated_by": "prefecture", "sanctions": ["party_warning"]}
    assert outcome(ask, CITY, base(violations=[{**common, "count": 3}])) != "applies"
    assert outcome(ask, CITY, base(violations=[{**common, "count": 1}])) == "applies"


@pytest.mark.parametrize(
    ("rank", "keys", "fact"),
    [
        ("staff", {"sanctions": ["party_warning"]}, "violation.amount_yuan"),
        (None, {"amount_yuan": 0, "sanctions": ["state_removal"]}, "violation.rank"),
        ("division_chief", {"amount_yuan": 0}, "violation.sanctions"),
    ],
)
def test_an_unknown_amount_rank_or_sanction_leaves_the_clause_open(
    ask: Ask, rank: str | None, keys: Data, fact: str
) -> None:
    sheet = ask(with_violation(rank, investigated_by="prefecture", **keys))
    assert status(sheet, "bureau", "YY2009", CITY) == "depends"
    assert missing(sheet, "bureau", "YY2009", CITY) == {fact}
    assert fact in {q.fact for q in sheet.questions}


def test_unknown_facts_that_could_not_matter_are_not_asked(ask: Ask) -> None:
    data = with_violation(None, amount_yuan=1000000, investigated_by="prefecture")
    assert outcome(ask, CITY, data) == "applies"
    no_hope = with_violation("section_chief", amount_yuan=0, investigated_by="prefecture")
    assert outcome(ask, CITY, no_hope) == "gone"


def test_an_unknown_organ_leaves_both_clauses_open(ask: Ask) -> None:
    sheet = ask(with_violation(amount_yuan=1000000, sanctions=["party_warning"]))
    for row in (CITY, COUNTY):
        assert status(sheet, "bureau", "YY2009", row) == "depends"
        assert missing(sheet, "bureau", "YY2009", row) == {"violation.investigated_by"}
    half = ask(with_violation(amount_yuan=600000, sanctions=["party_warning"]))
    assert status(half, "bureau", "YY2009", CITY) == "gone"
    assert status(half, "bureau", "YY2009", COUNTY) == "depends"


def test_a_level_that_no_clause_names_is_warned_about(ask: Ask) -> None:
    sheet = ask(with_violation(amount_yuan=9000000, investigated_by="province", sanctions=["party_expulsion"]))
    assert "organ_not_named" in codes(sheet)
    assert status(sheet, "bureau", "YY2009", CITY) == status(sheet, "bureau", "YY2009", COUNTY) == "gone"
    named = with_violation(amount_yuan=9000000, investigated_by="county", sanctions=["party_expulsion"])
    assert "organ_not_named" not in codes(ask(named))


def test_weak_implementation_is_needed_beside_the_big_case(ask: Ask) -> None:
    data = with_violation(amount_yuan=1200000, investigated_by="prefecture", sanctions=["party_warning"])
    data["findings"] = []
    open_case = ask(data)
    assert status(open_case, "bureau", "YY2009", CITY) == "depends"
    assert "leadership_duty_weak" in {f.removeprefix("finding.") for f in missing(open_case, "bureau", "YY2009", CITY)}
    data["findings"] = [
        {"about": "bureau", "finding": f, "value": False}
        for f in ("leadership_duty_weak", "leadership_duty_not_performed")
    ]
    assert outcome(ask, CITY, data) == "gone"


def test_one_level_up_follows_the_big_case_and_no_smaller_one(ask: Ask) -> None:
    big = ask(with_violation(amount_yuan=1000000, investigated_by="prefecture", sanctions=["party_warning"]))
    assert status(big, "wu", "YY2009", "one-level-up-city") == "applies"
    small = ask(with_violation(amount_yuan=999999.99, investigated_by="prefecture", sanctions=["party_warning"]))
    assert status(small, "wu", "YY2009", "one-level-up-city") == "gone"
    above = party(big, "wu")
    assert above is not None
    assert (above.relation, above.levels_up) == ("superior_in_charge", 1)
    assert party(big, "qian") is None


def test_the_rules_of_2009_count_from_the_last_day_of_their_month(ask: Ask) -> None:
    data = with_violation(amount_yuan=1000000, investigated_by="prefecture", sanctions=["party_warning"])
    data["dates"]["conduct"] = {"from": "2009-01-01", "to": "2009-06-29"}
    assert outcome(ask, CITY, data) == "gone"
    data["dates"]["conduct"]["to"] = "2009-06-30"
    assert outcome(ask, CITY, data) == "applies"
