"""Does a bar run on a day, and how long is the longest."""

from __future__ import annotations

import pytest

from quanze.core.effects import bars_of, longest_bar_months, running_on, serving
from tests.core.effects.law import CF2003, CF2023, RY2019, YJ2015, ZW2020, bars, day, measure, row


@pytest.mark.parametrize(
    ("asked", "answer"),
    [("2020-12-14", False), ("2020-12-15", True), ("2021-06-14", True), ("2021-06-15", False)],
)
def test_a_bar_runs_from_its_first_to_its_last_day(asked: str, answer: bool) -> None:
    (span,) = bars_of(measure("state_warning", "2020-12-15"), ZW2020)
    assert serving(span, day(asked)) is answer


@pytest.mark.parametrize(("asked", "answer"), [("2025-02-27", True), ("2025-02-28", None), ("2025-03-01", False)])
def test_a_day_that_only_one_reading_reaches_is_open(asked: str, answer: bool | None) -> None:
    (span,) = bars_of(measure("state_warning", "2024-08-31"), ZW2020)
    assert serving(span, day(asked)) is answer


def test_an_unknown_start_or_ground_is_never_a_silent_no() -> None:
    (probation,) = bars_of(measure("party_probation", "2020-01-06"), CF2023)
    assert serving(probation, day("2022-01-01")) is None
    removal = bars_of(measure("removal", "2020-01-06"), RY2019)
    assert [serving(span, day("2020-06-01")) for span in removal] == [None, None]
    assert [serving(span, day("2021-06-01")) for span in removal] == [False, False]


def test_a_bar_without_period_runs_on() -> None:
    (span,) = bars_of(measure("state_dismissal", "2020-01-06"), (row("X", "1", "state_dismissal", "no_promotion"),))
    assert serving(span, day("2020-01-05")) is False
    assert serving(span, day("2050-01-01")) is True


def test_running_bars_and_those_that_may_run_are_named() -> None:
    found = bars(measure("party_warning", "2019-08-06"), measure("admonition", "2021-01-06"))
    assert {span.method for span in running_on(found, day("2020-08-05"))} == {"party_warning"}
    assert running_on(found, day("2020-08-06")) == ()
    assert [span.bar for span in running_on(found, day("2021-07-06"))] == ["no_excellent_grade"]


def test_the_longest_bar_follows_the_rows() -> None:
    assert longest_bar_months(["party_serious_warning"], CF2003) == 12
    assert longest_bar_months(["party_warning", "party_serious_warning"], CF2023) == 18
    assert longest_bar_months(["admonition"], YJ2015) == 6
    assert longest_bar_months(["circular"], CF2023) == 0
