"""Rows of the real regulations, and short ways to write decisions, for the tests of effect periods."""

from __future__ import annotations

from datetime import date
from typing import Any

from quanze.core.effects import BarRow, BarSpan, Measure, bars_of_person


def row(rulebook: str, article: str, methods: str, bar: str, **more: Any) -> BarRow:
    first = methods.split()
    return BarRow(
        id=f"{article}-{first[0]}-{bar}",
        rulebook=rulebook,
        version=rulebook,
        article=article,
        methods=tuple(first),
        bar=bar,
        **more,
    )


CF2003 = (row("CF2003", "12", "party_warning party_serious_warning", "no_promotion", months=12, combine="sum"),)
CF2023 = (
    row("CF2023", "10", "party_warning", "no_promotion", months=12, combine="sum"),
    row("CF2023", "10", "party_warning", "no_further_use", months=12, combine="sum"),
    row("CF2023", "10", "party_serious_warning", "no_promotion", months=18, combine="sum"),
    row("CF2023", "10", "party_serious_warning", "no_further_use", months=18, combine="sum"),
    row("CF2023", "11", "party_removal", "no_equal_or_higher_post", months=24, combine="sum"),
    row("CF2023", "12", "party_probation", "no_equal_or_higher_post", months=24, from_="restored_on", combine="sum"),
    row("CF2023", "13", "party_expulsion", "no_readmission", months=60),
)
_STATE = {"state_warning": 6, "state_demerit": 12, "state_major_demerit": 18, "state_demotion": 24, "state_removal": 24}
ZW2020 = tuple(
    row("ZW2020", "19", method, "no_promotion", months=months, combine="capped", cap_months=48)
    for method, months in _STATE.items()
)
ZZ2021 = (
    row("ZZ2021", "11", "post_adjustment", "no_promotion", months=12, combine="longest"),
    row("ZZ2021", "11", "ordered_resignation removal", "no_leading_post", months=12, combine="longest"),
    row("ZZ2021", "11", "ordered_resignation removal", "no_higher_post", months=24, combine="longest"),
    row("ZZ2021", "11", "demotion", "no_promotion", months=24, combine="longest"),
    row("ZZ2021", "11", "ordered_resignation removal demotion", "comment_only", years=("same",)),
)
RY2019 = (
    row("RY2019", "56", "removal", "no_leading_post", months=12, ground="accountability", combine="longest"),
    row("RY2019", "56", "removal", "no_promotion", months=12, ground="unfitness", combine="longest"),
)
RZ2010 = (
    row("RZ2010", "27", "ordered_resignation removal", "no_equal_post", months=12, combine="alone"),
    row("RZ2010", "27", "circular ordered_resignation removal demotion", "no_excellent_grade", years=("same",)),
)
YJ2015 = (
    row("YJ2015", "19", "admonition", "no_promotion", months=6, combine="absorb"),
    row("YJ2015", "19", "admonition", "no_excellent_grade", years=("same",)),
)
APPRAISAL = (
    row("APPRAISAL", "1", "party_probation", "incompetent_grade", years=("same",)),
    row("APPRAISAL", "1", "party_probation", "comment_only", years=("second", "third")),
)
ALL = (*CF2023, *ZW2020, *ZZ2021, *RZ2010, *YJ2015)

_TRACKS = {"party_": "party", "state_": "state", "admonition": "first_form", "circular": "accountability"}


def day(text: str) -> date:
    return date.fromisoformat(text)


def measure(method: str, decided_on: str | date, **more: Any) -> Measure:
    track = next((track for start, track in _TRACKS.items() if method.startswith(start)), "handling")
    if isinstance(decided_on, str):
        decided_on = day(decided_on)
    return Measure(method=method, decided_on=decided_on, track=track, **more)


def bars(*decisions: Measure | tuple[Measure, ...], rows: tuple[BarRow, ...] = ALL) -> tuple[BarSpan, ...]:
    """The combined bars of decisions, each one measure or a tuple of them."""
    return bars_of_person([((one,) if isinstance(one, Measure) else one, rows) for one in decisions])


def days(spans: tuple[BarSpan, ...], method: str, bar: str = "no_promotion") -> list[tuple[str, str, str]]:
    """First, last and other last day of each bar of that method, as ISO text or "?"."""
    found = [span for span in spans if (span.method, span.bar) == (method, bar)]
    return [tuple(str(d or "?") for d in (span.starts_on, span.ends_on, span.or_ends_on)) for span in found]  # type: ignore[misc]
