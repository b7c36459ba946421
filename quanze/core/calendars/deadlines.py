"""Deadlines in calendar months, calendar days or working days, counted from an event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from quanze.core.calendars.workdays import is_announced, is_before_notices, is_working_day
from quanze.core.periods import add_months

NOT_YET_ANNOUNCED: Mapping[str, str] = {
    "zh": "尚未公布，按工作日推算",
    "en": "not yet announced, computed by the weekday rule",
}
BEFORE_NOTICES: Mapping[str, str] = {
    "zh": "早于所收录的放假安排，按工作日推算",
    "en": "earlier than the holiday notices at hand, computed by the weekday rule",
}


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day (inclusive) on which an act is in time.

    ``computed``: "calendar" (months or calendar days, no holidays involved), "announced" (working days
    by official arrangements throughout) or "weekday_rule" (some year counted has no arrangement at hand).
    ``mark``: the sentence in zh and en that must stand beside a weekday-rule date, else None.
    """

    by: date
    computed: str
    mark: Mapping[str, str] | None = None


def deadline(
    event: date, *, months: int | None = None, days: int | None = None, working_days: int | None = None
) -> Deadline:
    """The last day for an act due within one length after ``event``; give exactly one length, at least 1.

    The day of the event is not counted. Months end on the corresponding date, or on the month's last
    day where that date does not exist. A last day in months or calendar days stays where it falls,
    also on a holiday. Raises ValueError for no length, several lengths or a length below 1.
    """
    length = _only_length(months, days, working_days)
    if months is not None:
        return Deadline(add_months(event, length), "calendar")
    if days is not None:
        return Deadline(event + timedelta(days=length), "calendar")
    return _in_working_days(event, length)


def _only_length(*lengths: int | None) -> int:
    given = [length for length in lengths if length is not None]
    if len(given) != 1 or given[0] < 1:
        raise ValueError("a deadline needs exactly one of months, days and working_days, at least 1")
    return given[0]


def _in_working_days(event: date, length: int) -> Deadline:
    day = event
    counted = 0
    while counted < length:
        day += timedelta(days=1)
        counted += is_working_day(day)
    return _marked(event + timedelta(days=1), day)


def _marked(first: date, last: date) -> Deadline:
    """The deadline with the mark of the years counted; a span has data gaps only before or after all notices."""
    if not is_announced(last):
        return Deadline(last, "weekday_rule", BEFORE_NOTICES if is_before_notices(last) else NOT_YET_ANNOUNCED)
    if not is_announced(first):
        return Deadline(last, "weekday_rule", BEFORE_NOTICES)
    return Deadline(last, "announced")
