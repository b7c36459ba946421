"""Which days are working days: our own notices first, then the packaged table, then the weekday rule."""

from __future__ import annotations

from datetime import date

from quanze.core.calendars.notices import NOTICES, arranged_days

_ARRANGED = arranged_days(NOTICES)
_OWN_YEARS = frozenset(notice.year for notice in NOTICES)
_FIRST_OWN_YEAR = min(_OWN_YEARS)
_SATURDAY = 5


def is_announced(day: date) -> bool:
    """True if an official holiday arrangement for the year of ``day`` is at hand (2004 on)."""
    return day.year in _OWN_YEARS or _packaged(day) is not None


def is_before_notices(day: date) -> bool:
    """True if ``day`` lies before the first year whose arrangement is at hand."""
    return day.year < _FIRST_OWN_YEAR and _packaged(day) is None


def is_working_day(day: date) -> bool:
    """True if offices work on ``day``: a weekday that is no holiday, or a make-up working day.

    Beyond the arrangements at hand Monday to Friday count as working days; ask ``is_announced``.
    """
    arranged = _ARRANGED.get(day)
    if arranged is not None:
        return arranged
    packaged = None if day.year in _OWN_YEARS else _packaged(day)
    return day.weekday() < _SATURDAY if packaged is None else packaged


def _packaged(day: date) -> bool | None:
    """The packaged table's answer, None where it has no data for the year."""
    # Imported here because loading its tables costs more than most determinations.
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None
