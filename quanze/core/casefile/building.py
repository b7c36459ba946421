"""From values already read to the Case: plain renaming, no rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from quanze.core.determination.case import (
    Case,
    Conduct,
    Decision,
    DecisionMade,
    Event,
    FactNote,
    Finding,
    Incident,
    Placing,
    Proposal,
    Review,
    Step,
    Violation,
    Vote,
)
from quanze.core.register.register import Register
from quanze.core.register.rows import Absence, Body, Organization, Person, Portfolio, Post, Tenure
from quanze.core.words.fields import field_of

_Record = TypeVar("_Record")


def register_of(rows: Mapping[str, Any]) -> Register:
    """The register of a case from its rows as read."""
    return Register(
        organizations=_all(Organization, rows, "organizations"),
        bodies=_all(Body, rows, "bodies"),
        posts=_all(Post, rows, "posts"),
        people=_all(Person, rows, "people"),
        tenures=_all(Tenure, rows, "tenures"),
        portfolios=_all(Portfolio, rows, "portfolios"),
        absences=_all(Absence, rows, "absences"),
    )


def case_of(
    typed: Mapping[str, Any], *, register: Register, asked_on: date, known_at: datetime | None, digest: str
) -> Case:
    """The Case from the whole file as read, with the register and the two dates of the question."""
    dates = typed.get("dates", {})
    return Case(
        id=typed["id"],
        area=typed["area"],
        conduct=Conduct(**dates.get("conduct", {})),
        asked_on=asked_on,
        known_at=known_at,
        incident=_incident(typed["incident"]),
        register=register,
        title=typed.get("title", {}),
        discovered=dates.get("discovered"),
        filed=dates.get("filed"),
        violations=_all(_violation, typed, "violations"),
        findings=_all(_finding, typed, "findings"),
        notes=_all(FactNote, typed, "notes"),
        decisions=_all(_decision, typed, "decisions"),
        reviews=_all(Review, typed, "reviews"),
        proposals=_all(Proposal, typed, "proposals"),
        steps=_all(Step, typed, "steps"),
        votes=_all(Vote, typed, "votes"),
        placings=_all(Placing, typed, "placings"),
        events=_all(Event, typed, "events"),
        parameters=typed.get("parameters", {}),
        input_digest=digest,
    )


def _all(make: Callable[..., _Record], typed: Mapping[str, Any], name: str) -> tuple[_Record, ...]:
    return tuple(make(**row) for row in typed.get(name, ()))


def _incident(typed: Mapping[str, Any]) -> Incident:
    decision, field = typed.get("decision"), typed.get("field")
    told = {"decision": None if decision is None else DecisionMade(**decision), "field": field and field_of(field)}
    return Incident(**{**typed, **told})


def _violation(**row: Any) -> Violation:
    return Violation(**_with_conduct(row))


def _decision(**row: Any) -> Decision:
    return Decision(**_with_conduct(row))


def _finding(*, about: str | None = None, value: bool | str | None = None, **row: Any) -> Finding:
    return Finding(about=about, value=value, **row)


def _with_conduct(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "conduct": Conduct(**row["conduct"])} if "conduct" in row else row
