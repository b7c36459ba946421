"""Putting a determination together: trace, judge, share out, weigh, ask, warn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from quanze.core.determination import trace, trace_up
from quanze.core.determination.bars import decided_bars
from quanze.core.determination.candidate import RANKING, Candidate, Freed, Traced
from quanze.core.determination.case import Case
from quanze.core.determination.clause_lines import facts_for
from quanze.core.determination.governing import governing_books
from quanze.core.determination.ground import Ground
from quanze.core.determination.outcome import Outcome, Party_, outcome_of
from quanze.core.determination.procedure import deadlines, referrals
from quanze.core.determination.result import Asked, Decided, Party, Sheet
from quanze.core.determination.routing import route
from quanze.core.determination.selection import Selection, Switches, select
from quanze.core.determination.sharing import freed_by_decision
from quanze.core.determination.summing_up import Summary
from quanze.core.rulebook.library import Library
from quanze.core.rulebook.models import Rulebook
from quanze.core.rulebook.verdict import some


@dataclass(eq=False)
class Assembly:
    """One determination in the making."""

    case: Case
    library: Library
    switches: Switches
    program: str

    @cached_property
    def ground(self) -> Ground:
        """The case seen through the register as known."""
        return Ground(self.case)

    @cached_property
    def selection(self) -> Selection:
        """The rulebooks of conduct and act."""
        return select(self.case, self.library, self.switches)

    @cached_property
    def conduct_books(self) -> tuple[Rulebook, ...]:
        """Rulebooks for circumstances."""
        return tuple(c.rulebook for c in self.selection.conduct)

    @cached_property
    def traced(self) -> Traced:
        """Everybody the trace reaches, merged to one party per person and post."""
        found = trace.trace_level_zero(self.ground).plus(trace_up.trace_up(self.ground, self._levels()))
        return Traced(
            candidates=trace.merged(found.candidates), freed=found.freed, unsettled=found.unsettled, gaps=found.gaps
        )

    def _levels(self) -> int:
        """How many levels up a text of the conduct's day reaches; an open condition reaches too, its clauses depend."""
        body = next(trace.bodies(self.ground, self.ground.unit, 0))
        levels = [0]
        for book in self.conduct_books:
            facts = facts_for(self.ground, body, book)
            levels += [t.levels for t in book.traces if some([t.when.holds(facts)]).value is not False]
        return max(levels)

    @cached_property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What becomes of every candidate."""
        return tuple(self._outcome(c) for c in self._answering)

    @cached_property
    def _answering(self) -> tuple[Candidate, ...]:
        freed = {(f.candidate.id, f.candidate.post) for f in self.shared_out}
        return tuple(c for c in self.traced.candidates if (c.id, c.post) not in freed)

    @cached_property
    def shared_out(self) -> tuple[Freed, ...]:
        """Those whom the incident's own decision frees (RZ2010 art. 25)."""
        texts = frozenset(b.id for b in self.conduct_books)
        everybody = (*self.traced.candidates, *(u.candidate for u in self.traced.unsettled if u.ground != "superior"))
        found = [freed_by_decision(self.ground, c, texts) for c in everybody]
        return tuple(f for f in found if f is not None)

    def _outcome(self, candidate: Candidate) -> Outcome:
        return outcome_of(self.ground, candidate, self.selection, self.library, self.switches)

    @cached_property
    def decided(self) -> tuple[Decided, ...]:
        """Bars of the decisions already made."""
        books: Mapping[int, Sequence[Rulebook]] = {
            n: governing_books(self.case, d, self.library, self.switches) for n, d in enumerate(self.case.decisions)
        }
        return decided_bars(self.ground, self.library, self.switches, books)

    def sheet(self) -> Sheet:
        """The whole sheet."""
        parties = tuple(Party_(self, outcome).party() for outcome in self.outcomes if outcome.answers)
        ordered = tuple(sorted(parties, key=_order))
        routed = route(self)
        summary = Summary(self, ordered, routed)
        tracks = frozenset(c.track for p in ordered for c in p.clauses)
        upward = referrals(
            self.ground, [o.candidate for o in self.outcomes if o.answers], self.selection.acting, self.switches
        )
        return Sheet(
            format="quanze/sheet/1",
            case=self.case.id,
            asked=Asked(
                on=self.case.asked_on,
                known_at=self.case.known_at,
                program=self.program,
                input_digest=self.case.input_digest,
                rules_digest=self.library.digest,
            ),
            rulebooks=summary.rulebooks(),
            evaluations=tuple(e for o in self.outcomes if o.answers for e in o.evaluations),
            parties=ordered,
            decided=self.decided,
            routed=routed,
            not_responsible=summary.not_responsible,
            to_check=summary.to_check,
            questions=summary.questions,
            referrals=upward,
            deadlines=deadlines(self.ground, self.selection.acting, tracks, bool(upward), self.switches),
            double_check=summary.double_check(),
            warnings=summary.warnings(),
            unverified=summary.unverified(),
            title=self.case.title,
            names=summary.names(),
            parameters=summary.parameters(),
        )


def _order(party: Party) -> tuple[int, int, str, str]:
    """Parties by level, relation, id (reading 9)."""
    return party.levels_up, RANKING.index(party.relation), next(iter(party.party.values())), party.post or ""
