"""A table that claims to be complete: every combination of counts meets exactly one of its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from quanze.core.refusals import Refusal
from quanze.core.rulebook.counting import Count
from quanze.core.rulebook.examples import ExampleFacts
from quanze.core.rulebook.models import Clause, Completeness, Rulebook
from quanze.core.rulebook.nodes import conditions_of, inside
from quanze.core.rulebook.parsing import fault
from quanze.core.rulebook.verdict import every

MOST = 10_000  # combinations that one claim may ask for


def faults(rulebook: Rulebook) -> Iterator[Refusal]:
    """Every gap and overlap in the tables of a rulebook that claim to be complete (determination.md §6)."""
    for number, claim in enumerate(rulebook.complete):
        where = f"{rulebook.id}.complete[{number}]"
        rows = [clause for clause in rulebook.clauses if _counted(clause, claim)]
        if not rows or not 0 < (claim.up_to + 1) ** len(claim.events) <= MOST:
            yield fault(where, "没有可核对的行，或者组合过多", "there are no rows to check, or too many combinations")
        elif claim.up_to < (largest := _largest(rows, claim)):
            yield fault(where, f"up_to 应不小于 {largest}", f"up_to must reach {largest}, which a row names")
        else:
            yield from _holes(where, claim, rows, {name: p.value for name, p in rulebook.parameters.items()})


def _holes(where: str, claim: Completeness, rows: Sequence[Clause], parameters: Mapping[str, Any]) -> Iterator[Refusal]:
    for counts in product(range(claim.up_to + 1), repeat=len(claim.events)):
        if not any(counts):
            continue
        found = dict(zip(claim.events, counts, strict=True))
        facts = ExampleFacts({"events": _events(found)}, parameters)
        met = [row.id for row in rows if _holds(row, facts)]
        said = ", ".join(f"{kind} {count}" for kind, count in found.items())
        if not met:
            yield fault(where, f"表有空缺：{said}", f"the table has a gap: {said}")
        elif len(met) > 1:
            yield fault(where, f"表有重叠：{said}（{'、'.join(met)}）", f"rows {', '.join(met)} overlap: {said}")


def _holds(row: Clause, facts: ExampleFacts) -> bool:
    parts = [c.holds(facts) for c in (row.when, row.consequence) if c is not None]
    return every(parts).value is True


def _events(counts: Mapping[str, int]) -> list[dict[str, str]]:
    """So many events of each kind, all on one day, so that every window holds them."""
    return [{"kind": kind, "on": "2000-01-01"} for kind, count in counts.items() for _ in range(count)]


def _counted(clause: Clause, claim: Completeness) -> list[Count]:
    nodes = [node for condition in conditions_of(clause) for node in inside(condition)]
    return [n for n in nodes if isinstance(n, Count) and n.of == "events" and n.kind in claim.events]


def _largest(rows: Sequence[Clause], claim: Completeness) -> int:
    return max(count.number for row in rows for count in _counted(row, claim))
