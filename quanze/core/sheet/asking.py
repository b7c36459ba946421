"""What is to be found out: facts, and judgements that only people make, each with evidence to look for."""

from __future__ import annotations

from collections.abc import Iterable

from quanze.core.determination.result import Question, Sheet
from quanze.core.sheet.blocks import Ask, Asks, Block, Fold, Para, Part
from quanze.core.sheet.capitals import capital
from quanze.core.sheet.citing import cited, title
from quanze.core.sheet.labels import known
from quanze.core.sheet.numbering import Group, in_order
from quanze.core.sheet.reader import Reader

Numbered = tuple[int, Group]


def questions(sheet: Sheet, reader: Reader) -> Part:
    """Facts first, then judgements for people only; last, briefly, what bears only on those not yet reached."""
    first, last = in_order(sheet, reader.names)
    now = list(enumerate(first, 1))
    later = list(enumerate(last, len(now) + 1))
    blocks: list[Block] = []
    blocks += _asked(_FACTS, [pair for pair in now if pair[1].items[0].kind == "fact"], reader)
    blocks += _asked(_JUDGED, [pair for pair in now if pair[1].items[0].kind != "fact"], reader)
    blocks += _briefly(later, reader)
    if not blocks:
        blocks = [Para(reader.say("没有待查事项。", "Nothing is left to be found out."), "note")]
    return Part("questions", reader.say("需要查明的事项", "To find out"), tuple(blocks))


_FACTS = ("待查事实：查明并记录后，可以重新计算。", "Facts: once found and recorded, the sheet is computed again.")
_JUDGED = (
    "下列判断只能由有权的人作出并署名，本建议稿不代为判断。",
    "Only people with authority make these judgements, under their names; this proposal makes none of them.",
)
_LATER = (
    "下列各项只关系到尚无条款触及的主体；没有线索的，不必逐项查，有一项查实即重新计算",
    "These bear only on parties that no clause reaches yet; without a lead they need not be gone through one by one, "
    "but as soon as one is established the sheet is computed again",
)


def _asked(note: tuple[str, str], pairs: list[Numbered], reader: Reader) -> list[Block]:
    if not pairs:
        return []
    return [Para(reader.say(*note), "note"), Asks(tuple(_ask(*pair, reader) for pair in pairs))]


def _briefly(pairs: list[Numbered], reader: Reader) -> list[Block]:
    return [Fold(reader.say(*_LATER), tuple(_brief(*pair, reader) for pair in pairs))] if pairs else []


def _ask(number: int, group: Group, reader: Reader) -> Ask:
    answer = reader.say(
        "答复：＿＿＿＿＿＿　认定人：＿＿＿＿　日期：＿＿＿＿", "Answer: ________ Found by: ________ Date: ________"
    )
    return Ask(f"{number}. {_text(group, reader)}", _notes(group, reader), answer)


def _brief(number: int, group: Group, reader: Reader) -> str:
    notes = reader.listed(_notes(group, reader), by=("；", "; "))
    text = f"{number}. {_text(group, reader)}"
    return reader.say(f"{text}（{notes}）", f"{text} ({notes})") if notes else text


def _text(group: Group, reader: Reader) -> str:
    return reader.text(group.ask) if reader.lang == "zh" else capital(reader.text(group.ask))


def _notes(group: Group, reader: Reader) -> tuple[str, ...]:
    """About whom, on what it bears, and where to look; a line that would be empty is left out."""
    first = group.items[0]
    about = reader.listed(_abouts(group, reader))
    decided = bearing((key for item in group.items for key in item.decides), reader)
    evidence = reader.listed((reader.text(text) for text in first.evidence), by=("；", "; "))
    lines = (
        (reader.say("关于", "About"), about),
        (reader.say("关系到", "Bears on"), decided),
        (reader.say("可查材料", "Evidence to look for"), evidence),
    )
    return tuple(f"{lead}{reader.say('：', ': ')}{text}" for lead, text in lines if text)


def _abouts(group: Group, reader: Reader) -> Iterable[str]:
    text = _text(group, reader)
    return dict.fromkeys(n for n in (_name(item, reader) for item in group.items) if n and n not in text)


def _name(item: Question, reader: Reader) -> str:
    return reader.name(item.about)


def bearing(keys: Iterable[str], reader: Reader) -> str:
    """What an answer decides: clauses by citation with the parties they reach, methods, words of the field.

    Clauses that reach the same parties stand together, so that nobody's name is repeated.
    """
    parties: dict[str, dict[str, None]] = {}
    for key in keys:
        who, _, place = key.rpartition(": ")
        called = reader.name(who) if who else ""
        parties.setdefault(_decided(place, reader), {}).update({called: None} if called else {})
    together: dict[tuple[str, ...], list[str]] = {}
    for text, found in parties.items():
        together.setdefault(tuple(found), []).append(text)
    texts = (_with(reader.listed(found), names, reader) for names, found in together.items())
    return reader.listed(texts, by=("；", "; "))


def _with(text: str, names: tuple[str, ...], reader: Reader) -> str:
    joined = reader.listed(names)
    return reader.say(f"{text}（{joined}）", f"{text} ({joined})") if joined else text


def _decided(key: str, reader: Reader) -> str:
    """A clause by its citation, a word of the field, a rulebook by its title, a party by name."""
    if key in reader.cites:
        return cited(reader.cites[key], reader, remarks=False)
    for group in ("method", "liability", "relation", "bar", "warning", "phase", "purpose"):
        if known(group, key):
            return reader.word(group, key)
    rulebook = key.partition(" ")[0]
    if rulebook in reader.titles:
        return title(rulebook, reader)
    return reader.name(key) if key in reader.names else key.replace("_", " ")
