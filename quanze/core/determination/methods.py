"""How much: what is permitted, conditional, indicated, excluded and combinable for one party.

Permitted is the union over clauses that apply, and over clauses waiting only for the party's own status (reading 4).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from quanze.core.determination.bars import track_of
from quanze.core.determination.candidate import Candidate
from quanze.core.determination.clause_lines import Judged, addressed, cite, excluded, facts_for, silent, speaks
from quanze.core.determination.ground import Ground
from quanze.core.determination.result import Adjustment, ClauseLine, Combination, Conditional, Excluded, Methods
from quanze.core.determination.selection import Switches
from quanze.core.rulebook.facts import STATUS_PATHS
from quanze.core.rulebook.models import Exclusion, Rulebook
from quanze.core.rulebook.verdict import Verdict, every, negated
from quanze.core.words import keys

ORDER = {method: number for number, method in enumerate(keys("method"))}
DEGREE_FACTS = ("circumstances", "harm")


def methods_of(
    ground: Ground, candidate: Candidate, judged: Sequence[Judged], books: Sequence[Rulebook], switches: Switches
) -> tuple[Methods, tuple[ClauseLine, ...]]:
    """The methods of one party over all its clauses, and the clauses that put one method in place of an excluded one."""
    opened = _ordered(m for j in judged if j.verdict.value or j.only_status_open for m in j.line.permits)
    fired = list(_fired(ground, candidate, opened, books, switches))
    excluded = tuple(e for e, _ in fired)
    barred = {e.method for e in excluded}
    instead = tuple({line.cite.row: line for _, line in fired if line is not None}.values())
    permitted = _ordered([m for m in opened if m not in barred] + [m for line in instead for m in line.permits])
    waiting = tuple(_conditional(judged, set(permitted) | barred, barred_by_status(ground, candidate, books, switches)))
    found = Methods(
        permitted=permitted,
        conditional=waiting,
        indicated=_indicated(ground, judged, permitted),
        excluded=excluded,
        combinations=tuple(_combinations(permitted, books, switches)),
    )
    return found, instead


def barred_by_status(
    ground: Ground, candidate: Candidate, books: Sequence[Rulebook], switches: Switches
) -> frozenset[str]:
    """Every method that the party's recorded status excludes, opened or not."""
    found: set[str] = set()
    for book in books:
        if book.exclusions:
            facts = facts_for(ground, candidate, book)
            rows = [row for row in book.exclusions if speaks(row, switches) and excluded(row, facts).value]
            found |= {m for row in rows for m in row.methods}
    return frozenset(found)


def adjustments_of(
    ground: Ground, candidate: Candidate, books: Sequence[Rulebook], switches: Switches
) -> Iterator[Adjustment]:
    """Lighter, heavier, exempt: those whose facts are recorded; a judged one holds only on a recorded judgement."""
    for book in books:
        facts = facts_for(ground, candidate, book)
        for row in book.adjustments:
            if not speaks(row, switches):
                continue
            if silent(book, row, ground):
                continue
            to = addressed(row.to, candidate, facts)
            if to.value is False:
                continue
            parts = [to, row.when.holds(facts)]
            if row.unless is not None:
                parts.append(negated(row.unless.holds(facts)))
            verdict = every(parts)
            if verdict.value or (verdict.value is None and verdict.because and parts[1].because):
                yield Adjustment(
                    effect=row.effect,
                    discretion=row.discretion,
                    status="applies" if verdict.value else "depends",
                    because=verdict.because,
                    summary=row.summary,
                    cite=cite(book, row),
                )


def _fired(
    ground: Ground, candidate: Candidate, opened: Sequence[str], books: Sequence[Rulebook], switches: Switches
) -> Iterator[tuple[Excluded, ClauseLine | None]]:
    """A status that excludes a method removes it, with the reason; an unknown status keeps it, with a question."""
    seen: set[str] = set()
    for book in books:
        if not book.exclusions:
            continue
        facts = facts_for(ground, candidate, book)
        for row in book.exclusions:
            verdict = excluded(row, facts) if speaks(row, switches) else None
            if verdict is None or not verdict.value:
                continue
            for method in row.methods:
                if method in opened and method not in seen:
                    seen.add(method)
                    yield Excluded(method=method, why=row.summary, cite=cite(book, row)), _instead(book, row, verdict)


def _instead(book: Rulebook, row: Exclusion, verdict: Verdict) -> ClauseLine | None:
    """The clause that puts another method in the excluded one's place (retired: treatment adjusted, ZW2020 art. 27)."""
    if not row.instead:
        return None
    track = track_of(row.methods[0])
    return ClauseLine(
        cite=cite(book, row),
        status="applies",
        track=track,
        responsibility="leadership",
        label=None,
        because=verdict.because,
        missing=(),
        permits=row.instead,
        summary=row.summary,
    )


def status_open(
    ground: Ground, candidate: Candidate, opened: Sequence[str], books: Sequence[Rulebook], switches: Switches
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(status fact, methods it decides) for exclusions that wait for the party's status."""
    for book in books:
        if not book.exclusions:
            continue
        facts = facts_for(ground, candidate, book)
        for row in book.exclusions:
            touched = tuple(m for m in row.methods if m in opened)
            if not touched or not speaks(row, switches):
                continue
            for missing in excluded(row, facts).missing:
                if missing.fact in STATUS_PATHS:
                    yield missing.fact, touched


def _conditional(judged: Iterable[Judged], settled: set[str], barred: frozenset[str]) -> Iterator[Conditional]:
    seen: set[str] = set(barred)
    waiting = [j for j in judged if j.verdict.value is None and not j.only_status_open]
    for j in sorted(waiting, key=lambda j: len(j.verdict.missing)):  # the way that needs least stands for the method
        if j.line.permits:
            for method in j.line.permits:
                if method not in settled and method not in seen:
                    seen.add(method)
                    yield Conditional(method=method, if_=j.line.missing, cite=j.line.cite)


def _indicated(ground: Ground, judged: Iterable[Judged], permitted: Sequence[str]) -> tuple[str, ...]:
    """Empty until people recorded circumstances or harm (reading 4)."""
    incident = ground.case.incident
    if not any(getattr(incident, name) is not None for name in DEGREE_FACTS):
        return ()
    found = {m for j in judged if j.verdict.value for m in j.indicated}
    return tuple(m for m in permitted if m in found)


def _combinations(permitted: Sequence[str], books: Iterable[Rulebook], switches: Switches) -> Iterator[Combination]:
    at_hand = set(permitted)
    for book in books:
        for row in book.combinations:
            touched = tuple(m for m in row.methods if m in at_hand)
            partner = tuple(m for m in row.with_ if m in at_hand)
            if not speaks(row, switches) or not _matters(row.rule, touched, partner):
                continue
            yield Combination(rule=row.rule, methods=touched, with_=partner, text=row.summary, cite=cite(book, row))


def _matters(rule: str, touched: Sequence[str], partner: Sequence[str]) -> bool:
    if rule == "exclusive":
        return len(touched) > 1
    return bool(touched) and bool(partner)


def _ordered(methods: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(methods), key=lambda m: ORDER.get(m, 99)))
