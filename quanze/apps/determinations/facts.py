"""The register as somebody saw it: his units, his compartments, one instant of knowledge; no rule.

The view is kept with the determination, so that it can be seen again when his grants have long changed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cached_property
from operator import attrgetter
from typing import Any

from django.db.models import Q

from quanze.apps.access.caller import Caller, Reach
from quanze.apps.access.context import reading
from quanze.apps.organizations.facts import register_from_database
from quanze.apps.organizations.models import Official, TenureRecord, Unit
from quanze.core.register import View
from quanze.core.register.register import Register
from quanze.core.register.rows import Row

LISTS = ("organizations", "bodies", "posts", "people", "tenures", "portfolios", "absences")
_CLOCK = frozenset({"recorded_at", "superseded_at"})


@dataclass(frozen=True, slots=True)
class Sight:
    """How far somebody sees: ids of units (None: everywhere) and compartments."""

    units: tuple[int, ...] | None
    compartments: tuple[str, ...]

    def caller(self, at: datetime) -> Caller:
        """One who sees just that, and does nothing else."""
        scope = "all" if self.units is None else "units"
        return Caller(
            person=None, account=None, name="sight", permissions=frozenset({f"{scope}:register:read"}),
            units=frozenset(self.units or ()), compartments=frozenset(self.compartments), kin=frozenset(), at=at,
        )  # fmt: skip

    def as_data(self) -> dict[str, Any]:
        """JSON-ready data; ``sight_of`` is the way back."""
        return {"units": None if self.units is None else list(self.units), "compartments": list(self.compartments)}


def sight_of(data: dict[str, Any]) -> Sight:
    """The sight that ``as_data`` wrote."""
    units = data["units"]
    return Sight(None if units is None else tuple(units), tuple(data["compartments"]))


def sight_now(by: Caller) -> Sight:
    """How far the caller may read the register now; what he may read about himself alone is no part of it."""
    everywhere = by.may("register:read") is Reach.ALL
    units = None if everywhere else tuple(sorted(by.units_for("register:read")))
    return Sight(units, tuple(sorted(by.compartments)))


def within(then: Sight, now: Sight) -> Sight:
    """What both see: how far somebody saw then, as far as a reader of today sees himself."""
    both = [set(sight.units) for sight in (then, now) if sight.units is not None]
    units = tuple(sorted(set.intersection(*both))) if both else None
    # Compartments are opened by grants of all kinds; one that either does not open stays shut.
    return Sight(units, tuple(each for each in then.compartments if each in now.compartments))


@dataclass(frozen=True)
class Seen:
    """What was seen: the register, and how to find the ids of what it names. (No slots: the digest is kept.)"""

    sight: Sight
    register: Register
    known_at: datetime
    caller: Caller

    @property
    def limited(self) -> bool:
        """True if there may be something that was not seen."""
        return self.sight.units is not None

    def unit_ids(self, code: str) -> frozenset[int]:
        """The id of a unit by its code, if it was seen."""
        with reading(self.caller):
            return frozenset(Unit.visible.to(self.caller).filter(code=code).values_list("pk", flat=True))

    def person_ids(self, codes: Iterable[str]) -> frozenset[int]:
        """The ids of persons by their codes."""
        with reading(self.caller):
            rows = Official.visible.to(self.caller).filter(code__in=list(codes))
            return frozenset(rows.values_list("pk", flat=True))

    @cached_property
    def digest(self) -> str:
        """A digest of every row as known: equal digests, equal registers, in whatever order the rows came."""
        view = self.register.view(self.known_at)
        lines = sorted(line for name in LISTS for line in _lines(view, name, getattr(self.register, name)))
        return "sha256:" + hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()


def seen(sight: Sight, *, known_at: datetime, at: datetime) -> Seen:
    """The register within a sight as it was known at an instant (aware)."""
    caller = sight.caller(at)
    with reading(caller):
        register = register_from_database(caller, known_at=known_at)
    return Seen(sight, register, known_at, caller)


def posts_held(caller: Caller, person: str, first: date | None, last: date | None) -> tuple[str, ...]:
    """The codes of the posts that a person (code) held on some day from first to last (inclusive; None: open)."""
    rows = TenureRecord.visible.to(caller).filter(superseded_at=None, person__code=person)
    if last is not None:
        rows = rows.filter(Q(starts_on=None) | Q(starts_on__lte=last))
    if first is not None:
        rows = rows.filter(Q(ends_before=None) | Q(ends_before__gt=first))
    with reading(caller):
        return tuple(dict.fromkeys(rows.order_by("starts_on", "pk").values_list("post__code", flat=True)[:6]))


def _lines(view: View, name: str, rows: Iterable[Row]) -> Iterator[str]:
    """A line for each known row, without the clock of knowledge: a row superseded since still says what it said."""
    known = [row for row in rows if view.is_known(row)]
    if known:
        values = attrgetter(*(field.name for field in fields(known[0]) if field.name not in _CLOCK))
        yield from (f"{name}{_json(values(row))}" for row in known)


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no canonical form for {type(value).__name__}")


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_day).encode
