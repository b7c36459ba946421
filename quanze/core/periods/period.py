"""A half-open period of days: the shape of every "it was so from … until …" in the register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``starts_on`` (inclusive) to ``ends_before`` (exclusive); None: open on that side."""

    starts_on: date | None = None
    ends_before: date | None = None

    @classmethod
    def days(cls, first: date | None, last: date | None) -> Period:
        """The period of the inclusive days ``first`` to ``last``; None: open on that side."""
        return cls(first, None if last is None else last + ONE_DAY)

    @property
    def last_day(self) -> date | None:
        """The last day inside the period (inclusive), None when the period has no end."""
        return None if self.ends_before is None else self.ends_before - ONE_DAY

    @property
    def is_empty(self) -> bool:
        """True if no day lies inside, that is, if it ends on or before the day it starts."""
        return self.starts_on is not None and self.ends_before is not None and self.starts_on >= self.ends_before

    def contains(self, day: date) -> bool:
        """True if ``day`` lies inside: the starting day does, the day of ``ends_before`` does not."""
        if self.starts_on is not None and day < self.starts_on:
            return False
        return self.ends_before is None or day < self.ends_before

    def intersection(self, other: Period) -> Period | None:
        """The days that lie in both periods; None if there is no such day."""
        common = Period(_later(self.starts_on, other.starts_on), _earlier(self.ends_before, other.ends_before))
        return None if common.is_empty else common

    def touches(self, other: Period) -> bool:
        """True if at least one day lies in both; periods that merely adjoin do not touch."""
        return self.intersection(other) is not None


def _later(one: date | None, other: date | None) -> date | None:
    if one is None or other is None:
        return one or other
    return max(one, other)


def _earlier(one: date | None, other: date | None) -> date | None:
    if one is None or other is None:
        return one or other
    return min(one, other)
