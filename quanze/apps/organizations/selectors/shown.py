"""What the pages of one unit, one post and one person show on a day; each look is recorded before it is answered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from quanze.apps.access.caller import Caller, system_caller
from quanze.apps.access.checks import check_may, not_found
from quanze.apps.access.context import reading
from quanze.apps.audit.looks import look
from quanze.apps.organizations.facts import rows_seen
from quanze.apps.organizations.facts.frame import frame_above
from quanze.apps.organizations.lasting import Lasting
from quanze.apps.organizations.models import UnitRecord, in_force, known_at
from quanze.apps.organizations.selectors.called import person_names, post_names, unit_names
from quanze.apps.organizations.selectors.recorded import EVENT
from quanze.apps.organizations.selectors.subtrees import unit_of
from quanze.core.determination.roles import ORDINARY
from quanze.core.periods import Period
from quanze.core.register import Absence, Body, Organization, Person, Portfolio, Post, Tenure
from quanze.core.register.known import in_force as holds
from quanze.core.register.known import touches
from quanze.core.words.vocabulary import GROUPS

_ROLES = {role: place for place, role in enumerate(GROUPS["role"])}
_RANKS = {rank: place for place, rank in enumerate(GROUPS["rank"])}


@dataclass(frozen=True, slots=True)
class Names:
    """What codes are called on the day; a code that may not be shown stands for itself.

    ``above`` holds the names of units above that are no secret, though their pages are not the caller's to see.
    """

    units: Mapping[str, str] = field(default_factory=dict)
    posts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    above: Mapping[str, str] = field(default_factory=dict)

    def unit(self, code: str) -> str:
        """A unit's name."""
        return self.units.get(code) or self.above.get(code, code)

    def post(self, code: str) -> str:
        """A post with its unit before it."""
        title, unit = self.posts.get(code, (code, ""))
        return f"{unit} {title}".strip()


@dataclass(frozen=True, slots=True)
class Held:
    """A tenure with its holder's name; ``away`` says that he is absent on the day."""

    tenure: Tenure
    name: str
    away: bool


@dataclass(frozen=True, slots=True)
class Seat:
    """A post with those who hold it on the day, and what it looks after; no holder: vacant."""

    post: Post
    holders: tuple[Held, ...]
    duties: tuple[Portfolio, ...]

    @property
    def leads(self) -> bool:
        """True for a post of the leading body or its discipline side."""
        return self.post.role not in ORDINARY


@dataclass(frozen=True, slots=True)
class UnitShown:
    """A unit on a day. ``row`` is None where it does not stand then; ``rows`` are all its records as known."""

    code: str
    row: Organization | None
    rows: tuple[Organization, ...]
    seats: tuple[Seat, ...]
    bodies: tuple[Body, ...]
    looked_after: tuple[Portfolio, ...]
    watched_by: tuple[str, ...]
    names: Names

    @property
    def last(self) -> Organization:
        """The record of the day, or the last one."""
        return self.row or self.rows[-1]


@dataclass(frozen=True, slots=True)
class PostShown:
    """A post on a day, with all who held it and every absence of theirs while they did."""

    code: str
    row: Post | None
    rows: tuple[Post, ...]
    tenures: tuple[Tenure, ...]
    absences: tuple[Absence, ...]
    duties: tuple[Portfolio, ...]
    names: Names

    @property
    def last(self) -> Post:
        """The record of the day, or the last one."""
        return self.row or self.rows[-1]


@dataclass(frozen=True, slots=True)
class PersonShown:
    """A person as the register knows him, with all his tenures and absences that the caller may see.

    ``seen`` are the posts whose own pages are the caller's to see, too.
    """

    code: str
    row: Person
    rows: tuple[Person, ...]
    tenures: tuple[Tenure, ...]
    absences: tuple[Absence, ...]
    names: Names
    seen: frozenset[str]


@look(event=EVENT, of="unit", kind="unit")
def unit_shown(*, unit: str, on: date, by: Caller, at: datetime, known: datetime | None = None) -> UnitShown:
    """A unit's page. Raises Refusal: not_permitted, not_found (recorded too), audit_unwritable."""
    check_may(by, "register:read")
    rows = _read(by, "organizations", known, unit__code=unit)
    if not rows:
        unit_of(by, unit)
        raise not_found("unit")
    posts = _read(by, "posts", known, on, unit__code=unit)
    seats, people = _seats(by, posts, on, known)
    bodies = _read(by, "bodies", known, on, unit__code=unit)
    codes = frozenset({unit, *(body.id for body in bodies)})
    looked_after = _read(by, "portfolios", known, on, targets__code__each_of=codes)
    watched_by = tuple(code for (code,) in _WATCHING.rows(caller=by, code=unit, on=on, known=known))
    duties = [*looked_after, *(duty for seat in seats for duty in seat.duties)]
    named = {code for row in rows for code in _units_named(row)} | {unit, *watched_by}
    named |= {code for duty in duties for code in duty.covers}
    seen, above = unit_names(by, named, on, known), _above(by, rows, on, known)
    names = Names(seen, post_names(by, {duty.post for duty in duties}, on, known), people, above)
    standing = next((row for row in rows if holds(row, on)), None)
    return UnitShown(unit, standing, rows, seats, bodies, looked_after, watched_by, names)


@look(event=EVENT, of="post", kind="post")
def post_shown(*, post: str, on: date, by: Caller, at: datetime, known: datetime | None = None) -> PostShown:
    """A post's page. Raises Refusal as ``unit_shown``."""
    check_may(by, "register:read")
    rows = _read(by, "posts", known, post__code=post)
    if not rows:
        raise not_found("post")
    tenures = _read(by, "tenures", known, post__code=post)
    people = frozenset(tenure.person for tenure in tenures)
    away = [
        absence for absence in _read(by, "absences", known, person__code__each_of=people)
        if any(tenure.person == absence.person and touches(absence, _period(tenure)) for tenure in tenures)
    ]  # fmt: skip
    duties = _read(by, "portfolios", known, post__code=post)
    units = {code for row in rows for code in (row.organization, row.managed_by, row.co_managed_by) if code}
    units |= {code for duty in duties for code in duty.covers}
    own = frozenset(row.organization for row in rows)
    above = _above(by, _read(by, "organizations", known, unit__code__each_of=own), on, known)
    names = Names(unit_names(by, units, on, known), {}, person_names(by, people, on, known), above)
    return PostShown(
        post, next((row for row in rows if holds(row, on)), None), rows, tenures, tuple(away), duties, names
    )


@look(event=EVENT, of="person", kind="person")
def person_shown(*, person: str, on: date, by: Caller, at: datetime, known: datetime | None = None) -> PersonShown:
    """A person's page. Raises Refusal as ``unit_shown``."""
    check_may(by, "register:read")
    rows = _read(by, "people", known, person__code=person)
    if not rows:
        raise not_found("person")
    tenures = _read(by, "tenures", known, person__code=person)
    absences = _read(by, "absences", known, person__code=person)
    posts = {tenure.post for tenure in tenures}
    seen = post_names(by, posts, on, known)
    names = Names({}, seen | _titles(by, posts - seen.keys(), on, known), {})
    row = next((row for row in rows if holds(row, on)), rows[-1])
    return PersonShown(person, row, rows, tenures, absences, names, frozenset(seen))


def _titles(by: Caller, posts: Collection[str], on: date, known: datetime | None) -> dict[str, tuple[str, str]]:
    """Title and unit of posts in tenures that the caller may see: one's own post has a name though its unit is closed
    to oneself. Public ones only."""
    if not posts:
        return {}
    looking = system_caller("titles", permissions=("all:register:read",), at=by.at)
    with reading(looking):
        return post_names(looking, posts, on, known)


def _above(by: Caller, rows: Iterable[Organization], on: date, known: datetime | None) -> dict[str, str]:
    """The names, on a day, of the units above some and of the organs beside these; who leads whom is no secret."""
    found = frame_above(rows, by, known).values()
    named = {row.id: row.name or row.id for row in found}
    return named | {row.id: row.name or row.id for row in found if holds(row, on)}


def _seats(by: Caller, posts: Iterable[Post], on: date, known: datetime | None) -> tuple[tuple[Seat, ...], Any]:
    """Posts in the order of their roles with holders and duties, and the names of the holders."""
    codes = frozenset(post.id for post in posts)
    tenures = _read(by, "tenures", known, on, post__code__each_of=codes)
    people = frozenset(tenure.person for tenure in tenures)
    names = person_names(by, people, on, known)
    away = {absence.person for absence in _read(by, "absences", known, on, person__code__each_of=people)}
    duties = _read(by, "portfolios", known, on, post__code__each_of=codes)
    seats = (
        Seat(
            post,
            tuple(Held(each, names.get(each.person, each.person), each.person in away) for each in tenures
                  if each.post == post.id),
            tuple(each for each in duties if each.post == post.id),
        )
        for post in posts
    )  # fmt: skip
    return tuple(sorted(seats, key=lambda seat: _place(seat.post))), names


def _place(post: Post) -> tuple[int, int, str]:
    """Heads first, then by rank from the top down, then by code."""
    return _ROLES.get(post.role, 99), -_RANKS.get(post.rank or "none", 0), post.id


def _read(by: Caller, name: str, known: datetime | None, on: date | None = None, **which: Any) -> tuple[Any, ...]:
    """The core's rows of one list that fit and may be seen, by start; with ``on`` those in force that day."""
    found = rows_seen(name, by, known, on, **which).values()
    return tuple(sorted(found, key=lambda row: row.starts_on or date.min))


def _watching(*, caller: Caller, code: str, on: date, known: datetime | None) -> Any:
    """The resident groups that supervise a unit."""
    groups = UnitRecord.visible.to(caller).filter(in_force(on), known_at(known), kind="resident_group")
    return groups.filter(links__kind="supervises", links__unit__code=code).values_list("unit__code").distinct()


_WATCHING = Lasting(_watching, "register:read")


def _units_named(row: Organization) -> Iterable[str]:
    single = (row.superior, row.line_superior, row.dispatched_by)
    return [code for code in (*single, *row.supervises, *row.succeeded_by) if code]


def _period(tenure: Tenure) -> Period:
    return Period(tenure.starts_on, tenure.ends_before)
