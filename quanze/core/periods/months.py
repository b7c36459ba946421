"""Arithmetic in calendar months, and the day-before rule for periods of sanctions."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from quanze.core.periods.period import ONE_DAY


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day (inclusive) of a period counted in months.

    ``or_ends_on`` is the other reading where the corresponding date does not exist, else None;
    ``ends_on`` is always the reading more favourable to the person, the shorter one.
    """

    ends_on: date
    or_ends_on: date | None = None


def month_end(day: date) -> date:
    """The last day of the month in which ``day`` lies."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """The corresponding date ``months`` calendar months after ``day`` (before it, if negative).

    Where that date does not exist, the last day of the month stands in for it.
    Raises ValueError when the result leaves the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    return first.replace(day=min(day.day, month_end(first).day))


def last_day(start: date, months: int) -> LastDay:
    """The last day of a period of ``months`` (at least 1) that counts from ``start`` inclusive.

    It ends the day before the corresponding date: a warning of six months decided on 2020-12-15
    runs to 2021-06-14. Where the corresponding date does not exist two readings remain, the
    month's last day and the day before it; the shorter one leads.
    Source: CCDI answer on the first and last day of state sanctions (on ZW2020 arts. 7-8);
    the month-end reading is settled by this product's own formats, reading 8.
    Raises ValueError if ``months`` is less than 1.
    """
    if months < 1:
        raise ValueError(f"a period lasts at least one month, not {months}")
    corresponding = add_months(start, months)
    day_before = corresponding - ONE_DAY
    if corresponding.day == start.day:
        return LastDay(day_before)
    return LastDay(day_before, or_ends_on=corresponding)


def months_between(first: date, second: date) -> int:
    """Whole calendar months from ``first`` to ``second``: the most that can be added without passing it.

    Negative, with the days changing places, if ``second`` lies before ``first``.
    """
    if second < first:
        return -months_between(second, first)
    months = (second.year - first.year) * 12 + second.month - first.month
    return months if add_months(first, months) <= second else months - 1
