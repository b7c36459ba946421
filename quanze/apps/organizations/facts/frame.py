"""The units above some units on both lines, with the organs of their territories: names only, for everybody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from quanze.apps.access.caller import Caller, system_caller
from quanze.apps.access.compartments import REGISTER
from quanze.apps.access.context import reading
from quanze.apps.organizations.facts.rows import columns_of, made
from quanze.apps.organizations.lasting import Lasting
from quanze.apps.organizations.models import Unit, UnitRecord, known_at
from quanze.apps.organizations.paths import WIDTH
from quanze.core.register import Organization
from quanze.core.register.lines import ORGANS

BARE = "bare organizations"
WHY = "units above"


def frame_above(rows: Iterable[Organization], caller: Caller, known: datetime | None) -> dict[int, Organization]:
    """Rows of the units above some rows on both lines, with the organs of their territories; public ones only.

    Who leads whom above a unit is no secret of the register, who sits there is for those who may read it.
    """
    have = {row.id for row in rows}
    wanted = _named_above(rows) - have
    near = _Near(known)
    found: dict[int, Organization] = {}
    with reading(system_caller("frame", permissions=("all:register:read",), at=caller.at)):
        while wanted:
            step = {id: row for id, row in near.units(wanted).items() if row.id not in have}
            found |= step
            have |= wanted | {row.id for row in step.values()}
            wanted = _named_above(step.values()) - have
    return found


class _Near:
    """Public rows of units and of the organs beside them, fetched with all units above their homes at once."""

    def __init__(self, known: datetime | None) -> None:
        self._known = known
        self._fetched: set[str] = set()
        self._rows: dict[int, Organization] = {}

    def units(self, codes: set[str]) -> dict[int, Organization]:
        """The rows of units, and of the organs whose territory one of them is, by record number."""
        if not codes <= self._fetched:
            self._fetch(codes - self._fetched)
        return {
            id: row for id, row in self._rows.items()
            if row.id in codes or (row.superior in codes and row.kind in ORGANS)
        }  # fmt: skip

    def _fetch(self, codes: set[str]) -> None:
        homes = [path for (path,) in _HOMES.rows(codes=frozenset(codes))]
        tops = frozenset(path[:end] for path in homes for end in range(WIDTH, len(path) + 1, WIDTH))
        # Two statements: joined by "or" they would go through every unit there is.
        above = dict(made(BARE, _UNITS.rows(paths=tops, known=self._known)))
        organs = dict(made(BARE, _BESIDE.rows(paths=tops, known=self._known)))
        self._rows |= above | organs
        self._fetched |= codes | {row.id for row in above.values()}


_HOMES = Lasting(lambda codes: Unit.everything(reason=WHY).filter(code__each_of=codes).values_list("path"))
_UNITS = Lasting(lambda paths, known: _public(known).filter(path__each_of=paths).values_list(*columns_of(BARE)))
_BESIDE = Lasting(
    lambda paths, known: _public(known).filter(
        superior__path__each_of=paths, superior__compartment=REGISTER, kind__in=ORGANS
    ).values_list(*columns_of(BARE))
)  # fmt: skip


def _public(known: datetime | None) -> Any:
    return UnitRecord.everything(reason=WHY).filter(known_at(known), compartment=REGISTER).order_by("id")


def _named_above(rows: Iterable[Organization]) -> set[str]:
    return {code for row in rows for code in (row.superior, row.line_superior) if code is not None}
