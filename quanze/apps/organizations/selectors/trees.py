"""The tree of units on a day, one level at a time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from quanze.apps.access.caller import Caller, Reach
from quanze.apps.access.context import reading
from quanze.apps.organizations.lasting import Lasting
from quanze.apps.organizations.models import UnitRecord, in_force, known_at

# What a level's rows hold.
COLUMNS = ("unit__code", "name", "kind", "level")


def units_directly_under(caller: Caller, unit: str | None, on: date, known: datetime | None = None) -> QuerySet[Any]:
    """Records of the units directly under one on a day, or of the topmost that the caller may see (None).

    To be read inside ``reading(caller)``, ordered by ``path``.
    """
    seen = UnitRecord.visible.to(caller).filter(in_force(on), known_at(known))
    if unit is not None:
        return seen.filter(superior__code=unit)
    if caller.may("register:read") is Reach.ALL:
        return seen.filter(superior=None)
    return seen.filter(Q(superior=None) | ~Q(superior__in=seen.values("unit")))


def how_many_under(caller: Caller, units: Collection[str], on: date, known: datetime | None = None) -> dict[str, int]:
    """How many units stand directly under each of some on a day; those with none are left out."""
    with reading(caller):
        return dict(_HOW_MANY.rows(caller=caller, units=frozenset(units), on=on, known=known))


def _how_many(*, caller: Caller, units: frozenset[str], on: date, known: datetime | None) -> Any:
    seen = UnitRecord.visible.to(caller).filter(in_force(on), known_at(known), superior__code__each_of=units)
    return seen.order_by().values("superior__code").annotate(n=Count("pk")).values_list("superior__code", "n")


_HOW_MANY = Lasting(_how_many, "register:read")


def way_up(caller: Caller, unit: str, on: date, known: datetime | None = None) -> list[tuple[str, str]]:
    """Code and name of the units above one on a day, topmost first, the unit itself last; as far as visible."""
    found: list[tuple[str, str]] = []
    here: str | None = unit
    with reading(caller):
        while here is not None and here not in dict(found):
            rows = _STEP.rows(caller=caller, code=here, on=on, known=known)
            if not rows:
                break
            found.append((here, rows[0][0] or here))
            here = rows[0][1]
    return found[::-1]


def _step(*, caller: Caller, code: str, on: date, known: datetime | None) -> QuerySet[Any, Any]:
    rows = UnitRecord.visible.to(caller).filter(in_force(on), known_at(known), unit__code=code)
    return rows.order_by("pk").values_list("name", "superior__code")[:1]


_STEP = Lasting(_step, "register:read")


@dataclass(frozen=True, slots=True)
class Node:
    """One unit in a chart: ``under`` is its superior there ("" for the top), ``depth`` counts from the top."""

    code: str
    name: str
    kind: str
    under: str
    depth: int


def units_down(
    caller: Caller, unit: str, on: date, known: datetime | None = None, *, levels: int, most: int
) -> tuple[list[Node], bool]:  # fmt: skip
    """A unit and those under it on a day, level by level in tree order, at most ``most``; whether there are more."""
    seen = UnitRecord.visible.to(caller).filter(in_force(on), known_at(known))
    with reading(caller):
        found = [Node(code, name or code, kind, "", 0) for code, name, kind in seen.filter(
            unit__code=unit).values_list("unit__code", "name", "kind")]  # fmt: skip
        here = [unit]
        for depth in range(1, levels + 1):
            below = seen.filter(superior__code__in=here).order_by("superior__path", "path")
            rows = below.values_list("unit__code", "name", "kind", "superior__code")[: most + 1 - len(found)]
            step = [Node(code, name or code, kind, under, depth) for code, name, kind, under in rows]
            found, here = found + step, [node.code for node in step]
            if len(found) > most or not here:
                break
    return found[:most], len(found) > most
