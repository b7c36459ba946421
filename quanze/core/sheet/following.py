"""What follows: deadlines, both halves of 一案双查, warnings, and bars of decisions already taken."""

from __future__ import annotations

from datetime import date

from quanze.core.determination.result import Deadline, Decided, Sheet, Warning_
from quanze.core.sheet.blocks import Block, Part, Points, Table
from quanze.core.sheet.citing import cited, in_brackets
from quanze.core.sheet.labels import known
from quanze.core.sheet.others import listing
from quanze.core.sheet.periods_text import bar_blocks
from quanze.core.sheet.reader import Reader


def deadlines(sheet: Sheet, reader: Reader) -> Part:
    """Everything that must happen, by when, counted from what."""
    name = reader.say("期限", "Deadlines")
    if not sheet.deadlines:
        return listing("deadlines", name, (), reader)
    head = reader.say("事项|最迟|起算|对象|依据", "Act|By|Counted from|About|Basis").split("|")
    rows = tuple(_deadline(item, reader) for item in sheet.deadlines)
    caption = reader.say("期限（最后一日计入）", "Deadlines (the last day included)")
    return Part("deadlines", name, (Table(caption, tuple(head), rows),))


def double_check(sheet: Sheet, reader: Reader) -> Part:
    """A conclusion for each half, "none" included."""
    open_ = reader.say("尚无结论，须写明。", "no conclusion yet; one must be written.")
    found = sheet.double_check
    items = (
        led(reader.say("主体责任：", "Main-body responsibility: "), reader.text(found.main_body) or open_),
        led(reader.say("监督责任：", "Supervision responsibility: "), reader.text(found.supervision) or open_),
    )
    return listing("double-check", reader.say("一案双查", "Both halves of the double check (一案双查)"), items, reader)


def warnings(sheet: Sheet, reader: Reader) -> Part:
    """What to look at before anything is decided, each with reason and rule."""
    items = tuple(_warning(item, reader) for item in sheet.warnings)
    return listing("warnings", reader.say("决定前的提示", "Warnings before a decision"), items, reader)


def decided(sheet: Sheet, reader: Reader) -> Part:
    """Decisions already in the case, and the bars that run from them."""
    blocks: list[Block] = []
    for item in sheet.decided:
        blocks.append(Points("", (_decided(item, reader),)))
        blocks += bar_blocks(item.bars, reader) if item.bars else ()
    name = reader.say("已作出的决定及影响期", "Decisions already taken, and their effect periods")
    return Part("decided", name, tuple(blocks)) if blocks else listing("decided", name, (), reader)


def led(lead: str, text: str) -> str:
    """The text after its lead; a text that begins with the lead's words stands alone."""
    return text if text.lower().startswith(lead.rstrip("： :").lower()) else lead + text


def _deadline(item: Deadline, reader: Reader) -> tuple[str, ...]:
    act = reader.text(item.act)
    note = reader.text(item.note)
    by = (
        reader.say(f"{reader.day(item.by)}（{note}）", f"{reader.day(item.by)} ({note})")
        if note
        else reader.day(item.by)
    )
    about = reader.name(item.about) or reader.say("全案", "the whole case")
    return (act, by, _start(item, reader), about, cited(item.cite, reader))


def _start(item: Deadline, reader: Reader) -> str:
    event = str(item.counted_from.get("event") or "")
    on = item.counted_from.get("on")
    called = reader.word("counted_from", event) if known("counted_from", event) else event.replace("_", " ")
    day = reader.day(on if isinstance(on, date) else date.fromisoformat(on)) if on else ""
    return reader.say(f"{called}（{day}）", f"{called} ({day})") if day and called else called or day


def _warning(item: Warning_, reader: Reader) -> str:
    about = reader.name(item.about)
    subject = reader.say(f"（{about}）", f" ({about})") if about else ""
    head = reader.word("warning", item.code) + subject + reader.say("：", ": ")
    return led(head, reader.text(item.text)) + in_brackets(item.cite, reader)


def _decided(item: Decided, reader: Reader) -> str:
    methods = reader.listed(reader.word("method", method) for method in item.methods)
    who, day = reader.name(item.about), reader.day(item.decided_on)
    return reader.say(f"{who}：{day}决定{methods}。", f"{who}: decided on {day}: {methods}.")
