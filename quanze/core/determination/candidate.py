"""What the trace finds: candidates, those it frees, those only to be checked, and gaps it must ask about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from quanze.core.periods import Period
from quanze.core.register import Tenure

Text = Mapping[str, str]

RANKING = (
    "body",
    "principal",
    "in_charge",
    "stand_in",
    "participant",
    "assisting",
    "linking",
    "member",
    "discipline_body",
    "discipline_head",
    "resident_group",
    "superior_in_charge",
    "superior_principal",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A person in a post, or a body, reached by the trace; ``id`` a person, body or organization id."""

    kind: str  # person, body
    id: str
    unit: str
    relation: str
    post: str | None = None
    role: str = ""
    also: tuple[str, ...] = ()
    levels_up: int = 0
    tenure: Tenure | None = None
    parts: tuple[Period, ...] = ()
    body_kind: str | None = None  # None for an implied body
    named_body: bool = False
    line: str = "leadership"
    by_trace: bool = False  # a superior brought in by a text of its own, not by a finding

    @property
    def relations(self) -> tuple[str, ...]:
        """The relation and every further one."""
        return (self.relation, *self.also)

    @property
    def ref(self) -> Mapping[str, str]:
        """The party as the sheet names it."""
        if self.kind == "person":
            return {"person": self.id}
        return {"body": self.id} if self.named_body else {"organization": self.id}

    def with_relation(self, relation: str) -> Candidate:
        """The same party with one relation more; the stronger one leads."""
        if relation in self.relations:
            return self
        names = sorted({*self.relations, relation}, key=RANKING.index)
        return replace(self, relation=names[0], also=tuple(names[1:]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Freed:
    """Reached by the trace and not responsible, with the reason; ``ground`` picks the citation."""

    candidate: Candidate
    ground: str  # absent, not_in_charge, dissented, reserved, personal_decision, no_conduct
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsettled:
    """To be checked: would answer only on a finding of his own."""

    candidate: Candidate
    ground: str
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something the register does not say; never read as nobody."""

    fact: str
    about: str
    ask: Text
    decides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """The trace's whole answer."""

    candidates: tuple[Candidate, ...] = ()
    freed: tuple[Freed, ...] = ()
    unsettled: tuple[Unsettled, ...] = ()
    gaps: tuple[Gap, ...] = ()

    def plus(self, other: Traced) -> Traced:
        """Both answers together."""
        return Traced(
            candidates=self.candidates + other.candidates,
            freed=self.freed + other.freed,
            unsettled=self.unsettled + other.unsettled,
            gaps=self.gaps + other.gaps,
        )
