"""What is otherwise in a unit between two looks at the register, each on a day and as known at an instant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import check_may, not_found
from quanze.apps.audit.looks import look
from quanze.apps.organizations.facts import TABLES, rows_numbered
from quanze.apps.organizations.models import UnitRecord, in_force, known_at
from quanze.apps.organizations.selectors.called import person_names, post_names, unit_names
from quanze.apps.organizations.selectors.recorded import EVENT
from quanze.apps.organizations.selectors.shown import Names
from quanze.apps.organizations.selectors.stretches import stretches_under
from quanze.core.register import Row
from quanze.core.register.known import in_force as holds

MOST = 300
_CLOCKS = frozenset({"starts_on", "ends_before", "recorded_at", "superseded_at"})
# Each list: how its records speak of their unit, and what makes two rows rows of one thing.
_ABOUT = {
    "organizations": ("unit__path", ("id",)),
    "posts": ("unit__path", ("id",)),
    "tenures": ("post__unit__path", ("person", "post")),
    "portfolios": ("unit__path", ("post", "covers", "fields")),
}


@dataclass(frozen=True, slots=True)
class Look:
    """One state of the register: on a day, as known at an instant (None: now)."""

    on: date
    known: datetime | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing of a list that is otherwise: ``before`` None where it came to be, ``after`` None where it is gone.

    ``changed`` names the fields in which the two rows differ.
    """

    list: str
    before: Any
    after: Any
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Differences:
    """The first MOST differences of each list, and the names behind the codes in them, on either day."""

    name: str
    found: tuple[Difference, ...]
    more: bool
    names_before: Names
    names: Names


@look(event=EVENT, of="unit", kind="unit")
def unit_differences(
    *, unit: str, earlier: Look, later: Look, by: Caller, at: datetime, below: bool = False
) -> Differences:  # fmt: skip
    """What differs in a unit (``below``: and in the units under it on either day) between two looks; recorded.

    Raises Refusal: not_permitted, not_found (recorded too), audit_unwritable.
    """
    check_may(by, "register:read")
    path = UnitRecord.visible.to(by).filter(unit__code=unit).values_list("path", flat=True).first()
    if path is None:
        raise not_found("unit")
    found: list[Difference] = []
    more = False
    for name, (column, identity) in _ABOUT.items():
        rows = _differing(by, name, _within(column, path, (earlier, later), below), earlier, later)
        more |= len(rows) > MOST
        found += _paired(name, rows[:MOST], identity, earlier, later)
    return Differences(
        _name(by, unit, earlier, later), tuple(found), more, _names(by, found, earlier), _names(by, found, later)
    )


def _within(column: str, path: str, looks: tuple[Look, Look], below: bool) -> Q:
    if not below:
        return Q(**{column: path})
    found = Q(**{column: path})
    for each_look in looks:
        for each in stretches_under(path, each_look.on, each_look.known):
            found |= Q(**{f"{column}__gte": each.first, f"{column}__lt": each.behind})
    return found


def _differing(by: Caller, name: str, within: Q, earlier: Look, later: Look) -> list[tuple[Row, bool, bool]]:
    """Records that stand in one of the two looks and not in the other, each with where it stands."""
    one = in_force(earlier.on) & known_at(earlier.known)
    other = in_force(later.on) & known_at(later.known)
    records = TABLES[name].visible.to(by).filter(within).filter((one & ~other) | (other & ~one))
    numbers = records.order_by("pk").values_list("pk", flat=True)[: 2 * MOST + 1]
    rows = rows_numbered(name, by, numbers)
    return [(row, _stands(row, earlier), _stands(row, later)) for row in rows.values()]


def _stands(row: Row, look: Look) -> bool:
    if not holds(row, look.on):
        return False
    if look.known is None:
        return row.superseded_at is None
    begun = row.recorded_at is None or row.recorded_at <= look.known
    return begun and (row.superseded_at is None or row.superseded_at > look.known)


def _paired(
    name: str, rows: list[tuple[Row, bool, bool]], identity: tuple[str, ...], earlier: Look, later: Look
) -> Iterator[Difference]:  # fmt: skip
    """Rows of one thing as one difference; rows alike in all but their clocks are none."""
    before: dict[tuple[Any, ...], Any] = {}
    after: dict[tuple[Any, ...], Any] = {}
    for row, was, _ in rows:
        (before if was else after)[tuple(getattr(row, each) for each in identity)] = row
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        changed = _changed(old, new) if old is not None and new is not None else ()
        if old is None or new is None or changed:
            yield Difference(name, old, new, changed)


def _changed(old: Any, new: Any) -> tuple[str, ...]:
    names = (each.name for each in fields(old))
    return tuple(name for name in names if name not in _CLOCKS and getattr(old, name) != getattr(new, name))


def _name(by: Caller, unit: str, earlier: Look, later: Look) -> str:
    return unit_names(by, [unit], later.on, later.known).get(unit) or unit_names(by, [unit], earlier.on, None)[unit]


def _names(by: Caller, found: list[Difference], look: Look) -> Names:
    units: set[str] = set()
    posts: set[str] = set()
    people: set[str] = set()
    for row in (row for each in found for row in (each.before, each.after) if row is not None):
        for name in ("superior", "line_superior", "organization", "managed_by", "co_managed_by", "dispatched_by"):
            units.add(getattr(row, name, None) or "")
        units.update((*getattr(row, "covers", ()), *getattr(row, "supervises", ()), *getattr(row, "succeeded_by", ())))
        posts.add(getattr(row, "post", "") or "")
        people.add(getattr(row, "person", "") or "")
    return Names(
        _as_known(unit_names, by, units, look),
        _as_known(post_names, by, posts, look),
        _as_known(person_names, by, people, look),
    )


def _as_known(names: Callable[..., dict[str, Any]], by: Caller, codes: set[str], look: Look) -> dict[str, Any]:
    """Names as they were known then; what was not known by name then, as now."""
    now = names(by, codes, look.on)
    return now if look.known is None else now | names(by, codes, look.on, look.known)
