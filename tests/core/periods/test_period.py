"""Half-open periods, against plain sets of days."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from quanze.core.periods import Period

ORIGIN = date(2009, 12, 20)
WINDOW = [ORIGIN + timedelta(days=number) for number in range(30)]
ENDS = st.none() | st.sampled_from(WINDOW)
PERIODS = st.builds(Period, ENDS, ENDS)


def days_in(period: Period) -> set[date]:
    """The days of the window inside the period, one by one."""
    return {
        day
        for day in WINDOW
        if not (period.starts_on is not None and day < period.starts_on)
        and not (period.ends_before is not None and day >= period.ends_before)
    }


@given(PERIODS, st.sampled_from(WINDOW))
def test_a_day_is_inside_from_the_first_day_until_before_the_end(period: Period, day: date) -> None:
    assert period.contains(day) == (day in days_in(period))


@given(PERIODS, PERIODS)
def test_an_intersection_holds_exactly_the_common_days(one: Period, other: Period) -> None:
    common = one.intersection(other)
    assert (days_in(common) if common else set()) == days_in(one) & days_in(other)


@given(PERIODS, PERIODS)
def test_touching_is_sharing_a_day_and_goes_both_ways(one: Period, other: Period) -> None:
    assert one.touches(other) == other.touches(one) == (one.intersection(other) is not None)


@given(PERIODS)
def test_an_empty_period_touches_nothing_not_even_itself(period: Period) -> None:
    assert period.touches(period) != period.is_empty


def test_periods_that_adjoin_do_not_touch() -> None:
    march = Period(date(2010, 3, 1), date(2010, 4, 1))
    april = Period(date(2010, 4, 1), date(2010, 5, 1))
    assert not march.touches(april)
    assert march.touches(Period.days(date(2010, 3, 31), date(2010, 4, 1)))


def test_inclusive_days_become_half_open_and_come_back() -> None:
    conduct = Period.days(date(2009, 7, 1), date(2010, 1, 31))
    assert conduct == Period(date(2009, 7, 1), date(2010, 2, 1))
    assert conduct.last_day == date(2010, 1, 31)


def test_open_ends_stay_open() -> None:
    always = Period.days(None, None)
    assert always == Period()
    assert always.last_day is None
    assert always.contains(date.min)
    assert always.contains(date.max)
    assert not always.is_empty


def test_a_period_that_ends_on_its_first_day_is_empty() -> None:
    assert Period(ORIGIN, ORIGIN).is_empty
    assert not Period.days(ORIGIN, ORIGIN).is_empty
