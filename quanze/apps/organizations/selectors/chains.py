"""Who answers for a unit: its leaders on a day, and those above it level by level."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from quanze.apps.access.caller import Caller, Reach
from quanze.apps.access.context import reading
from quanze.apps.organizations.facts import register_of, rows_seen
from quanze.apps.organizations.facts.frame import BARE, frame_above
from quanze.apps.organizations.selectors.subtrees import unit_of
from quanze.core.determination.beside import stands_beside
from quanze.core.determination.roles import DISCIPLINE_HEADS, HEADS, heads
from quanze.core.periods import Period
from quanze.core.register import Post, Register, Superior, Tenure, View
from quanze.core.register.lines import ORGANS

MOST_LEVELS = 9
IN_CHARGE = ("in_charge", "stand_in")
_LEADING = frozenset(HEADS | DISCIPLINE_HEADS | {"section_head"})


@dataclass(frozen=True, slots=True)
class Holder:
    """One person in a post on the day: ``away`` says that he was absent, ``acting`` that he stood in."""

    person: str
    name: str | None
    acting: bool
    away: bool
    since: date | None


@dataclass(frozen=True, slots=True)
class Seat:
    """One post that answers: ``relation`` is principal, in_charge, stand_in or discipline_head; no holder: vacant."""

    post: str
    title: str | None
    role: str
    relation: str
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One unit on a level. ``seats`` is None where the unit lies beyond what the caller may see: ask there.

    ``standing`` says why a unit in view may have no seats: it stands, not_standing (on the day) or was unrecorded then.
    """

    unit: str
    name: str | None
    line: str
    seats: tuple[Seat, ...] | None
    standing: str = "stands"


@dataclass(frozen=True, slots=True)
class Chain:
    """Who answers for a unit on a day, level 0 first; ``known`` is the instant of knowledge (None: now)."""

    unit: str
    on: date
    known: datetime | None
    levels: tuple[tuple[Place, ...], ...]


def who_answers(caller: Caller, *, unit: str, on: date, levels: int = 1, known: datetime | None = None) -> Chain:
    """The chain of those who answer for a unit: its heads and its discipline side, then per level above the one in
    charge of the unit below and the heads. Committee and government of one territory are one level; congress, CPPCC
    and commissions stand on it only where they lead the unit below themselves or have somebody in charge of it.

    Reads only the rows around the unit. Raises Refusal: not_found; ValueError for levels outside 0 to 9.
    """
    if not 0 <= levels <= MOST_LEVELS:
        raise ValueError(f"levels must be 0 to {MOST_LEVELS}")
    with reading(caller):
        register, sight = _around(caller, unit, known)
    tracer = _Tracer(register.view(known), on, sight)
    return Chain(unit, on, known, tuple(tracer.levels(unit, levels)))


def _around(caller: Caller, unit: str, known: datetime | None) -> tuple[Register, frozenset[str]]:
    """The rows around a unit, and the units among them that the caller may see."""
    lists = {"organizations": _units_around(caller, unit, known)}
    codes = frozenset(row.id for row in lists["organizations"].values())
    lists["portfolios"] = rows_seen("portfolios", caller, known, unit__code__each_of=codes)
    looking_after = frozenset(row.post for row in lists["portfolios"].values())
    leading = rows_seen("posts", caller, known, unit__code__each_of=codes, role__each_of=_LEADING)
    looking = rows_seen("posts", caller, known, unit__code__each_of=codes, post__code__each_of=looking_after)
    lists["posts"] = dict(sorted((leading | looking).items()))
    posts = frozenset(row.id for row in lists["posts"].values())
    lists["tenures"] = rows_seen("tenures", caller, known, post__code__each_of=posts)
    people = frozenset(row.person for row in lists["tenures"].values())
    for name in ("people", "absences"):
        lists[name] = rows_seen(name, caller, known, person__code__each_of=people)
    register = register_of({name: rows.items() for name, rows in lists.items()})
    # The unit asked about is one the caller may see, also where nothing of it was recorded yet.
    return register, _in_sight(caller, codes, known) | {unit}


def _in_sight(caller: Caller, codes: frozenset[str], known: datetime | None) -> frozenset[str]:
    if caller.may("register:read") is Reach.ALL:
        return codes
    return frozenset(row.id for row in rows_seen(BARE, caller, known, unit__code__each_of=codes).values())


def _units_around(caller: Caller, unit: str, known: datetime | None) -> dict[int, Any]:
    """The unit, the units above it, the organs and discipline units beside and below, and its resident groups."""
    found = rows_seen(BARE, caller, known, unit__code=unit)
    if not found:
        unit_of(caller, unit)
    found |= frame_above(found.values(), caller, known)
    codes = frozenset(row.id for row in found.values())
    found |= rows_seen(BARE, caller, known, superior__code__each_of=codes, kind__each_of=ORGANS)
    return found | rows_seen(
        "organizations", caller, known, kind="resident_group", links__kind="supervises", links__unit__code=unit
    )


class _Tracer:
    """Reads the chain off the core's view of a day."""

    def __init__(self, view: View, on: date, sight: frozenset[str]) -> None:
        self._view = view
        self._on = on
        self._day = Period.days(on, on)
        self._sight = sight

    def levels(self, unit: str, most: int) -> Iterator[tuple[Place, ...]]:
        below = (unit, *(each for each in self._view.territory_unit(unit, self._on) if each != unit))
        direct = self._superiors(each for each in below if each == unit or not self._beside(each, frozenset()))
        yield tuple(self._own(unit))
        for level in self._view.above(unit, self._on, most):
            places = (self._place_above(each, below, direct) for each in level)
            yield tuple(place for place in places if place is not None)
            below = tuple(each.unit for each in level)
            direct = self._superiors(each for each in below if not self._beside(each, direct))

    def _superiors(self, units: Iterable[str]) -> frozenset[str]:
        """The units that lead one of the units directly."""
        return frozenset(each.unit for unit in units for each in self._view.leading_superiors(unit, self._on))

    def _beside(self, unit: str, direct: frozenset[str]) -> bool:
        return stands_beside(self._view.organization(unit, self._on), direct=unit in direct)

    def _place_above(self, superior: Superior, below: tuple[str, ...], direct: frozenset[str]) -> Place | None:
        """A unit of a level above; None for one that only stands beside those who lead."""
        place = self._place(superior.unit, superior.line, below)
        if not self._beside(superior.unit, direct):
            return place
        seats = tuple(seat for seat in place.seats or () if seat.relation in IN_CHARGE)
        return replace(place, seats=seats) if seats else None

    def _own(self, unit: str) -> Iterator[Place]:
        yield self._place(unit, "own", ())
        on = self._on
        groups = (*self._view.discipline_units_for(unit, on), *self._view.resident_groups_for(unit, on))
        for watching in dict.fromkeys(groups):
            if watching != unit:
                yield self._place(watching, "discipline", ())

    def _place(self, unit: str, line: str, below: tuple[str, ...]) -> Place:
        row, last = self._view.organization(unit, self._on), self._view.latest_organization(unit)
        seats = tuple(self._seats(unit, row.kind if row else "", below)) if unit in self._sight else None
        standing = "stands" if row else "not_standing" if last else "unrecorded"
        called = row or last
        return Place(unit, called.name if called else None, line, seats, standing)

    def _seats(self, unit: str, kind: str, below: tuple[str, ...]) -> Iterator[Seat]:
        posts = {row.id: row for row in self._view.posts_of(unit, self._day)}
        taken: set[str] = set()
        for under in below:
            for portfolio in self._view.portfolios_covering(under, self._day):
                post = posts.get(portfolio.post)
                if post is not None and portfolio.manner in IN_CHARGE and post.id not in taken:
                    taken.add(post.id)
                    yield self._seat(post, portfolio.manner)
        for post in posts.values():
            if heads(post.role, kind):
                yield self._seat(post, "principal")
            elif post.role in DISCIPLINE_HEADS:
                yield self._seat(post, "discipline_head")

    def _seat(self, post: Post, relation: str) -> Seat:
        holders = tuple(map(self._holder, self._view.holders(post.id, self._on)))
        return Seat(post.id, post.title, post.role, relation, holders)

    def _holder(self, tenure: Tenure) -> Holder:
        person = self._view.person(tenure.person)
        away = not self._view.exercised(tenure, self._day)
        return Holder(tenure.person, person.name if person else None, tenure.acting, away, tenure.starts_on)
