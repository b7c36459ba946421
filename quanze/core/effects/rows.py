"""The values effect periods (影响期) are computed from and given back as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

Text = Mapping[str, str]  # {"zh": …, "en": …}

SANCTION_TRACKS = frozenset({"party", "state"})
# Ways of combining in which the unexpired remainder of a running sanction is added to the new period.
ADDING = frozenset({"sum", "capped"})


@dataclass(frozen=True, slots=True, kw_only=True)
class BarRow:
    """One row of a rulebook's bars: which methods bar what, for how long, and how it meets other periods.

    Exactly one of ``months`` (calendar months, or "chosen": the length written in the decision) and
    ``years`` ("same", "second", "third" appraisal year) says the length; neither: no period is set.
    ``cap_months`` limits "capped" periods, counted from the new decision.
    """

    id: str
    rulebook: str
    version: str
    article: str | None
    paragraph: str | None = None
    item: str | None = None
    mark: str = "T"
    methods: tuple[str, ...]
    ground: str | None = None  # accountability, unfitness; None: whatever the ground
    bar: str
    months: int | str | None = None
    years: tuple[str, ...] = ()
    from_: str = "decided_on"  # decided_on, restored_on
    combine: str | None = None  # sum, longest, absorb, capped, alone
    cap_months: int | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One method as decided about one person.

    ``id`` and ``replaces`` are ids of decisions: all measures of one decision share them and
    ``decided_on``. ``months`` is a length chosen in the decision, ``restored_on`` the day rights were
    restored after probation, ``count`` how many identical sanctions the decision merges. A decision that
    only revokes another is a measure whose method no row names.
    """

    method: str
    decided_on: date
    track: str  # party, state, handling, accountability, first_form
    months: int | None = None
    restored_on: date | None = None
    ground: str | None = None
    id: str | None = None
    replaces: str | None = None
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class BarSpan:
    """What a person may not receive, from ``starts_on`` to ``ends_on``, both inclusive.

    ``or_ends_on`` is the other, later reading where two remain. A None day is not known (the note says
    what is missing) or, where the row sets no period, has no end. ``combined`` names the way in which
    other periods changed this one: sum, capped, longest, absorb, rebased.
    ``counts_from`` is the day the length is counted from and ``placed_on`` the day on which running
    periods are looked for; both leave ``starts_on`` only after probation or when a decision is changed.
    """

    row: BarRow
    measure: Measure
    method: str
    bar: str
    starts_on: date | None = None
    ends_on: date | None = None
    or_ends_on: date | None = None
    note: Text | None = None
    combined: str | None = None
    counts_from: date | None = None
    placed_on: date

    @property
    def latest(self) -> date | None:
        """The last day by the later reading, None if no end is known."""
        return self.or_ends_on or self.ends_on

    @property
    def by_month(self) -> bool:
        """True for an effect period counted in months, False for a bar on a yearly appraisal."""
        return not self.row.years

    @property
    def of_sanction(self) -> bool:
        """True if the bar follows from a party or state sanction and is counted in months."""
        return self.by_month and self.measure.track in SANCTION_TRACKS

    @property
    def awaits_ground(self) -> bool:
        """True if the row asks for a ground (for accountability, for unfitness) that was not recorded."""
        return self.row.ground is not None and self.measure.ground is None


@dataclass(frozen=True, slots=True)
class DecisionBars:
    """The measures of one decision about one person, and the bars that follow from them."""

    measures: tuple[Measure, ...]
    spans: tuple[BarSpan, ...]

    @property
    def id(self) -> str | None:
        """The decision's id, if it has one."""
        return self.measures[0].id

    @property
    def decided_on(self) -> date:
        """The day of the decision."""
        return self.measures[0].decided_on

    @property
    def replaces(self) -> str | None:
        """The id of the decision that this one changes or revokes, if any."""
        return next((measure.replaces for measure in self.measures if measure.replaces), None)
