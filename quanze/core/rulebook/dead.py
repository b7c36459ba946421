"""Conditions that can never hold: tests on one fact that exclude each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
        return never_holds(condition.where) and condition.operator != "at_most"
    return False


def flattened(condition: Condition) -> list[Condition]:
    """The parts of nested ands, in one list."""
    if isinstance(condition, All):
        return [leaf for part in condition.parts for leaf in flattened(part)]
    return [condition]


def _clash(parts: Sequence[Condition]) -> bool:
    tests = [p for p in parts if isinstance(p, FactTest)]
    paths = {t.path for t in tests}
    return _findings_clash(parts) or any(not _possible(path, [t for t in tests if t.path == path]) for path in paths)


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


def _possible(path: str, tests: Sequence[FactTest]) -> bool:
    if any(t.operator == "has_any" for t in tests):
        return True
    return any(
        all(comparing.met(path, t.operator, value, t.wanted) for t in tests) for value in _candidates(path, tests)
    )


def _candidates(path: str, tests: Sequence[FactTest]) -> list[Any]:
    ladder = ladder_of(path)
    if ladder:
        return list(LADDERS[ladder])
    if PATHS[path] == "bool":
        return [True, False]
    named = [w for t in tests for w in (t.wanted if isinstance(t.wanted, tuple) else (t.wanted,))]
    if PATHS[path] in ("money", "number"):
        return [number + step for number in map(int, named) for step in (-1, 0, 1)]
    return named
