"""The records that somebody may see, as the core's rows and register; no rule."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from quanze.apps.access.caller import Caller
from quanze.apps.access.context import reading
from quanze.apps.organizations.facts.frame import frame_above
from quanze.apps.organizations.facts.rows import CHUNK, Numbered, columns_of, made
from quanze.apps.organizations.lasting import Lasting
from quanze.apps.organizations.models import (
    AbsenceRecord,
    BodyRecord,
    PersonRecord,
    PortfolioRecord,
    PostRecord,
    Record,
    TenureRecord,
    UnitRecord,
    in_force,
)
from quanze.apps.organizations.models import known_at as known_at_instant
from quanze.core.register import Absence, Body, Organization, Person, Portfolio, Post, Register, Row, Tenure

# The lists of a core Register, the table of each, in the order in which they refer to one another.
TABLES: dict[str, type[Record]] = {
    "organizations": UnitRecord,
    "bodies": BodyRecord,
    "posts": PostRecord,
    "people": PersonRecord,
    "tenures": TenureRecord,
    "portfolios": PortfolioRecord,
    "absences": AbsenceRecord,
}
ROWS: dict[type[Row], str] = {
    Organization: "organizations", Body: "bodies", Post: "posts", Person: "people", Tenure: "tenures",
    Portfolio: "portfolios", Absence: "absences",
}  # fmt: skip


def rows_of(name: str, records: Any) -> Numbered[Any]:
    """The core's rows of one list ("tenures") from a queryset of its table, with record numbers."""
    return made(name, _columns(name, records).iterator(chunk_size=CHUNK))


def rows_seen(
    name: str, caller: Caller, known: datetime | None, on: date | None = None, **which: str | frozenset[str]
) -> dict[int, Any]:
    """The core's rows of one list that the caller may see, as known at an instant, by record number.

    ``on`` narrows them to those in force that day, ``which`` by plain lookups: a code (``unit__code``) or some
    (``unit__code__each_of``). "bare organizations" are units without what they supervise and who succeeded them.
    """
    shape = (name, tuple(which))
    rows = _SEEN.rows(caller=caller, shape=shape, known=known, on=on, **which)
    return dict(made(name, sorted(rows, key=itemgetter(0))))


def _seen(*, caller: Caller, shape: tuple[str, Any], known: datetime | None, on: date | None, **which: Any) -> Any:
    name, _ = shape
    records = TABLES[name.removeprefix("bare ")].visible.to(caller).filter(known_at_instant(known), **which)
    # Not in order: to be spared the sorting an engine would go through a whole table.
    return (records if on is None else records.filter(in_force(on))).values_list(*columns_of(name))


def rows_numbered(name: str, caller: Caller, numbers: Iterable[int]) -> dict[int, Any]:
    """The core's rows of one list by their record numbers, superseded or not, as far as the caller may see them."""
    return dict(made(name, _NUMBERED.rows(caller=caller, shape=name, numbers=frozenset(numbers))))


def _numbered(*, caller: Caller, shape: str, numbers: frozenset[int]) -> Any:
    return _columns(shape, TABLES[shape].visible.to(caller).filter(pk__each_of=numbers))


_SEEN, _NUMBERED = Lasting(_seen, "register:read"), Lasting(_numbered, "register:read")


def register_of(lists: dict[str, Iterable[tuple[int, Any]]]) -> Register:
    """A core Register of numbered rows, list by list; a list left out is empty."""
    return Register(**{name: tuple(row for _, row in rows) for name, rows in lists.items()})


def register_from_database(
    caller: Caller, *, known_at: datetime | None = None, units: Collection[int] | None = None, frame: bool = False
) -> Register:
    """The register as the caller may see it, as it was known at an instant (None: as it is known now).

    The rows answer ``Register.view(known_at)`` for that instant. ``units`` narrows them to units (ids) and to the
    persons with tenures there. With ``frame`` the rows of the units above are added, down to their names only: no
    post, no person, so that a trace can say whom to ask beyond what the caller may see.
    """
    with reading(caller):
        lists = {name: dict(rows_of(name, _visible(name, caller, known_at, units))) for name in TABLES}
        if frame:
            lists["organizations"] |= frame_above(lists["organizations"].values(), caller, known_at)
    return register_of({name: rows.items() for name, rows in lists.items()})


def _visible(name: str, caller: Caller, known: datetime | None, units: Collection[int] | None) -> Any:
    table = TABLES[name]
    records = table.visible.to(caller).filter(known_at_instant(known))
    return records if units is None else records.filter(table.in_units(units))


def _columns(name: str, records: Any) -> Any:
    return records.order_by("id").values_list(*columns_of(name))
