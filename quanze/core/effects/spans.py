"""From one measure and the rows of its rulebook to bars with their first and last day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from quanze.core.effects import notes
from quanze.core.effects.rows import BarRow, BarSpan, Measure
from quanze.core.periods import last_day

_YEARS = {"same": 0, "second": 1, "third": 2}


def bars_of(measure: Measure, rows: Iterable[BarRow]) -> tuple[BarSpan, ...]:
    """The bars that ``measure`` alone sets off under ``rows``, one for each row and appraisal year.

    First and last day are inclusive. Months end on the day before the corresponding date, with both
    readings where it does not exist; appraisal years end on 31 December. Rows for other methods or
    another ground give nothing; where the ground is unknown the bar stands with a note, and where a
    day or a length is unknown the bar stands without those days, with a note.
    Sources: CF2023 arts. 10-13, ZW2020 arts. 7-8, 15, ZZ2021 art. 11, as the rows cite them.
    """
    return tuple(span for row in rows if _concerns(row, measure) for span in _spans(row, measure))


def lengths(span: BarSpan) -> tuple[int, int] | None:
    """Shortest and longest length of the bar in months; None if unknown or if no period is set.

    They differ only for several identical sanctions merged without a chosen length: from one period to
    the sum, at most the row's cap (ZW2020 art. 15, XZ2007 art. 10). A chosen length outside is cut to it.
    """
    row, measure = span.row, span.measure
    if row.months == "chosen":
        return None if measure.months is None else (measure.months, measure.months)
    if not isinstance(row.months, int):
        return None
    most = row.months * measure.count if row.combine == "capped" else row.months
    if row.cap_months is not None:
        most = max(row.months, min(most, row.cap_months))
    if measure.count > 1 and measure.months is not None:
        chosen = min(max(measure.months, row.months), most)
        return chosen, chosen
    return row.months, most


def counted(span: BarSpan, base: date, or_base: date | None = None) -> BarSpan:
    """``span`` with its last day counted in months from ``base``, by the later reading from ``or_base``.

    A "capped" span never passes its cap, counted from ``counts_from``. Unknown length: no last day.
    """
    months = lengths(span)
    if months is None:
        return replace(span, ends_on=None, or_ends_on=None)
    ends_on = last_day(base, months[0]).ends_on
    latest = _latest(or_base or base, months[1])
    if span.row.combine == "capped" and span.row.cap_months is not None and span.counts_from is not None:
        ends_on = min(ends_on, last_day(span.counts_from, span.row.cap_months).ends_on)
        latest = min(latest, _latest(span.counts_from, span.row.cap_months))
    return replace(span, ends_on=ends_on, or_ends_on=latest if latest > ends_on else None)


def in_year(span: BarSpan, start: date, later: int) -> BarSpan:
    """``span`` laid on the appraisal year ``later`` years after that of ``start``.

    The year of ``start`` itself counts from ``start``, a later year from 1 January; both to 31 December.
    """
    year = start.year + later
    first = start if later == 0 else date(year, 1, 1)
    return replace(span, starts_on=first, ends_on=date(year, 12, 31), counts_from=first)


def _concerns(row: BarRow, measure: Measure) -> bool:
    return measure.method in row.methods and (row.ground is None or measure.ground in (None, row.ground))


def _spans(row: BarRow, measure: Measure) -> tuple[BarSpan, ...]:
    start = measure.restored_on if row.from_ == "restored_on" else measure.decided_on
    span = BarSpan(
        row=row,
        measure=measure,
        method=measure.method,
        bar=row.bar,
        starts_on=start,
        note=row.note,
        counts_from=start,
        placed_on=measure.decided_on,
    )
    if span.awaits_ground:
        span = replace(span, note=notes.joined(span.note, notes.ground_missing(row.ground or "")))
    if start is None:
        return (replace(span, note=notes.joined(span.note, notes.RESTORED_ON_MISSING)),)
    if row.years:
        return tuple(in_year(span, start, _YEARS[year]) for year in row.years)
    return (_explained(counted(span, start)),)


def _explained(span: BarSpan) -> BarSpan:
    months, row, measure = lengths(span), span.row, span.measure
    if months is None:
        note = notes.MONTHS_MISSING if row.months == "chosen" else notes.NO_PERIOD
        return replace(span, note=notes.joined(span.note, note))
    if months[0] < months[1]:
        return replace(span, combined="capped", note=notes.joined(span.note, notes.between(*months)))
    chosen, one = measure.months, row.months
    if measure.count > 1 and chosen is not None and isinstance(one, int) and chosen != months[0]:
        most = min(one * measure.count, row.cap_months or one * measure.count)
        return replace(span, note=notes.joined(span.note, notes.outside(chosen, one, most)))
    return span


def _latest(start: date, months: int) -> date:
    last = last_day(start, months)
    return last.or_ends_on or last.ends_on
