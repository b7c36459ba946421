"""What may follow for a party: the permitted set by track, what is open, what is excluded and why."""

from __future__ import annotations

from quanze.core.determination.result import Adjustment, Combination, Conditional, Party
from quanze.core.sheet.blocks import Block, Para, Part, Points
from quanze.core.sheet.citing import cited, in_brackets
from quanze.core.sheet.reader import Reader
from quanze.core.sheet.reasons import missing_texts, reason_text


def measures(party: Party, reader: Reader) -> Part:
    """The permitted set; the order listed is no order of weight, and none is recommended."""
    methods = party.methods
    remark = reader.say(
        "以下是规定允许的范围，排列不分轻重，也不是处理建议。",
        "This is the range the rules allow; the order says nothing about weight, and none is recommended.",
    )
    blocks: list[Block] = [Para(remark, "note"), Points(reader.say("可以使用", "Permitted"), permitted(party, reader))]
    blocks += _points(reader.say("视事实而定", "Conditional"), [_if(item, reader) for item in methods.conditional])
    blocks += _points(
        reader.say("已记录的程度所指向的范围", "Range that the recorded degree points to"), _indicated(party, reader)
    )
    excluded = [
        f"{reader.word('method', item.method)}{reader.say('：', ': ')}{reader.text(item.why)}{in_brackets(item.cite, reader)}"
        for item in methods.excluded
    ]
    blocks += _points(reader.say("不能使用", "Excluded"), excluded)
    blocks += _points(reader.say("合并与衔接", "Combining"), [_combined(item, reader) for item in methods.combinations])
    return Part("methods", reader.say("处理方式", "Methods"), tuple(blocks))


def permitted(party: Party, reader: Reader) -> tuple[str, ...]:
    """One line for each track, with the methods its clauses open."""
    tracks: dict[str, dict[str, None]] = {}
    for clause in party.clauses:
        opened = {method: None for method in clause.permits if method in party.methods.permitted}
        tracks.setdefault(clause.track, {}).update(opened)
    lines = [_line(reader.word("track", track), list(found), reader) for track, found in tracks.items() if found]
    placed = {method for found in tracks.values() for method in found}
    rest = [method for method in party.methods.permitted if method not in placed]
    lines += [_line(reader.say("其他", "Other"), rest, reader)] if rest else []
    return tuple(lines) or (reader.say("目前没有", "none at present"),)


def adjustments(party: Party, reader: Reader) -> Part | None:
    """What makes it lighter or heavier; None if no rule of the kind speaks."""
    if not party.adjustments:
        return None
    items = tuple(_adjusted(item, reader) for item in party.adjustments)
    return Part("adjustments", reader.say("从轻从重等情节", "What makes it lighter or heavier"), (Points("", items),))


def _line(lead: str, methods: list[str], reader: Reader) -> str:
    return f"{lead}{reader.say('：', ': ')}{reader.listed(reader.word('method', method) for method in methods)}"


def _points(lead: str, items: list[str]) -> list[Block]:
    return [Points(lead, tuple(items))] if items else []


def _if(item: Conditional, reader: Reader) -> str:
    method, facts = reader.word("method", item.method), missing_texts(item.if_, reader)
    return reader.say(f"{method}：须查明{facts}", f"{method}: only if established: {facts}") + in_brackets(
        item.cite, reader
    )


def _indicated(party: Party, reader: Reader) -> list[str]:
    methods = party.methods.indicated
    return [reader.listed(reader.word("method", method) for method in methods)] if methods else []


def _combined(item: Combination, reader: Reader) -> str:
    """Which methods, how they stand to each other, and the rule's own words."""
    left = reader.listed(reader.word("method", key) for key in item.methods)
    right = reader.listed((reader.word("method", key) for key in item.with_), by=("或者", " or "))
    rule = reader.word("combination", item.rule)
    head = reader.listed((left, f"{rule}{reader.say('', ' ') if right else ''}{right}"), by=("，", ": "))
    return f"{head}{reader.say('。', '. ')}{reader.text(item.text)}{in_brackets(item.cite, reader)}"


def _adjusted(item: Adjustment, reader: Reader) -> str:
    effect = f"{reader.word('discretion', item.discretion)}{reader.say('', ' be ')}{reader.word('decision_effect', item.effect)}"
    status = reader.word("status", item.status)
    facts = reader.listed((reason_text(reason, reader) for reason in item.because), by=("；", "; "))
    why = reader.say(f"依据：{facts}。", f"On: {facts}.") if facts else ""
    head = reader.say(
        f"{effect}（{status}）：{reader.text(item.summary)}", f"{effect} ({status}): {reader.text(item.summary)} "
    )
    return reader.listed((head + why, cited(item.cite, reader)), by=("", " — "))
