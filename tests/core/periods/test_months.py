"""Months, and the day-before rule with its month ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.core.periods import LastDay, add_months, last_day, month_end, months_between

DAYS = st.dates(date(1949, 1, 1), date(2100, 12, 31))
MONTHS = st.integers(1, 72)


@pytest.mark.parametrize(
    ("start", "months", "ends_on", "or_ends_on"),
    [
        ("2020-12-15", 6, "2021-06-14", None),
        ("2009-01-01", 12, "2009-12-31", None),
        ("2020-02-29", 48, "2024-02-28", None),
        ("2020-02-29", 12, "2021-02-27", "2021-02-28"),
        ("2020-08-31", 6, "2021-02-27", "2021-02-28"),
        ("2019-08-31", 6, "2020-02-28", "2020-02-29"),
        ("2020-03-31", 6, "2020-09-29", "2020-09-30"),
        ("2020-08-31", 12, "2021-08-30", None),
        ("2020-01-30", 1, "2020-02-28", "2020-02-29"),
        ("2020-01-29", 1, "2020-02-28", None),
    ],
)
def test_the_day_before_rule_holds_also_at_month_ends(
    start: str, months: int, ends_on: str, or_ends_on: str | None
) -> None:
    other = date.fromisoformat(or_ends_on) if or_ends_on else None
    assert last_day(date.fromisoformat(start), months) == LastDay(date.fromisoformat(ends_on), other)


@given(DAYS, MONTHS)
def test_there_are_two_readings_only_where_the_corresponding_date_is_missing(start: date, months: int) -> None:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    try:
        expected = LastDay(date(year, month + 1, start.day) - timedelta(days=1))
    except ValueError:
        end = date(year, month + 1, 28)
        while (end + timedelta(days=1)).month == end.month:
            end += timedelta(days=1)
        expected = LastDay(end - timedelta(days=1), end)
    assert last_day(start, months) == expected


@given(DAYS, MONTHS, MONTHS)
def test_a_longer_period_never_ends_earlier(start: date, one: int, other: int) -> None:
    short, long = sorted((one, other))
    assert last_day(start, short).ends_on <= last_day(start, long).ends_on


@given(DAYS, st.integers(-600, 600))
def test_adding_months_lands_in_the_right_month_on_the_day_or_on_its_end(day: date, months: int) -> None:
    result = add_months(day, months)
    assert (result.year - day.year) * 12 + result.month - day.month == months
    assert result.day == day.day or (result.day < day.day and result == month_end(result))


@given(DAYS, DAYS)
def test_months_between_is_the_most_that_can_be_added(one: date, other: date) -> None:
    first, second = sorted((one, other))
    months = months_between(first, second)
    assert add_months(first, months) <= second < add_months(first, months + 1)
    assert months_between(second, first) == -months


def test_a_month_has_not_passed_one_day_early() -> None:
    assert months_between(date(2010, 1, 15), date(2010, 2, 14)) == 0
    assert months_between(date(2010, 1, 15), date(2010, 2, 15)) == 1


@pytest.mark.parametrize("months", [0, -6])
def test_a_period_without_a_month_is_refused(months: int) -> None:
    with pytest.raises(ValueError, match="at least one month"):
        last_day(date(2020, 1, 1), months)
