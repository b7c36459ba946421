"""Questions about bars: does one run on a day, which may run, and how long is the longest."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from quanze.core.effects.rows import BarRow, BarSpan


def serving(span: BarSpan, day: date) -> bool | None:
    """Whether the bar runs on ``day``, its first and last day included; None: the facts do not say.

    Unknown if its start, its length or the ground it needs is unknown, or if only one of two readings
    reaches ``day``. A bar for which the rule sets no period runs from its start without end.
    """
    if span.starts_on is None:
        return None
    if day < span.starts_on or (span.latest is not None and day > span.latest):
        return False
    if span.awaits_ground:
        return None
    if span.ends_on is None:
        return True if span.row.months is None else None
    return True if day <= span.ends_on else None


def running_on(spans: Iterable[BarSpan], day: date) -> tuple[BarSpan, ...]:
    """The bars that run on ``day`` or may run on it; ``serving`` tells the two apart."""
    return tuple(span for span in spans if serving(span, day) is not False)


def longest_bar_months(methods: Collection[str], rows: Iterable[BarRow]) -> int:
    """The longest effect period, in months, that any of ``methods`` carries under ``rows``; 0 if none does.

    For comparing an old and a new rule (CF2023 art. 158): the same single measure is compared, so neither
    remainders nor merged sanctions count. A length left to the decision counts as its cap, without one as 0.
    """
    concerned = (row for row in rows if any(method in row.methods for method in methods))
    return max((_months(row) for row in concerned), default=0)


def _months(row: BarRow) -> int:
    return row.months if isinstance(row.months, int) else (row.cap_months or 0)
