"""Dates known by year or month only."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.core.periods import days_of, rulebook_start
from quanze.core.refusals import Refusal


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2009", "2009-01-01", "2009-12-31"),
        (2009, "2009-01-01", "2009-12-31"),
        ("2009-07", "2009-07-01", "2009-07-31"),
        ("2008-02", "2008-02-01", "2008-02-29"),
        ("2009-07-01", "2009-07-01", "2009-07-01"),
        (date(2009, 7, 1), "2009-07-01", "2009-07-01"),
    ],
)
def test_a_partial_date_spans_from_its_first_to_its_last_day(written: date | int | str, first: str, last: str) -> None:
    assert days_of(written) == (date.fromisoformat(first), date.fromisoformat(last))


@given(st.dates())
def test_the_spans_of_a_day_its_month_and_its_year_lie_in_each_other(day: date) -> None:
    text = day.isoformat()
    month_first, month_last = days_of(text[:7])
    year_first, year_last = days_of(text[:4])
    assert days_of(text) == (day, day)
    assert year_first <= month_first <= day <= month_last <= year_last
    assert month_last == date.max or (month_last + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    "written", ["", "09", "2009-7", "2009-13", "2009-02-29", "2009-07-01T00:00", "２００９", "0000", True, 12, "2009\n"]
)
def test_any_other_shape_is_refused_with_its_place(written: int | str) -> None:
    with pytest.raises(Refusal) as refused:
        days_of(written, where="dates.conduct.from")
    assert refused.value.code == "date"
    assert refused.value.text("en").startswith("dates.conduct.from: ")


def test_a_rulebook_known_only_by_month_starts_on_the_months_last_day() -> None:
    assert rulebook_start("2008-02") == date(2008, 2, 29)
    assert rulebook_start("2009-07-12") == date(2009, 7, 12)
