"""The lines above and below a unit: leadership (块), vertical (条), one territory's organs, successors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from quanze.core.register.known import KnownRows, in_force
from quanze.core.register.rows import Organization

Line = Literal["leadership", "vertical"]

ORGANS = frozenset(
    {"party_committee", "government", "people_congress", "cppcc", "discipline_commission", "supervision_commission"}
)
"""The organs that together with their territory are one level (formats.md, reading 3)."""


@dataclass(frozen=True, slots=True)
class Superior:
    """A unit that leads another one, and by which line: "leadership" (块) or "vertical" (条)."""

    unit: str
    line: Line


@dataclass(frozen=True, slots=True)
class Lines(KnownRows):
    """Who leads whom on a day. Circles in the rows end the climb; they never loop."""

    def children(self, id: str, on: date) -> tuple[str, ...]:
        """Units whose leadership superior is the unit on the day."""
        return tuple(row.id for row in self._known(self.index.units_below, id) if in_force(row, on))

    def superior_of(self, id: str, on: date) -> str | None:
        """The unit above on the leadership line (块) on the day, or None."""
        row = self.organization(id, on)
        return row.superior if row else None

    def line_superior_of(self, id: str, on: date) -> tuple[str, str] | None:
        """The unit above on the vertical line (条) and how it binds: leads, co_leads or guides.

        A line whose kind is not recorded is given as "guides": it carries no leadership.
        """
        row = self.organization(id, on)
        if row is None or row.line_superior is None:
            return None
        return row.line_superior, row.line or "guides"

    def leading_superiors(self, id: str, on: date) -> tuple[Superior, ...]:
        """The units that lead this one on the day, direct ones only.

        ``leads``: the vertical superior alone, or the leadership one where none is recorded;
        ``co_leads``: the leadership superior, then the vertical one; otherwise leadership only.
        """
        row = self.organization(id, on)
        if row is None:
            return ()
        territory, vertical = _leading(row)
        lines: tuple[tuple[str | None, Line], ...] = ((territory, "leadership"), (vertical, "vertical"))
        return tuple(Superior(unit, line) for unit, line in lines if unit is not None)

    def told_superiors(self, id: str, on: date) -> tuple[str, ...]:
        """Units that are told but do not lead: the territory of a unit that its line leads (垂管)."""
        row = self.organization(id, on)
        if row is None or row.superior is None or row.line != "leads":
            return ()
        return () if row.line_superior in (None, row.superior) else (row.superior,)

    def above(self, id: str, on: date, levels: int) -> tuple[tuple[Superior, ...], ...]:
        """The units one level up, two levels up, … at most ``levels``, along the leading superiors.

        Committee, government and commissions of one territory are one level: where one of them is
        a superior, its whole set stands on that level, the direct superior first. The unit's own
        set is level 0. A unit stands once, on its lowest level; at the top the tuple is shorter.
        """
        seen = set(self.territory_unit(id, on))
        frontier: Iterable[str] = self._own_first(id, on)
        found: list[tuple[Superior, ...]] = []
        while len(found) < levels:
            step = tuple(self._step_up(frontier, on, seen))
            if not step:
                break
            found.append(step)
            frontier = [superior.unit for superior in step]
        return tuple(found)

    def chain_up(self, id: str, top: str, on: date) -> tuple[str, ...]:
        """Units from ``id`` up to ``top``, both included, along the leadership line.

        ``(id,)`` if they are the same; () if ``top`` does not stand above ``id`` on the day.
        """
        chain: dict[str, None] = {}
        unit: str | None = id
        while unit is not None and unit not in chain:
            chain[unit] = None
            if unit == top:
                return tuple(chain)
            unit = self.superior_of(unit, on)
        return ()

    def territory_unit(self, id: str, on: date) -> tuple[str, ...]:
        """The units that together lead the territory to which ``id`` belongs as an organ.

        For a territory, or an organ (committee, government, congress, CPPCC, commissions) directly
        below one: the territory, then its organs. For any other unit: that unit alone.
        """
        row = self.organization(id, on)
        if row is None or (row.kind != "territory" and row.kind not in ORGANS):
            return (id,)
        territory = row if row.kind == "territory" else self.organization(row.superior or "", on)
        if territory is None or territory.kind != "territory":
            return (id,)
        return territory.id, *self._organs(territory.id, on)

    def successors(self, id: str) -> tuple[str, ...]:
        """The open units that took over from a closed one, followed through units closed since.

        A unit is open while its last row has no end. () if nobody took over, or nothing is recorded.
        """
        found: dict[str, None] = {}
        seen = {id}
        waiting = list(self._heirs(id))
        while waiting:
            heir = waiting.pop(0)
            if heir in seen:
                continue
            seen.add(heir)
            row = self.latest_organization(heir)
            if row is not None and row.ends_before is None:
                found[heir] = None
            else:
                waiting.extend(self._heirs(heir))
        return tuple(found)

    def _heirs(self, id: str) -> tuple[str, ...]:
        row = self.latest_organization(id)
        return row.succeeded_by if row else ()

    def _organs(self, territory: str, on: date) -> Iterator[str]:
        rows = self._known(self.index.units_below, territory)
        return (row.id for row in rows if row.kind in ORGANS and in_force(row, on))

    def _own_first(self, id: str, on: date) -> tuple[str, ...]:
        return id, *(unit for unit in self.territory_unit(id, on) if unit != id)

    def _step_up(self, units: Iterable[str], on: date, seen: set[str]) -> Iterator[Superior]:
        for below in units:
            for superior in self.leading_superiors(below, on):
                # Units come with their whole set, so a superior seen before has nobody new beside it.
                if superior.unit not in seen:
                    own = self._own_first(superior.unit, on)
                    seen.update(own)
                    yield from (Superior(unit, superior.line) for unit in own)


def _leading(row: Organization) -> tuple[str | None, str | None]:
    """The leadership superior and the vertical superior of a row, each only if it leads."""
    if row.line_superior is None or row.line not in ("leads", "co_leads"):
        return row.superior, None
    if row.line == "leads":
        return None, row.line_superior
    return row.superior, None if row.line_superior == row.superior else row.line_superior
