"""Dates of which only the year, or only the month, is known."""

from __future__ import annotations

import re
from datetime import date

from quanze.core.periods.months import month_end
from quanze.core.refusals import Refusal

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def days_of(value: date | int | str, *, where: str = "") -> tuple[date, date]:
    """First and last day (both inclusive) that ``value`` may mean.

    ``value`` is YYYY (text or a whole number), YYYY-MM, YYYY-MM-DD or a date; ``where`` is the
    path named in the refusal. Raises Refusal "date" for any other shape and for days that do not exist.
    """
    if isinstance(value, date):
        return value, value
    found = _PARTIAL.fullmatch(str(value))
    if found is None or isinstance(value, bool):
        raise _refused(value, where)
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        return _span(year or 0, month, day)
    except ValueError:
        raise _refused(value, where) from None


def rulebook_start(value: date | int | str, *, where: str = "") -> date:
    """The first day a rulebook is in force; known only by month (or year) it counts from that span's last day.

    Source: determination.md §4 step 1. Raises Refusal "date" like ``days_of``.
    """
    return days_of(value, where=where)[1]


def _span(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        first = date(year, month, 1)
        return first, month_end(first)
    return date(year, month, day), date(year, month, day)


def _refused(value: object, where: str) -> Refusal:
    return Refusal(
        "date",
        zh=f"“{value}”不是可用的日期，请写成 2009、2009-07 或 2009-07-01",
        en=f"“{value}” is no usable date; write 2009, 2009-07 or 2009-07-01",
        where=where,
    )
