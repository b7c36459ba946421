"""The methods that a clause grades: which of them hang on a degree or a finding that the clause names (reading 26).

RZ2010 arts. 20, 21; WZ2016 art. 7; WZ2019 art. 8. A recorded degree opens its own methods and those of lower ones,
for the methods may be combined; while it is open, the higher methods wait for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from quanze.core.ladders import LADDERS
from quanze.core.rulebook.conditions import All, Always, AnyOf, Condition, FactTest
from quanze.core.rulebook.facts import Facts, ladder_of
from quanze.core.rulebook.models import Indication
from quanze.core.rulebook.verdict import Missing, Verdict, some

DEGREES = frozenset({"incident.circumstances", "incident.harm"})


def graded(rows: Sequence[Indication], facts: Facts) -> Mapping[str, Verdict]:
    """What each method that the rows name hangs on; a method they do not name hangs on nothing."""
    reached: dict[str, list[Verdict]] = {}
    for row in rows:
        verdict = least(row.when).holds(facts)
        for method in row.methods:
            reached.setdefault(method, []).append(verdict)
    return {method: some(verdicts) for method, verdicts in reached.items()}


def least(condition: Condition) -> Condition:
    """The condition with each degree read as the least that is needed; the lowest step is always reached."""
    if isinstance(condition, All | AnyOf):
        return type(condition)(tuple(least(part) for part in condition.parts))
    if not isinstance(condition, FactTest) or condition.path not in DEGREES:
        return condition
    lowest = LADDERS[ladder_of(condition.path) or ""][0]
    if condition.operator == "at_most" or condition.wanted == lowest:
        return Always()
    return FactTest(condition.path, "at_least", condition.wanted)


def waiting(rows: Sequence[Indication], method: str, missing: Sequence[Missing]) -> tuple[Mapping[str, Any], ...]:
    """The open facts that a graded method hangs on, each degree with the step that is needed (``at_least``)."""
    steps = {test.path: test.wanted for row in rows if method in row.methods for test in _tests(least(row.when))}
    return tuple(
        {"fact": m.fact, "about": m.about or None} | ({"at_least": steps[m.fact]} if m.fact in steps else {})
        for m in missing
    )


def _tests(condition: Condition) -> Iterator[FactTest]:
    if isinstance(condition, All | AnyOf):
        for part in condition.parts:
            yield from _tests(part)
    elif isinstance(condition, FactTest) and condition.path in DEGREES:
        yield condition
