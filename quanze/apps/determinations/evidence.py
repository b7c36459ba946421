"""On what the facts and findings of a case rest, as a page tells it: each with its answer, its evidence, who and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from quanze.apps.determinations.casework.fields import as_typed, degree
from quanze.apps.determinations.casework.notes import answer_to, rows_of
from quanze.core.sheet.blocks import Para, Part, Table
from quanze.core.sheet.capitals import sentence_case
from quanze.core.sheet.reader import Reader
from quanze.core.sheet.reasons import fact_name, value_text
from quanze.core.words.label import Label


class Heads(NamedTuple):
    """What stands over the answers and their evidence, on the page and on paper."""

    title: Label
    caption: Label
    columns: tuple[Label, ...]
    nothing: Label
    not_noted: Label


HEADS = Heads(
    Label("事实和认定的依据", "What facts and findings rest on"),
    Label("案件文件中的答复及其依据", "Answers in the case file and their evidence"),
    (
        Label("事实或认定", "Fact or finding"), Label("关于", "About"), Label("答复", "Answer"),
        Label("依据", "Evidence"), Label("认定机关或人、日期", "Found by, on"),
    ),
    Label("描述案件时没有记下依据；以此案再问，可在每个事实下补写。",
          "No evidence was noted with the case; ask it anew and write it under each fact."),
    Label("没有记下", "none noted"),
)  # fmt: skip
INCIDENT = Label("整个事件", "the incident")
UNKNOWN = Label("不清楚", "not clear")


class Rests(NamedTuple):
    """A fact or finding, about whom, what was answered, and on what that rests ("" and [] for nothing noted)."""

    what: str
    about: str
    answer: str
    evidence: list[str]
    by: str
    on: str


def abouts(case: Mapping[str, Any]) -> Iterator[str]:
    """The codes of those whom findings and notes are about; of a violation, who committed it."""
    whose = _whose(case)
    for name in ("findings", "notes"):
        for row in rows_of(case, name):
            if row.get("about"):
                yield whose.get(str(row["about"]), str(row["about"]))


def _whose(case: Mapping[str, Any]) -> dict[str, str]:
    """Violation → the code of the person or unit that committed it."""
    rows = ((row.get("id"), row.get("person") or row.get("organization")) for row in rows_of(case, "violations"))
    return {str(key): str(code) for key, code in rows if key and code}


def rests_on(case: Mapping[str, Any], reader: Reader, name: Callable[[str], str]) -> list[Rests]:
    """Findings first, then facts with a note, as they stand in the case; ``name`` gives the name behind a code."""
    whose = _whose(case)

    def called(about: Any) -> str:
        if not about:
            return INCIDENT.text(reader.lang)
        if about not in whose:
            return name(str(about))
        who = name(whose[about])
        return reader.say(f"{who}的违纪事实", f"the violation of {who}")

    told = [_rests(case, row, f"finding.{row.get('finding')}", reader, called) for row in rows_of(case, "findings")]
    return told + [_rests(case, row, str(row.get("fact")), reader, called) for row in rows_of(case, "notes")]


def rests_part(told: Iterable[Rests], lang: str) -> Part:
    """The same as a section of a printed sheet."""
    title, rows = HEADS.title.text(lang), tuple(_cells(each, lang) for each in told)
    if not rows:
        return Part("rests", title, (Para(HEADS.nothing.text(lang), "note"),))
    table = Table(HEADS.caption.text(lang), tuple(head.text(lang) for head in HEADS.columns), rows)
    return Part("rests", title, (table if lang == "zh" else sentence_case(table),))


def _cells(rests: Rests, lang: str) -> tuple[str, ...]:
    evidence = Label("；", "; ").text(lang).join(rests.evidence) or HEADS.not_noted.text(lang)
    return rests.what, rests.about, rests.answer, evidence, f"{rests.by} {rests.on}".strip() or "—"


def _rests(
    case: Mapping[str, Any], row: Mapping[str, Any], fact: str, reader: Reader, called: Callable[[Any], str]
) -> Rests:
    about, evidence = row.get("about"), row.get("evidence")
    return Rests(
        fact_name(fact, reader), called(about), _answer(fact, answer_to(case, fact, about), reader),
        [str(each) for each in evidence] if isinstance(evidence, list) else [],
        str(row.get("by") or ""), _day(row.get("on"), reader),
    )  # fmt: skip


def _day(on: Any, reader: Reader) -> str:
    return reader.day(on) if isinstance(on, date) else as_typed(on)


def _answer(fact: str, value: Any, reader: Reader) -> str:
    if value is None:
        return UNKNOWN.text(reader.lang)
    if isinstance(value, dict):
        first, last = (as_typed(value.get(end)) or reader.say("未知", "unknown") for end in ("from", "to"))
        return reader.say(f"{first}至{last}", f"{first} to {last}")
    if fact.startswith("finding.") and isinstance(value, str):
        return degree(value).text(reader.lang)
    return value_text(fact, value if isinstance(value, bool | list) else as_typed(value), reader)
