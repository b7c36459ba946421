"""Questions that ask the same of several persons or units are one question, with one number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from quanze.core.determination.result import Question, Text


class Group(NamedTuple):
    """Questions on one fact, asked in the same words of one or more persons or units."""

    ask: Text
    items: tuple[Question, ...]


def grouped(questions: Sequence[Question], names: Mapping[str, str]) -> tuple[Group, ...]:
    """The groups in the sheet's order: facts first, then judgements for people only."""
    found: dict[tuple[str, str, str], list[Question]] = {}
    for item in sorted(questions, key=lambda question: question.kind != "fact"):
        found.setdefault((item.kind, item.fact, _bare(item, names).get("zh", "")), []).append(item)
    return tuple(Group(_shown(items, names), tuple(items)) for items in found.values())


def numbered(questions: Sequence[Question], names: Mapping[str, str]) -> Mapping[tuple[str, str | None], int]:
    """Under which number each (fact, about) is asked, from 1."""
    groups = enumerate(grouped(questions, names), 1)
    return {(item.fact, item.about): number for number, group in groups for item in group.items}


def _shown(items: Sequence[Question], names: Mapping[str, str]) -> Text:
    return items[0].ask if len(items) == 1 else _bare(items[0], names)


def _bare(item: Question, names: Mapping[str, str]) -> Text:
    """The question without the name that leads it."""
    name = names.get(item.about or "", item.about or "")
    return {lang: text.removeprefix(f"{name}：").removeprefix(f"{name}: ") for lang, text in item.ask.items()}
