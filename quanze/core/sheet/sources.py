"""Which rulebooks speak and why, old and new law side by side, wording not yet verified, and how it was computed."""

from __future__ import annotations

from datetime import datetime

from quanze.core.determination.result import Evaluated, Evaluation, RulebookUse, Sheet
from quanze.core.sheet.blocks import Para, Part, Points
from quanze.core.sheet.citing import cited, in_brackets, title, version_text
from quanze.core.sheet.others import listing
from quanze.core.sheet.reader import Reader


def unverified(sheet: Sheet, reader: Reader) -> Part:
    """Cited places whose wording awaits comparison with the official print."""
    items = tuple(dict.fromkeys(_unverified(reader, cited(item.cite, reader), item.mark) for item in sheet.unverified))
    return listing("unverified", reader.say("条文表述的核对情况", "Wording still to be verified"), items, reader)


def rulebooks(sheet: Sheet, reader: Reader) -> Part:
    """Every rulebook used, its version, how much of its text is at hand, and why it speaks."""
    items = tuple(_rulebook(item, reader) for item in sheet.rulebooks)
    part = listing("rulebooks", reader.say("所用规定及理由", "Which rules were used, and why"), items, reader)
    settings = tuple(_setting(key, value, reader) for key, value in sheet.parameters.items())
    lead = reader.say("规定未写明、由使用者设定的参数", "Parameters that the texts leave open")
    return part._replace(blocks=(*part.blocks, Points(lead, settings))) if settings else part


def evaluations(sheet: Sheet, reader: Reader) -> Part:
    """Old and new law compared as whole evaluations."""
    items = tuple(_evaluation(item, reader) for item in sheet.evaluations)
    return listing("evaluations", reader.say("新旧规定的比较", "Old and new rules compared"), items, reader)


def provenance(sheet: Sheet, reader: Reader) -> Part:
    """What is needed to compute the sheet again identically."""
    asked = sheet.asked
    known_at = instant(asked.known_at, reader)
    items = [
        reader.say(f"案件编号：{sheet.case}", f"Case: {sheet.case}"),
        reader.say(f"询问日：{reader.day(asked.on)}", f"Day of the question: {reader.day(asked.on)}"),
        reader.say(f"依据的记录：{known_at}", f"Records relied on: {known_at}"),
        reader.say(f"程序版本：{asked.program}", f"Program version: {asked.program}"),
        reader.say(f"输入摘要值：{asked.input_digest}", f"Digest of the input: {asked.input_digest}"),
    ]
    if asked.rules_digest:
        items.append(reader.say(f"规则摘要值：{asked.rules_digest}", f"Digest of the rules: {asked.rules_digest}"))
    name = reader.say("本稿的计算依据", "How this sheet was computed")
    return Part("provenance", name, (_again(reader), Points("", tuple(items))))


def instant(at: datetime | None, reader: Reader) -> str:
    """Up to which instant records were known; None: as they stand."""
    if at is None:
        return reader.say("现有全部记录", "all records as they stand")
    moment = f"{reader.day(at.date())} {at:%H:%M:%S}{at:%z}".strip()
    return reader.say(f"{moment}以前已知的记录", f"those known at {moment}")


def _again(reader: Reader) -> Para:
    text = reader.say(
        "输入、规则和程序版本相同，结果就相同。", "The same input, rules and program give the same sheet again."
    )
    return Para(text, "note")


def _unverified(reader: Reader, place: str, mark: str) -> str:
    """The citation already carries the remark for M and M+; other marks are added."""
    if mark in ("M", "M+"):
        return place
    return reader.say(f"{place}〔{reader.word('mark', mark)}〕", f"{place} [{reader.word('mark', mark)}]")


def _rulebook(item: RulebookUse, reader: Reader) -> str:
    uses = reader.listed(reader.word("purpose", key) for key in item.for_)
    text, version = reader.word("text", item.text), version_text(item.version, reader)
    why = reader.text(item.why)
    return reader.say(
        f"{title(item.rulebook, reader)}（{version}；{text}）：用于{uses}。{why}",
        f"{title(item.rulebook, reader)} ({version}; {text}): for {uses}. {why}",
    )


def _setting(key: str, value: object, reader: Reader) -> str:
    rulebook, _, name = key.partition(".")
    given = reader.say("未设定", "not set") if value is None else str(value)
    head = f"{title(rulebook, reader)}{reader.say('·', ', ')}{name}" if name else key
    return f"{head}{reader.say('：', ': ')}{given}"


def _evaluation(item: Evaluation, reader: Reader) -> str:
    who, what = reader.who(item.party), reader.word("purpose", item.for_)
    old, new = _side(item.old, reader), _side(item.new, reader)
    taken, why = reader.word("taken", item.taken), reader.text(item.why)
    return reader.say(
        f"{who}（{what}）：旧规定{old}；新规定{new}。{taken}。{why}",
        f"{who} ({what}): old rule {old}; new rule {new}. {taken[0].upper()}{taken[1:]}. {why}",
    ) + in_brackets(item.cite, reader)


def _side(side: Evaluated, reader: Reader) -> str:
    """One rule's whole evaluation: violation or not, heaviest, lightest, longest bar."""
    called = title(side.rulebook, reader)
    if side.violation is None:
        return reader.say(f"{called}：是否构成违规尚未查明", f"{called}: violation or not is not yet known")
    if not side.violation:
        return reader.say(f"{called}：不构成违规", f"{called}: no violation")
    none = reader.say("无", "none")
    heaviest = reader.word("method", side.heaviest) if side.heaviest else none
    lightest = reader.word("method", side.lightest) if side.lightest else none
    months = none if side.longest_bar is None else reader.say(f"{side.longest_bar}个月", f"{side.longest_bar} months")
    return reader.say(
        f"{called}：属于违规，最重{heaviest}，最轻{lightest}，最长影响期{months}",
        f"{called}: a violation, at most {heaviest}, at least {lightest}, longest effect period {months}",
    )
