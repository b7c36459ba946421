"""Three values with their reasons: true, false, or unknown with what is missing (Kleene 1952)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A fact used: its path, whom it is about, its value, and the test it met or failed."""

    fact: str
    about: str | None
    value: Any
    test: str


class Missing(NamedTuple):
    """A fact that is not known and whose answer could change the verdict."""

    fact: str
    about: str = ""


class Verdict(NamedTuple):
    """``value`` True, False or None (unknown); reasons for what it is; facts that could settle it."""

    value: bool | None
    because: tuple[Reason, ...] = ()
    missing: tuple[Missing, ...] = ()


TRUE, FALSE = Verdict(True), Verdict(False)


class Later(Verdict):
    """An open verdict of which only that is known yet; reasons and what is missing are worked out when asked.

    ``silent`` says that nothing recorded speaks for or against it: then it has no reasons.
    """

    work: Callable[[], Verdict]
    silent: bool

    def __new__(cls, work: Callable[[], Verdict], *, silent: bool = False) -> Later:
        """``work`` gives the whole verdict; its value must be None."""
        self = super().__new__(cls, None)
        self.work, self.silent = work, silent
        return self

    @cached_property
    def whole(self) -> Verdict:
        """The verdict with its reasons."""
        return self.work()

    @property
    def because(self) -> tuple[Reason, ...]:
        """As of the whole verdict."""
        return () if self.silent else self.whole.because

    @property
    def missing(self) -> tuple[Missing, ...]:
        """As of the whole verdict."""
        return self.whole.missing


def true(*because: Reason) -> Verdict:
    """A verdict that holds, for these reasons."""
    return Verdict(True, because) if because else TRUE


def false(*because: Reason) -> Verdict:
    """A verdict that does not hold, for these reasons."""
    return Verdict(False, because) if because else FALSE


def unknown(*missing: Missing) -> Verdict:
    """A verdict that waits for these facts."""
    return Verdict(None, (), missing)


def every(verdicts: Iterable[Verdict]) -> Verdict:
    """Kleene's and: one false settles it; else one unknown leaves it open."""
    seen = []
    for verdict in verdicts:
        if verdict.value is False:
            return verdict
        if verdict is not TRUE:  # it adds nothing
            seen.append(verdict)
    return _open_or(True, seen) if seen else TRUE


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
    if len(seen) == 1:
        return seen[0]
    known: list[Verdict] = []
    waiting: list[Verdict] = []
    for verdict in seen:
        (waiting if verdict.value is None else known).append(verdict)
    if not waiting:
        return Verdict(settled, _reasons(seen))
    return Verdict(None, _reasons([*known, *waiting] if settled else waiting), _missing(waiting))


def _missing(waiting: list[Verdict]) -> tuple[Missing, ...]:
    if len(waiting) == 1:
        return waiting[0].missing
    return tuple(dict.fromkeys(m for v in waiting for m in v.missing))


def _reasons(verdicts: Iterable[Verdict]) -> tuple[Reason, ...]:
    given = [verdict.because for verdict in verdicts if verdict.because]
    if len(given) < 2:  # most often: what one verdict says, it says once
        return given[0] if given else ()
    kept: dict[tuple[str, str | None, str], Reason] = {}
    for because in given:
        for reason in because:
            kept.setdefault((reason.fact, reason.about, reason.test), reason)
    return tuple(kept.values())
