"""The facts of a case as one party's clauses see them: his own findings, his body's by coupling, unknown otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from quanze.core.determination import roles
from quanze.core.determination.candidate import Candidate
from quanze.core.determination.case import Decision, Finding, Violation
from quanze.core.determination.ground import Ground
from quanze.core.determination.party_facts import party_facts
from quanze.core.determination.violation_facts import violation_facts
from quanze.core.rulebook.facts import Facts, Item, Known

INCIDENT = ("field", "influence", "consequence", "loss", "circumstances", "harm", "nature_vile")
COUPLED = frozenset(
    {"principal", "in_charge", "stand_in", "participant", "member", "superior_principal", "superior_in_charge"}
)


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Facts of one party under one pack; ``local`` holds the facts of one violation, decision or vote."""

    ground: Ground
    candidate: Candidate
    pack: str
    parameters: Mapping[str, Any]
    label: str | None = None
    local: Mapping[str, Known] | None = None
    memo: dict[object, Any] = field(default_factory=dict, compare=False)

    def value(self, path: str) -> Known:
        """A fact by its path; what was not recorded is unknown."""
        if self.local is not None and path in self.local:
            return self.local[path]
        if path == "party.label":  # the pack's own word, the only fact that differs from pack to pack
            return Known(self.label, self.candidate.id)
        kept: Known | None = self.memo.get(path)
        if kept is None:
            kept = self.memo[path] = self._value(path)
        return kept

    def _value(self, path: str) -> Known:
        room, _, name = path.partition(".")
        if room == "party":
            return self._party(name)
        if room == "incident":
            return self._incident(name)
        if path == "asked.year":
            return Known(self.ground.case.asked_on.year)
        return Known(None)

    def finding(self, key: str, scope: str) -> Known:
        """The recorded finding about the party, its unit, or anyone (the same for every pack, so kept)."""
        kept: Known | None = self.memo.get((key, scope))
        if kept is None:
            kept = self.memo[key, scope] = self._finding(key, scope)
        return kept

    def _finding(self, key: str, scope: str) -> Known:
        if scope == "anyone":
            return _said(list(self.ground.case.findings), key, None)
        if scope in ("unit", "incident"):
            return self._of_unit(key, self.ground.unit)
        if scope == "violation":
            found = [f for v in self.ground.case.violations for f in self.ground.findings_about(v.id)]
            return _said(found, key, None)
        return self._of_party(key)

    def parameter(self, name: str) -> Any:
        """A visible parameter: set in the case, else as the pack has it; None: unspecified."""
        return self.ground.case.parameters.get(f"{self.pack}.{name}", self.parameters.get(name))

    def violations(self) -> Sequence[Facts]:
        """Every violation of the incident that is not the party's own."""
        return [self._with(self._of_violation(v)) for v in self._foreign()]

    def items(self, of: str, kind: str | None) -> Sequence[Item]:
        """Countable things."""
        if of in ("violators", "violations"):
            return [self._violator(v) for v in self._foreign()]
        if of == "decisions":
            return [self._decision(n, d) for n, d in enumerate(self._decisions())]
        if of == "events":
            events = [e for e in self.ground.case.events if e.kind == kind and self._mine(e.about)]
            return [Item(e.on, str(n), self) for n, e in enumerate(events)]
        if of == "last_places":
            rows = [p for p in self.ground.case.placings if p.place == p.of and self._mine(p.about)]
            return [Item(date(p.year, 1, 1), p.group, self) for p in rows]
        return list(self._votes())

    def _with(self, local: Mapping[str, Known]) -> CaseFacts:
        return CaseFacts(self.ground, self.candidate, self.pack, self.parameters, self.label, local, self.memo)

    def _of_violation(self, violation: Violation) -> Mapping[str, Known]:
        """The violation's own facts, the same for every pack."""
        kept: Mapping[str, Known] | None = self.memo.get(("violation", violation.id))
        if kept is None:
            kept = self.memo["violation", violation.id] = violation_facts(self.ground, violation, self.candidate)
        return kept

    def _foreign(self) -> list[Violation]:
        own = self.candidate.id if self.candidate.kind == "person" else None
        return [v for v in self.ground.below(self.candidate.unit) if own is None or v.person != own]

    def _mine(self, about: str) -> bool:
        return about in (self.candidate.id, self.candidate.unit, self.ground.unit)

    def _party(self, name: str) -> Known:
        found = party_facts(self.ground, self.candidate)
        self.memo.update({f"party.{key}": Known(value, self.candidate.id) for key, value in found.items()})
        return Known(found.get(name), self.candidate.id)

    def _incident(self, name: str) -> Known:
        incident = self.ground.case.incident
        if name == "loss_yuan":
            return Known(None if incident.loss_fen is None else Decimal(incident.loss_fen) / 100)
        if name == "decision_by":
            return Known(incident.decision.by if incident.decision else None)
        return Known(getattr(incident, name) if name in INCIDENT else None)

    def _of_party(self, key: str) -> Known:
        if self.candidate.kind == "body":
            return self._supervised(key, self._of_unit(key, self.candidate.unit, body=self.candidate.id))
        own = _said(list(self.ground.findings_about(self.candidate.id)), key, self.candidate.id)
        if own.value is not None:
            return own
        if roles.is_supervision(key) and not self._answers_for(key):
            return Known(False, self.candidate.id)  # he does not owe the duty of supervision
        derived = self._from_decision(key)
        if derived is not None:
            return Known(derived, self.candidate.id)
        return self._by_coupling(key)

    def _by_coupling(self, key: str) -> Known:
        """A body held accountable brings its responsible members in, never the reverse (WZ2019 art. 6(2))."""
        if key in roles.PERSONAL or not self._answers_for(key):
            return (
                _said(list(self.ground.findings_about(None)), key, self.candidate.id)
                if key not in roles.PERSONAL and not roles.is_supervision(key)
                else Known(None, self.candidate.id)
            )
        return self._supervised(key, self._of_unit(key, self.candidate.unit))

    def _supervised(self, key: str, own: Known) -> Known:
        """A finding on the duty of supervision about the unit reaches its discipline side (reading 6)."""
        discipline = {"discipline_head", "resident_group", "discipline_body"} & set(self.candidate.relations)
        if own.value is not None or not roles.is_supervision(key) or not discipline or self.candidate.levels_up:
            return own
        about_unit = self._of_unit(key, self.ground.unit)
        return own if about_unit.value is None else about_unit

    def _answers_for(self, key: str) -> bool:
        relations = set(self.candidate.relations)
        if roles.is_supervision(key):
            return bool(relations & {"discipline_head", "resident_group"})
        return bool(relations & COUPLED)

    def _of_unit(self, key: str, unit: str, body: str | None = None) -> Known:
        return _said(self.ground.findings_of_unit(unit, body), key, unit)

    def _from_decision(self, key: str) -> bool | None:
        decision = self.ground.case.incident.decision
        if decision is None:
            return None
        if key == "personally_approved" and decision.by and decision.decided_by is not None:
            return decision.by == "personal" and self.candidate.id in decision.decided_by
        listed = {
            "took_part": decision.decided_by,
            "dissented": decision.dissented,
            "reserved_opinion": decision.reserved,
        }
        people = listed.get(key)
        return None if people is None else self.candidate.id in people

    def _violator(self, violation: Violation) -> Item:
        on = violation.concluded_on or violation.filed_on or (violation.conduct.last if violation.conduct else None)
        who = violation.person or violation.organization or violation.id
        return Item(on, who, self._with(self._of_violation(violation)))

    def _decisions(self) -> Iterator[Decision]:
        replaced = {d.replaces for d in self.ground.case.decisions if d.replaces}
        for decision in self.ground.case.decisions:
            about = decision.person or decision.organization
            if about == self.candidate.id and decision.ground != "unfitness" and decision.id not in replaced:
                yield decision

    def _decision(self, number: int, decision: Decision) -> Item:
        about = self.candidate.id
        local = {
            "decision.methods": Known(decision.methods, about),
            "decision.ground": Known(decision.ground, about),
            "decision.liability": Known(decision.liability, about),
        }
        return Item(decision.decided_on, str(number), self._with(local))

    def _votes(self) -> Iterator[Item]:
        for vote in self.ground.case.votes:
            if self._mine(vote.about) and vote.valid:
                percent = Decimal((vote.excellent + vote.competent + vote.basic) * 100) / Decimal(vote.valid)
                yield Item(vote.on, vote.about, self._with({"vote.percent": Known(percent, vote.about)}))


def _said(findings: list[Finding], key: str, about: str | None) -> Known:
    """The finding's value; yes outweighs no, the answer names whom it was about."""
    recorded = [f for f in findings if f.finding == key and f.value is not None]
    for finding in recorded:
        if finding.value is not False:
            return Known(finding.value, finding.about or about)
    return Known(False, recorded[0].about or about) if recorded else Known(None, about)
