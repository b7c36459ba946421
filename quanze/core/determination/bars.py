"""Bars (影响期) of decisions already made, and of possible methods as if decided on the day asked (reading 8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from quanze.core.determination.candidate import Candidate
from quanze.core.determination.case import Decision
from quanze.core.determination.clause_lines import facts_for, speaks
from quanze.core.determination.ground import Ground
from quanze.core.determination.result import Bar, Cite, Decided
from quanze.core.determination.selection import Switches
from quanze.core.effects import BarRow, BarSpan, Measure, bars_of, bars_of_person
from quanze.core.ladders import SETS
from quanze.core.rulebook.library import Library
from quanze.core.rulebook.models import Bar as BarRule
from quanze.core.rulebook.models import Rulebook

FIRST_FORM = frozenset({"oral_criticism", "reminder_talk", "warning_talk", "criticism_education", "alert_talk"})


def track_of(method: str) -> str:
    """The track a method stands on, for combining periods."""
    if method in SETS["party_sanctions"]:
        return "party"
    if method in SETS["state_sanctions"]:
        return "state"
    if method in SETS["handling"]:
        return "handling"
    return "first_form" if method in FIRST_FORM else "accountability"


def rows_of(books: Iterable[Rulebook], ground: Ground, candidate: Candidate, switches: Switches) -> list[BarRow]:
    """The bar rows of these rulebooks that hold for this person."""
    found = []
    for book in books:
        for row in book.bars:
            if speaks(row, switches) and (row.when is None or row.when.holds(facts_for(ground, candidate, book)).value):
                found.append(_kept_row(book, row))
    return found


def _kept_row(book: Rulebook, row: BarRule) -> BarRow:
    kept: BarRow | None = book.kept.get(("bar", id(row)))
    if kept is None:
        kept = book.kept["bar", id(row)] = _row(book, row)
    return kept


def assumed_bars(ground: Ground, methods: Sequence[str], rows: Sequence[BarRow]) -> tuple[Bar, ...]:
    """What each possible method would bar, each alone, if it were decided on the day asked."""
    return tuple(bar for m in methods for row in rows if m in row.methods for bar in _assumed(ground, m, row))


def _assumed(ground: Ground, method: str, row: BarRow) -> tuple[Bar, ...]:
    """The same day for every party, so the same bars: worked out once."""
    kept: tuple[Bar, ...] | None = ground.kept.get((method, id(row)))
    if kept is None:
        kept = tuple(_bar(span, place, "assumed", method) for span, place in _spans(ground, method, row))
        ground.kept[method, id(row)] = kept
    return kept


def _spans(ground: Ground, method: str, row: BarRow) -> tuple[tuple[BarSpan, Cite], ...]:
    """A row bars the same days whichever of its methods is decided, each alone on the day asked."""
    kept: tuple[BarRow, tuple[tuple[BarSpan, Cite], ...]] | None = ground.kept.get(("spans", id(row)))
    if kept is None:
        place = _place(row)
        spans = bars_of(_possible(method, ground.case.asked_on), [row])
        # The row is kept beside, so that no other object can get its number.
        kept = ground.kept["spans", id(row)] = (row, tuple((span, place) for span in spans))
    return kept[1]


def decided_bars(
    ground: Ground, library: Library, switches: Switches, governing: Mapping[int, Sequence[Rulebook]]
) -> tuple[Decided, ...]:
    """The bars that run from the decisions of the case, combined per person in order of their dates."""
    lines = []
    for about, numbered in _by_person(ground.case.decisions).items():
        candidate = _stranger(ground, about)
        decisions = [(_measures(d, n), rows_of(governing[n], ground, candidate, switches)) for n, d in numbered]
        spans = bars_of_person([(measures, rows) for measures, rows in decisions])
        for number, decision in numbered:
            mine = [s for s in spans if s.measure.id == _name(decision, number)]
            lines.append(
                (
                    number,
                    Decided(
                        about=about,
                        decided_on=decision.decided_on,
                        methods=decision.methods,
                        bars=tuple(_bar(s, _place(s.row), "decided", s.method) for s in mine),
                        id=decision.id,
                    ),
                )
            )
    return tuple(line for _, line in sorted(lines, key=lambda pair: pair[0]))


def _by_person(decisions: Sequence[Decision]) -> Mapping[str, list[tuple[int, Decision]]]:
    grouped: dict[str, list[tuple[int, Decision]]] = {}
    for number, decision in enumerate(decisions):
        grouped.setdefault(decision.person or decision.organization or "", []).append((number, decision))
    return grouped


def _stranger(ground: Ground, about: str) -> Candidate:
    """A person as the bars see him, traced or not."""
    kind = "person" if ground.view.person(about) else "body"
    post = ground.post_then(about) if kind == "person" else None
    return Candidate(
        kind=kind,
        id=about,
        unit=post.organization if post else ground.unit,
        relation="member" if kind == "person" else "body",
        post=post.id if post else None,
        role=post.role if post else "",
    )


def _name(decision: Decision, number: int) -> str:
    return decision.id or f"#{number}"


def _measures(decision: Decision, number: int) -> tuple[Measure, ...]:
    counted = {m: decision.methods.count(m) for m in dict.fromkeys(decision.methods or ("revocation",))}
    return tuple(
        Measure(
            method=m,
            decided_on=decision.decided_on,
            track=track_of(m),
            months=decision.months,
            restored_on=decision.restored_on,
            ground=decision.ground,
            id=_name(decision, number),
            replaces=decision.replaces,
            count=n,
        )
        for m, n in counted.items()
    )


def _possible(method: str, day: date) -> Measure:
    return Measure(method=method, decided_on=day, track=track_of(method), ground="accountability")


def _row(book: Rulebook, row: BarRule) -> BarRow:
    years = row.years or ((row.year,) if row.year else ())
    return BarRow(
        id=row.id,
        rulebook=book.id,
        version=book.identity.in_force.starts_on or "?",
        article=row.cite.article,
        paragraph=row.cite.paragraph,
        item=row.cite.item,
        mark=row.mark,
        methods=row.methods,
        ground=row.ground,
        bar=row.bar,
        months=row.months,
        years=years,
        from_=row.from_,
        combine=row.combine,
        cap_months=row.cap_months,
        note=row.note if row.combine == "sum" else None,
    )


def _place(row: BarRow) -> Cite:
    return Cite(
        rulebook=row.rulebook,
        version=row.version,
        article=row.article,
        paragraph=row.paragraph,
        item=row.item,
        row=row.id,
        mark=row.mark,
    )


def _bar(span: BarSpan, place: Cite, basis: str, method: str) -> Bar:
    return Bar(
        method=method,
        bar=span.bar,
        starts_on=span.starts_on,
        ends_on=span.ends_on,
        or_ends_on=span.or_ends_on,
        basis=basis,
        cite=place,
        combined=span.combined,
        note=span.note,
    )
