"""Effect periods (影响期) as a table: what may not be received, first and last day inclusive."""

from __future__ import annotations

from collections.abc import Sequence

from quanze.core.determination.result import Bar, Party
from quanze.core.sheet.blocks import Block, Para, Part, Table
from quanze.core.sheet.citing import cited
from quanze.core.sheet.reader import Reader


def bars(party: Party, reader: Reader) -> Part:
    """The bars that the permitted methods would carry."""
    empty = reader.say("可用方式没有规定影响期。", "The permitted methods carry no effect period.")
    block: Block = bar_table(party.bars, reader) if party.bars else Para(empty, "note")
    return Part("bars", reader.say("影响期", "Effect periods"), (block,))


def bar_table(found: Sequence[Bar], reader: Reader) -> Table:
    """One row for each bar, with both readings where the corresponding day does not exist."""
    head = reader.say(
        "方式|限制|首日|末日|计算|依据",
        "Method|Bar|First day|Last day|Counting|Basis",
    ).split("|")
    rows = tuple(_row(bar, reader) for bar in found)
    return Table(
        reader.say("影响期（首日和末日均计入）", "Effect periods (first and last day included)"), tuple(head), rows
    )


def _row(bar: Bar, reader: Reader) -> tuple[str, ...]:
    return (
        reader.word("method", bar.method),
        reader.word("bar", bar.bar),
        reader.day(bar.starts_on),
        _last(bar, reader),
        _counting(bar, reader),
        cited(bar.cite, reader),
    )


def _last(bar: Bar, reader: Reader) -> str:
    last = reader.day(bar.ends_on, ("未定或者长期", "not fixed, or for good"))
    if bar.or_ends_on is None:
        return last
    other = reader.day(bar.or_ends_on)
    return reader.say(f"{last}（另一种算法：{other}）", f"{last} (by the other reading: {other})")


def _counting(bar: Bar, reader: Reader) -> str:
    parts = [reader.word("basis", bar.basis)]
    parts += [reader.word("combined", bar.combined)] if bar.combined else []
    parts += [reader.text(bar.note)] if bar.note else []
    return reader.listed(parts, by=("；", "; "))
