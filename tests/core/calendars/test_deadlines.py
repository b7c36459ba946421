"""Deadlines in months, days and working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.core.calendars import Deadline, deadline, is_announced, is_working_day
from quanze.core.calendars.deadlines import BEFORE_NOTICES, NOT_YET_ANNOUNCED
from quanze.core.periods import add_months

DAYS = st.dates(date(1995, 1, 1), date(2035, 12, 31))


def test_a_report_sent_up_in_five_working_days_passes_the_spring_festival() -> None:
    # 2026-02-15 to 02-23 are holidays, 02-14 and 02-28 make-up working days.
    assert deadline(date(2026, 2, 13), working_days=5) == Deadline(date(2026, 2, 27), "announced")
    assert deadline(date(2026, 2, 13), working_days=6).by == date(2026, 2, 28)


def test_the_day_of_the_event_is_not_counted() -> None:
    assert deadline(date(2026, 3, 2), working_days=1).by == date(2026, 3, 3)
    assert deadline(date(2026, 3, 2), days=1).by == date(2026, 3, 3)


def test_months_end_on_the_corresponding_date_or_on_the_months_end() -> None:
    assert deadline(date(2026, 3, 15), months=1) == Deadline(date(2026, 4, 15), "calendar")
    assert deadline(date(2026, 1, 31), months=1).by == date(2026, 2, 28)
    assert deadline(date(2023, 8, 31), months=6).by == date(2024, 2, 29)


def test_a_calendar_deadline_stays_on_the_holiday_it_falls_on() -> None:
    assert deadline(date(2026, 9, 1), months=1).by == date(2026, 10, 1)


def test_a_year_not_yet_announced_is_marked() -> None:
    found = deadline(date(2098, 12, 30), working_days=5)
    assert found == Deadline(date(2099, 1, 6), "weekday_rule", NOT_YET_ANNOUNCED)


def test_a_deadline_that_only_ends_in_an_unannounced_year_is_marked_too() -> None:
    assert deadline(date(2026, 12, 31), working_days=1).mark == NOT_YET_ANNOUNCED
    assert deadline(date(2026, 12, 30), working_days=1).mark is None


def test_a_year_before_the_notices_is_marked_as_such() -> None:
    assert deadline(date(1998, 11, 21), working_days=5).mark == BEFORE_NOTICES
    assert deadline(date(2003, 12, 30), working_days=5).mark == BEFORE_NOTICES
    assert deadline(date(2003, 12, 31), working_days=5).mark is None


@given(DAYS, st.integers(1, 60))
def test_exactly_the_asked_working_days_lie_after_the_event(event: date, length: int) -> None:
    found = deadline(event, working_days=length)
    after = [event + timedelta(days=number) for number in range(1, (found.by - event).days + 1)]
    assert sum(map(is_working_day, after)) == length
    assert is_working_day(found.by)
    assert (found.mark is None) == (found.computed == "announced")
    assert (found.computed == "announced") == all(map(is_announced, after))


@given(DAYS, st.integers(1, 60))
def test_days_and_months_do_not_depend_on_holidays(event: date, length: int) -> None:
    assert deadline(event, days=length) == Deadline(event + timedelta(days=length), "calendar")
    assert deadline(event, months=length) == Deadline(add_months(event, length), "calendar")


@pytest.mark.parametrize("lengths", [{}, {"days": 0}, {"months": -1}, {"days": 5, "working_days": 5}])
def test_a_deadline_without_one_proper_length_is_refused(lengths: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="exactly one"):
        deadline(date(2026, 1, 1), **lengths)
