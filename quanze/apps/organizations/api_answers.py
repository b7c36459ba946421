"""What operations of the register answer, for the description of the API; the rows are the core's own."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Field, Schema

from quanze.apps.organizations.selectors.shown import PersonShown, PostShown, UnitShown


class UnitLine(Schema):
    """A unit in a list; ``superior`` is the code of the unit above it."""

    unit: str
    name: str | None
    kind: str
    level: str
    superior: str | None


class Units(Schema):
    """One page of units."""

    items: list[UnitLine]
    next: str | None


class PostHolder(Schema):
    """Who holds a post on the day; ``acting``: he stands in."""

    person: str
    name: str
    acting: bool


class PostLine(Schema):
    """A post in a list with its holders; none: vacant."""

    post: str
    title: str | None
    unit: str
    unit_name: str | None
    role: str
    rank: str | None
    seats: int
    holders: list[PostHolder]


class Posts(Schema):
    """One page of posts."""

    items: list[PostLine]
    next: str | None


class UnitAnswer(Schema):
    """A unit on a day; ``unit.row`` is null where it does not stand then, ``unit.rows`` are its records as known."""

    on: date
    known_at: datetime | None
    unit: UnitShown


class PostAnswer(Schema):
    """A post on a day with all who held it."""

    on: date
    known_at: datetime | None
    post: PostShown


class PersonAnswer(Schema):
    """A person with his tenures and absences, as far as they may be seen."""

    on: date
    known_at: datetime | None
    person: PersonShown


class WhoHolder(Schema):
    """One who holds a seat of the chain on the day."""

    person: str
    name: str | None
    acting: bool
    away: bool
    since: date | None


class WhoSeat(Schema):
    """A post that answers, and in which relation."""

    post: str
    title: str | None
    role: str
    relation: str
    holders: list[WhoHolder]


class WhoPlace(Schema):
    """A unit of the chain; ``beyond``: out of view, which does not mean nobody. Then it has no seats.

    ``standing``: the unit stands, not_standing (on the day) or unrecorded (at the instant of knowledge).
    """

    unit: str
    name: str | None
    line: str
    beyond: bool
    standing: str
    seats: list[WhoSeat] = Field(default_factory=list)


class Who(Schema):
    """Who answers for a unit on a day, its own level first."""

    format: str
    unit: str
    on: date
    known_at: datetime | None
    levels: list[list[WhoPlace]]


class Match(Schema):
    """A unit, post or person found by name, pinyin, initials or code."""

    kind: str
    code: str
    name: str
    about: str
    found_as: str
    past: bool


class Matches(Schema):
    """What was found of one kind; ``more``: not all of it is listed."""

    kind: str
    found: list[Match]
    more: bool
