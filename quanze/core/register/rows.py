"""The rows of the register: each says when it was so and when we knew it.

``starts_on``/``ends_before`` are half-open and say when it was so (None: open on that side);
``recorded_at``/``superseded_at`` are half-open instants and say when we knew it
(None: known always, never superseded). A correction supersedes; it never overwrites.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What every row of the register carries: two half-open periods."""

    starts_on: date | None = None
    ends_before: date | None = None
    recorded_at: datetime | None = None
    superseded_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization(Row):
    """A unit (组织): its kind, level and the two lines above it (条/块)."""

    id: str
    name: str | None = None
    kind: str
    level: str | None = None
    superior: str | None = None
    line_superior: str | None = None
    line: str | None = None  # leads, co_leads, guides
    supervises: tuple[str, ...] = ()
    dispatched_by: str | None = None
    succeeded_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Row):
    """A leading body or party organization of a unit that was named (领导班子、党组织)."""

    id: str
    of: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(Row):
    """A seat (职务) in a unit; ``managed_by`` holds the cadre management authority."""

    id: str
    organization: str
    title: str | None = None
    role: str
    rank: str | None = None
    managed_by: str | None = None
    co_managed_by: str | None = None
    seats: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Row):
    """A natural person; ``now`` is the present status, ``party_member`` may be unknown (None)."""

    id: str
    name: str | None = None
    now: str | None = None
    party_member: bool | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure(Row):
    """One person in one seat over a period (任职), acting (代理) or not."""

    person: str
    post: str
    acting: bool = False
    rank: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio(Row):
    """What a post really looks after (实际分工): units, posts or fields, in one manner."""

    post: str
    covers: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    manner: str = "in_charge"  # written "as" in files: in_charge, assisting, stand_in, linking


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence(Row):
    """A period in which a holder did not actually exercise his posts (离岗)."""

    person: str
    reason: str | None = None
