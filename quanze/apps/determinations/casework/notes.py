"""Notes on facts: on what the answer rests, who gave it and when. They stand in the case file beside the facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quanze.apps.determinations.casework.filling import value_at
from quanze.apps.determinations.casework.text import Case

INCIDENT = frozenset(
    f"incident.{key}"
    for key in (
        "field", "influence", "consequence", "loss", "loss_yuan", "circumstances", "harm", "nature_vile", "decision.by",
    )
)  # fmt: skip
VIOLATION = frozenset({"amount_yuan", "investigated_by", "major", "transferred_to_justice", "sanctions"})
ENDING = ".evidence"


def fact_of(path: str, rows: str = "") -> str | None:
    """The fact that a slot of the form answers, None for what no evidence is noted for."""
    if rows == "violations":
        return f"violation.{path}" if path in VIOLATION else None
    if rows or path not in INCIDENT:
        return None
    return "incident.decision_by" if path == "incident.decision.by" else path


def note_on(case: Mapping[str, Any], fact: str, about: str | None) -> dict[str, Any]:
    """The note on a fact, {} where there is none."""
    return next((row for row in rows_of(case, "notes") if _is_on(row, fact, about)), {})


def put_note(case: Case, fact: str, about: str | None, **told: Any) -> None:
    """Set what is told (evidence, by, on) of the note on a fact; None takes it away, and with the last the note."""
    was, rows = note_on(case, fact, about), rows_of(case, "notes")
    note = {key: value for key, value in {**was, **told}.items() if value}
    made = [{"fact": fact} | ({"about": about} if about else {}) | note] if note.keys() - {"fact", "about"} else []
    at = rows.index(was) if was else len(rows)
    case["notes"] = [*rows[:at], *made, *rows[at + 1 :]] or None


def settle(before: Mapping[str, Any], after: Case) -> None:
    """After facts were typed anew: who answered is no longer known of a fact that changed; a violation gone takes its notes."""
    gone = {row.get("id") for row in rows_of(before, "violations")} - {
        row.get("id") for row in rows_of(after, "violations")
    }
    for row in rows_of(after, "notes"):
        fact, about = str(row.get("fact")), row.get("about")
        if about is not None and about in gone:
            put_note(after, fact, about, evidence=None, by=None, on=None)
        elif answer_to(before, fact, about) != answer_to(after, fact, about):
            put_note(after, fact, about, by=None, on=None)


def answer_to(case: Mapping[str, Any], fact: str, about: str | None) -> Any:
    """What the case says to a fact; None: nothing (unknown)."""
    room, _, key = fact.partition(".")
    if room == "violation":
        return next((row.get(key) for row in rows_of(case, "violations") if row.get("id") == about), None)
    if room == "finding":
        found = (row for row in rows_of(case, "findings") if (row.get("about"), row.get("finding")) == (about, key))
        return next(found, {}).get("value")
    if room == "parameter":
        given = case.get("parameters")
        named = given.items() if isinstance(given, dict) else ()
        return next((value for name, value in named if name == key or name.endswith(f".{key}")), None)
    return value_at(case, "incident.decision.by" if fact == "incident.decision_by" else fact)


def rows_of(case: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """The rows of a list of the case, without what is no row."""
    rows = case.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _is_on(row: Mapping[str, Any], fact: str, about: str | None) -> bool:
    return (row.get("fact"), row.get("about") or None) == (fact, about or None)
