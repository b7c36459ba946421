"""A row together with its place in the register, so that a refusal can name it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from quanze.core.register.register import Register
from quanze.core.register.rows import Row

R_co = TypeVar("R_co", bound=Row, covariant=True)
R = TypeVar("R", bound=Row)
K = TypeVar("K")
V = TypeVar("V")

LISTS = ("organizations", "bodies", "posts", "people", "tenures", "portfolios", "absences")
"""The lists of the register, in the order in which they are checked."""


@dataclass(frozen=True, slots=True)
class Place(Generic[R_co]):
    """A row, the list it stands in and its index there (from 0)."""

    row: R_co
    list: str
    index: int

    @property
    def path(self) -> str:
        """The place as people write it: "register.tenures[3]"."""
        return f"register.{self.list}[{self.index}]"


def placed(rows: Sequence[R], name: str) -> Iterator[Place[R]]:
    """Each row of one list with its place."""
    return (Place(row, name, index) for index, row in enumerate(rows))


def all_places(register: Register) -> Iterator[Place[Row]]:
    """Every row of the register with its place, list after list."""
    for name in LISTS:
        rows: Sequence[Row] = getattr(register, name)
        yield from placed(rows, name)


def by_key(items: Iterable[V], key: Callable[[V], K]) -> dict[K, list[V]]:
    """Items by key, keys and items in the order met."""
    groups: dict[K, list[V]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups
