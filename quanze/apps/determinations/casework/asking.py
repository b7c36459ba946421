"""Which questions are put next: one group at a time, about one party or the incident, those that decide most first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from quanze.core.determination.result import Question, Sheet
from quanze.core.sheet.numbering import Group, in_order

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
    """The questions to be answered now (all about ``about``; None: the incident), and groups of those that remain open.

    ``waiting`` come later, ``unclear`` were answered with "not clear", ``elsewhere`` are answered in the register;
    ``later`` is how many bear only on parties that no clause reaches yet, counted as the sheet counts them (what is asked of
    several parties once), and are asked when they are asked for.
    """

    about: str | None
    now: tuple[Question, ...]
    waiting: tuple[Group, ...]
    unclear: tuple[Group, ...]
    elsewhere: tuple[Group, ...]
    later: int


def key_of(question: Question) -> str:
    """A question in one word: "fact|about"."""
    return f"{question.fact}|{question.about or ''}"


def answerable(fact: str) -> bool:
    """True if an answer is written into the case; else it belongs into the register."""
    return fact in ANSWERED or fact.partition(".")[0] in ("finding", "parameter")


def round_of(sheet: Sheet, names: Mapping[str, str], unclear: Collection[str], *, later_too: bool = False) -> Round:
    """The next round of questions on a sheet. ``later_too`` asks also what bears only on those not reached."""
    first, last = in_order(sheet, names)
    groups = (*first, *last) if later_too else first
    asked = {key_of(item) for group in groups for item in group.items if answerable(item.fact)} - set(unclear)
    # The sheet's own order puts first what would settle most by itself; its whole group comes with it.
    open_ = [item for item in sheet.questions if key_of(item) in asked]
    now = tuple(item for item in open_ if item.about == open_[0].about)[:MOST]
    waiting = asked - {key_of(item) for item in now}
    return Round(
        about=now[0].about if now else None, now=now, waiting=_of(groups, waiting),
        unclear=_of((*first, *last), set(unclear)),
        elsewhere=tuple(group for group in first if not answerable(group.items[0].fact)),
        later=0 if later_too else len(last),
    )  # fmt: skip


def _of(groups: Iterable[Group], keys: Collection[str]) -> tuple[Group, ...]:
    """The groups with only the questions named; a group without any is left out."""
    kept = (Group(group.ask, tuple(item for item in group.items if key_of(item) in keys)) for group in groups)
    return tuple(group for group in kept if group.items)
