"""Walking through the conditions of a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quanze.core.rulebook.conditions import All, AnyOf, Condition, Not, SomeViolation
from quanze.core.rulebook.counting import Count
from quanze.core.rulebook.models import Row


def conditions_of(row: Row) -> Iterator[Condition]:
    """Every condition a row carries."""
    for name in ("when", "consequence", "unless"):
        found = getattr(row, name, None)
        if found is not None:
            yield found
    to = getattr(row, "to", None)
    if to is not None and to.when is not None:
        yield to.when


def inside(condition: Condition) -> Iterator[Condition]:
    """A condition and all those within it."""
    yield condition
    parts: Iterable[Condition] = ()
    if isinstance(condition, All | AnyOf):
        parts = condition.parts
    elif isinstance(condition, Not):
        parts = (condition.part,)
    elif isinstance(condition, SomeViolation | Count):
        parts = (condition.where,)
    for part in parts:
        yield from inside(part)
