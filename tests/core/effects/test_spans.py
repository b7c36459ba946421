"""One measure alone: first and last day of each bar."""

from __future__ import annotations

import pytest

from quanze.core.effects import bars_of
from tests.core.effects.law import (
    ALL,
    APPRAISAL,
    CF2003,
    CF2023,
    RY2019,
    RZ2010,
    YJ2015,
    ZW2020,
    ZZ2021,
    bars,
    days,
    measure,
    row,
)


@pytest.mark.parametrize(
    ("method", "decided_on", "bar", "ends_on", "or_ends_on"),
    [
        ("state_warning", "2020-12-15", "no_promotion", "2021-06-14", "?"),
        ("party_warning", "2019-08-06", "no_promotion", "2020-08-05", "?"),
        ("party_serious_warning", "2020-01-06", "no_promotion", "2021-07-05", "?"),
        ("party_removal", "2020-01-06", "no_equal_or_higher_post", "2022-01-05", "?"),
        ("party_expulsion", "2020-01-06", "no_readmission", "2025-01-05", "?"),
        ("ordered_resignation", "2022-03-01", "no_leading_post", "2023-02-28", "?"),
        ("ordered_resignation", "2022-03-01", "no_higher_post", "2024-02-29", "?"),
        ("demotion", "2022-03-01", "no_promotion", "2024-02-29", "?"),
        ("post_adjustment", "2022-03-01", "no_promotion", "2023-02-28", "?"),
        ("admonition", "2024-08-31", "no_promotion", "2025-02-27", "2025-02-28"),
        ("party_warning", "2024-02-29", "no_promotion", "2025-02-27", "2025-02-28"),
        ("state_warning", "2024-08-31", "no_promotion", "2025-02-27", "2025-02-28"),
        ("state_demotion", "2024-02-29", "no_promotion", "2026-02-27", "2026-02-28"),
    ],
)
def test_a_period_ends_the_day_before_the_corresponding_date(
    method: str, decided_on: str, bar: str, ends_on: str, or_ends_on: str
) -> None:
    assert days(bars_of(measure(method, decided_on), ALL), method, bar) == [(decided_on, ends_on, or_ends_on)]


def test_a_serious_warning_lasts_one_year_or_one_and_a_half_by_the_rows_in_force() -> None:
    decided = measure("party_serious_warning", "2015-12-31")
    assert days(bars_of(decided, CF2003), decided.method) == [("2015-12-31", "2016-12-30", "?")]
    assert days(bars_of(decided, CF2023), decided.method) == [("2015-12-31", "2017-06-29", "2017-06-30")]


def test_an_appraisal_year_ends_on_its_last_day() -> None:
    (same,) = bars_of(measure("circular", "2020-01-06"), RZ2010)
    assert (str(same.starts_on), str(same.ends_on)) == ("2020-01-06", "2020-12-31")
    probation = bars_of(measure("party_probation", "2020-05-07"), APPRAISAL)
    assert days(probation, "party_probation", "incompetent_grade") == [("2020-05-07", "2020-12-31", "?")]
    assert days(probation, "party_probation", "comment_only") == [
        ("2021-01-01", "2021-12-31", "?"),
        ("2022-01-01", "2022-12-31", "?"),
    ]


def test_probation_bars_for_two_years_from_restored_rights() -> None:
    restored = measure("party_probation", "2020-05-07", restored_on=measure("x", "2021-05-07").decided_on)
    (span,) = bars_of(restored, CF2023)
    assert (str(span.starts_on), str(span.ends_on)) == ("2021-05-07", "2023-05-06")


def test_probation_without_restored_rights_asks_for_the_day() -> None:
    (span,) = bars_of(measure("party_probation", "2020-05-07"), CF2023)
    assert (span.starts_on, span.ends_on) == (None, None)
    assert span.note is not None
    assert "恢复党员权利" in span.note["zh"]
    assert "restored_on" in span.note["en"]


def test_a_dismissal_sets_no_period() -> None:
    assert bars_of(measure("state_dismissal", "2020-05-07"), ALL) == ()


def test_a_length_left_to_the_decision_is_asked_for() -> None:
    rows = (row("LOCAL", "9", "suspension", "no_promotion", months="chosen"),)
    assert days(bars_of(measure("suspension", "2020-01-06", months=3), rows), "suspension") == [
        ("2020-01-06", "2020-04-05", "?")
    ]
    (span,) = bars_of(measure("suspension", "2020-01-06"), rows)
    assert span.ends_on is None
    assert span.note is not None


def test_removal_follows_its_ground_and_an_unknown_ground_is_said() -> None:
    assert [span.bar for span in bars_of(measure("removal", "2020-01-06", ground="unfitness"), RY2019)] == [
        "no_promotion"
    ]
    unknown = bars_of(measure("removal", "2020-01-06"), RY2019)
    assert [span.bar for span in unknown] == ["no_leading_post", "no_promotion"]
    assert all(span.note and "事由" in span.note["zh"] for span in unknown)


def test_a_row_for_another_method_bars_nothing() -> None:
    assert bars_of(measure("admonition", "2020-01-06"), ZZ2021) == ()


@pytest.mark.parametrize(
    ("count", "months", "ends_on", "or_ends_on"),
    [
        (1, None, "2021-12-31", "?"),
        (2, None, "2021-12-31", "2022-12-31"),
        (4, None, "2021-12-31", "2024-12-31"),
        (5, None, "2021-12-31", "2024-12-31"),
        (3, 30, "2023-06-30", "?"),
        (3, 40, "2023-12-31", "?"),
        (5, 60, "2024-12-31", "?"),
        (2, 6, "2021-12-31", "?"),
    ],
)
def test_identical_state_sanctions_last_between_one_period_and_the_sum_and_at_most_the_cap(
    count: int, months: int | None, ends_on: str, or_ends_on: str
) -> None:
    merged = measure("state_demerit", "2021-01-01", count=count, months=months)
    assert days(bars(merged, rows=ZW2020), "state_demerit") == [("2021-01-01", ends_on, or_ends_on)]


def test_people_are_told_that_they_choose_between_one_period_and_the_sum() -> None:
    (span,) = bars_of(measure("state_demerit", "2021-01-01", count=2), ZW2020)
    assert span.combined == "capped"
    assert span.note is not None
    assert "12个月以上、24个月以下" in span.note["zh"]


def test_a_chosen_length_outside_the_range_is_said() -> None:
    (span,) = bars_of(measure("state_demerit", "2021-01-01", count=5, months=60), ZW2020)
    assert span.note is not None
    assert "60 months lie outside 12 to 48" in span.note["en"]


def test_an_admonition_costs_the_year_and_six_months() -> None:
    found = bars_of(measure("admonition", "2020-01-06"), YJ2015)
    assert days(found, "admonition") == [("2020-01-06", "2020-07-05", "?")]
    assert days(found, "admonition", "no_excellent_grade") == [("2020-01-06", "2020-12-31", "?")]
