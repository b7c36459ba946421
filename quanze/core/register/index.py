"""The rows of a register grouped by what questions ask for; each grouping is built once, when first needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from quanze.core.register.rows import Absence, Body, Organization, Person, Portfolio, Post, Row, Tenure

if TYPE_CHECKING:
    from quanze.core.register.register import Register

R = TypeVar("R", bound=Row)
R_co = TypeVar("R_co", bound=Row, covariant=True)


class Groups(Generic[R_co]):
    """Rows by a key. A group is put in order when first asked for: few are, of many.

    The order of every answer: start (None first), then ids, then end (None last).
    """

    def __init__(self, groups: dict[str, list[R_co]], ids: Callable[[Any], tuple[object, ...]]) -> None:
        self._groups = groups
        self._ids = ids
        self._ordered: dict[str, tuple[R_co, ...]] = {}

    def rows(self, key: str) -> tuple[R_co, ...]:
        """The rows of one key in order, of every period and state of knowledge; () for an unknown key."""
        ordered = self._ordered.get(key)
        if ordered is None:
            if key not in self._groups:
                return ()
            ordered = self._ordered[key] = tuple(sorted(self._groups[key], key=self._place))
        return ordered

    def _place(self, row: Row) -> tuple[object, ...]:
        return row.starts_on or date.min, self._ids(row), row.ends_before or date.max


def by_one(rows: Iterable[R], key: Callable[[R], str | None], ids: Callable[[R], tuple[object, ...]]) -> Groups[R]:
    """Rows by their one key; rows whose key is None are left out."""
    groups: dict[str, list[R]] = {}
    for row in rows:
        name = key(row)
        if name in groups:
            groups[name].append(row)
        elif name is not None:
            groups[name] = [row]
    return Groups(groups, ids)


def by_each(rows: Iterable[R], keys: Callable[[R], Sequence[str]], ids: Callable[[R], tuple[object, ...]]) -> Groups[R]:
    """Rows by each of their keys; a key that a row names twice counts once."""
    groups: dict[str, list[R]] = {}
    for row in rows:
        for name in dict.fromkeys(keys(row)):
            groups.setdefault(name, []).append(row)
    return Groups(groups, ids)


class Index:
    """Groupings over all rows of one register, whatever the state of knowledge they belong to."""

    def __init__(self, register: Register) -> None:
        self._register = register

    @cached_property
    def units(self) -> Groups[Organization]:
        """Rows of units by id."""
        return by_one(self._register.organizations, lambda row: row.id, _id)

    @cached_property
    def units_below(self) -> Groups[Organization]:
        """Rows of units by the unit that leads them (块)."""
        return by_one(self._register.organizations, lambda row: row.superior, _id)

    @cached_property
    def groups_over(self) -> Groups[Organization]:
        """Rows of resident groups (派驻组) by each unit they supervise."""
        resident = (row for row in self._register.organizations if row.kind == "resident_group")
        return by_each(resident, lambda row: row.supervises, _id)

    @cached_property
    def bodies(self) -> Groups[Body]:
        """Rows of named bodies by id."""
        return by_one(self._register.bodies, lambda row: row.id, _id)

    @cached_property
    def bodies_of(self) -> Groups[Body]:
        """Rows of named bodies by their unit."""
        return by_one(self._register.bodies, lambda row: row.of, _id)

    @cached_property
    def posts(self) -> Groups[Post]:
        """Rows of posts by id."""
        return by_one(self._register.posts, lambda row: row.id, _id)

    @cached_property
    def posts_of(self) -> Groups[Post]:
        """Rows of posts by unit."""
        return by_one(self._register.posts, lambda row: row.organization, _id)

    @cached_property
    def people(self) -> Groups[Person]:
        """Rows of persons by id."""
        return by_one(self._register.people, lambda row: row.id, _id)

    @cached_property
    def tenures_of_post(self) -> Groups[Tenure]:
        """Tenures by post."""
        return by_one(self._register.tenures, lambda row: row.post, _seat)

    @cached_property
    def tenures_of_person(self) -> Groups[Tenure]:
        """Tenures by person."""
        return by_one(self._register.tenures, lambda row: row.person, _seat)

    @cached_property
    def portfolios_of(self) -> Groups[Portfolio]:
        """Portfolios by the post that holds them."""
        return by_one(self._register.portfolios, lambda row: row.post, _duty)

    @cached_property
    def portfolios_over(self) -> Groups[Portfolio]:
        """Portfolios by each unit or post they cover."""
        return by_each(self._register.portfolios, lambda row: row.covers, _duty)

    @cached_property
    def absences(self) -> Groups[Absence]:
        """Absences by person."""
        return by_one(self._register.absences, lambda row: row.person, lambda row: (row.reason or "",))


def _id(row: Organization | Body | Post | Person) -> tuple[object, ...]:
    return (row.id,)


def _seat(row: Tenure) -> tuple[object, ...]:
    return row.post, row.person, row.acting


def _duty(row: Portfolio) -> tuple[object, ...]:
    return row.post, row.manner, row.covers, row.fields
