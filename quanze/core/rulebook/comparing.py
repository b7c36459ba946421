"""Comparisons of one known value with what a rule prints: ladders by step, money in yuan, inclusive."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from quanze.core.ladders import LADDERS, SETS
from quanze.core.rulebook.facts import Between, ladder_of

SIGNS = {"is": "=", "in": "∈", "at_least": "≥", "at_most": "≤", "above": ">", "below": "<", "has_any": "∋"}


def met(path: str, operator: str, value: Any, wanted: Any) -> bool | None:
    """True, False, or None when the value is not known well enough to say."""
    if value is None:
        return None
    if isinstance(value, Between):
        return _between(operator, value, Decimal(str(wanted)))
    if operator == "is":
        return bool(value == wanted)
    if operator == "in":
        return value in members(wanted)
    if operator == "has_any":
        return bool(set(value) & members(wanted))
    return _ordered(operator, *_ranks(path, value, wanted))


def members(wanted: Any) -> frozenset[str]:
    """The members of a list, or of a named set of core.ladders."""
    if isinstance(wanted, str):
        return SETS[wanted]
    return frozenset(wanted)


def wording(operator: str, wanted: Any) -> str:
    """The test as it reads, e.g. "≥ 1000000"."""
    shown_as = ", ".join(map(str, wanted)) if isinstance(wanted, list | tuple) else str(wanted)
    return f"{SIGNS[operator]} {shown_as.lower() if isinstance(wanted, bool) else shown_as}"


def shown(value: Any) -> Any:
    """A value as the sheet prints it: partly known sums as text, sets as sorted lists."""
    if isinstance(value, Between):
        return f"≥ {value.low}" if value.high is None else f"{value.low}–{value.high}"
    if isinstance(value, Collection) and not isinstance(value, str):
        return tuple(sorted(value))
    return value


def _ranks(path: str, value: Any, wanted: Any) -> tuple[Any, Any]:
    ladder = ladder_of(path)
    if ladder is None:
        return Decimal(str(value)), Decimal(str(wanted))
    steps = LADDERS[ladder]
    return steps.index(value), steps.index(wanted)


def _ordered(operator: str, value: Any, wanted: Any) -> bool:
    answers = {
        "at_least": value >= wanted,
        "at_most": value <= wanted,
        "above": value > wanted,
        "below": value < wanted,
    }
    return bool(answers[operator])


def _between(operator: str, value: Between, wanted: Decimal) -> bool | None:
    low = _ordered(operator, value.low, wanted)
    if operator in ("at_least", "above") and low:
        return True
    if value.high is None:
        return False if operator in ("at_most", "below") and not low else None
    high = _ordered(operator, value.high, wanted)
    return low if low == high else None
