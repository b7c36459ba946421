"""Counts within a sliding window, three-valued: what is certain, what is possible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quanze.core.periods import add_months
from quanze.core.rulebook.conditions import Always, Condition
from quanze.core.rulebook.facts import Facts, Item
from quanze.core.rulebook.verdict import Missing, Reason, Verdict


@dataclass(frozen=True, slots=True)
class Tally:
    """Items that certainly count, items that may, and what is missing to know."""

    certain: tuple[Item, ...]
    possible: tuple[Item, ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """So many distinct persons or events, within a window of months (None: no window)."""

    of: str
    where: Condition
    operator: str  # at_least, at_most, exactly
    number: int
    within_months: int | str | None = None
    kind: str | None = None

    def holds(self, facts: Facts) -> Verdict:
        """The count's verdict; an unspecified window is unknown unless the count settles it alone."""
        tally = self._tally(facts)
        months = self._window(facts)
        low, high = bounds(tally, months, windowed=self.within_months is not None)
        met = self._met(low, high)
        if met is None:
            return Verdict(None, (), self._missing(tally, months))
        return Verdict(met, (Reason(fact=f"count.{self.kind or self.of}", about=None, value=low, test=self._test()),))

    def _tally(self, facts: Facts) -> Tally:
        certain: list[Item] = []
        possible: list[Item] = []
        missing: list[Missing] = []
        for item in facts.items(self.of, self.kind):
            verdict = self.where.holds(item.facts)
            if verdict.value is not False:
                possible.append(item)
            if verdict.value:
                certain.append(item)
            missing.extend(verdict.missing)
        return Tally(tuple(certain), tuple(possible), tuple(dict.fromkeys(missing)))

    def _window(self, facts: Facts) -> int | None:
        if isinstance(self.within_months, str):
            value = facts.parameter(self.within_months.removeprefix("$"))
            return int(value) if value is not None else None
        return self.within_months

    def _met(self, low: int, high: int) -> bool | None:
        if self.operator == "at_least":
            return True if low >= self.number else False if high < self.number else None
        if self.operator == "at_most":
            return True if high <= self.number else False if low > self.number else None
        return low == self.number if low == high else (None if low <= self.number <= high else False)

    def _missing(self, tally: Tally, months: int | None) -> tuple[Missing, ...]:
        named = list(tally.missing)
        if isinstance(self.within_months, str) and months is None:
            named.append(Missing(f"parameter.{self.within_months.removeprefix('$')}"))
        named += [Missing(f"{self.of}.on", item.who) for item in tally.possible if item.on is None and months]
        return tuple(dict.fromkeys(named)) or (Missing(f"{self.of}.on"),)

    def _test(self) -> str:
        sign = {"at_least": "≥", "at_most": "≤", "exactly": "="}[self.operator]
        return f"{sign} {self.number}" + (f" / {self.within_months} months" if self.within_months else "")


@dataclass(frozen=True, slots=True)
class InConsecutiveYears:
    """A thing that happened in so many consecutive years: last places, or yearly events of a kind."""

    of: str
    kind: str | None
    years: int

    def holds(self, facts: Facts) -> Verdict:
        """Whether there is such a run of years in one group."""
        items = [item for item in facts.items(self.of, self.kind) if item.on]
        reason = Reason(fact=f"{self.of}.years", about=None, value=len(items), test=f"{self.years} consecutive years")
        years: dict[str, set[int]] = {}
        for item in items:
            if item.on is not None:
                years.setdefault(item.who if self.of == "last_places" else "", set()).add(item.on.year)
        met = any(_runs(found, self.years) for found in years.values())
        return Verdict(met, (reason,))


@dataclass(frozen=True, slots=True)
class VoteShareBelow:
    """A recorded vote whose share of the valid ballots is below a figure in per cent."""

    percent: int

    def holds(self, facts: Facts) -> Verdict:
        """The latest vote decides; no vote recorded: it does not hold."""
        votes = [item for item in facts.items("votes", None) if item.on]
        if not votes:
            return Verdict(False, (Reason(fact="votes", about=None, value=0, test="≥ 1"),))
        latest = max(votes, key=lambda item: item.on or date.min)
        share = latest.facts.value("vote.percent").value
        test = f"< {self.percent} %"
        return Verdict(
            share < self.percent, (Reason(fact="vote.percent", about=latest.who, value=str(share), test=test),)
        )


def bounds(tally: Tally, months: int | None, *, windowed: bool) -> tuple[int, int]:
    """The least and the most distinct persons (or events) that count within the window."""
    if not windowed:
        return _distinct(tally.certain), _distinct(tally.possible)
    # One item alone stands within any window, whenever it was.
    least = max(_densest(tally.certain, months or 0), min(1, len(tally.certain)))
    if months is None:
        return least, _distinct(tally.possible)
    undated = [item for item in tally.possible if item.on is None]
    return least, max(_densest(tally.possible, months, undated), _distinct(undated))


def _densest(items: Sequence[Item], months: int, beside: Sequence[Item] = ()) -> int:
    """The most distinct in one window that starts on some item's day (half-open; 0 months: that day alone)."""
    dated = [(item.on, item) for item in items if item.on]
    best = 0
    for day, _ in dated:
        end = add_months(day, months) if months else day
        inside = [item for on, item in dated if day <= on and (on < end or on == day)]
        best = max(best, _distinct([*inside, *beside]))
    return best


def _distinct(items: Sequence[Item]) -> int:
    return len({item.who for item in items})


def _runs(years: set[int], length: int) -> bool:
    return any(all(year + k in years for k in range(length)) for year in years)


def anything() -> Condition:
    """The condition of a count that names none."""
    return Always()
