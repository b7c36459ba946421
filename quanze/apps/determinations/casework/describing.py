"""The case as the form sends it: its facts, and beside each the note on what it rests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from quanze.apps.determinations.casework.faults import Faults
from quanze.apps.determinations.casework.filling import Given, filled, rows_sent, typed
from quanze.apps.determinations.casework.notes import ENDING, fact_of, put_note, rows_of
from quanze.apps.determinations.casework.slots import PARTS
from quanze.apps.determinations.casework.text import Case
from quanze.core.words import Label


class Noted(NamedTuple):
    """A slot of the form that carries a note: its path, the fact it answers, and about whom."""

    path: str
    fact: str
    about: str | None


def described(case: Mapping[str, Any], given: Given) -> Case:
    """The case with facts and notes as the form sends them; ``notes.settle`` follows once rows were removed."""
    found = filled(case, given)
    for noted in _sent(given):
        name = f"{noted.path}{ENDING}"
        if name in given:
            put_note(found, noted.fact, noted.about, evidence=typed("lines", given.getlist(name)))
    return found


def _sent(given: Given) -> Iterable[Noted]:
    """The slots as the form sends them: a row stands at the place it had there, under the id it has now."""
    for part in PARTS:
        if not part.rows:
            yield from _slots(part, "", None)
        elif f"{part.rows}.rows" in given:
            for place, row in rows_sent(part, given):
                yield from _slots(part, f"{part.rows}[{place}].", row.get("id"))


def noted_slots(case: Mapping[str, Any]) -> Iterable[Noted]:
    """The slots of the form of a case that carry notes."""
    for part in PARTS:
        if not part.rows:
            yield from _slots(part, "", None)
        else:
            for place, row in enumerate(rows_of(case, part.rows)):
                yield from _slots(part, f"{part.rows}[{place}].", row.get("id"))


def _slots(part: Any, above: str, about: str | None) -> Iterable[Noted]:
    for slot in part.slots:
        fact = fact_of(slot.path, part.rows)
        if fact is not None:
            yield Noted(f"{above}{slot.path}", fact, about)


# Where a fault of a whole row is mended: whose violation it is; which finding contradicts another.
_OF_A_ROW = {"violations": "person", "findings": "finding"}


def at_their_slots(case: Mapping[str, Any], faults: Faults) -> Faults:
    """Faults of notes and of whole rows at the slot in which they are mended."""
    slots = {(noted.fact, noted.about): noted.path for noted in noted_slots(case)}
    places = {
        f"notes[{number}]": slots.get((str(row.get("fact")), row.get("about") or None))
        for number, row in enumerate(rows_of(case, "notes"))
    }
    rows = {
        f"{name}[{number}]": f"{name}[{number}].{path}"
        for name, path in _OF_A_ROW.items()
        for number, _ in enumerate(rows_of(case, name))
    }
    found: dict[str, Label] = {}
    for where, told in faults.items():
        path = places.get(where.partition(".")[0])
        found[
            f"{path}{ENDING}" if path and where.partition(".")[2].startswith("evidence") else rows.get(where, where)
        ] = told
    return found
