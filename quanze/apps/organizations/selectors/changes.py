"""What an act changed, row by row: the rows it wrote, each beside the one whose place it took, and those it ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from quanze.apps.access.caller import Caller
from quanze.apps.access.context import reading
from quanze.apps.organizations.facts import TABLES, rows_of
from quanze.core.register import Row

MOST = 60


@dataclass(frozen=True, slots=True)
class Changed:
    """One row that an act wrote (``after``), or ended without heir (None); ``before`` is the row it took over from.

    ``was`` is the record number of ``before``.
    """

    list: str
    was: int | None
    before: Row | None
    after: Row | None

    @property
    def row(self) -> Any:
        """The row that now stands, or the one that does no longer."""
        return self.before if self.after is None else self.after


@dataclass(frozen=True, slots=True)
class Changes:
    """The first rows of each list, and how many rows the act wrote and ended in all, by list."""

    rows: tuple[Changed, ...]
    written: Mapping[str, int]
    ended: Mapping[str, int]

    @property
    def is_whole(self) -> bool:
        """True if no row is left out."""
        return all(count <= MOST for count in (*self.written.values(), *self.ended.values()))


def changes_of(caller: Caller, act: int) -> Changes:
    """What an act changed, as far as the caller may see the rows; at most MOST rows of each list and kind."""
    rows: list[Changed] = []
    written: dict[str, int] = {}
    ended: dict[str, int] = {}
    with reading(caller):
        for name in TABLES:
            mine = TABLES[name].visible.to(caller)
            new, replaces = _some(name, mine.filter(act=act), written)
            gone, _ = _some(name, mine.filter(ended_by=act), ended)
            old = gone | _more(name, mine, set(replaces.values()) - gone.keys())
            heirless = gone.keys() - set(_replaced(mine, act, gone))
            rows += (Changed(name, replaces.get(id), old.get(replaces.get(id, 0)), row) for id, row in new.items())
            rows += (Changed(name, id, gone[id], None) for id in gone if id in heirless)
    return Changes(tuple(rows), written, ended)


def _some(name: str, records: Any, counts: dict[str, int]) -> tuple[dict[int, Row], dict[int, int]]:
    """The first rows by record number, and what each of them replaces; their whole number goes to ``counts``."""
    count = records.count()
    if not count:
        return {}, {}
    counts[name] = count
    numbers = dict(records.order_by("pk").values_list("pk", "replaces")[:MOST])
    rows = dict(rows_of(name, records.filter(pk__in=list(numbers))))
    return rows, {id: before for id, before in numbers.items() if before is not None}


def _more(name: str, records: Any, numbers: set[int]) -> dict[int, Row]:
    return dict(rows_of(name, records.filter(pk__in=sorted(numbers)))) if numbers else {}


def _replaced(records: Any, act: int, numbers: Iterable[int]) -> list[int]:
    """Which of some records a row of the act took the place of."""
    return list(records.filter(act=act, replaces__in=list(numbers)).values_list("replaces", flat=True))
