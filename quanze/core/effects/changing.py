"""A decision that changes or revokes another: the old bars stop, the new period is re-based.

Lighter (or equal): it counts from the original decision. Heavier: from the new decision, less the time
already served. Source: CCDI answer of 2021, by analogy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from quanze.core.effects import notes
from quanze.core.effects.rows import SANCTION_TRACKS, BarSpan, DecisionBars, Measure
from quanze.core.effects.spans import counted, in_year
from quanze.core.ladders import LADDERS
from quanze.core.periods import add_months, months_between
from quanze.core.periods.period import ONE_DAY

# Institution staff have 降低岗位等级 where civil servants have 降级 and 撤职.
_SAME_STEP = {"post_grade_reduction": "state_demotion"}


def change_of_weight(new: Measure, old: Sequence[Measure]) -> str:
    """How ``new`` compares with the heaviest of the replaced decision's measures on the same track.

    "lighter", "same" or "heavier" by the ladder of sanctions; "same" for the same method off the ladders;
    "added" for a sanction on a track the old decision did not touch; "open" where no ladder weighs the two.
    """
    if new.track not in SANCTION_TRACKS:
        return "same" if any(measure.method == new.method for measure in old) else "open"
    before = [_step(measure) for measure in old if measure.track == new.track]
    if not before:
        return "added"
    after, heaviest = _step(new), max(before)
    if after == heaviest:
        return "same"
    return "heavier" if after > heaviest else "lighter"


def rebased(new: DecisionBars, old: DecisionBars) -> DecisionBars:
    """``new`` with each bar counted as its change against the replaced decision ``old`` demands.

    ``old`` carries its bars as they stood before the change, remainders included.
    """
    return replace(new, spans=tuple(_rebased(span, old) for span in new.spans))


def stopped(old: DecisionBars, day: date) -> DecisionBars:
    """``old`` with its bars ended on the day before ``day``, the day of the decision that replaces it.

    Bars that had ended before stay as they were; those that had not begun fall away.
    """
    begun = [span for span in old.spans if span.starts_on is not None and span.starts_on < day]
    return replace(old, spans=tuple(_cut(span, day - ONE_DAY) for span in begun))


def _step(measure: Measure) -> int:
    return LADDERS[f"{measure.track}_sanction"].index(_SAME_STEP.get(measure.method, measure.method))


def _rebased(span: BarSpan, old: DecisionBars) -> BarSpan:
    change = change_of_weight(span.measure, old.measures)
    if change == "added" or span.starts_on is None:
        return span
    if change == "open":
        return _either(span, old)
    return _less_served(span, old) if change == "heavier" else _from_original(span, old)


def _from_original(span: BarSpan, old: DecisionBars) -> BarSpan:
    if span.row.from_ != "decided_on":
        return span
    origin, told = _origin(old, span.measure.track), notes.joined(span.note, notes.LIGHTER)
    span = replace(span, starts_on=origin, placed_on=_place(old, span.measure.track), combined="rebased", note=told)
    if not span.by_month:
        later = (span.ends_on or origin).year - span.measure.decided_on.year
        return in_year(span, origin, later)
    return counted(replace(span, counts_from=origin), origin)


def _less_served(span: BarSpan, old: DecisionBars) -> BarSpan:
    if not span.by_month or span.counts_from is None:
        return span
    track, changed_on = span.measure.track, span.measure.decided_on
    ran_out = all(was.latest is not None and was.latest < changed_on for was in _periods(old, track))
    base = _less(span.counts_from, old, track, changed_on)
    placed_on = changed_on if ran_out else _place(old, track)
    span = replace(span, counts_from=base, placed_on=placed_on, combined="rebased")
    return _begun(counted(replace(span, note=notes.joined(span.note, notes.HEAVIER)), base))


def _either(span: BarSpan, old: DecisionBars) -> BarSpan:
    if not span.by_month or span.counts_from is None:
        return span
    origin = _origin(old, span.measure.track)
    span = replace(span, combined="rebased", note=notes.joined(span.note, notes.WEIGHT_OPEN))
    return _begun(replace(counted(span, origin, span.counts_from), counts_from=origin))


def _begun(span: BarSpan) -> BarSpan:
    """Where the new period was already served when it was decided, its days are those it was served on."""
    over = span.starts_on is not None and span.latest is not None and span.latest < span.starts_on
    return replace(span, starts_on=span.counts_from) if over else span


def _cut(span: BarSpan, last: date) -> BarSpan:
    if span.latest is not None and span.latest <= last:
        return span
    ends_on = last if span.ends_on is None else min(span.ends_on, last)
    other = last if ends_on < last else None
    return replace(span, ends_on=ends_on, or_ends_on=other, note=notes.joined(span.note, notes.STOPPED))


def _periods(old: DecisionBars, track: str) -> list[BarSpan]:
    return [span for span in old.spans if span.by_month and span.measure.track == track]


def _origin(old: DecisionBars, track: str) -> date:
    """The day from which the replaced decision counted on this track; its own day if it set no period."""
    days = [span.counts_from for span in _periods(old, track) if span.row.from_ == "decided_on" and span.counts_from]
    return min(days, default=old.decided_on)


def _place(old: DecisionBars, track: str) -> date:
    return min((span.placed_on for span in _periods(old, track)), default=old.decided_on)


def _less(start: date, old: DecisionBars, track: str, changed_on: date) -> date:
    """``start`` moved back by what of the replaced period lay before ``changed_on``.

    Nothing where the old decision set no period or where it had not begun.
    """
    served = [
        _moved_back(start, span.counts_from, min(changed_on, (span.ends_on or changed_on) + ONE_DAY))
        for span in _periods(old, track)
        if span.counts_from is not None and span.counts_from < changed_on
    ]
    return min(served, default=start)


def _moved_back(start: date, first: date, free: date) -> date:
    """``start`` less the months, then days, from ``first`` to ``free``: the period served, half-open."""
    months = months_between(first, free)
    days = free - add_months(first, months)
    return first if start == free else add_months(start, -months) - days
