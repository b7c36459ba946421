"""How a party stands now, and as what it may have to answer."""

from __future__ import annotations

from quanze.core.determination.result import Party
from quanze.core.sheet.reader import Reader


def standing(party: Party) -> str:
    """How a party stands now: applies, depends or below (only reminder or criticism is open)."""
    clauses = [clause for clause in party.clauses if clause.track != "first_form"]
    if any(clause.status == "applies" for clause in clauses):
        return "applies"
    return "depends" if any(clause.status == "depends" for clause in party.clauses) else "below"


def liability_text(party: Party, reader: Reader) -> str:
    """The headline liability under reserve: never a statement of guilt."""
    if party.liability == "undecided":
        return reader.say("责任类型尚不能确定", "the kind of liability cannot be said yet")
    if party.liability == "none":
        return reader.say("未达到问责门槛，只可提醒、批评教育", "below the threshold: only reminder or criticism")
    label = reader.word("liability", party.liability)
    return reader.say(f"可能承担{label}", f"may bear {label}")
