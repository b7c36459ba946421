"""Which rulebooks' bars govern a decision already made: those of its day, sanction codes by old-or-milder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from quanze.core.determination.case import Case, Decision
from quanze.core.determination.selection import Switches
from quanze.core.rulebook.library import Library
from quanze.core.rulebook.models import Identity, Rulebook


def governing_books(case: Case, decision: Decision, library: Library, switches: Switches) -> Sequence[Rulebook]:
    """The rulebooks in force on the day of the decision; a sanction code of the conduct where the new one is no milder."""
    usable = [i for i in library.reaching(case.area) if _wanted(i, switches)]
    on_day = [i for i in usable if _in_force(i, case, library, decision.decided_on)]
    conduct = conduct_day(case, decision)
    if conduct is None:
        return [library.rulebook(i.id) for i in on_day]
    before = {i.family: i for i in usable if i.compares == "lex_mitior" and _in_force(i, case, library, conduct)}
    return [library.rulebook(_milder(before.get(i.family), i, decision, library).id) for i in on_day]


def conduct_day(case: Case, decision: Decision) -> date | None:
    """The last day of the conduct the decision was about: its own, else the case's if it lies before; None: unknown."""
    if decision.conduct is not None and decision.conduct.last is not None:
        return decision.conduct.last
    last = case.conduct.last
    return last if last is not None and last <= decision.decided_on else None


def _milder(old: Identity | None, new: Identity, decision: Decision, library: Library) -> Identity:
    if old is None or old.id == new.id or new.compares != "lex_mitior":
        return new
    lengths = [_longest(library.rulebook(i.id), decision.methods) for i in (old, new)]
    return new if lengths[1] < lengths[0] else old


def _longest(book: Rulebook, methods: Iterable[str]) -> int:
    wanted = set(methods)
    return max(
        (b.months for b in book.bars if isinstance(b.months, int) and wanted & set(b.methods) and b.when is None),
        default=0,
    )


def _wanted(identity: Identity, switches: Switches) -> bool:
    return identity.id in switches.rulebooks if switches.rulebooks is not None else not identity.off


def _in_force(identity: Identity, case: Case, library: Library, day: date) -> bool:
    period = library.period(identity.id, case.parameters)
    return period is not None and period.contains(day)
