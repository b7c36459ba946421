"""Duty and liability labels of a party: two fields, never one (regulations §1(4), §11.0(5))."""

from __future__ import annotations

from collections.abc import Sequence

from quanze.core.determination.candidate import Candidate
from quanze.core.determination.clause_lines import Judged
from quanze.core.determination.ground import Ground
from quanze.core.determination.result import Text
from quanze.core.determination.sharing import decided_alone
from quanze.core.determination.texts import both
from quanze.core.rulebook.models import Rulebook
from quanze.core.words import label

TRACKS = ("accountability", "party", "state", "handling", "first_form", "justice")
SUPERVISORS = frozenset({"discipline_head", "resident_group", "discipline_body"})


def duty(candidate: Candidate, books: Sequence[Rulebook]) -> tuple[str, Text]:
    """What the post owed, by the text of the day, with its basis."""
    if candidate.relation in SUPERVISORS:
        return "supervision", both(
            "监督责任：纪检机关（机构）及其负责人的监督职责。",
            "Supervision: the duty of discipline organs and their heads.",
        )
    for book in books:
        for row in book.duties:
            if set(row.relations) & {_inside(r) for r in candidate.relations}:
                return row.duty, _basis(book, row.duty, row.cite.article)
    return ("overall" if candidate.kind == "body" else "important_leadership"), both(
        "职责依据待查。", "The basis of the duty is open."
    )


def _inside(relation: str) -> str:
    """A superior owes in his own body what principal and member in charge owe."""
    return {"superior_principal": "principal", "superior_in_charge": "in_charge"}.get(relation, relation)


def _basis(book: Rulebook, name: str, article: str | None) -> Text:
    zh = f"第{article}条" if article else ""
    en = f" art. {article}" if article else ""
    return both(
        f"{label('duty', name, 'zh')}（{book.identity.short['zh']}{zh}）。",
        f"{label('duty', name, 'en')} ({book.identity.short['en']}{en}).",
    )


def liability(ground: Ground, candidate: Candidate, judged: Sequence[Judged]) -> str:
    """The headline: the label of the first applying clause, accountability first (reading 4)."""
    if candidate.kind == "person" and decided_alone(ground, candidate):
        return "individual"
    applying = [j for j in judged if j.verdict.value or j.only_status_open]
    for track in TRACKS:
        for j in applying:
            if j.line.track == track and j.line.label:
                return j.line.label
    if not applying and not any(j.verdict.value is None for j in judged):
        return "none"
    return "collective" if candidate.kind == "body" and applying else "undecided"
