"""What must happen, by when, and what must go upward: deadlines of dated texts and referrals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from quanze.core.calendars import deadline
from quanze.core.determination.bars import track_of
from quanze.core.determination.candidate import Candidate
from quanze.core.determination.clause_lines import addressed, cite, facts_for, speaks
from quanze.core.determination.competence import manager_of
from quanze.core.determination.ground import Ground
from quanze.core.determination.result import Cite, Deadline, Referral
from quanze.core.determination.selection import Switches
from quanze.core.determination.texts import both
from quanze.core.ladders import LADDERS
from quanze.core.rulebook.models import DeadlineRule, Rulebook

LEVELS = LADDERS["level"]


def deadlines(
    ground: Ground, books: Sequence[Rulebook], tracks: frozenset[str], referred: bool, switches: Switches
) -> tuple[Deadline, ...]:
    """Time limits whose starting event is recorded: decisions made, filing, discovery."""
    found = []
    for event, day, track, methods, about in _events(ground, tracks):
        for book in books:
            for row in book.deadlines:
                if speaks(row, switches) and row.counted_from == event and _concerns(row, track, methods, referred):
                    line = _deadline(row, book, event, day, about)
                    found += [line] if line else []
    return tuple(sorted(found, key=lambda d: (d.by, d.about or "", d.cite.rulebook, d.cite.row)))


def _events(
    ground: Ground, tracks: frozenset[str]
) -> Iterator[tuple[str, date, frozenset[str], tuple[str, ...], str | None]]:
    case = ground.case
    for decision in case.decisions:
        about = decision.person or decision.organization
        for track in dict.fromkeys(track_of(m) for m in decision.methods):
            methods = tuple(m for m in decision.methods if track_of(m) == track)
            yield "decision", decision.decided_on, frozenset({track}), methods, about
    if case.filed:
        yield "filing", case.filed, tracks, (), None
    if case.discovered:
        yield "discovery", case.discovered, tracks, (), None
    for review in case.reviews:
        yield "filing", review.filed_on, frozenset({"party", "state"}), (), review.person


def _concerns(row: DeadlineRule, track: frozenset[str], methods: tuple[str, ...], referred: bool) -> bool:
    if row.refers is not None and not referred:
        return False
    if row.tracks and not set(row.tracks) & track:
        return False
    return row.methods is None or not methods or bool(set(row.methods) & set(methods))


def _deadline(row: DeadlineRule, book: Rulebook, event: str, day: date, about: str | None) -> Deadline | None:
    if row.promptly or not (row.months or row.days or row.working_days):
        return None
    limit = deadline(day, months=row.months, days=row.days, working_days=row.working_days)
    return Deadline(
        act=row.act,
        by=limit.by,
        counted_from={"event": event, "on": day},
        cite=cite(book, row),
        about=about,
        note=limit.mark or row.note,
    )


def referrals(
    ground: Ground, candidates: Sequence[Candidate], books: Sequence[Rulebook], switches: Switches
) -> tuple[Referral, ...]:
    """Where the organ that knows is not the one that may decide: upward, in time; and the territory of a vertical unit is told."""
    found = [r for c in candidates for r in _upward(ground, c, books, switches)]
    return (*found, *_told(ground, books))


def _upward(ground: Ground, candidate: Candidate, books: Sequence[Rulebook], switches: Switches) -> Iterator[Referral]:
    knower = knowing_unit(ground)
    manager = manager_of(ground, candidate)
    if candidate.kind != "person" or knower is None or manager is None or not _higher(ground, manager, knower):
        return
    place = _referring_row(ground, candidate, books, switches)
    if place is not None:
        yield Referral(
            from_=knower,
            to=manager,
            about=candidate.id,
            cite=place,
            why=both(
                "掌握情况的机关无权决定：该干部由上级管理，应及时上报有权机关（收到之日起五个工作日内）。",
                "The organ that knows may not decide: the cadre is managed above; report upward in time (within five working days of receipt).",
            ),
        )


def knowing_unit(ground: Ground) -> str | None:
    """The territory at the level of the organ that investigated, in the line above the unit."""
    levels = [v.investigated_by for v in ground.case.violations if v.investigated_by]
    if not levels:
        return None
    wanted = max(levels, key=LEVELS.index)
    chain = [ground.unit, *(s.unit for step in ground.above for s in step)]
    for unit in chain:
        row = ground.organization(unit)
        if row is not None and row.level == wanted and row.kind in ("territory", "government", "party_committee"):
            return unit
    return None


def _higher(ground: Ground, one: str, other: str) -> bool:
    rows = ground.organization(one), ground.organization(other)
    if any(row is None or row.level is None for row in rows) or one == other:
        return False
    high, low = (LEVELS.index(row.level) for row in rows if row is not None and row.level is not None)
    return high > low


def _referring_row(ground: Ground, candidate: Candidate, books: Sequence[Rulebook], switches: Switches) -> Cite | None:
    for book in books:
        facts = facts_for(ground, candidate, book)
        for row in book.deadlines:
            if row.refers is None or not speaks(row, switches) or addressed(row.to, candidate, facts).value is False:
                continue
            return cite(book, row)
    return None


def _told(ground: Ground, books: Sequence[Rulebook]) -> Iterator[Referral]:
    superiors = ground.view.leading_superiors(ground.unit, ground.day)
    vertical = next((s.unit for s in superiors if s.line == "vertical"), None)
    for territory in ground.view.told_superiors(ground.unit, ground.day):
        place = next(
            (
                cite(b, r)
                for b in books
                for r in (*b.competence, *b.gates, *b.deadlines)
                if r.cite.article in ("7", "8") and b.id == "JG2019"
            ),
            None,
        )
        if vertical is not None and place is not None:
            yield Referral(
                from_=vertical,
                to=territory,
                cite=place,
                about=ground.unit,
                why=both(
                    "垂直管理单位由主管系统决定，并将处理情况告知所在地党组织。",
                    "A vertically managed unit is decided by its line; the territory is told.",
                ),
            )
