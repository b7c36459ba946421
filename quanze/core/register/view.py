"""The register as known at an instant: who led, held, looked after, was away and supervised on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from quanze.core.periods import Period
from quanze.core.register.known import in_force, period_of, touches
from quanze.core.register.lines import Lines
from quanze.core.register.rows import Portfolio, Tenure
from quanze.core.words.fields import field_of


@dataclass(frozen=True, slots=True)
class View(Lines):
    """All questions to the register at one state of knowledge; ``Register.view`` makes it."""

    def portfolios_for_field(self, unit: str, field: str, period: Period) -> tuple[Portfolio, ...]:
        """Portfolios for a field (finance, personnel …) held by posts of the unit in the period.

        Fields are free text; words near a known field mean that one (``field_of``). The post must have
        belonged to the unit, and have had the portfolio, on a day of the half-open period that is
        common to both.
        """
        meant, found = field_of(field), dict[int, Portfolio]()
        for post in self.posts_of(unit, period):
            common = period_of(post).intersection(period)
            for row in self._known(self.index.portfolios_of, post.id):
                if common is not None and meant in map(field_of, row.fields) and touches(row, common):
                    found[id(row)] = row
        return tuple(sorted(found.values(), key=lambda row: (row.starts_on or date.min, row.post)))

    def exercised(self, tenure: Tenure, period: Period) -> tuple[Period, ...]:
        """The parts of the half-open period in which the holder held the post and was not absent."""
        held = period_of(tenure).intersection(period)
        if held is None:
            return ()
        return without(held, (period_of(row) for row in self.absences_of(tenure.person, held)))

    def resident_groups_for(self, unit: str, on: date) -> tuple[str, ...]:
        """Resident discipline groups (派驻纪检组) that supervise the unit on the day."""
        return tuple(row.id for row in self._known(self.index.groups_over, unit) if in_force(row, on))

    def discipline_units_for(self, unit: str, on: date) -> tuple[str, ...]:
        """The discipline commissions of the unit itself on the day.

        These stand directly below the unit or, where it is an organ of a territory, directly
        below any unit of that territory's own set.
        """
        below = (child for own in self.territory_unit(unit, on) for child in self.children(own, on))
        commissions = (child for child in below if self._is_commission(child, on))
        return tuple(dict.fromkeys(commissions))

    def _is_commission(self, unit: str, on: date) -> bool:
        row = self.organization(unit, on)
        return row is not None and row.kind == "discipline_commission"


def without(whole: Period, gaps: Iterable[Period]) -> tuple[Period, ...]:
    """The parts of ``whole`` outside all ``gaps``; gaps touch ``whole`` and come earlier start first."""
    parts: list[Period] = []
    rest: Period | None = whole
    for gap in gaps:
        if rest is None:
            break
        before = Period(rest.starts_on, gap.starts_on)
        if gap.starts_on is not None and not before.is_empty:
            parts.append(before)
        rest = _after(rest, gap)
    return (*parts, rest) if rest is not None else tuple(parts)


def _after(rest: Period, gap: Period) -> Period | None:
    if gap.ends_before is None:
        return None
    return rest.intersection(Period(gap.ends_before, None))
