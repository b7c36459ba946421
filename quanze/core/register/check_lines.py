"""Checks of the two lines above a unit: neither may run in a circle on any day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quanze.core.refusals import Refusal
from quanze.core.register.overlaps import common_row
from quanze.core.register.places import Places
from quanze.core.register.rows import Row


@dataclass(frozen=True, slots=True)
class Link:
    """One unit below another while a row lasts; ``path`` names the row."""

    below: str
    above: str
    row: Row
    path: str


def check_cycles(places: Places) -> None:
    """Refuse a circle along ``superior``, or along ``line_superior``, on a day as known at an instant."""
    for name in ("superior", "line_superior"):
        links = [
            Link(place.row.id, above, place.row, f"{place.path}.{name}")
            for place in places.organizations
            if (above := getattr(place.row, name)) is not None
        ]
        closing = closing_link(links)
        if closing:
            raise _refused(name, closing)


def closing_link(links: Sequence[Link]) -> Link | None:
    """The first link, by start, that closes a circle with links of its days and instants; None if none does."""
    standing: dict[str, list[Link]] = {}
    for link in sorted(_unpeeled(links), key=lambda link: link.row.starts_on or date.min):
        if _leads_back(link, standing):
            return link
        standing.setdefault(link.below, []).append(link)
    return None


def _unpeeled(links: Sequence[Link]) -> list[Link]:
    """Links left when units with nothing below them are taken away again and again, in linear time.

    Time is left aside here: with no circle at all, which is the rule, nothing is left.
    """
    upward: dict[str, list[str]] = {}
    below: dict[str, int] = {}
    for link in links:
        upward.setdefault(link.below, []).append(link.above)
        below[link.above] = below.get(link.above, 0) + 1
    free = [unit for unit in upward if unit not in below]
    while free:
        for above in upward.pop(free.pop(), ()):
            below[above] -= 1
            if not below[above]:
                free.append(above)
    return [link for link in links if link.below in upward]


def _leads_back(link: Link, standing: dict[str, list[Link]]) -> bool:
    """True if the climb from ``link`` comes back to its lower unit on its first day.

    The links standing before were free of circles on that day, so the climb ends.
    """
    waiting: list[tuple[str, Row]] = [(link.above, link.row)]
    while waiting:
        unit, row = waiting.pop()
        if unit == link.below:
            return True
        shared = ((other.above, common_row(row, other.row)) for other in standing.get(unit, ()))
        waiting.extend((above, common) for above, common in shared if common is not None)
    return False


def _refused(name: str, link: Link) -> Refusal:
    line = "上级" if name == "superior" else "业务主管"
    return Refusal(
        f"{name}_cycle",
        zh=f"“{link.below}”沿{line}向上又回到自身，请改正其中一处{line}",
        en=f"“{link.below}” stands above itself along {name}; correct one {name} in the circle",
        where=link.path,
    )
