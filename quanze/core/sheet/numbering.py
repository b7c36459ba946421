"""Questions that ask the same of several persons or units are one question, with one number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from quanze.core.determination.result import Question, Sheet, Text
from quanze.core.sheet.standing import not_reached


class Group(NamedTuple):
    """Questions on one fact, asked in the same words of one or more persons or units."""

    ask: Text
    items: tuple[Question, ...]


def in_order(sheet: Sheet, names: Mapping[str, str]) -> tuple[tuple[Group, ...], tuple[Group, ...]]:
    """What is to be asked now (facts, then judgements for people only), and what only bears on those not reached."""
    groups = _grouped(sheet.questions, names)
    open_ = not_reached(sheet)
    later = tuple(group for group in groups if _only_about(group, open_))
    return tuple(group for group in groups if group not in later), later


def numbered(sheet: Sheet, names: Mapping[str, str]) -> Mapping[tuple[str, str | None], int]:
    """Under which number each (fact, about) is asked, from 1."""
    now, later = in_order(sheet, names)
    return {(item.fact, item.about): n for n, group in enumerate((*now, *later), 1) for item in group.items}


def _grouped(questions: Sequence[Question], names: Mapping[str, str]) -> tuple[Group, ...]:
    """The groups in the sheet's order, facts before judgements."""
    found: dict[tuple[str, str, str], list[Question]] = {}
    for item in sorted(questions, key=lambda question: question.kind != "fact"):
        found.setdefault((item.kind, item.fact, _bare(item, names).get("zh", "")), []).append(item)
    return tuple(Group(_shown(items, names), tuple(items)) for items in found.values())


def _only_about(group: Group, parties: frozenset[str]) -> bool:
    """True if an answer decides clauses of these parties and nothing else."""
    keys = [key for item in group.items for key in item.decides]
    return bool(keys) and all(key.rpartition(": ")[0] in parties for key in keys)


def _shown(items: Sequence[Question], names: Mapping[str, str]) -> Text:
    return items[0].ask if len(items) == 1 else _bare(items[0], names)


def _bare(item: Question, names: Mapping[str, str]) -> Text:
    """The question without the name that leads it."""
    name = names.get(item.about or "", item.about or "")
    return {lang: text.removeprefix(f"{name}：").removeprefix(f"{name}: ") for lang, text in item.ask.items()}
