"""The bars of one person over all his decisions: added, capped, absorbed, the longer, alone, re-based."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from quanze.core.effects.adding import with_remainders
from quanze.core.effects.changing import rebased, stopped
from quanze.core.effects.rows import BarRow, BarSpan, DecisionBars, Measure
from quanze.core.effects.spans import bars_of, lengths
from quanze.core.effects.taking_up import absorbed, imposed_alone, the_longer
from quanze.core.refusals import Refusal


def bars_of_person(decisions: Iterable[tuple[Sequence[Measure], Sequence[BarRow]]]) -> tuple[BarSpan, ...]:
    """All bars of one person, combined: for each decision its measures and the rows that govern it.

    The rows may differ from decision to decision as rulebook versions do. Days are inclusive; the bars
    come in order of the decisions, then of measures and rows. Raises Refusal like ``combine``.
    """
    given = list(decisions)
    spans = [[span for measure in own for span in bars_of(measure, rows)] for own, rows in given]
    return combine(spans, [own for own, _ in given])


def combine(
    spans_by_decision: Sequence[Sequence[BarSpan]], measures_by_decision: Sequence[Sequence[Measure]] | None = None
) -> tuple[BarSpan, ...]:
    """The bars of one person with every decision taken into account; days inclusive, by day of decision.

    ``spans_by_decision`` holds the ``bars_of`` each decision. ``measures_by_decision``, equally long, holds
    its measures; without it only measures that carry a bar are seen, and a dismissal or a revocation that
    is replaced or replaces is missed. The order in which decisions are given does not matter.
    Raises Refusal "replaced_decision" if a decision replaces one that is not among the earlier ones.
    """
    if measures_by_decision is None:
        measures_by_decision = [_measures(spans) for spans in spans_by_decision]
    given = zip(measures_by_decision, spans_by_decision, strict=True)
    decisions = _in_order([DecisionBars(tuple(own), tuple(spans)) for own, spans in given if own])
    standing, gone = _changed([imposed_alone(decision) for decision in decisions])
    settled = the_longer(absorbed([*with_remainders(standing), *gone]))
    return tuple(span for decision in _in_order(settled) for span in decision.spans)


def _changed(decisions: Iterable[DecisionBars]) -> tuple[list[DecisionBars], list[DecisionBars]]:
    """The decisions that stand, re-based where they replace another, and the replaced ones with their bars cut."""
    standing: list[DecisionBars] = []
    before: dict[str, DecisionBars] = {}  # replaced decisions as they stood until then
    gone: list[DecisionBars] = []
    for new in decisions:
        if new.replaces is not None:
            if new.replaces not in before:
                old = _find(with_remainders(standing), new)
                before[new.replaces] = old
                gone.append(stopped(old, new.decided_on))
                standing = [decision for decision in standing if decision.id != new.replaces]
            new = rebased(new, before[new.replaces])
        standing.append(new)
    return standing, gone


def _find(earlier: Iterable[DecisionBars], new: DecisionBars) -> DecisionBars:
    for decision in earlier:
        if decision.id == new.replaces:
            return decision
    raise Refusal(
        "replaced_decision",
        zh=f"{new.decided_on}的决定所变更的“{new.replaces}”不在此前的决定之中，请补充原决定或者更正编号。",
        en=f"The decision of {new.decided_on} replaces {new.replaces}, which is not among the earlier decisions; "
        "give the original decision or correct the id.",
        where="decisions",
    )


def _in_order(decisions: Sequence[DecisionBars]) -> list[DecisionBars]:
    """By day; on one day the replaced before the replacing, then the shorter period, so that input order is no fact."""
    replaces = {decision.id: decision.replaces for decision in decisions if decision.id is not None}
    return sorted(decisions, key=lambda decision: _order(decision, replaces))


def _order(decision: DecisionBars, replaces: Mapping[str, str | None]) -> tuple[str, int, int, str, tuple[str, ...]]:
    depth, other = 0, decision.replaces
    while other is not None and depth <= len(replaces):
        depth, other = depth + 1, replaces.get(other)
    longest = max(((lengths(span) or (0, 0))[1] for span in decision.spans), default=0)
    methods = tuple(measure.method for measure in decision.measures)
    return decision.decided_on.isoformat(), depth, longest, decision.id or "", methods


def _measures(spans: Iterable[BarSpan]) -> list[Measure]:
    seen: list[Measure] = []
    for span in spans:
        if span.measure not in seen:
            seen.append(span.measure)
    return seen
