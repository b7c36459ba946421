"""The condition language: a handful of nodes, each holding or not for given facts.

The forms are those of docs/handbook/writing-a-rulebook.md; nothing else exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from operator import methodcaller
from typing import Any, Protocol

from quanze.core.rulebook import comparing
from quanze.core.rulebook.facts import Facts, Known
from quanze.core.rulebook.verdict import Missing, Reason, Verdict, every, negated, some, true, unknown


class Condition(Protocol):
    """Anything that holds, does not hold, or depends."""

    def holds(self, facts: Facts) -> Verdict:
        """The verdict on these facts, with reasons and what is missing."""


@dataclass(frozen=True, slots=True)
class Always:
    def holds(self, facts: Facts) -> Verdict:
        """True for every case."""
        return true()


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Condition, ...]

    def holds(self, facts: Facts) -> Verdict:
        """Kleene's and over the parts."""
        return every(map(methodcaller("holds", facts), self.parts))


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Condition, ...]

    def holds(self, facts: Facts) -> Verdict:
        """Kleene's or over the parts."""
        return some(map(methodcaller("holds", facts), self.parts))


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition

    def holds(self, facts: Facts) -> Verdict:
        """Kleene's not."""
        return negated(self.part.holds(facts))


@dataclass(frozen=True, slots=True)
class FindingIs:
    """A recorded judgement; ``degree`` asks for that step or above of a graded finding."""

    key: str
    scope: str = "party"
    wanted: bool = True
    degree: str | None = None
    degrees: tuple[str, ...] = ()

    def holds(self, facts: Facts) -> Verdict:
        """Whether the finding was recorded so; not recorded is unknown, never no."""
        known = facts.finding(self.key, self.scope)
        if known.value is None:
            return _open_finding(self.key, known.about or "")
        met = self._meets(known.value)
        return Verdict(
            met, (Reason(fact=f"finding.{self.key}", about=known.about, value=known.value, test=self._test()),)
        )

    def _meets(self, value: Any) -> bool:
        if self.degree is None:
            return bool(value) is self.wanted
        return isinstance(value, str) and self.degrees.index(value) >= self.degrees.index(self.degree)

    def _test(self) -> str:
        return f"≥ {self.degree}" if self.degree else f"= {str(self.wanted).lower()}"


@dataclass(frozen=True, slots=True)
class FactTest:
    """One fact compared with what the rule prints."""

    path: str
    operator: str  # is, in, at_least, at_most, above, below, has_any
    wanted: Any

    def holds(self, facts: Facts) -> Verdict:
        """The comparison's verdict; an unknown fact leaves it open."""
        return _compared(self.path, self.operator, self.wanted, facts.value(self.path))

    def test(self) -> str:
        """The test as it reads: "≥ 1000000"."""
        return comparing.wording(self.operator, self.wanted)


@dataclass(frozen=True, slots=True)
class ParameterTest:
    """A visible parameter compared; while unspecified the answer is unknown."""

    name: str
    operator: str
    wanted: Any

    def holds(self, facts: Facts) -> Verdict:
        """The comparison's verdict."""
        known = Known(facts.parameter(self.name))
        met = comparing.met(
            "asked.year" if isinstance(self.wanted, int) else "party.kind", self.operator, known.value, self.wanted
        )
        return judged(f"parameter.{self.name}", known, met, comparing.wording(self.operator, self.wanted))


@dataclass(frozen=True, slots=True)
class SomeViolation:
    """Some one violation of the incident satisfies the condition."""

    where: Condition

    def holds(self, facts: Facts) -> Verdict:
        """Kleene's or over the violations; none recorded: it does not hold."""
        violations = facts.violations()
        if not violations:
            return Verdict(False, (Reason(fact="violations", about=None, value=0, test="≥ 1"),))
        return some(self.where.holds(violation) for violation in violations)


def findings_asked(condition: Condition) -> frozenset[str] | None:
    """The findings a condition asks for, if it asks for nothing else; else None.

    While none of them is recorded, such a condition is open and has no reasons.
    """
    if isinstance(condition, FindingIs):
        return frozenset({condition.key})
    parts = condition.parts if isinstance(condition, All | AnyOf) else ()
    if isinstance(condition, Not):
        parts = (condition.part,)
    asked = [findings_asked(part) for part in parts]
    known = [keys for keys in asked if keys is not None]
    return frozenset().union(*known) if known and len(known) == len(asked) else None


def asks_of_party(condition: Condition) -> bool:
    """True if the answer may differ from party to party; False if it rests on the incident or a finding about others."""
    if isinstance(condition, FindingIs):
        return condition.scope == "party"
    if isinstance(condition, FactTest):
        return not condition.path.startswith("incident.")
    if isinstance(condition, All | AnyOf):
        return any(asks_of_party(part) for part in condition.parts)
    return not isinstance(condition, Always)


# The same few facts are asked for by many rows: one verdict serves all of them.
@lru_cache(maxsize=4096)
def _open_finding(key: str, about: str) -> Verdict:
    return unknown(Missing(f"finding.{key}", about))


# Typed, for 1 and True are not the same answer.
@lru_cache(maxsize=8192, typed=True)
def _compared_kept(path: str, operator: str, wanted: Any, value: Any, about: str | None) -> Verdict:
    known = Known(value, about)
    return judged(path, known, comparing.met(path, operator, value, wanted), comparing.wording(operator, wanted))


def _compared(path: str, operator: str, wanted: Any, known: Known) -> Verdict:
    return _compared_kept(path, operator, wanted, known.value, known.about)


def judged(path: str, known: Known, met: bool | None, test: str) -> Verdict:
    """A verdict on one fact, with the fact as its reason or as what is missing."""
    if met is None:
        return unknown(Missing(path, known.about or ""))
    return Verdict(met, (Reason(fact=path, about=known.about, value=comparing.shown(known.value), test=test),))
