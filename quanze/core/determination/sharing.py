"""Collective, personal, dissent: how one decision shares out what a circumstance opened (RZ2010 art. 25; WZ2019 art. 17)."""

from __future__ import annotations

from quanze.core.determination.candidate import Candidate, Freed
from quanze.core.determination.case import DecisionMade
from quanze.core.determination.ground import Ground
from quanze.core.determination.members import has_own_finding
from quanze.core.determination.roles import FAVOURABLE
from quanze.core.determination.texts import say

# From this version on a reserved opinion frees like a clear objection (WZ2019 art. 17-(2)).
RESERVATION_FREES = "WZ2019"


def freed_by_decision(ground: Ground, candidate: Candidate, texts: frozenset[str]) -> Freed | None:
    """Why the incident's own decision frees this person, or None. ``texts``: rulebooks of the conduct."""
    if candidate.kind != "person":
        return _freed_body(ground, candidate)
    if dissented(ground, candidate.id):
        return Freed(candidate=candidate, ground="dissented", why=say("dissented"))
    if RESERVATION_FREES in texts and reserved(ground, candidate.id):
        return Freed(candidate=candidate, ground="reserved", why=say("reserved"))
    decision = ground.case.incident.decision
    if decision and _by_another_alone(decision, candidate) and not _own_neglect(ground, candidate):
        return Freed(candidate=candidate, ground="personal_decision", why=say("personal_decision"))
    return None


def _freed_body(ground: Ground, candidate: Candidate) -> Freed | None:
    """A decision that one leader made alone is his, not the body's, unless people found against the body itself."""
    decision = ground.case.incident.decision
    alone = decision is not None and decision.by == "personal" and bool(decision.decided_by)
    abouts = (candidate.id, candidate.unit, None)
    against = any(
        f.value not in (None, False) and f.finding not in FAVOURABLE for a in abouts for f in ground.findings_about(a)
    )
    if not alone or against or candidate.levels_up or candidate.relation != "body":
        return None
    return Freed(candidate=candidate, ground="personal_decision", why=say("personal_decision"))


def decided_alone(ground: Ground, candidate: Candidate) -> bool:
    """True if this person made or approved the wrong decision alone: his individual responsibility."""
    decision = ground.case.incident.decision
    if decision and decision.by == "personal" and candidate.id in (decision.decided_by or ()):
        return True
    return any(f.finding == "personally_approved" and f.value is True for f in ground.findings_about(candidate.id))


def dissented(ground: Ground, person: str) -> bool:
    """A recorded clear objection to the wrong decision."""
    decision = ground.case.incident.decision
    if decision and person in (decision.dissented or ()):
        return True
    return any(f.finding == "dissented" and f.value is True for f in ground.findings_about(person))


def reserved(ground: Ground, person: str) -> bool:
    """A recorded reservation of opinion."""
    decision = ground.case.incident.decision
    if decision and person in (decision.reserved or ()):
        return True
    return any(f.finding == "reserved_opinion" and f.value is True for f in ground.findings_about(person))


def _by_another_alone(decision: DecisionMade, candidate: Candidate) -> bool:
    deciders = decision.decided_by or ()
    return decision.by == "personal" and bool(deciders) and candidate.id not in deciders and candidate.levels_up == 0


def _own_neglect(ground: Ground, candidate: Candidate) -> bool:
    own = [
        f for f in ground.findings_about(candidate.id) if f.value not in (None, False) and f.finding not in FAVOURABLE
    ]
    return bool(own) or has_own_finding(ground, candidate.id)
