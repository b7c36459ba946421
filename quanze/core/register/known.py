"""What was known at an instant: plain look-ups of rows, by id and by neighbour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from quanze.core.periods import Period
from quanze.core.register.index import Groups, Index
from quanze.core.register.rows import Absence, Body, Organization, Person, Portfolio, Post, Row, Tenure

R = TypeVar("R", bound=Row)


def in_force(row: Row, on: date) -> bool:
    """True if the row was so on the day: ``starts_on`` inclusive, ``ends_before`` exclusive."""
    return (row.starts_on is None or row.starts_on <= on) and (row.ends_before is None or on < row.ends_before)


def period_of(row: Row) -> Period:
    """When the row was so, as a half-open period."""
    return Period(row.starts_on, row.ends_before)


def touches(row: Row, period: Period) -> bool:
    """True if the row was so on at least one day of the half-open period."""
    if row.ends_before is not None and period.starts_on is not None and row.ends_before <= period.starts_on:
        return False
    if row.starts_on is not None and period.ends_before is not None and period.ends_before <= row.starts_on:
        return False
    return not period.is_empty and not period_of(row).is_empty


@dataclass(frozen=True, slots=True)
class KnownRows:
    """Rows of a register as known at ``known_at`` (None: now).

    Every list is in a stable order: ``starts_on`` (None first), then ids. An unknown id gives
    None or an empty tuple; it never raises.
    """

    index: Index
    known_at: datetime | None

    def organization(self, id: str, on: date) -> Organization | None:
        """The unit's row in force on the day, or None (not declared, not yet founded, closed)."""
        return self._on(self.index.units, id, on)

    def organizations(self, id: str, period: Period) -> tuple[Organization, ...]:
        """The unit's rows that touch the half-open period, earlier first."""
        return self._touching(self.index.units, id, period)

    def latest_organization(self, id: str) -> Organization | None:
        """The unit's last row, also when it has ended: what a closed unit was called, who took over."""
        return self._latest(self.index.units, id)

    def body(self, id: str) -> Body | None:
        """The last row of a named body, or None."""
        return self._latest(self.index.bodies, id)

    def bodies_of(self, unit: str, on: date) -> tuple[Body, ...]:
        """Named bodies (领导班子、党组织) of the unit on the day."""
        return tuple(row for row in self._known(self.index.bodies_of, unit) if in_force(row, on))

    def post(self, id: str, on: date) -> Post | None:
        """The post's row in force on the day, or None."""
        return self._on(self.index.posts, id, on)

    def latest_post(self, id: str) -> Post | None:
        """The post's last row, also when it has ended, or None."""
        return self._latest(self.index.posts, id)

    def posts_of(self, unit: str, period: Period) -> tuple[Post, ...]:
        """Rows of posts that belonged to the unit on at least one day of the half-open period."""
        return self._touching(self.index.posts_of, unit, period)

    def person(self, id: str) -> Person | None:
        """The last row of a person, or None."""
        return self._latest(self.index.people, id)

    def declared(self, id: str) -> bool:
        """True if any known row of a unit, body, post or person carries the id."""
        groups: tuple[Groups[Row], ...] = (self.index.units, self.index.bodies, self.index.posts, self.index.people)
        return any(True for group in groups for _ in self._known(group, id))

    def tenures_of_post(self, post: str, period: Period) -> tuple[Tenure, ...]:
        """Tenures in the post, acting ones included, that touch the half-open period."""
        return self._touching(self.index.tenures_of_post, post, period)

    def tenures_of_person(self, person: str, period: Period) -> tuple[Tenure, ...]:
        """Tenures of the person, acting ones included, that touch the half-open period."""
        return self._touching(self.index.tenures_of_person, person, period)

    def holders(self, post: str, on: date) -> tuple[Tenure, ...]:
        """Who held the post on the day, acting ones and absent ones included; () when vacant."""
        return tuple(row for row in self._known(self.index.tenures_of_post, post) if in_force(row, on))

    def held(self, person: str, on: date) -> tuple[Tenure, ...]:
        """What the person held on the day: several when concurrent (兼任), () when nothing."""
        return tuple(row for row in self._known(self.index.tenures_of_person, person) if in_force(row, on))

    def present_tenures(self, person: str, on: date) -> tuple[Tenure, ...]:
        """The person's present posts, as seen from the day asked: the same as ``held``."""
        return self.held(person, on)

    def portfolios_of(self, post: str, period: Period) -> tuple[Portfolio, ...]:
        """What the post looked after (实际分工) on at least one day of the half-open period."""
        return self._touching(self.index.portfolios_of, post, period)

    def portfolios_covering(self, target: str, period: Period) -> tuple[Portfolio, ...]:
        """Portfolios that name the unit or post ``target`` and touch the half-open period."""
        return self._touching(self.index.portfolios_over, target, period)

    def absences_of(self, person: str, period: Period) -> tuple[Absence, ...]:
        """The person's absences (离岗) that touch the half-open period."""
        return self._touching(self.index.absences, person, period)

    def is_known(self, row: Row) -> bool:
        """True if the row was known at ``known_at``: recorded by then and not yet superseded."""
        if self.known_at is None:
            return row.superseded_at is None
        if row.recorded_at is not None and row.recorded_at > self.known_at:
            return False
        return row.superseded_at is None or row.superseded_at > self.known_at

    def _known(self, groups: Groups[R], key: str) -> Iterator[R]:
        return (row for row in groups.rows(key) if self.is_known(row))

    def _on(self, groups: Groups[R], key: str, on: date) -> R | None:
        return next((row for row in self._known(groups, key) if in_force(row, on)), None)

    def _touching(self, groups: Groups[R], key: str, period: Period) -> tuple[R, ...]:
        return tuple(row for row in self._known(groups, key) if touches(row, period))

    def _latest(self, groups: Groups[R], key: str) -> R | None:
        return last(self._known(groups, key))


def last(rows: Iterable[R]) -> R | None:
    """The last of the rows as they come, or None when there is none."""
    found: R | None = None
    for row in rows:
        found = row
    return found
