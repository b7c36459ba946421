"""The rows of a register grouped by what questions ask for; each grouping is built once, when first needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from quanze.core.register.rows import Absence, Body, Organization, Person, Portfolio, Post, Row, Tenure

if TYPE_CHECKING:
    from quanze.core.register.register import Register

R = TypeVar("R", bound=Row)
Groups = Mapping[str, tuple[R, ...]]


def in_order(row: Row, *names: str) -> tuple[date, tuple[str, ...], date]:
    """The sort key of every answer: start (None first), then ids, then end (None last)."""
    return row.starts_on or date.min, names, row.ends_before or date.max


def grouped(rows: Iterable[R], keys: Callable[[R], Iterable[str | None]]) -> Groups[R]:
    """Rows by each of their keys, in the order given; a key None is left out, a repeated one counts once."""
    groups: dict[str, list[R]] = {}
    for row in rows:
        for key in dict.fromkeys(keys(row)):
            if key is not None:
                groups.setdefault(key, []).append(row)
    return {key: tuple(group) for key, group in groups.items()}


class Index:
    """Groupings over all rows of one register, whatever the state of knowledge they belong to."""

    def __init__(self, rows: Register) -> None:
        self._rows = rows

    @cached_property
    def _units(self) -> list[Organization]:
        return sorted(self._rows.organizations, key=lambda row: in_order(row, row.id))

    @cached_property
    def _bodies(self) -> list[Body]:
        return sorted(self._rows.bodies, key=lambda row: in_order(row, row.id))

    @cached_property
    def _tenures(self) -> list[Tenure]:
        return sorted(self._rows.tenures, key=lambda row: in_order(row, row.post, row.person, str(row.acting)))

    @cached_property
    def _posts(self) -> list[Post]:
        return sorted(self._rows.posts, key=lambda row: in_order(row, row.id))

    @cached_property
    def _portfolios(self) -> list[Portfolio]:
        return sorted(
            self._rows.portfolios,
            key=lambda row: in_order(row, row.post, row.manner, *row.covers, "", *row.fields),
        )

    @cached_property
    def units(self) -> Groups[Organization]:
        """Rows of units by id."""
        return grouped(self._units, lambda row: (row.id,))

    @cached_property
    def units_below(self) -> Groups[Organization]:
        """Rows of units by the unit that leads them (块)."""
        return grouped(self._units, lambda row: (row.superior,))

    @cached_property
    def groups_over(self) -> Groups[Organization]:
        """Rows of resident groups (派驻组) by each unit they supervise."""
        return grouped((row for row in self._units if row.kind == "resident_group"), lambda row: row.supervises)

    @cached_property
    def bodies(self) -> Groups[Body]:
        """Rows of named bodies by id."""
        return grouped(self._bodies, lambda row: (row.id,))

    @cached_property
    def bodies_of(self) -> Groups[Body]:
        """Rows of named bodies by their unit."""
        return grouped(self._bodies, lambda row: (row.of,))

    @cached_property
    def posts(self) -> Groups[Post]:
        """Rows of posts by id."""
        return grouped(self._posts, lambda row: (row.id,))

    @cached_property
    def posts_of(self) -> Groups[Post]:
        """Rows of posts by unit."""
        return grouped(self._posts, lambda row: (row.organization,))

    @cached_property
    def people(self) -> Groups[Person]:
        """Rows of persons by id."""
        rows = sorted(self._rows.people, key=lambda row: in_order(row, row.id))
        return grouped(rows, lambda row: (row.id,))

    @cached_property
    def tenures_of_post(self) -> Groups[Tenure]:
        """Tenures by post."""
        return grouped(self._tenures, lambda row: (row.post,))

    @cached_property
    def tenures_of_person(self) -> Groups[Tenure]:
        """Tenures by person."""
        return grouped(self._tenures, lambda row: (row.person,))

    @cached_property
    def portfolios_of(self) -> Groups[Portfolio]:
        """Portfolios by the post that holds them."""
        return grouped(self._portfolios, lambda row: (row.post,))

    @cached_property
    def portfolios_over(self) -> Groups[Portfolio]:
        """Portfolios by each unit or post they cover."""
        return grouped(self._portfolios, lambda row: row.covers)

    @cached_property
    def absences(self) -> Groups[Absence]:
        """Absences by person."""
        rows = sorted(self._rows.absences, key=lambda row: in_order(row, row.person, row.reason or ""))
        return grouped(rows, lambda row: (row.person,))
