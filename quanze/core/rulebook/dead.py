"""Conditions that can never hold: tests on one fact that exclude each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from math import inf
from typing import Any

from quanze.core.ladders import LADDERS
from quanze.core.rulebook import comparing
from quanze.core.rulebook.conditions import All, AnyOf, Condition, FactTest, FindingIs, Not, SomeViolation
from quanze.core.rulebook.counting import Count
from quanze.core.rulebook.facts import PATHS, ladder_of


def never_holds(condition: Condition) -> bool:
    """True if no facts at all could make the condition hold."""
    if isinstance(condition, All):
        return any(never_holds(p) for p in condition.parts) or _clash(flattened(condition))
    if isinstance(condition, AnyOf):
        return all(never_holds(p) for p in condition.parts)
    if isinstance(condition, SomeViolation):
        return never_holds(condition.where)
    if isinstance(condition, Count):
        least, most = _span(condition)
        return most < 0 or (least > 0 and never_holds(condition.where))
    return False


def flattened(condition: Condition) -> list[Condition]:
    """The parts of nested ands, in one list."""
    if isinstance(condition, All):
        return [leaf for part in condition.parts for leaf in flattened(part)]
    return [condition]


def _clash(parts: Sequence[Condition]) -> bool:
    return _findings_clash(parts) or _facts_clash(parts) or _counts_clash(parts)


def _facts_clash(parts: Sequence[Condition]) -> bool:
    wanted = [(p, True) for p in parts if isinstance(p, FactTest)]
    barred = [(p.part, False) for p in parts if isinstance(p, Not) and isinstance(p.part, FactTest)]
    tests = [*wanted, *barred]
    return any(not _possible(path, [t for t in tests if t[0].path == path]) for path in {t.path for t, _ in wanted})


def _counts_clash(parts: Iterable[Condition]) -> bool:
    """Two counts of the same things in the same window that no number meets."""
    spans: dict[Count, tuple[float, float]] = {}
    for part in parts:
        if isinstance(part, Count):
            same = replace(part, operator="", number=0)
            least, most = _span(part)
            low, high = spans.get(same, (0, inf))
            spans[same] = (max(low, least), min(high, most))
    return any(least > most for least, most in spans.values())


def _span(count: Count) -> tuple[float, float]:
    """The least and the most that a count lets through."""
    least = 0 if count.operator == "at_most" else count.number
    return least, inf if count.operator == "at_least" else count.number


def _findings_clash(parts: Iterable[Condition]) -> bool:
    wanted: dict[tuple[str, str], bool] = {}
    for part in parts:
        flip = isinstance(part, Not)
        node = part.part if isinstance(part, Not) else part
        if isinstance(node, FindingIs) and node.degree is None:
            value = node.wanted is not flip
            if wanted.setdefault((node.key, node.scope), value) is not value:
                return True
    return False


def _possible(path: str, tests: Sequence[tuple[FactTest, bool]]) -> bool:
    if any(t.operator == "has_any" for t, _ in tests):
        return True
    return any(
        all(comparing.met(path, t.operator, value, t.wanted) is wanted for t, wanted in tests)
        for value in _candidates(path, [t for t, _ in tests])
    )


def _candidates(path: str, tests: Sequence[FactTest]) -> list[Any]:
    ladder = ladder_of(path)
    if ladder:
        return list(LADDERS[ladder])
    if PATHS[path] == "bool":
        return [True, False]
    named = [w for t in tests for w in (t.wanted if isinstance(t.wanted, tuple) else (t.wanted,))]
    if PATHS[path] in ("money", "number"):
        return [Decimal(str(number)) + step for number in named for step in (-1, 0, 1)]
    return named
