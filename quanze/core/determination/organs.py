"""Whose organ: the registered organ of the authority's own territory, where the register has it (readings 25, 27)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from quanze.core.determination.ground import Ground
from quanze.core.register import Organization

# The kind under which the register holds an organ that acts.
KINDS: Mapping[str, str] = {
    "discipline_commission": "discipline_commission",
    "supervision_commission": "supervision_commission",
    "party_committee": "party_committee",
    "organization_department": "work_organ",
}


def acting_organ(ground: Ground, unit: str, organ: str) -> str:
    """The registered organ of this kind: the unit itself, of its territory or directly below it; else the unit."""
    rows = _near(ground, unit)
    return next((row.id for row in rows if _is(row, organ)), unit)


def _is(row: Organization, organ: str) -> bool:
    if row.kind != KINDS.get(organ):
        return False
    return organ != "organization_department" or "组织部" in (row.name or "")


def _near(ground: Ground, unit: str) -> Iterator[Organization]:
    """The unit, the organs of its territory, and what stands directly below these."""
    own = tuple(dict.fromkeys((unit, *ground.view.territory_unit(unit, ground.day))))
    below = (child for each in own for child in ground.view.children(each, ground.day))
    for id in dict.fromkeys((*own, *below)):
        row = ground.organization(id)
        if row is not None:
            yield row
