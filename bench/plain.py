"""The peers: who answered, asked by loops over all rows, and a register that looks through all rows at every question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cached_property
from typing import Any, cast

from quanze.core.determination.case import Case
from quanze.core.determination.roles import DISCIPLINE_HEADS, heads
from quanze.core.periods import Period
from quanze.core.register import Register, Row, View
from quanze.core.register.index import Groups, Index
from quanze.core.register.known import in_force, touches

Seat = tuple[str, str]


def days_of(case: Case) -> Period:
    """The days of the conduct, half-open."""
    return Period.days(case.conduct.first, case.conduct.last)


def who_by_view(view: View, case: Case) -> set[Seat]:
    """(person, post) of the heads, the discipline heads, those in charge of the violator's post, and heads above."""
    unit, period, day = case.incident.organization, days_of(case), case.conduct.last
    assert day is not None
    above = [superior.unit for superior in view.leading_superiors(unit, day)]
    posts = {
        post.id
        for place in (unit, *above)
        for post in view.posts_of(place, period)
        if _leads(post.role, _kind(view.organization(place, day)), own=place == unit)
    }
    posts |= {
        p.post
        for v in case.violations
        for p in view.portfolios_covering(v.post or "", period)
        if p.manner == "in_charge"
    }
    return {(held.person, post) for post in posts for held in view.tenures_of_post(post, period)}


def who_by_loops(register: Register, case: Case) -> set[Seat]:
    """The same by plain loops over all rows, as a program without prepared groups would ask."""
    unit, period, day = case.incident.organization, days_of(case), case.conduct.last
    assert day is not None
    places = {}
    for row in register.organizations:
        if row.superseded_at is None and in_force(row, day):
            places[row.id] = row
    row = places[unit]
    above: set[str | None] = {row.line_superior} if row.line == "leads" and row.line_superior else {row.superior}
    if row.line == "co_leads":
        above.add(row.line_superior)
    posts = set()
    for post in register.posts:
        if post.organization == unit or post.organization in above:
            own = post.organization == unit
            known = post.superseded_at is None and touches(post, period)
            if known and _leads(post.role, _kind(places.get(post.organization)), own=own):
                posts.add(post.id)
    for portfolio in register.portfolios:
        if portfolio.superseded_at is None and portfolio.manner == "in_charge" and touches(portfolio, period):
            posts |= {portfolio.post for v in case.violations if v.post in portfolio.covers}
    found = set()
    for held in register.tenures:
        if held.post in posts and held.superseded_at is None and touches(held, period):
            found.add((held.person, held.post))
    return found


def _leads(role: str, kind: str, *, own: bool) -> bool:
    return heads(role, kind) or (own and role in DISCIPLINE_HEADS)


def _kind(row: Any) -> str:
    return row.kind if row is not None else ""


class _Scanned:
    """A grouping of an index that is built from all rows again at every question."""

    def __init__(self, build: Callable[[], Groups[Any]]) -> None:
        self._build = build

    def rows(self, key: str) -> tuple[Row, ...]:
        """The rows of one key, found by going through all of them."""
        return cast(tuple[Row, ...], self._build().rows(key))


class ScanningIndex:
    """The groupings of Index, none of them kept."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def __getattr__(self, name: str) -> _Scanned:
        grouping = cast(cached_property[Groups[Any]], Index.__dict__[name])
        return _Scanned(lambda: grouping.func(Index(self._register)))


class ScannedRegister(Register):
    """A register without prepared groups."""

    @cached_property
    def index(self) -> Index:
        """Groupings that look through all rows at every question."""
        return cast(Index, ScanningIndex(self))


def scanned(register: Register) -> Register:
    """The same rows in a register that keeps nothing prepared."""
    return ScannedRegister(**{each.name: getattr(register, each.name) for each in fields(register)})
