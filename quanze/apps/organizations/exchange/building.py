"""From typed tables to the core's rows, each with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from quanze.apps.organizations.exchange.checking import BAD, Typed
from quanze.apps.organizations.exchange.findings import Place
from quanze.core.register.rows import Absence, Body, Organization, Portfolio, Post

R = TypeVar("R")


class Source(NamedTuple):
    """Where a row of the register comes from: a table and the index of its row in it."""

    table: Typed
    at: int

    def place(self, key: str = "") -> Place:
        """The place that people see, in the column ``key``."""
        return self.table.table.place(self.at, key)


class Given(NamedTuple, Generic[R]):
    """A row with its source."""

    row: R
    source: Source


@dataclass(frozen=True, slots=True)
class Authority:
    """Who holds the management authority over a post in a period (干部管理权限)."""

    post: str
    managed_by: str | None
    co_managed_by: str | None
    starts_on: Any
    ends_before: Any


def built(table: Typed) -> Iterator[Given[Any]]:
    """The rows of a table without fault, of the kind of its sheet; none for tenures."""
    builder = _BUILDERS.get(table.table.sheet.key)
    if builder is None:
        return
    columns = [table.columns[column.key] for column in table.table.sheet.columns]
    if not table.bad:
        for index, values in enumerate(zip(*columns, strict=True)):
            yield Given(builder(*values), Source(table, index))
        return
    for index, values in enumerate(zip(*columns, strict=True)):
        if index not in table.bad:
            yield Given(builder(*values), Source(table, index))


def codes_given(table: Typed, key: str) -> set[str]:
    """Every code in a column, those of rows with a fault elsewhere too: they count as declared."""
    return {code for code in table.columns[key] if code is not None and code is not BAD}


def _unit(
    code: str, name: str, kind: str, level: Any, superior: Any, line_superior: Any, line: Any, supervises: Any,
    dispatched_by: Any, succeeded_by: Any, starts_on: Any, ends_before: Any,
) -> Organization:  # fmt: skip
    return Organization(
        id=code, name=name, kind=kind, level=level, superior=superior, line_superior=line_superior, line=line,
        supervises=supervises or (), dispatched_by=dispatched_by, succeeded_by=succeeded_by or (),
        starts_on=starts_on, ends_before=ends_before,
    )  # fmt: skip


def _post(
    code: str, organization: str, title: Any, role: str, rank: Any, seats: Any, starts_on: Any, ends_before: Any
) -> Post:
    return Post(
        id=code, organization=organization, title=title, role=role, rank=rank, seats=seats or 1,
        starts_on=starts_on, ends_before=ends_before,
    )  # fmt: skip


def _portfolio(post: str, covers: Any, fields: Any, manner: Any, starts_on: Any, ends_before: Any) -> Portfolio:
    return Portfolio(
        post=post, covers=covers or (), fields=fields or (), manner=manner or "in_charge",
        starts_on=starts_on, ends_before=ends_before,
    )  # fmt: skip


def _body(code: str, organization: str, kind: str, starts_on: Any, ends_before: Any) -> Body:
    return Body(id=code, of=organization, kind=kind, starts_on=starts_on, ends_before=ends_before)


def _absence(person: str, reason: Any, starts_on: Any, ends_before: Any) -> Absence:
    return Absence(person=person, reason=reason, starts_on=starts_on, ends_before=ends_before)


_BUILDERS: dict[str, Any] = {
    "units": _unit, "posts": _post, "portfolios": _portfolio, "authorities": Authority, "bodies": _body,
    "absences": _absence,
}  # fmt: skip
