"""How a party stands now, and who is not reached by any clause yet."""

from __future__ import annotations

from quanze.core.determination.result import Party, Sheet


def standing(party: Party) -> str:
    """How a party stands now: applies, depends or below (only reminder or criticism is open)."""
    clauses = [clause for clause in party.clauses if clause.track != "first_form"]
    if any(clause.status == "applies" for clause in clauses):
        return "applies"
    return "depends" if any(clause.status == "depends" for clause in party.clauses) else "below"


def not_reached(sheet: Sheet) -> frozenset[str]:
    """Ids of the parties of which no clause applies yet, where others are reached."""
    if not any(standing(party) == "applies" for party in sheet.parties):
        return frozenset()
    return frozenset(next(iter(p.party.values())) for p in sheet.parties if standing(p) == "depends")
