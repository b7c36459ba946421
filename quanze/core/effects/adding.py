"""A sanction decided while another runs: the remainder of the old period plus the new one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from quanze.core.effects import notes
from quanze.core.effects.rows import ADDING, SANCTION_TRACKS, BarSpan, DecisionBars
from quanze.core.effects.spans import counted
from quanze.core.periods import add_months, months_between
from quanze.core.periods.period import ONE_DAY


def with_remainders(decisions: Sequence[DecisionBars]) -> list[DecisionBars]:
    """``decisions`` (in order, none replaced) with each sanction's period lengthened by what still ran.

    Per track: a party sanction meets party sanctions, a state sanction state sanctions. The remainder
    is that of the sanction's period as a whole, whatever it bars, because the texts add periods and not
    single bars. Without a cap for party sanctions (CF2023 art. 21; earlier by the CCDI answer of 2020),
    48 months from the new decision at most for state sanctions (XZ2007 art. 10(2)): the rows say which.
    """
    settled = list(decisions)
    for track in SANCTION_TRACKS:
        _settle(settled, track)
    return settled


def _settle(decisions: list[DecisionBars], track: str) -> None:
    """Lengthen the periods of one track in place, each by those placed before it."""
    places = {index: place for index, one in enumerate(decisions) if (place := _place(one, track)) is not None}
    earlier: list[BarSpan] = []
    for index in sorted(places, key=lambda index: (places[index], index)):
        own = decisions[index].spans
        spans = [_lengthened(span, earlier) if _receives(span, track, own) else span for span in own]
        decisions[index] = replace(decisions[index], spans=tuple(spans))
        earlier.extend(span for span in spans if _adds(span, track))


def _adds(span: BarSpan, track: str) -> bool:
    return span.row.combine in ADDING and span.by_month and span.measure.track == track


def _receives(span: BarSpan, track: str, own: Iterable[BarSpan]) -> bool:
    """True if a remainder is added to this bar: of probation only the part after restored rights, so that it adds once."""
    if not _adds(span, track):
        return False
    followed = any(other.row.from_ == "restored_on" and other.measure == span.measure for other in own)
    return span.row.from_ == "restored_on" or not followed


def _place(decision: DecisionBars, track: str) -> date | None:
    return min((span.placed_on for span in decision.spans if _adds(span, track)), default=None)


def _lengthened(span: BarSpan, earlier: Iterable[BarSpan]) -> BarSpan:
    running = [old for old in earlier if _may_run(old, span.placed_on)]
    if not running or span.counts_from is None:
        return span
    ends = [old.ends_on for old in running if old.ends_on is not None]
    if len(ends) < len(running):
        return replace(span, ends_on=None, or_ends_on=None, note=notes.joined(span.note, notes.REMAINDER_UNKNOWN))
    latest = max(old.latest for old in running if old.latest is not None)
    bases = [_carried(span.placed_on, span.counts_from, end) for end in (max(ends), latest)]
    return _told(counted(span, *bases), latest)


def _may_run(old: BarSpan, day: date) -> bool:
    return old.latest is None or old.latest >= day


def _carried(placed_on: date, counts_from: date, earlier_end: date) -> date:
    """The day from which the new months count once the remainder up to ``earlier_end`` (inclusive) is served.

    That is the first free day, or as much later as the count itself starts after the decision (probation).
    """
    free = max(earlier_end + ONE_DAY, placed_on)
    months = months_between(placed_on, free)
    days = free - add_months(placed_on, months)
    return free if counts_from == placed_on else add_months(counts_from, months) + days


def _told(span: BarSpan, earlier_end: date) -> BarSpan:
    cap = span.row.cap_months if span.row.combine == "capped" else None
    limit = notes.capped(cap) if cap is not None else None
    return replace(span, combined=span.row.combine, note=notes.joined(span.note, notes.added(earlier_end), limit))
