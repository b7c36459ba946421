"""Which clauses: each clause of each rulebook against one party, in three values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from quanze.core.determination.candidate import Candidate
from quanze.core.determination.case_facts import CaseFacts
from quanze.core.determination.ground import Ground
from quanze.core.determination.result import Cite, ClauseLine
from quanze.core.determination.selection import Chosen, Switches
from quanze.core.rulebook.conditions import Condition
from quanze.core.rulebook.facts import STATUS_PATHS
from quanze.core.rulebook.models import Adjustment, Clause, Exclusion, Label, Row, Rulebook, To
from quanze.core.rulebook.verdict import TRUE, Later, Missing, Verdict, every, false, some, true, unknown
from quanze.core.rulebook.words import SPEAKING

DISCIPLINE = frozenset({"discipline_head", "resident_group"})
STRENGTH = ("individual", "direct", "overall_leadership", "collective", "main_leadership", "important_leadership")


@dataclass(eq=False)
class Judged:
    """A clause judged for a party: its verdicts element by element, and its line on the sheet when it is asked for."""

    clause: Clause
    rulebook: Rulebook
    candidate: Candidate
    switches: Switches
    verdict: Verdict
    conduct: Verdict
    consequence: Verdict
    facts: CaseFacts

    @cached_property
    def label(self) -> str | None:
        """The liability label of this party under this clause."""
        rows = self.clause.labels if self.clause.labels is not None else self.rulebook.labels
        found = label_of(speaking_as(self.candidate, self.verdict), rows)
        return found.label if found else None

    @cached_property
    def line(self) -> ClauseLine:
        """The clause as the sheet prints it."""
        return ClauseLine(
            cite=cite(self.rulebook, self.clause),
            status="applies" if self.verdict.value else "depends",
            track=self.clause.track,
            responsibility=_responsibility(self.clause, self.candidate),
            label=self.label,
            because=self.verdict.because,
            missing=tuple({"fact": m.fact, "about": m.about or None} for m in self.verdict.missing),
            permits=permitted(self.rulebook, self.clause, self.candidate, self.label, self.switches),
            summary=self.clause.summary,
        )

    @cached_property
    def indicated(self) -> tuple[str, ...]:
        """What the recorded degree indicates under this clause."""
        return tuple(m for i in self.clause.indicates if i.when.holds(self.facts).value for m in i.methods)

    @cached_property
    def only_status_open(self) -> bool:
        """True if all that is missing is the party's own status (reading 4)."""
        if isinstance(self.conduct, Later):
            return False
        return self.verdict.value is None and all(m.fact in STATUS_PATHS for m in self.verdict.missing)

    @property
    def below_threshold(self) -> bool:
        """The conduct is there (or not excluded), the consequence is not."""
        return self.conduct.value is not False and self.consequence.value is False


def judge(ground: Ground, candidate: Candidate, chosen: Sequence[Chosen], switches: Switches) -> list[Judged]:
    """Every clause of the chosen rulebooks that speaks and may speak to this party."""
    return [j for c in chosen for j in _judge_book(ground, candidate, c, switches)]


def facts_for(ground: Ground, candidate: Candidate, rulebook: Rulebook) -> CaseFacts:
    """The case as this party's clauses of this pack see it."""
    kept: tuple[Candidate, CaseFacts] | None = ground.kept.get((id(candidate), rulebook.id))
    if kept is None:
        # The candidate is kept beside, so that no other object can get its number.
        kept = ground.kept[id(candidate), rulebook.id] = (candidate, _facts_for(ground, candidate, rulebook))
    return kept[1]


def _facts_for(ground: Ground, candidate: Candidate, rulebook: Rulebook) -> CaseFacts:
    key = (candidate.kind, candidate.id, candidate.post, candidate.relations)
    kept: CaseFacts | None = ground.seen_by.get((key, rulebook.id))
    if kept is None:
        parameters = _parameters(ground, rulebook)
        label = label_of(candidate, rulebook.labels)
        memo = ground.memos.setdefault(key, {})
        kept = CaseFacts(ground, candidate, rulebook.id, parameters, label.label if label else None, memo=memo)
        ground.seen_by[key, rulebook.id] = kept
    return kept


def _parameters(ground: Ground, rulebook: Rulebook) -> Mapping[str, Any]:
    kept: Mapping[str, Any] | None = ground.kept.get(("parameters", rulebook.id))
    if kept is None:
        kept = ground.kept["parameters", rulebook.id] = {name: p.value for name, p in rulebook.parameters.items()}
    return kept


def speaks(row: Row, switches: Switches) -> bool:
    """False for a row resting on recollection alone, unless switched on."""
    return row.mark in SPEAKING or switches.unverified


def cite(rulebook: Rulebook, row: Row) -> Cite:
    """The citation of a row; kept, for it is the same in every case."""
    kept: tuple[Row, Cite] | None = rulebook.kept.get(id(row))
    if kept is None:
        kept = rulebook.kept[id(row)] = (row, _cite(rulebook, row))  # the row beside, so that its number stays its own
    return kept[1]


def _cite(rulebook: Rulebook, row: Row) -> Cite:
    force = rulebook.identity.in_force.starts_on or "?"
    return Cite(
        rulebook=rulebook.id,
        version=force,
        article=row.cite.article,
        paragraph=row.cite.paragraph,
        item=row.cite.item,
        row=row.id,
        mark=row.mark,
    )


def label_of(candidate: Candidate, labels: Sequence[Label]) -> Label | None:
    """The strongest liability label of the candidate's relations."""
    relations = set(candidate.relations)
    found = [row for row in labels if not relations.isdisjoint(row.relations)]
    return min(found, key=lambda row: STRENGTH.index(row.label)) if found else None


def speaking_as(candidate: Candidate, verdict: Verdict) -> Candidate:
    """A discipline head who also took part answers as a participant, unless his duty of supervision is what failed."""
    if candidate.relation not in DISCIPLINE and not set(candidate.also) & DISCIPLINE:
        return candidate
    others = tuple(r for r in candidate.relations if r not in DISCIPLINE)
    failed = any(r.fact.startswith("finding.supervision_duty") for r in verdict.because)
    if failed or not others:
        return candidate
    return replace(candidate, relation=others[0], also=others[1:])


def addressed(to: To, candidate: Candidate, facts: CaseFacts) -> Verdict:
    """Whether a row speaks to this party."""
    if candidate.kind not in to.kinds:
        return false()
    if to.relations is not None and not any(r in to.relations for r in candidate.relations):
        return false()
    return to.when.holds(facts) if to.when is not None else true()


def reached(rulebook: Rulebook, candidate: Candidate, facts: CaseFacts) -> Verdict:
    """Whether the regulation reaches this party at all."""
    kept: Verdict | None = facts.memo.get(("reach", rulebook.id))
    if kept is None:
        rows = [r for r in rulebook.reach if r.kind == candidate.kind]
        kept = some(row.when.holds(facts) for row in rows) if rows else false()
        facts.memo["reach", rulebook.id] = kept
    return kept


def excluded(row: Exclusion, facts: CaseFacts) -> Verdict:
    """Whether an exclusion holds for this party; asked often, so kept (a row lives as long as its rulebook)."""
    kept: Verdict | None = facts.memo.get(id(row))
    if kept is None:
        kept = facts.memo[id(row)] = row.when.holds(facts)
    return kept


def _judge_book(ground: Ground, candidate: Candidate, chosen: Chosen, switches: Switches) -> Iterator[Judged]:
    rulebook = chosen.rulebook
    clauses = _speaking(rulebook, candidate.kind, switches)
    if not clauses:
        return
    facts = facts_for(ground, candidate, rulebook)
    within = reached(rulebook, candidate, facts)
    if within.value is False:
        return
    dated = _dated(chosen)
    for clause in clauses:
        to = addressed(clause.to, candidate, facts)
        if to.value is not False:
            both = within if to is TRUE else every([within, to])
            yield _judged(rulebook, clause, candidate, facts, both, dated, switches)


def _speaking(rulebook: Rulebook, kind: str, switches: Switches) -> tuple[Clause, ...]:
    """The clauses that speak and are made for this kind of party; kept, for it is the same in every case."""
    key = ("clauses", kind, switches.unverified)
    kept: tuple[Clause, ...] | None = rulebook.kept.get(key)
    if kept is None:
        kept = tuple(c for c in rulebook.clauses if speaks(c, switches) and kind in c.to.kinds)
        rulebook.kept[key] = kept
    return kept


def _dated(chosen: Chosen) -> Verdict:
    if chosen.certain:
        return true()
    if not chosen.dated:
        return unknown(Missing(f"parameter.{chosen.rulebook.id}.starts_on"))
    return unknown(Missing("dates.conduct"))


def _judged(
    rulebook: Rulebook,
    clause: Clause,
    candidate: Candidate,
    facts: CaseFacts,
    within: Verdict,
    dated: Verdict,
    switches: Switches,
) -> Judged:
    if silent(rulebook, clause, facts.ground):
        return _open(rulebook, clause, candidate, facts, within, dated, switches)
    conduct = _held(rulebook, clause.when, facts)
    consequence = _held(rulebook, clause.consequence, facts) if clause.consequence is not None else true()
    verdict = every([within, conduct, consequence, dated])
    return Judged(clause, rulebook, candidate, switches, verdict, conduct, consequence, facts)


def silent(rulebook: Rulebook, row: Clause | Adjustment, ground: Ground) -> bool:
    """True if a row's ``when`` is open for everybody and nothing recorded speaks for or against it."""
    asked = rulebook.findings_asked(row)
    return asked is not None and ground.silent_on(asked)


def _held(rulebook: Rulebook, condition: Condition, facts: CaseFacts) -> Verdict:
    """The verdict on a condition; one that asks nothing of the party is judged once for all of them."""
    if rulebook.asks_of_party(condition):
        return condition.holds(facts)
    kept: Verdict | None = facts.ground.kept.get(id(condition))
    if kept is None:
        kept = facts.ground.kept[id(condition)] = condition.holds(facts)
    return kept


def _open(
    rulebook: Rulebook,
    clause: Clause,
    candidate: Candidate,
    facts: CaseFacts,
    within: Verdict,
    dated: Verdict,
    switches: Switches,
) -> Judged:
    """A clause of whose conduct nothing is recorded: open, unless its consequence is known to be absent."""
    conduct = Later(lambda: clause.when.holds(facts), silent=True)
    consequence = _held(rulebook, clause.consequence, facts) if clause.consequence is not None else true()
    verdict = Later(lambda: every([within, conduct.whole, consequence, dated]))
    taken = consequence if consequence.value is False else verdict
    return Judged(clause, rulebook, candidate, switches, taken, conduct, consequence, facts)


def _responsibility(clause: Clause, candidate: Candidate) -> str:
    """Supervision (监督) for the discipline side; the clause's own kind otherwise (WZ2019 art. 4)."""
    discipline = {"discipline_head", "resident_group", "discipline_body"} & set(candidate.relations)
    if discipline and not {"principal", "in_charge", "participant"} & set(candidate.relations):
        return "supervision"
    if clause.responsibility == "main_body":
        return "main_body" if candidate.kind == "body" else "leadership"
    return clause.responsibility


def permitted(
    rulebook: Rulebook, clause: Clause, candidate: Candidate, label: str | None, switches: Switches
) -> tuple[str, ...]:
    """The methods a clause opens for this party, in the catalogue's order; methods marked M stay off."""
    if clause.permits.all:
        speaking = {m.key for m in rulebook.methods if speaks(m, switches) and m.for_ in (candidate.kind, "both")}
        return tuple(m.key for m in rulebook.methods if m.key in speaking)
    if clause.permits.by_label is not None:
        return tuple(clause.permits.by_label.get(label or "", ()))
    return tuple(m for m in clause.permits.methods if _for_kind(m, candidate.kind))


def _for_kind(method: str, kind: str) -> bool:
    return method.startswith("body_") == (kind == "body") or method == "transfer_to_justice"
