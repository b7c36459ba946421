"""Check of heads: a unit is headed by one person, or by a party and an administrative head, on any day."""

from __future__ import annotations

from dataclasses import dataclass

from quanze.core.refusals import Refusal
from quanze.core.register.overlaps import common_row, overlapping_pairs
from quanze.core.register.places import Place, Places, by_key
from quanze.core.register.rows import Row, Tenure

HEADS = frozenset({"principal", "party_principal", "admin_principal"})


@dataclass(frozen=True, slots=True)
class Headship:
    """One person's non-acting hold of a head's post of a unit: ``row`` has the days and instants of it."""

    row: Row
    role: str
    tenure: Place[Tenure]


def check_heads(places: Places) -> None:
    """Refuse two heads of one unit on a day.

    A principal (one person heading party and administration) stands alone: beside another
    principal, a party or an administrative principal the unit would have two heads, if both
    seats have holders, not acting, and these are two persons.
    """
    for headships in _headships(places).values():
        if len(headships) < 2 or all(headship.role != "principal" for headship in headships):
            continue
        for first, second in overlapping_pairs(headships):
            if "principal" in (first.role, second.role) and first.tenure.row.person != second.tenure.row.person:
                raise _two_heads(first.tenure, second.tenure)


def _headships(places: Places) -> dict[str, list[Headship]]:
    tenures = (place for place in places.tenures if not place.row.acting)
    holders = by_key(tenures, lambda place: place.row.post)
    found: dict[str, list[Headship]] = {}
    for post in (place.row for place in places.posts):
        for place in holders.get(post.id, ()) if post.role in HEADS else ():
            row = common_row(post, place.row)
            if row is not None:
                found.setdefault(post.organization, []).append(Headship(row, post.role, place))
    return found


def _two_heads(first: Place[Tenure], second: Place[Tenure]) -> Refusal:
    return Refusal(
        "two_heads",
        zh=f"该单位同日有两名主要负责人（另见 {first.path}）：党政一肩挑的正职不能与其他正职并存，请改正职务类别或日期",
        en=f"the unit has two heads on one day (see {first.path}): a principal who heads party and administration "
        "stands alone; correct a role or the dates",
        where=second.path,
    )
