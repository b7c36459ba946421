"""Where one period takes up another instead of being added: alone, absorbed, the longer of two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from quanze.core.effects import notes
from quanze.core.effects.rows import SANCTION_TRACKS, BarSpan, DecisionBars
from quanze.core.periods.period import ONE_DAY


def imposed_alone(decision: DecisionBars) -> DecisionBars:
    """``decision`` without the bars that need the method alone, if it holds a sanction too (RZ2010 art. 27)."""
    if not any(measure.track in SANCTION_TRACKS for measure in decision.measures):
        return decision
    return replace(decision, spans=tuple(span for span in decision.spans if span.row.combine != "alone"))


def absorbed(decisions: Sequence[DecisionBars]) -> list[DecisionBars]:
    """``decisions`` with each admonition ended on the day before a later sanction's period starts.

    An admonition of the same day leaves no bar of its own, and the sanction's says so. A sanction whose
    period ends before the admonition's absorbs nothing.
    Source: practice published for the 2015 rules on reminder, inquiry and admonition (art. 19).
    """
    every = [span for decision in decisions for span in decision.spans]
    gone = [by for span in every if (by := _absorber(span, every)) and by.starts_on == span.starts_on]
    return [
        replace(decision, spans=tuple(kept for span in decision.spans for kept in _absorbed(span, every, gone)))
        for decision in decisions
    ]


def the_longer(decisions: Sequence[DecisionBars]) -> list[DecisionBars]:
    """``decisions`` with one bar where handling and a sanction bar the same thing: the longer one.

    In one decision the shorter bar goes and the longer says so; in two decisions whose periods overlap
    both keep their days, nothing is added, and the handling's bar names the end that counts.
    Sources: ZZ2021 art. 11, RZ2010 art. 27, RY2019 on taking office after accountability.
    """
    sanctions = [span for decision in decisions for span in decision.spans if span.of_sanction]
    result = [_one_of_two(decision) for decision in decisions]
    return [replace(one, spans=tuple(_beside(span, sanctions) for span in one.spans)) for one in result]


def _absorber(span: BarSpan, every: Iterable[BarSpan]) -> BarSpan | None:
    start, latest = span.starts_on, span.latest
    if span.row.combine != "absorb" or not span.by_month or start is None or latest is None:
        return None
    later = [
        other
        for other in every
        if other.of_sanction
        and other.starts_on is not None
        and start <= other.starts_on <= latest
        and (other.ends_on is None or other.ends_on >= latest)
    ]
    return min(later, key=lambda other: (other.starts_on or start, other.ends_on or latest), default=None)


def _absorbed(span: BarSpan, every: Sequence[BarSpan], gone: Sequence[BarSpan]) -> list[BarSpan]:
    by = _absorber(span, every)
    if by is None or by.starts_on is None:
        told = any(span is other for other in gone)
        return [replace(span, note=notes.joined(span.note, notes.ABSORBED_WHOLE))] if told else [span]
    if by.starts_on == span.starts_on:
        return []
    last, note = by.starts_on - ONE_DAY, notes.absorbed(by.method, by.starts_on)
    ends_on = min(span.ends_on or last, last)
    return [replace(span, ends_on=ends_on, or_ends_on=None, combined="absorb", note=notes.joined(span.note, note))]


def _one_of_two(decision: DecisionBars) -> DecisionBars:
    handlings = [span for span in decision.spans if _yields(span)]
    sanctions = [span for span in decision.spans if span.of_sanction]
    shorter = [h for h in handlings if any(_covers(s, h) for s in sanctions)]
    longer = [h for h in handlings if not any(h is span for span in shorter)]
    shorter += [s for s in sanctions if any(_covers(h, s) for h in longer)]
    kept = [span for span in decision.spans if not any(span is gone for gone in shorter)]
    return replace(decision, spans=tuple(_governs(span, shorter) for span in kept))


def _governs(span: BarSpan, shorter: Iterable[BarSpan]) -> BarSpan:
    if not any(_covers(span, gone) and (_yields(span) or _yields(gone)) for gone in shorter):
        return span
    return replace(span, combined=span.combined or "longest", note=notes.joined(span.note, notes.TOGETHER))


def _beside(span: BarSpan, sanctions: Iterable[BarSpan]) -> BarSpan:
    beside = [other for other in sanctions if _yields(span) and other.bar == span.bar and _overlap(span, other)]
    if span.combined == "longest" or not beside:
        return span
    longest = max(beside, key=lambda other: other.ends_on or other.placed_on)
    counts = max(longest.ends_on or span.placed_on, span.ends_on or span.placed_on)
    note = notes.joined(span.note, notes.overlapping(longest.method, counts))
    return replace(span, combined="longest", note=note)


def _yields(span: BarSpan) -> bool:
    return span.row.combine == "longest" and span.by_month and not span.of_sanction and not span.awaits_ground


def _covers(one: BarSpan, other: BarSpan) -> bool:
    """True if both bar the same from the same day and ``one`` ends no earlier by either reading."""
    if one.bar != other.bar or one.starts_on is None or one.starts_on != other.starts_on:
        return False
    if one.ends_on is None or other.ends_on is None:
        return False
    return one.ends_on >= other.ends_on and (one.latest or one.ends_on) >= (other.latest or other.ends_on)


def _overlap(one: BarSpan, other: BarSpan) -> bool:
    if one.starts_on is None or other.starts_on is None or one.latest is None or other.latest is None:
        return False
    return one.starts_on <= other.latest and other.starts_on <= one.latest
