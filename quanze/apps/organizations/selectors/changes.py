"""What an act changed, row by row: the rows it wrote, each beside the one whose place it took, and those it ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from quanze.apps.access.caller import Caller
from quanze.apps.access.context import reading
from quanze.apps.organizations.facts import TABLES, rows_numbered
from quanze.apps.organizations.facts.rows import columns_of, made
from quanze.apps.organizations.lasting import Lasting
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
            new, replaces = _some(caller, name, "act", act, written)
            gone, _ = _some(caller, name, "ended_by", act, ended)
            old = gone | rows_numbered(name, caller, set(replaces.values()) - gone.keys())
            heirs = _HEIRS.rows(caller=caller, shape=name, act=act, of=frozenset(gone))
            heirless = gone.keys() - {id for (id,) in heirs}
            rows += (Changed(name, replaces.get(id), old.get(replaces.get(id, 0)), row) for id, row in new.items())
            rows += (Changed(name, id, gone[id], None) for id in gone if id in heirless)
    return Changes(tuple(rows), written, ended)


def _some(
    caller: Caller, name: str, role: str, act: int, counts: dict[str, int]
) -> tuple[dict[int, Row], dict[int, int]]:  # fmt: skip
    """The first rows by record number, and what each of them replaces; their whole number goes to ``counts``."""
    found = _FIRST.rows(caller=caller, shape=(name, role), act=act)
    if not found:
        return {}, {}
    counts[name] = len(found) if len(found) <= MOST else _COUNT.rows(caller=caller, shape=(name, role), act=act)[0][0]
    shown = found[:MOST]
    rows = dict(made(name, [row[:-1] for row in shown]))
    return rows, {row[0]: row[-1] for row in shown if row[-1] is not None}


def _by_act(*, caller: Caller, shape: tuple[str, str], act: int) -> QuerySet[Any, Any]:
    """One more than are shown of the rows of a list that an act wrote ("act") or ended ("ended_by")."""
    name, role = shape
    records = TABLES[name].visible.to(caller).filter(**{role: act}).order_by("pk")
    return records.values_list(*columns_of(name), "replaces")[: MOST + 1]


def _how_many(*, caller: Caller, shape: tuple[str, str], act: int) -> QuerySet[Any, Any]:
    name, role = shape
    records = TABLES[name].visible.to(caller).filter(**{role: act}).order_by()
    counted: QuerySet[Any, Any] = records.values(role).annotate(n=Count("pk")).values_list("n")
    return counted


def _heirs(*, caller: Caller, shape: str, act: int, of: frozenset[int]) -> QuerySet[Any, Any]:
    """Which of some records a row of the act took the place of."""
    return TABLES[shape].visible.to(caller).filter(act=act, replaces__each_of=of).values_list("replaces")


_FIRST, _COUNT = Lasting(_by_act, "register:read"), Lasting(_how_many, "register:read")
_HEIRS = Lasting(_heirs, "register:read")
