"""Rows together with their places in the register, so that a refusal can name them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from quanze.core.register.register import Register
from quanze.core.register.rows import Absence, Body, Organization, Person, Portfolio, Post, Row, Tenure

R_co = TypeVar("R_co", bound=Row, covariant=True)
R = TypeVar("R", bound=Row)
K = TypeVar("K")
V = TypeVar("V")


class Place(NamedTuple, Generic[R_co]):
    """A row, the list it stands in and its index there (from 0); a tuple, for there are very many."""

    row: R_co
    list: str
    number: int

    @property
    def path(self) -> str:
        """The place as people write it: "register.tenures[3]"."""
        return f"register.{self.list}[{self.number}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """All rows of a register with their places, list by list."""

    organizations: Sequence[Place[Organization]]
    bodies: Sequence[Place[Body]]
    posts: Sequence[Place[Post]]
    people: Sequence[Place[Person]]
    tenures: Sequence[Place[Tenure]]
    portfolios: Sequence[Place[Portfolio]]
    absences: Sequence[Place[Absence]]

    @classmethod
    def of(cls, register: Register) -> Places:
        """The places of all rows of the register."""
        return cls(
            organizations=_placed(register.organizations, "organizations"),
            bodies=_placed(register.bodies, "bodies"),
            posts=_placed(register.posts, "posts"),
            people=_placed(register.people, "people"),
            tenures=_placed(register.tenures, "tenures"),
            portfolios=_placed(register.portfolios, "portfolios"),
            absences=_placed(register.absences, "absences"),
        )

    def all(self) -> Iterator[Place[Row]]:
        """Every row with its place, list after list."""
        yield from self.organizations
        yield from self.bodies
        yield from self.posts
        yield from self.people
        yield from self.tenures
        yield from self.portfolios
        yield from self.absences


def _placed(rows: Sequence[R], name: str) -> list[Place[R]]:
    return [Place(row, name, number) for number, row in enumerate(rows)]


def by_key(items: Iterable[V], key: Callable[[V], K]) -> dict[K, list[V]]:
    """Items by key, keys and items in the order met."""
    groups: dict[K, list[V]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups
