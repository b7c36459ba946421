"""Instants of knowledge: what a bare day means where records count up to an instant."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

CHINA_TIME = timezone(timedelta(hours=8))


def end_of_day(day: date) -> datetime:
    """The last instant of a day in China: what was recorded that day counts, what was at the next midnight does not."""
    return datetime.combine(day, time.max, CHINA_TIME)


def day_ended(instant: datetime) -> date | None:
    """The day whose last instant in China this is, None for any other instant."""
    local = instant.astimezone(CHINA_TIME)
    return local.date() if local.time() == time.max else None


def until_now(known: datetime, now: datetime) -> datetime:
    """``known``; but the end of the very day it is has not come yet, so there it is ``now``."""
    return now if day_ended(known) == now.astimezone(CHINA_TIME).date() else known
