"""Running the examples of a rulebook: each row's own situations are its tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from quanze.core.periods import last_day
from quanze.core.refusals import Refusal
from quanze.core.rulebook.conditions import Condition
from quanze.core.rulebook.examples import ExampleFacts
from quanze.core.rulebook.models import Adjustment, Bar, Clause, Competence, Example, Exclusion, Row, Rulebook, To
from quanze.core.rulebook.parsing import fault
from quanze.core.rulebook.verdict import Verdict, every, false, negated
from quanze.core.rulebook.words import YEARS

PROVED = ("clauses", "adjustments", "exclusions", "competence", "bars")  # the sections whose examples are run
OUTCOMES = {"applies": True, "does_not_apply": False, "depends": None}


def faults(rulebook: Rulebook) -> Iterator[Refusal]:
    """Every example that does not come out as it says."""
    for name in PROVED:
        for row in getattr(rulebook, name):
            for number, example in enumerate(row.examples):
                said = failing(row, example, rulebook)
                if said:
                    where = f"{rulebook.id}.{name}({row.id}).examples[{number}]"
                    yield fault(where, f"例子不成立：{said}", f"the example fails: {said}")


def failing(
    row: Clause | Adjustment | Exclusion | Competence | Bar, example: Example, rulebook: Rulebook
) -> str | None:
    """How an example of a row comes out otherwise than it says; None if it comes out."""
    if isinstance(row, Bar):
        return _bar(row, example)
    return _outcome(row, example, {name: p.value for name, p in rulebook.parameters.items()})


def verdict_of(row: Row, example: Example, parameters: Mapping[str, object]) -> Verdict:
    """The row's verdict on an example's facts."""
    facts = ExampleFacts(example.given, parameters)
    parts = [_to(row.to, facts)] if isinstance(row, Clause | Adjustment | Competence) else []
    conditions: list[Condition | None] = [getattr(row, "when", None), getattr(row, "consequence", None)]
    parts += [c.holds(facts) for c in conditions if c is not None]
    if isinstance(row, Adjustment) and row.unless is not None:
        parts.append(negated(row.unless.holds(facts)))
    return every(parts)


def _to(to: To, facts: ExampleFacts) -> Verdict:
    if facts.value("party.kind").value not in to.kinds:
        return false()
    relation = facts.value("party.relation").value
    if relation is not None and to.relations is not None and relation not in to.relations:
        return false()
    return to.when.holds(facts) if to.when is not None else every([])


def _outcome(
    row: Clause | Adjustment | Exclusion | Competence, example: Example, parameters: Mapping[str, object]
) -> str | None:
    if example.outcome not in OUTCOMES:
        return f"outcome {example.outcome}"
    try:
        verdict = verdict_of(row, example, parameters)
    except (ArithmeticError, AttributeError, KeyError, ValueError, TypeError) as error:
        return f"{type(error).__name__} {error}"
    if verdict.value is OUTCOMES[example.outcome]:
        return None
    return f"{example.outcome} ≠ {verdict.value} (missing: {', '.join(m.fact for m in verdict.missing)})"


def _bar(row: Bar, example: Example) -> str | None:
    if example.ends_on is None:
        return None
    start = example.given.get(row.from_)
    if start is None:
        return f"given lacks {row.from_}"
    try:
        ends = _ends(row, example, date.fromisoformat(str(start)))
    except (KeyError, ValueError, TypeError, OverflowError) as error:
        return f"{type(error).__name__} {error}"
    said = (example.ends_on, example.or_ends_on or ends[1])
    return None if said == ends else f"{example.ends_on} / {example.or_ends_on} ≠ {ends[0]} / {ends[1]}"


def _ends(row: Bar, example: Example, start: date) -> tuple[str, str | None]:
    """The last day, and the other reading's: by months from the start, by years at the year's end."""
    if row.months is None:
        last = max(YEARS.index(year) for year in (row.year, *row.years) if year is not None)
        return date(start.year + last, 12, 31).isoformat(), None
    months = example.given["months"] if row.months == "chosen" else row.months
    found = last_day(start, int(months))
    return found.ends_on.isoformat(), found.or_ends_on.isoformat() if found.or_ends_on else None
