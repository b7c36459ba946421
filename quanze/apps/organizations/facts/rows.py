"""Columns of a record's table turned into the core's row, with the number of its record; no rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from quanze.apps.organizations.lasting import Lasting
from quanze.apps.organizations.models import PortfolioTarget, UnitLink
from quanze.core.register import Absence, Body, Organization, Person, Portfolio, Post, Row, Tenure

R = TypeVar("R", bound=Row)
Numbered = Iterator[tuple[int, R]]
CHUNK = 4000
WHY = "what a visible record names"
_CLOCKS = ("id", "starts_on", "ends_before", "recorded_at", "superseded_at")


def columns_of(name: str) -> tuple[str, ...]:
    """The columns that rows of a list ("tenures") are made of."""
    return (*_CLOCKS, *_KINDS[name].columns)


def made(name: str, rows: Iterable[Sequence[Any]]) -> Numbered[Any]:
    """The core's rows of a list from the columns of its records, with record numbers."""
    _, make = _KINDS[name]
    left = iter(rows)
    while chunk := list(islice(left, CHUNK)):
        yield from make(chunk)


def _units(rows: Sequence[Any]) -> Numbered[Organization]:
    named = _links(rows)
    for each in rows:
        id = each[0]
        yield id, _unit(each, named.get((id, "supervises"), ()), named.get((id, "succeeded_by"), ()))


def _bare_units(rows: Sequence[Any]) -> Numbered[Organization]:
    return ((each[0], _unit(each)) for each in rows)


def _unit(row: Sequence[Any], supervises: tuple[str, ...] = (), succeeded_by: tuple[str, ...] = ()) -> Organization:
    _, start, end, recorded, superseded, code, name, kind, level, above, across, line, organ = row
    return Organization(
        starts_on=start, ends_before=end, recorded_at=recorded, superseded_at=superseded, id=code, name=name,
        kind=kind, level=level or None, superior=above, line_superior=across, line=line or None,
        supervises=supervises, dispatched_by=organ or None, succeeded_by=succeeded_by,
    )  # fmt: skip


def _links(rows: Sequence[Any]) -> dict[tuple[int, str], tuple[str, ...]]:
    links: dict[tuple[int, str], tuple[str, ...]] = {}
    for record, kind, code in _LINKS.rows(records=_numbers(rows)):
        links[record, kind] = (*links.get((record, kind), ()), code)
    return links


_LINKS = Lasting(
    lambda records: UnitLink.everything(reason=WHY).filter(record_id__each_of=records)
    .order_by("record_id", "kind", "number").values_list("record_id", "kind", "unit__code")
)  # fmt: skip


def _bodies(rows: Sequence[Any]) -> Numbered[Body]:
    for id, start, end, recorded, superseded, code, unit, kind in rows:
        yield id, Body(
            starts_on=start, ends_before=end, recorded_at=recorded, superseded_at=superseded, id=code, of=unit,
            kind=kind,
        )  # fmt: skip


def _posts(rows: Sequence[Any]) -> Numbered[Post]:
    for id, start, end, recorded, superseded, code, unit, title, role, rank, by, beside, seats in rows:
        yield id, Post(
            starts_on=start, ends_before=end, recorded_at=recorded, superseded_at=superseded, id=code,
            organization=unit, title=title, role=role, rank=rank or None, managed_by=by or None,
            co_managed_by=beside or None, seats=seats,
        )  # fmt: skip


def _people(rows: Sequence[Any]) -> Numbered[Person]:
    for id, start, end, recorded, superseded, code, name, now, member, category in rows:
        yield id, Person(
            starts_on=start, ends_before=end, recorded_at=recorded, superseded_at=superseded, id=code, name=name,
            now=now or None, party_member=member, category=category or None,
        )  # fmt: skip


def _tenures(rows: Sequence[Any]) -> Numbered[Tenure]:
    for id, start, end, recorded, superseded, person, post, acting, rank in rows:
        yield id, Tenure(
            starts_on=start, ends_before=end, recorded_at=recorded, superseded_at=superseded, person=person, post=post,
            acting=acting, rank=rank or None,
        )  # fmt: skip


def _portfolios(rows: Sequence[Any]) -> Numbered[Portfolio]:
    covers = _covers(rows)
    for id, start, end, recorded, superseded, post, fields, manner in rows:
        yield id, Portfolio(
            starts_on=start, ends_before=end, recorded_at=recorded, superseded_at=superseded, post=post,
            covers=covers.get(id, ()), fields=tuple(fields), manner=manner,
        )  # fmt: skip


def _covers(rows: Sequence[Any]) -> dict[int, tuple[str, ...]]:
    covers: dict[int, tuple[str, ...]] = {}
    for record, code in _COVERS.rows(records=_numbers(rows)):
        covers[record] = (*covers.get(record, ()), code)
    return covers


_COVERS = Lasting(
    lambda records: PortfolioTarget.everything(reason=WHY).filter(record_id__each_of=records)
    .order_by("record_id", "number").values_list("record_id", "code")
)  # fmt: skip


def _absences(rows: Sequence[Any]) -> Numbered[Absence]:
    for id, start, end, recorded, superseded, person, reason in rows:
        yield id, Absence(
            starts_on=start, ends_before=end, recorded_at=recorded, superseded_at=superseded, person=person,
            reason=reason,
        )  # fmt: skip


def _numbers(rows: Sequence[Any]) -> frozenset[int]:
    return frozenset(row[0] for row in rows)


class _Kind(NamedTuple):
    """The columns of one list behind the clocks, and what makes rows of them."""

    columns: tuple[str, ...]
    make: Callable[[Sequence[Any]], Numbered[Any]]


_UNIT = (
    "unit__code", "name", "kind", "level", "superior__code", "line_superior__code", "line", "dispatched_by"
)  # fmt: skip
_KINDS = {
    "organizations": _Kind(_UNIT, _units),
    # Without what they supervise and who succeeded them: what a climb along the lines needs.
    "bare organizations": _Kind(_UNIT, _bare_units),
    "bodies": _Kind(("body__code", "unit__code", "kind"), _bodies),
    "posts": _Kind(
        ("post__code", "unit__code", "title", "role", "rank", "managed_by", "co_managed_by", "seats"), _posts
    ),
    "people": _Kind(("person__code", "name", "now", "party_member", "category"), _people),
    "tenures": _Kind(("person__code", "post__code", "acting", "rank"), _tenures),
    "portfolios": _Kind(("post__code", "fields", "manner"), _portfolios),
    "absences": _Kind(("person__code", "reason"), _absences),
}
