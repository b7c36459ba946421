"""Those who are not parties: routed elsewhere, freed with a reason, or still to be checked; and referrals."""

from __future__ import annotations

from quanze.core.determination.result import NotResponsible, Referral, Routed, Sheet, ToCheck
from quanze.core.sheet.blocks import Para, Part, Points
from quanze.core.sheet.citing import in_brackets
from quanze.core.sheet.labels import known
from quanze.core.sheet.reader import Reader


def routed(sheet: Sheet, reader: Reader) -> Part:
    """Who is dealt with elsewhere, where, and why."""
    items = tuple(_routed(item, reader) for item in sheet.routed)
    return listing("routed", reader.say("转由其他程序处理", "Dealt with elsewhere"), items, reader)


def not_responsible(sheet: Sheet, reader: Reader) -> Part:
    """Who is not responsible, each with the reason and its rule."""
    items = tuple(_freed(item, reader) for item in sheet.not_responsible)
    return listing("not-responsible", reader.say("不承担责任的人员及理由", "Not responsible, and why"), items, reader)


def to_check(sheet: Sheet, reader: Reader) -> Part:
    """Superiors who would answer only on a finding of their own neglect."""
    items = tuple(_checked(item, reader) for item in sheet.to_check)
    note = reader.say(
        "以下人员只有在认定其本人失职失责时才承担责任；层级本身不是理由。",
        "They would answer only on a finding of their own neglect; their level alone is no reason.",
    )
    part = listing("to-check", reader.say("待核查的上级", "Superiors to check"), items, reader)
    return part._replace(blocks=(Para(note, "note"), *part.blocks)) if items else part


def referrals(sheet: Sheet, reader: Reader) -> Part:
    """Where the organ that knows is not the one that may decide."""
    # Several places out of view read the same, and are said once.
    items = tuple(dict.fromkeys(_referral(item, reader) for item in sheet.referrals))
    return listing("referrals", reader.say("移送和报告", "Referrals"), items, reader)


def listing(key: str, title: str, items: tuple[str, ...], reader: Reader) -> Part:
    """A section of sentences; an empty one says so."""
    blocks = (Points("", items),) if items else (Para(reader.say("无。", "None."), "note"),)
    return Part(key, title, blocks)


def destination(key: str, reader: Reader) -> str:
    """A track, an organ or a named unit, in words."""
    for group in ("route", "organ", "track"):
        if known(group, key):
            return reader.word(group, key)
    return reader.text(reader.titles.get(key)) or (reader.name(key) if key in reader.names else key.replace("_", " "))


def _routed(item: Routed, reader: Reader) -> str:
    who = (
        reader.name(item.person) or reader.name(item.violation) or reader.say("未具名的违纪人员", "violators not named")
    )
    to = destination(item.to, reader)
    head = reader.say(f"{who}：转{to}。", f"{who}: to {to}. ")
    return head + reader.text(item.why) + in_brackets(item.cite, reader)


def _freed(item: NotResponsible, reader: Reader) -> str:
    who, seat = reader.who(item.party), reader.seat(item.post, item.unit)
    relation = reader.word("relation", item.relation) if "person" in item.party else ""
    phrase = _described(who, seat, relation, reader)
    return f"{phrase}{reader.say('：', ': ')}{reader.text(item.why)}{in_brackets(item.cite, reader)}"


def _checked(item: ToCheck, reader: Reader) -> str:
    relation = reader.word("relation", item.relation) if item.relation and "person" in item.party else ""
    phrase = _described(reader.who(item.party), reader.seat(item.post, item.unit), relation, reader)
    return f"{phrase}{reader.say('：', ': ')}{reader.text(item.why)}{in_brackets(item.cite, reader)}"


def _described(who: str, seat: str, relation: str, reader: Reader) -> str:
    """Name, seat and relation; a seat that says no more than the name is left out."""
    details = reader.listed([seat if seat != who and seat not in who else "", relation], by=("，", "; "))
    return reader.say(f"{who}（{details}）", f"{who} ({details})") if details else who


def _referral(item: Referral, reader: Reader) -> str:
    start, end = destination(item.from_, reader), destination(item.to, reader)
    about = reader.name(item.about)
    subject = reader.say(f"（关于{about}）", f" (about {about})") if about else ""
    head = reader.say(f"由{start}移送{end}{subject}：", f"From {start} to {end}{subject}: ")
    if reader.beyond(item.to):
        head = reader.say(
            f"{start}将涉及其上级的部分移送其上级单位（单位名称不在询问人可见范围内，不予显示）：",
            f"{start} passes on what concerns its superiors to the unit above it (whose name is beyond the asker's view and not shown): ",
        )
    return head + reader.text(item.why) + in_brackets(item.cite, reader)
