"""The case as asked: the input value of a determination. None means unknown, never "no"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from quanze.core.register.register import Register


@dataclass(frozen=True, slots=True)
class Conduct:
    """First and last day of the conduct, inclusive; None: that end is not known.

    ``last_from`` is the earliest day the conduct may have ended, where the end was given by year or month only.
    """

    first: date | None = None
    last: date | None = None
    last_from: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionMade:
    """How the incident's own decision was taken (集体/个人): person ids, dissent, reservations."""

    by: str | None = None  # collective, personal
    on: date | None = None
    decided_by: tuple[str, ...] | None = None
    dissented: tuple[str, ...] | None = None
    reserved: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What happened, as far as people recorded it; degrees are steps of core.ladders."""

    organization: str
    field: str | None = None
    decision: DecisionMade | None = None
    influence: str | None = None
    consequence: str | None = None
    loss: str | None = None
    loss_fen: int | None = None
    circumstances: str | None = None
    harm: str | None = None
    nature_vile: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One direct violation; exactly one of person, organization, count says whose."""

    id: str
    person: str | None = None
    organization: str | None = None
    count: int | None = None
    post: str | None = None
    kind: str | None = None
    amount_fen: int | None = None
    investigated_by: str | None = None
    sanctions: tuple[str, ...] | None = None
    transferred_to_justice: bool | None = None
    conduct: Conduct | None = None
    filed_on: date | None = None
    concluded_on: date | None = None
    major: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A recorded judgement: ``about`` an id, or None for the incident; value true, false, a degree or None."""

    about: str | None
    finding: str
    value: bool | str | None
    by: str | None = None
    on: date | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FactNote:
    """On what the answer to a fact rests, who gave it and when, for readers; no clause reads it. ``about`` as a finding's."""

    fact: str
    about: str | None = None
    evidence: tuple[str, ...] = ()
    by: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was already decided about a person or organization; ``months`` is a length chosen in it."""

    id: str | None = None
    person: str | None = None
    organization: str | None = None
    methods: tuple[str, ...]
    decided_on: date
    conduct: Conduct | None = None
    facts: tuple[str, ...] = ()
    organ: str | None = None
    ground: str | None = None  # accountability, unfitness
    liability: str | None = None
    months: int | None = None
    restored_on: date | None = None
    replaces: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A filed review (立案审查) of a person; open while closed_on is None."""

    person: str
    filed_on: date
    closed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is about to be decided; the warnings check it."""

    about: str
    methods: tuple[str, ...]
    liability: str | None = None
    clause: str | None = None
    reason: str | None = None
    organ: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step of procedure: done is true, false or unknown; about None means for everybody."""

    step: str
    about: str | None = None
    done: bool | None = None
    on: date | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """A democratic rating about a person or organization: numbers of ballots."""

    about: str
    on: date
    valid: int
    excellent: int = 0
    competent: int = 0
    basic: int = 0
    poor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """A place in a yearly ranking of a group ("ranks" in files): place of how many."""

    about: str
    group: str
    year: int
    place: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A counted event about a person or organization (kind is the rulebook's own word)."""

    about: str
    kind: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything a determination is asked on. ``asked_on`` is the day of the question."""

    id: str
    area: str
    conduct: Conduct
    asked_on: date
    incident: Incident
    register: Register
    known_at: datetime | None = None
    title: Mapping[str, str] = field(default_factory=dict)
    discovered: date | None = None
    filed: date | None = None
    violations: tuple[Violation, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[FactNote, ...] = ()
    decisions: tuple[Decision, ...] = ()
    reviews: tuple[Review, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    steps: tuple[Step, ...] = ()
    votes: tuple[Vote, ...] = ()
    placings: tuple[Placing, ...] = ()
    events: tuple[Event, ...] = ()
    parameters: Mapping[str, int | str | bool] = field(default_factory=dict)
    input_digest: str = ""
