"""What is to be found out: facts, and judgements that only people make, each with evidence to look for."""

from __future__ import annotations

from quanze.core.determination.result import Question, Sheet
from quanze.core.sheet.blocks import Ask, Asks, Block, Para, Part
from quanze.core.sheet.citing import cited, title
from quanze.core.sheet.labels import known
from quanze.core.sheet.reader import Reader


def questions(sheet: Sheet, reader: Reader) -> Part:
    """Facts first, then judgements for people only."""
    facts = [item for item in sheet.questions if item.kind == "fact"]
    judged = [item for item in sheet.questions if item.kind != "fact"]
    note = reader.say(
        "下列判断只能由有权的人作出并署名，本建议稿不代为判断。",
        "Only people with authority make these judgements, under their names; this proposal makes none of them.",
    )
    first = reader.say(
        "待查事实：查明并记录后，可以重新计算。", "Facts: once found and recorded, the sheet is computed again."
    )
    blocks: list[Block] = []
    if facts:
        blocks += [Para(first, "note"), Asks(tuple(_ask(item, reader) for item in facts))]
    if judged:
        blocks += [Para(note, "note"), Asks(tuple(_ask(item, reader) for item in judged))]
    if not blocks:
        blocks = [Para(reader.say("没有待查事项。", "Nothing is left to be found out."), "note")]
    return Part("questions", reader.say("需要查明的事项", "To find out"), tuple(blocks))


def _ask(item: Question, reader: Reader) -> Ask:
    colon = reader.say("：", ": ")
    notes, ask = [], reader.text(item.ask)
    if item.about and reader.name(item.about) not in ask:
        notes.append(reader.say("关于", "About") + colon + reader.name(item.about))
    decided = _bearing(item.decides, reader)
    if decided:
        notes.append(reader.say("关系到", "Bears on") + colon + decided)
    evidence = reader.listed((reader.text(text) for text in item.evidence), by=("；", "; "))
    if evidence:
        notes.append(reader.say("可查材料", "Evidence to look for") + colon + evidence)
    answer = reader.say(
        "答复：＿＿＿＿＿＿　认定人：＿＿＿＿　日期：＿＿＿＿", "Answer: ________ Found by: ________ Date: ________"
    )
    return Ask(ask, tuple(notes), answer)


def _bearing(keys: tuple[str, ...], reader: Reader) -> str:
    """What an answer decides: clauses by citation with the parties they reach, methods, words of the field."""
    parties: dict[str, dict[str, None]] = {}
    for key in keys:
        who, _, place = key.rpartition(": ")
        called = reader.name(who) if who else ""
        parties.setdefault(_decided(place, reader), {}).update({called: None} if called else {})
    return reader.listed((_with(text, list(found), reader) for text, found in parties.items()), by=("；", "; "))


def _with(text: str, names: list[str], reader: Reader) -> str:
    joined = reader.listed(names)
    return reader.say(f"{text}（{joined}）", f"{text} ({joined})") if joined else text


def _decided(key: str, reader: Reader) -> str:
    """A clause by its citation, a word of the field, a rulebook by its title, a party by name."""
    if key in reader.cites:
        return cited(reader.cites[key], reader)
    for group in ("method", "liability", "relation", "bar", "warning", "phase", "purpose"):
        if known(group, key):
            return reader.word(group, key)
    rulebook = key.partition(" ")[0]
    if rulebook in reader.titles:
        return title(rulebook, reader)
    return reader.names.get(key, key.replace("_", " "))
