"""A rulebook that contradicts itself: rows that answer the same question differently, and rows never reached."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any

from quanze.core.refusals import Refusal
from quanze.core.rulebook.models import Adjustment, Bar, Clause, Combination, Competence, DeadlineRule, Rulebook
from quanze.core.rulebook.parsing import fault

MILDER = frozenset({"lighter", "mitigated", "lighter_or_mitigated", "not_accountable", "exempt", "not_or_exempt"})
HARDER = frozenset({"heavier", "aggravated", "heavier_or_aggravated", "mandatory"})
Pairs = Iterator[tuple[Any, Any]]


def faults(rulebook: Rulebook) -> Iterator[Refusal]:
    """Every pair of rows of which at most one can be right, and every row that an earlier one hides."""
    checks: Iterable[tuple[str, Callable[[Any], Pairs]]] = (
        ("clauses", _clauses),
        ("adjustments", _adjustments),
        ("combinations", _combinations),
        ("bars", _bars),
        ("deadlines", _deadlines),
    )
    for section, pairs in checks:
        for one, other in pairs(getattr(rulebook, section)):
            where = f"{rulebook.id}.{section}({one.id})"
            yield fault(where, f"与 {other.id} 相矛盾", f"contradicts {other.id}: the same matter, another answer")
    yield from _labels(rulebook)
    yield from _shadowed(rulebook)


def _alike(rows: Iterable[Any], key: Callable[[Any], Any]) -> Pairs:
    """Pairs of rows with an equal key; conditions hold lists, so keys are compared as they print."""
    groups: dict[Hashable, list[Any]] = {}
    for row in rows:
        groups.setdefault(repr(key(row)), []).append(row)
    for found in groups.values():
        yield from combinations(found, 2)


def _clauses(rows: Sequence[Clause]) -> Pairs:
    """The same citation, party and condition open the same methods, unless grade or labels tell them apart."""
    pairs = _alike(rows, lambda c: (c.cite, c.track, c.to, c.when, c.consequence, c.grade, c.labels))
    return (pair for pair in pairs if pair[0].permits != pair[1].permits)


def _adjustments(rows: Sequence[Adjustment]) -> Pairs:
    """The same condition may not make a matter both milder and harder."""
    pairs = _alike(rows, lambda a: (a.to, a.when, a.unless))
    return (
        (one, other)
        for one, other in pairs
        if {one.effect in MILDER, other.effect in MILDER} == {True, False}
        and {one.effect in HARDER, other.effect in HARDER} == {True, False}
    )


def _combinations(rows: Sequence[Combination]) -> Pairs:
    """Methods that exclude each other may not be required of, or allowed beside, each other."""
    for one in (row for row in rows if row.rule == "exclusive"):
        for other in (row for row in rows if row.rule in ("requires", "together")):
            apart, methods = set(one.methods), set(other.methods)
            beside = set(other.with_) or methods
            if len((methods | beside) & apart) > 1 and methods & apart and beside <= apart:
                yield one, other


def _bars(rows: Sequence[Bar]) -> Pairs:
    """One method on one ground brings one bar for one length of time."""
    single = [(method, bar) for bar in rows for method in bar.methods]
    for (_, one), (_, other) in _alike(single, lambda s: (s[0], s[1].bar, s[1].ground, s[1].from_, s[1].when)):
        if (one.months, one.year, one.years) != (other.months, other.year, other.years):
            yield one, other


def _deadlines(rows: Sequence[DeadlineRule]) -> Pairs:
    """One act from one event has one time limit."""
    pairs = _alike(rows, lambda d: (d.act, d.counted_from, d.tracks, d.methods, d.to, d.refers))
    return (p for p in pairs if _limit(p[0]) != _limit(p[1]))


def _limit(row: DeadlineRule) -> tuple[Any, ...]:
    return row.months, row.days, row.working_days, row.promptly


def _labels(rulebook: Rulebook) -> Iterator[Refusal]:
    for section, word in (("labels", "label"), ("duties", "duty")):
        said: dict[str, str] = {}
        for row in getattr(rulebook, section):
            for relation in row.relations:
                if said.setdefault(relation, getattr(row, word)) != getattr(row, word):
                    where = f"{rulebook.id}.{section}"
                    yield fault(where, f"{relation} 有两个口径", f"{relation} has two labels: only one can be right")


def _shadowed(rulebook: Rulebook) -> Iterator[Refusal]:
    """An earlier row without any condition leaves a later one of its phase and methods without a case."""
    general: list[Competence] = []
    for row in rulebook.competence:
        hiding = [_hiding(general, row, kind) for kind in row.to.kinds]
        if hiding and all(hiding):
            where = f"{rulebook.id}.competence({row.id})"
            yield fault(where, f"永远轮不到：{hiding[0]} 在前", f"never reached: {hiding[0]} stands before it")
        if row.to.when is None and row.to.relations is None:
            general.append(row)


def _hiding(general: Iterable[Competence], row: Competence, kind: str) -> str | None:
    """The earlier row that answers for this kind of party whatever this row could."""
    for earlier in general:
        wider = earlier.methods is None or (row.methods is not None and set(row.methods) <= set(earlier.methods))
        if earlier.phase == row.phase and kind in earlier.to.kinds and wider:
            return earlier.id
    return None
