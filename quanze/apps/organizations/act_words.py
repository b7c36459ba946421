"""What an act on the register is called on its own: as a heading, in a list, in a choice.

The sentences of ``events`` tell the record what happened; these name the act itself ("Removal from a post"). In Chinese
one wording serves for both.
"""

from __future__ import annotations

from quanze.apps.organizations.events import EVENTS
from quanze.core.words import Label, Words

_ENGLISH = {
    "unit:established": "Establishment of a unit",
    "unit:renamed": "Renaming of a unit",
    "unit:moved": "Change of a unit's superior",
    "unit:line_set": "Change of a unit's vertical line",
    "unit:supervision_set": "Change of the units that a resident group supervises",
    "unit:merged": "Merger of units",
    "unit:split": "Split of a unit",
    "unit:closed": "Closing of a unit",
    "unit:corrected": "Correction of a unit's record",
    "body:named": "Naming of a leading body or party organization",
    "body:closed": "End of a leading body or party organization",
    "body:corrected": "Correction of a body's record",
    "post:established": "Establishment of a post",
    "post:closed": "Closing of a post",
    "post:authority_set": "Change of the management authority of a post",
    "post:corrected": "Correction of a post's record",
    "tenure:appointed": "Appointment",
    "tenure:acting": "Acting in a post",
    "tenure:concurrent": "Further post beside one's own",
    "tenure:transferred": "Transfer",
    "tenure:promoted": "Promotion",
    "tenure:removed": "Removal from a post",
    "tenure:corrected": "Correction of a tenure's record",
    "person:entered": "Entry of persons in the register",
    "person:retired": "Retirement",
    "person:corrected": "Correction of a person's record",
    "portfolio:assigned": "Assignment of a portfolio",
    "portfolio:ended": "End of a portfolio",
    "portfolio:corrected": "Correction of a portfolio's record",
    "absence:recorded": "Absence",
    "absence:corrected": "Correction of an absence's record",
    "row:withdrawn": "Withdrawal of a row recorded in error",
    "rows:written": "Many rows at once",
    "act:undone": "Undoing of an act",
}
ACT_WORDS: Words = {
    f"register:{name}": Label(EVENTS[f"register:{name}"].zh, en) for name, en in _ENGLISH.items()
}  # fmt: skip


def act_word(event: str) -> Label:
    """What an act of this event is called; an event without words stands for itself."""
    return ACT_WORDS.get(event, Label(event, event))
