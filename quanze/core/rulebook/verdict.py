"""Three values with their reasons: true, false, or unknown with what is missing (Kleene 1952)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A fact used: its path, whom it is about, its value, and the test it met or failed."""

    fact: str
    about: str | None
    value: Any
    test: str


@dataclass(frozen=True, slots=True, order=True)
class Missing:
    """A fact that is not known and whose answer could change the verdict."""

    fact: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``value`` True, False or None (unknown); reasons for what it is; facts that could settle it."""

    value: bool | None
    because: tuple[Reason, ...] = ()
    missing: tuple[Missing, ...] = ()


def true(*because: Reason) -> Verdict:
    """A verdict that holds, for these reasons."""
    return Verdict(True, because)


def false(*because: Reason) -> Verdict:
    """A verdict that does not hold, for these reasons."""
    return Verdict(False, because)


def unknown(*missing: Missing) -> Verdict:
    """A verdict that waits for these facts."""
    return Verdict(None, (), missing)


def every(verdicts: Iterable[Verdict]) -> Verdict:
    """Kleene's and: one false settles it; else one unknown leaves it open."""
    seen = []
    for verdict in verdicts:
        if verdict.value is False:
            return verdict
        seen.append(verdict)
    return _open_or(True, seen)


def some(verdicts: Iterable[Verdict]) -> Verdict:
    """Kleene's or: one true settles it; else one unknown leaves it open."""
    seen = []
    for verdict in verdicts:
        if verdict.value is True:
            return verdict
        seen.append(verdict)
    return _open_or(False, seen)


def negated(verdict: Verdict) -> Verdict:
    """Kleene's not: unknown stays unknown."""
    if verdict.value is None:
        return verdict
    return Verdict(not verdict.value, verdict.because)


def _open_or(settled: bool, seen: list[Verdict]) -> Verdict:
    waiting = [v for v in seen if v.value is None]
    if not waiting:
        return seen[0] if len(seen) == 1 else Verdict(settled, _reasons(seen))
    known = [v for v in seen if v.value is not None] if settled else []
    missing = dict.fromkeys(m for v in waiting for m in v.missing)
    return Verdict(None, _reasons([*known, *waiting]), tuple(missing))


def _reasons(verdicts: Iterable[Verdict]) -> tuple[Reason, ...]:
    kept: dict[tuple[str, str | None, str], Reason] = {}
    for verdict in verdicts:
        for reason in verdict.because:
            kept.setdefault((reason.fact, reason.about, reason.test), reason)
    return tuple(kept.values())
