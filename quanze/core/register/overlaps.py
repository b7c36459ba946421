"""Rows that were so on a common day and known at a common instant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Protocol, TypeVar

from quanze.core.register.rows import Row


class Placed(Protocol):
    """Anything that stands for a row: its two half-open periods and its place in the register."""

    @property
    def row(self) -> Row:
        """The row itself, or one with the days and instants that count."""


P = TypeVar("P", bound=Placed)


def known_together(one: Row, other: Row) -> bool:
    """True if some instant knows both rows."""
    if one.superseded_at is not None and other.recorded_at is not None and other.recorded_at >= one.superseded_at:
        return False
    return one.recorded_at is None or other.superseded_at is None or one.recorded_at < other.superseded_at


def known_from(row: Row, instant: datetime | None) -> bool:
    """True if the row is known at the instant; None: before every recorded instant."""
    if row.recorded_at is not None and (instant is None or row.recorded_at > instant):
        return False
    return row.superseded_at is None or instant is None or row.superseded_at > instant


def overlapping_pairs(items: Iterable[P]) -> Iterator[tuple[P, P]]:
    """Pairs that share a day and an instant, the earlier start first.

    One pass by start with the rows still running beside it: n log n when few run at once.
    """
    running: list[P] = []
    for item in sorted(items, key=lambda item: item.row.starts_on or date.min):
        running = [other for other in running if runs_on(other.row, item.row.starts_on)]
        for other in running:
            if known_together(other.row, item.row):
                yield other, item
        running.append(item)


def runs_on(row: Row, day: date | None) -> bool:
    """True if a row that has begun by ``day`` (None: before every day) still runs on it."""
    return row.ends_before is None or day is None or row.ends_before > day


def common_row(one: Row, other: Row) -> Row | None:
    """The days and instants that two rows share, as a bare row; None if they share none."""
    if not known_together(one, other):
        return None
    starts = max(one.starts_on or date.min, other.starts_on or date.min)
    ends = min(one.ends_before or date.max, other.ends_before or date.max)
    if starts >= ends:
        return None
    recorded = [instant for instant in (one.recorded_at, other.recorded_at) if instant is not None]
    superseded = [instant for instant in (one.superseded_at, other.superseded_at) if instant is not None]
    return Row(
        starts_on=starts,
        ends_before=None if ends == date.max else ends,
        recorded_at=max(recorded, default=None),
        superseded_at=min(superseded, default=None),
    )
