"""What becomes of one candidate: his clauses under the right versions, and whether he answers, is freed or stands below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from quanze.core.determination import labels, mildness, reasons, roles
from quanze.core.determination.bars import assumed_bars, rows_of
from quanze.core.determination.candidate import Candidate
from quanze.core.determination.clause_lines import Judged, facts_for, judge, reached
from quanze.core.determination.competence import competence_of, deciding_post
from quanze.core.determination.ground import Ground
from quanze.core.determination.members import has_own_finding
from quanze.core.determination.methods import adjustments_of, methods_of
from quanze.core.determination.relevance import displaced, nothing_followed, relevant, spoken_for, without_consequence
from quanze.core.determination.result import Adjustment, Chain, Evaluation, Party, PresentLine, TenureLine
from quanze.core.determination.selection import Chosen, Selection, Switches
from quanze.core.rulebook.library import Library
from quanze.core.rulebook.models import Rulebook

if TYPE_CHECKING:
    from quanze.core.determination.assembling import Assembly

BELOW = ("ZD5", "below-threshold")
FREEING = frozenset({"not_accountable", "exempt", "not_or_exempt"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """A candidate with his clauses; ``fate``: party, violator, ordinary, excused, no_conduct, unreached."""

    candidate: Candidate
    judged: tuple[Judged, ...]
    every: tuple[Judged, ...]
    evaluations: tuple[Evaluation, ...]
    adjustments: tuple[Adjustment, ...]
    sanction_books: tuple[Rulebook, ...]
    fate: str
    short_of_consequence: bool = False

    @property
    def answers(self) -> bool:
        """True if he stands among the parties."""
        return self.fate == "party"


def outcome_of(
    ground: Ground, candidate: Candidate, selection: Selection, library: Library, switches: Switches
) -> Outcome:
    """Judge one candidate under the versions that govern him."""
    every, evaluations, taken = _judged(ground, candidate, selection, switches)
    short = without_consequence(every)
    every = displaced(ground, every)
    lines = relevant(every)
    if short and nothing_followed(ground) and not any(spoken_for(j) for j in lines):
        lines = []
    books = [c.rulebook for c in selection.conduct if c.certain]
    adjustments = tuple(adjustments_of(ground, candidate, books, switches))
    fate = _fate(ground, candidate, lines, every, adjustments, library)
    if fate == "party" and not lines:
        lines = _below(ground, candidate, library, switches)
    return Outcome(candidate, tuple(lines), tuple(every), tuple(evaluations), adjustments, tuple(taken), fate, short)


def _judged(
    ground: Ground, candidate: Candidate, selection: Selection, switches: Switches
) -> tuple[list[Judged], list[Evaluation], list[Rulebook]]:
    every: list[Judged] = []
    evaluations: list[Evaluation] = []
    replaced: set[str] = set()
    taken: list[Rulebook] = []
    for pair in mildness.pairs(selection, "lex_mitior"):
        replaced.add(pair.old.rulebook.id)
        taken.append(pair.old.rulebook)
        compared = mildness.compare(ground, candidate, pair, switches)
        if compared is not None:
            line, judged = compared
            evaluations.append(line)
            every += judged
            taken[-1] = pair.new if line.taken == "new" else pair.old.rulebook
    rest = [c for c in selection.conduct if c.rulebook.id not in replaced and c.rulebook.id != BELOW[0]]
    every = judge(ground, candidate, rest, switches) + every
    order = {c.rulebook.identity.family or c.rulebook.id: n for n, c in enumerate(selection.conduct)}
    every.sort(key=lambda j: order.get(j.rulebook.identity.family or j.rulebook.id, len(order)))
    evaluations += _for_people(ground, candidate, selection, every, switches)
    taken += [c.rulebook for c in rest if c.rulebook.identity.compares == "lex_mitior" and c.certain]
    return every, evaluations, taken


def _for_people(
    ground: Ground, candidate: Candidate, selection: Selection, every: Sequence[Judged], switches: Switches
) -> list[Evaluation]:
    found = []
    for pair in mildness.pairs(selection, "people"):
        old = [j for j in every if j.rulebook.id == pair.old.rulebook.id]
        if any(j.verdict.value is not False for j in old):
            new = judge(ground, candidate, [Chosen(pair.new, ("method",))], switches)
            before = mildness.evaluated(ground, candidate, pair.old.rulebook, old, switches)
            after = mildness.evaluated(ground, candidate, pair.new, new, switches)
            found.append(mildness.for_people(candidate, pair, before, after))
    return found


def _fate(
    ground: Ground,
    candidate: Candidate,
    lines: Sequence[Judged],
    every: Sequence[Judged],
    adjustments: Sequence[Adjustment],
    library: Library,
) -> str:
    if candidate.kind == "person" and _only_own_violation(ground, candidate):
        return "violator"
    if candidate.role in roles.ORDINARY and not any(j.line.track == "accountability" for j in lines):
        return "ordinary"
    if any(a.effect in FREEING and a.status == "applies" and _frees(a, library) for a in adjustments):
        return "excused"
    if lines:
        return "party"
    if candidate.kind == "body" or _found_clean(ground, candidate, every):
        return "no_conduct"
    return "party"


def _frees(adjustment: Adjustment, library: Library) -> bool:
    """An adjustment of an accountability text or guiding case frees; one of a sanction code only spares the sanction."""
    identity = library.identities[adjustment.cite.rulebook]
    return "accountability" in identity.tracks or identity.kind == "guiding_case"


def _only_own_violation(ground: Ground, candidate: Candidate) -> bool:
    """A violator is excluded for his own violation only (reading 6)."""
    if candidate.id not in ground.violators:
        return False
    others = [v for v in ground.below(candidate.unit) if v.person != candidate.id]
    return not others and not has_own_finding(ground, candidate.id)


def _found_clean(ground: Ground, candidate: Candidate, every: Sequence[Judged]) -> bool:
    """Recorded findings deny every conduct element that could reach him; nothing is concluded from silence."""
    if not every or any(j.conduct.value is not False for j in every):
        return False
    denied = [f for f in ground.findings_about(candidate.id) if f.value is False]
    return bool(denied) or any(f.value is False for f in ground.findings_about(ground.unit))


def _below(ground: Ground, candidate: Candidate, library: Library, switches: Switches) -> list[Judged]:
    """Below the threshold: the guiding case's one clause, reminder or criticism only."""
    if BELOW[0] not in library.packs:
        return []
    book = library.rulebook(BELOW[0])
    return [
        j
        for j in judge(ground, candidate, [Chosen(book, ("circumstance",))], switches)
        if j.clause.id == BELOW[1] and j.verdict.value
    ]


class Party_:
    """The sheet's entry for one party."""

    def __init__(self, assembly: Assembly, outcome: Outcome) -> None:
        self.assembly, self.outcome = assembly, outcome
        self.ground, self.candidate, self.switches = assembly.ground, outcome.candidate, assembly.switches

    @cached_property
    def books(self) -> list[Rulebook]:
        """Rulebooks of the conduct and of the day of the act, each once."""
        found = {
            b.id: b
            for b in (*self.assembly.conduct_books, *self.outcome.sanction_books, *self.assembly.selection.acting)
        }
        return list(found.values())

    @cached_property
    def acting_books(self) -> list[Rulebook]:
        """Rulebooks of the day of the act, those of his own clauses first; none that does not reach him."""
        own = {j.rulebook.identity.family for j in self.outcome.judged if j.line.track == "accountability"}
        near = [b for b in self.assembly.selection.acting if self._reached(b)]
        return sorted(
            near, key=lambda b: (b.identity.family not in own, b.identity.family not in ("WZ", "RZ"), -_newness(b))
        )

    def _reached(self, book: Rulebook) -> bool:
        if not any(r.kind == self.candidate.kind for r in book.reach):
            return True
        return reached(book, self.candidate, facts_for(self.ground, self.candidate, book)).value is not False

    def party(self) -> Party:
        """Everything the sheet says of this party."""
        c, judged = self.candidate, self.outcome.judged
        methods, instead = methods_of(self.ground, c, judged, self.books, self.switches)
        duty, basis = labels.duty(c, self.assembly.conduct_books)
        headline = labels.liability(self.ground, c, judged) if not self._is_below() else "none"
        return Party(
            party=c.ref,
            post=c.post,
            relation=c.relation,
            also=c.also,
            levels_up=c.levels_up,
            tenure=self._tenure(),
            now=self._now(),
            duty=duty,
            liability=headline,
            clauses=(*(j.line for j in judged), *instead),
            chain=reasons.chain(self.ground, c, basis, facts_for(self.ground, c, self.books[0]))
            if self.books
            else _no_chain(),
            methods=methods,
            competence=competence_of(self.ground, c, methods.permitted, self.acting_books, self.switches),
            bars=assumed_bars(self.ground, methods.permitted, rows_of(self._bar_books(), self.ground, c, self.switches))
            if c.kind == "person" and not self._is_below()
            else (),
            reason=reasons.reason(self.ground, c, headline, [] if self._is_below() else judged),
            adjustments=self.outcome.adjustments,
            unit=c.unit,
            name=None,
        )

    def _is_below(self) -> bool:
        return all(j.rulebook.id == BELOW[0] for j in self.outcome.judged)

    def _bar_books(self) -> list[Rulebook]:
        """Sanction codes by old-or-milder, everything else as on the day asked (reading 8)."""
        taken = {b.identity.family: b for b in self.outcome.sanction_books}
        return [*taken.values(), *(b for b in self.assembly.selection.acting if b.identity.family not in taken)]

    def _tenure(self) -> TenureLine | None:
        t = self.candidate.tenure
        return TenureLine(starts_on=t.starts_on, ends_before=t.ends_before, acting=t.acting) if t else None

    def _now(self) -> PresentLine | None:
        if self.candidate.kind != "person":
            return None
        person = self.ground.view.person(self.candidate.id)
        present = deciding_post(self.ground, self.candidate)
        held = {t.post for t in self.ground.view.present_tenures(self.candidate.id, self.ground.case.asked_on)}
        status = person.now if person else None
        return PresentLine(status=status, post=present.id if present and present.id in held else None)


def _newness(book: Rulebook) -> int:
    return int((book.identity.in_force.starts_on or "0").replace("-", "")[:8].ljust(8, "0"))


def _no_chain() -> Chain:
    return Chain(duty={}, conduct={}, execution=None, result={}, causation={}, factors={})
