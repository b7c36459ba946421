"""Which questions are put next: one group at a time, about one party or the incident, those that decide most first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from quanze.core.determination.result import Question, Sheet
from quanze.core.sheet.numbering import in_order

MOST = 6
# Facts that are written into the case itself; everything else about the register is mended in the register.
ANSWERED = frozenset(
    {
        "incident.influence", "incident.consequence", "incident.loss", "incident.loss_yuan", "incident.circumstances",
        "incident.harm", "incident.nature_vile", "incident.field", "incident.decision_by", "violation.amount_yuan",
        "violation.investigated_by", "violation.sanctions", "violation.transferred_to_justice", "violation.major",
        "dates.conduct",
    }
)  # fmt: skip


class Round(NamedTuple):
    """The questions to be answered now (all about ``about``; None: the incident), and all that remain open.

    ``unclear`` were answered with "not clear"; ``elsewhere`` are answered in the register; ``later`` bears only on
    parties that no clause reaches yet, and is asked when nothing else is.
    """

    about: str | None
    now: tuple[Question, ...]
    waiting: tuple[Question, ...]
    unclear: tuple[Question, ...]
    elsewhere: tuple[Question, ...]
    later: tuple[Question, ...]


def key_of(question: Question) -> str:
    """A question in one word: "fact|about"."""
    return f"{question.fact}|{question.about or ''}"


def answerable(fact: str) -> bool:
    """True if an answer is written into the case; else it belongs into the register."""
    return fact in ANSWERED or fact.partition(".")[0] in ("finding", "parameter")


def round_of(sheet: Sheet, names: Mapping[str, str], unclear: Collection[str], *, later_too: bool = False) -> Round:
    """The next round of questions on a sheet. ``later_too`` asks also what bears only on those not reached."""
    first, last = ([item for group in groups for item in group.items] for groups in in_order(sheet, names))
    asked = [*first, *last] if later_too else first
    open_ = [item for item in asked if answerable(item.fact) and key_of(item) not in unclear]
    groups: dict[str | None, list[Question]] = {}
    for item in open_:
        groups.setdefault(item.about, []).append(item)
    best = max(groups.values(), key=lambda items: sum(len(item.decides) for item in items), default=[])
    # sorted() keeps the sheet's own order among equals: facts before judgements.
    now = tuple(sorted(best, key=lambda item: (item.kind != "fact", -len(item.decides)))[:MOST])
    return Round(
        about=now[0].about if now else None, now=now,
        waiting=tuple(item for item in open_ if item not in now),
        unclear=tuple(item for item in (*first, *last) if key_of(item) in unclear),
        elsewhere=tuple(item for item in first if not answerable(item.fact)),
        later=() if later_too else tuple(last),
    )  # fmt: skip
