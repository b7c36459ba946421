"""What changed between two sheets, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from quanze.core.determination.result import Text
from quanze.core.sheet.capitals import capital
from quanze.core.sheet.changes import gone_and_new, moved, party_changes
from quanze.core.sheet.phrases import Data, day, lists, seat_key
from quanze.core.sheet.reader import NO_TEXTS, Reader

_HALVES = (
    ("main_body", ("主体责任", "main-body responsibility")),
    ("supervision", ("监督责任", "supervision responsibility")),
)


def diff(
    a: Data, b: Data, lang: str, *, titles: Mapping[str, Text] = NO_TEXTS, findings: Mapping[str, Text] = NO_TEXTS
) -> str:
    """One sentence a line on what sheet ``b`` has otherwise than sheet ``a`` (both as ``read_sheet`` gives them).

    Equal sheets give one line that says so. Ends with a newline.
    """
    found = changes(a, b, lang, titles=titles, findings=findings)
    return "\n".join((*found.answer, *found.questions)) + "\n"


def _names(a: Data, b: Data) -> Mapping[str, str]:
    """The names of both; a unit that one asker's view did not reach (an empty name) is called as the other sheet has it."""
    old, new = (side.get("names", {}) for side in (a, b))
    return {**old, **{key: name for key, name in new.items() if name or key not in old}}


class Changes(NamedTuple):
    """What is otherwise, one sentence each: in the answer itself, and in what is still to be found out."""

    answer: tuple[str, ...]
    questions: tuple[str, ...]


def changes(
    a: Data, b: Data, lang: str, *, titles: Mapping[str, Text] = NO_TEXTS, findings: Mapping[str, Text] = NO_TEXTS
) -> Changes:
    """The sentences of ``diff``, those on questions apart."""
    read = Reader(lang=lang, titles=titles, findings=findings, names=_names(a, b))
    if a == b:
        return Changes((read.say("两份定责建议没有不同。", "There is no difference between the two sheets."),), ())
    answer = tuple(capital(line) for line in _sentences(a, b, read))
    pairs = zip(lists(a, read), lists(b, read), strict=True)
    asked = [_questions(old, new, read) for (_, key, old), (_, _, new) in pairs if key == "questions"]
    questions = tuple(capital(line) for lines in asked for line in lines)
    return Changes(answer if answer or questions else (_elsewhere(a, b, read),), questions)


def _sentences(a: Data, b: Data, read: Reader) -> Iterator[str]:
    yield from _asked(a, b, read)
    for (name, key, old), (_, _, new) in zip(lists(a, read), lists(b, read), strict=True):
        if key != "questions":
            yield from (f"{name}{read.say('：', ': ')}{text}" for text in gone_and_new(old, new, read))
    before = {seat_key(party): party for party in a["parties"]}
    for party in b["parties"]:
        if seat_key(party) in before:
            yield from party_changes(before[seat_key(party)], party, read)
    yield from _double_check(a, b, read)
    yield from _computed(a, b, read)


def _asked(a: Data, b: Data, read: Reader) -> Iterator[str]:
    if a["case"] != b["case"]:
        yield moved(read.say("案件", "the case"), a["case"], b["case"], read)
    if a["asked"]["on"] != b["asked"]["on"]:
        yield moved(
            read.say("询问日", "the day of the question"),
            day(a["asked"]["on"], read),
            day(b["asked"]["on"], read),
            read,
        )
    if a["asked"]["known_at"] != b["asked"]["known_at"]:
        old, new = (_instant(side["asked"]["known_at"], read) for side in (a, b))
        yield moved(read.say("依据的记录时点", "the instant of the records"), old, new, read)


def _questions(old: Mapping[str, str], new: Mapping[str, str], read: Reader) -> Iterator[str]:
    """A question that is gone was answered, or its answer no longer matters."""
    for key, text in old.items():
        if key not in new:
            yield read.say(f"已有答复或者不再需要：{text}", f"answered or no longer needed: {text}")
    for key, text in new.items():
        if key not in old:
            yield read.say(f"新的待查事项：{text}", f"new question: {text}")


def _double_check(a: Data, b: Data, read: Reader) -> Iterator[str]:
    for key, name in _HALVES:
        old, new = (read.text(side["double_check"][key]) for side in (a, b))
        if old != new:
            half = read.say("一案双查·", "double check, ") + read.say(*name)
            yield moved(half, old, new, read)


def _computed(a: Data, b: Data, read: Reader) -> Iterator[str]:
    """Old and new law taken, parameters, program and rules."""
    taken = [
        {
            str(e["party"]): read.who(e["party"]) + read.say("", ": ") + read.word("taken", e["taken"])
            for e in s["evaluations"]
        }
        for s in (a, b)
    ]
    if taken[0] != taken[1]:
        old, new = (read.listed(side.values()) for side in taken)
        yield moved(read.say("新旧规定的选择", "choice between old and new rules"), old, new, read)
    for key in sorted({*a["parameters"], *b["parameters"]}):
        old, new = (_given(side["parameters"].get(key)) for side in (a, b))
        if old != new:
            yield moved(read.say(f"参数 {key} ", f"parameter {key}"), old, new, read)
    for key, name in (
        ("program", ("程序版本", "program version")),
        ("rules_digest", ("规则摘要值", "digest of the rules")),
    ):
        if a["asked"][key] != b["asked"][key]:
            yield moved(read.say(*name), a["asked"][key], b["asked"][key], read)


def _instant(written: str | None, read: Reader) -> str:
    """An instant in words, to the second: 2026年11月22日 09:24:45."""
    if not written:
        return ""
    at = datetime.fromisoformat(written)
    return f"{read.day(at.date())}{read.say(' ', ', ')}{at:%H:%M:%S}"


def _given(value: object) -> str:
    return "" if value is None else str(value)


def _elsewhere(a: Data, b: Data, read: Reader) -> str:
    """Differences of wording or input that change no party, label, clause, method or question."""
    keys = [key for key in b if a.get(key) != b[key]]
    if keys == ["asked"]:
        return read.say(
            "只有输入摘要值不同，结论内容没有不同。", "Only the digest of the input differs; nothing it says does."
        )
    return read.say(
        "责任主体、条款、方式和待查事项没有不同，只有文字表述或者输入摘要值不同。",
        "Parties, clauses, methods and questions are the same; only wording or the digest of the input differs.",
    )
