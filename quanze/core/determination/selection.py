"""Which rules: by area, day and version; the rule of the conduct for circumstances, of the act for procedure.

determination.md §4 step 1; regulations §0.1, §0.2 (CF2023 art. 158; WZ2016 art. 13).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from quanze.core.determination.case import Case
from quanze.core.ladders import LADDERS
from quanze.core.periods import Period, days_of
from quanze.core.rulebook.library import Library
from quanze.core.rulebook.models import Identity, Rulebook

SANCTION_TRACKS = frozenset({"party", "state"})


@dataclass(frozen=True, slots=True)
class Chosen:
    """A rulebook taken for a use; ``certain`` False: in force on only some of the days the conduct may have ended."""

    rulebook: Rulebook
    uses: tuple[str, ...]
    certain: bool = True
    dated: bool = True  # False: its start is not at hand and not set


@dataclass(frozen=True, slots=True)
class Selection:
    """Rulebooks for circumstances (day of the conduct), sanctions of today, and the day of the act."""

    conduct: tuple[Chosen, ...]
    acting: tuple[Rulebook, ...]
    asked_for: frozenset[str]

    def of_family(self, family: str) -> Rulebook | None:
        """The version of a regulation in force on the day of the act."""
        for rulebook in self.acting:
            if rulebook.identity.family == family:
                return rulebook
        return None


@dataclass(frozen=True, slots=True)
class Switches:
    """What the asker switched: named rulebooks (None: all of the area), and clauses marked unverified."""

    rulebooks: frozenset[str] | None = None
    unverified: bool = False


def conduct_end(case: Case) -> tuple[date, date]:
    """The earliest and the latest day on which the conduct may have ended (both inclusive)."""
    last = case.conduct.last
    if last is not None:
        return (case.conduct.last_from or last, last)
    return (case.conduct.first or date(1949, 1, 1), case.asked_on)


def select(case: Case, library: Library, switches: Switches) -> Selection:
    """The rulebooks of the case."""
    named = switches.rulebooks
    usable = sorted((i for i in library.reaching(case.area) if _wanted(i, case, named)), key=_rank)
    earliest, latest = conduct_end(case)
    conduct = [c for i in usable if (c := _of_conduct(i, case, library, earliest, latest))]
    acting = [library.rulebook(i.id) for i in usable if _on(i, case, library, case.asked_on)]
    return Selection(tuple(conduct), tuple(acting), named or frozenset())


def _rank(identity: Identity) -> tuple[int, int, str]:
    """Higher issuers first, later texts first among equals (regulations §0.2(4))."""
    started = int((identity.in_force.starts_on or "0").replace("-", "").ljust(8, "0"))
    return -LADDERS["level"].index(identity.level), -started, identity.id


def _wanted(identity: Identity, case: Case, named: frozenset[str] | None) -> bool:
    if named is not None:
        return identity.id in named
    return not identity.off or case.parameters.get(f"{identity.id}.on") is True


def begun(library: Library, id: str, case: Case) -> bool:
    """True if a rulebook is at hand and not later than the day asked; of a start known by its year or month, the first day."""
    if id not in library.identities:
        return False
    printed = case.parameters.get(f"{id}.starts_on") or library.identities[id].in_force.starts_on
    return printed is None or days_of(printed)[0] <= case.asked_on


def _on(identity: Identity, case: Case, library: Library, day: date) -> bool:
    period = library.period(identity.id, case.parameters)
    return period is not None and period.contains(day)


def _of_conduct(identity: Identity, case: Case, library: Library, earliest: date, latest: date) -> Chosen | None:
    """The rulebook if its text may govern the conduct; only then is it built."""
    period = library.period(identity.id, case.parameters)
    if period is None:
        return Chosen(library.rulebook(identity.id), ("circumstance",), certain=False, dated=False)
    if not begun(library, identity.id, case):
        return None  # whoever asks on a day cannot be answered by a text that is later than that day
    certain = identity.kind == "guiding_case" or all(period.contains(day) for day in (earliest, latest))
    if certain or any(period.contains(day) for day in (earliest, latest)) or _begins_inside(period, earliest, latest):
        return Chosen(library.rulebook(identity.id), ("circumstance",), certain=certain)
    return None


def _begins_inside(period: Period, earliest: date, latest: date) -> bool:
    """A text that came and went within the days the conduct may have ended."""
    return period.starts_on is not None and earliest <= period.starts_on <= latest


def versions(rulebooks: Sequence[Rulebook]) -> Mapping[str, Rulebook]:
    """Rulebooks by family."""
    return {r.identity.family or r.id: r for r in rulebooks}
