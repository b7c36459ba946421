"""Records turned into the core's rows, each with the number of its record; no rule."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any, TypeVar

from quanze.apps.access.caller import Caller, system_caller
from quanze.apps.access.compartments import REGISTER
from quanze.apps.access.context import reading
from quanze.apps.organizations.models import (
    AbsenceRecord,
    BodyRecord,
    PersonRecord,
    PortfolioRecord,
    PortfolioTarget,
    PostRecord,
    Record,
    TenureRecord,
    Unit,
    UnitLink,
    UnitRecord,
)
from quanze.apps.organizations.models import known_at as known_at_instant
from quanze.apps.organizations.paths import WIDTH
from quanze.core.register import Absence, Body, Organization, Person, Portfolio, Post, Register, Row, Tenure
from quanze.core.register.lines import ORGANS

R = TypeVar("R", bound=Row)
Numbered = Iterator[tuple[int, R]]
CHUNK = 4000
_CLOCKS = ("id", "starts_on", "ends_before", "recorded_at", "superseded_at")

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


def unit_rows(records: Any) -> Numbered[Organization]:
    """Rows of units without what they supervise and who succeeded them: what a climb along the lines needs."""
    return _units(records, links=False)


def rows_of(name: str, records: Any) -> Numbered[Any]:
    """The core's rows of one list ("tenures") from a queryset of its table, with record numbers."""
    found: Numbered[Any] = _READERS[name](records)
    return found


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
        self._public = UnitRecord.everything(reason="units above").filter(known_at_instant(known), compartment=REGISTER)
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
        homes = Unit.everything(reason="units above").filter(code__in=codes).values_list("path", flat=True)
        tops = {path[:end] for path in homes for end in range(WIDTH, len(path) + 1, WIDTH)}
        # Two statements: joined by "or" they would go through every unit there is.
        above = dict(_units(self._public.filter(path__in=tops), links=False))
        organs = self._public.filter(superior__path__in=tops, superior__compartment=REGISTER, kind__in=ORGANS)
        self._rows |= above | dict(_units(organs, links=False))
        self._fetched |= codes | {row.id for row in above.values()}


def _named_above(rows: Iterable[Organization]) -> set[str]:
    return {code for row in rows for code in (row.superior, row.line_superior) if code is not None}


def _read(records: Any, *columns: str) -> Iterator[Any]:
    found: Iterator[Any] = records.order_by("id").values_list(*_CLOCKS, *columns).iterator(chunk_size=CHUNK)
    return found


def _units(records: Any, *, links: bool = True) -> Numbered[Organization]:
    rows = list(_read(
        records, "unit__code", "name", "kind", "level", "superior__code", "line_superior__code", "line",
        "dispatched_by",
    ))  # fmt: skip
    named = _links(records) if links and rows else {}
    for id, start, end, recorded, superseded, code, name, kind, level, above, across, line, organ in rows:
        yield id, Organization(
            starts_on=start, ends_before=end, recorded_at=recorded, superseded_at=superseded, id=code, name=name,
            kind=kind, level=level or None, superior=above, line_superior=across, line=line or None,
            supervises=named.get((id, "supervises"), ()), dispatched_by=organ or None,
            succeeded_by=named.get((id, "succeeded_by"), ()),
        )  # fmt: skip


def _links(records: Any) -> dict[tuple[int, str], tuple[str, ...]]:
    found = UnitLink.everything(reason="what a visible record names").filter(record__in=records.order_by().values("id"))
    links: dict[tuple[int, str], tuple[str, ...]] = {}
    for record, kind, code in found.order_by("record_id", "kind", "number").values_list(
        "record_id", "kind", "unit__code"
    ):
        links[record, kind] = (*links.get((record, kind), ()), code)
    return links


def _bodies(records: Any) -> Numbered[Body]:
    for id, start, end, recorded, superseded, code, unit, kind in _read(records, "body__code", "unit__code", "kind"):
        yield (
            id,
            Body(
                starts_on=start,
                ends_before=end,
                recorded_at=recorded,
                superseded_at=superseded,
                id=code,
                of=unit,
                kind=kind,
            ),
        )


def _posts(records: Any) -> Numbered[Post]:
    for id, start, end, recorded, superseded, code, unit, title, role, rank, by, beside, seats in _read(
        records, "post__code", "unit__code", "title", "role", "rank", "managed_by", "co_managed_by", "seats"
    ):
        yield id, Post(
            starts_on=start, ends_before=end, recorded_at=recorded, superseded_at=superseded, id=code,
            organization=unit, title=title, role=role, rank=rank or None, managed_by=by or None,
            co_managed_by=beside or None, seats=seats,
        )  # fmt: skip


def _people(records: Any) -> Numbered[Person]:
    for id, start, end, recorded, superseded, code, name, now, member, category in _read(
        records, "person__code", "name", "now", "party_member", "category"
    ):
        yield id, Person(
            starts_on=start, ends_before=end, recorded_at=recorded, superseded_at=superseded, id=code, name=name,
            now=now or None, party_member=member, category=category or None,
        )  # fmt: skip


def _tenures(records: Any) -> Numbered[Tenure]:
    for id, start, end, recorded, superseded, person, post, acting, rank in _read(
        records, "person__code", "post__code", "acting", "rank"
    ):
        yield id, Tenure(
            starts_on=start, ends_before=end, recorded_at=recorded, superseded_at=superseded, person=person, post=post,
            acting=acting, rank=rank or None,
        )  # fmt: skip


def _portfolios(records: Any) -> Numbered[Portfolio]:
    rows = list(_read(records, "post__code", "fields", "manner"))
    covers = _covers(records) if rows else {}
    for id, start, end, recorded, superseded, post, fields, manner in rows:
        yield id, Portfolio(
            starts_on=start, ends_before=end, recorded_at=recorded, superseded_at=superseded, post=post,
            covers=covers.get(id, ()), fields=tuple(fields), manner=manner,
        )  # fmt: skip


def _covers(records: Any) -> dict[int, tuple[str, ...]]:
    found = PortfolioTarget.everything(reason="what a visible record names")
    found = found.filter(record__in=records.order_by().values("id")).order_by("record_id", "number")
    covers: dict[int, tuple[str, ...]] = {}
    for record, code in found.values_list("record_id", "code"):
        covers[record] = (*covers.get(record, ()), code)
    return covers


def _absences(records: Any) -> Numbered[Absence]:
    for id, start, end, recorded, superseded, person, reason in _read(records, "person__code", "reason"):
        yield id, Absence(
            starts_on=start, ends_before=end, recorded_at=recorded, superseded_at=superseded, person=person,
            reason=reason,
        )  # fmt: skip


_READERS: dict[str, Any] = {
    "organizations": _units, "bodies": _bodies, "posts": _posts, "people": _people, "tenures": _tenures,
    "portfolios": _portfolios, "absences": _absences,
}  # fmt: skip
