"""Effect periods (影响期) as a table: what may not be received, first and last day inclusive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from quanze.core.determination.result import Bar, Party
from quanze.core.sheet.blocks import Block, Para, Part, Points, Table
from quanze.core.sheet.citing import cited
from quanze.core.sheet.measures import method_list
from quanze.core.sheet.reader import Reader


class _Span(NamedTuple):
    """What bars of several methods have in common: one row."""

    bar: str
    starts_on: date | None
    ends_on: date | None
    or_ends_on: date | None
    basis: str
    combined: str | None


def bars(party: Party, reader: Reader) -> Part:
    """The bars that the permitted methods would carry, each method alone."""
    empty = reader.say("可用方式没有规定影响期。", "The permitted methods carry no effect period.")
    blocks = bar_blocks(party.bars, reader) if party.bars else (Para(empty, "note"),)
    return Part("bars", reader.say("影响期", "Effect periods"), blocks)


def bar_blocks(found: Sequence[Bar], reader: Reader) -> tuple[Block, ...]:
    """One row for each bar of one length, with the methods that carry it; then the notes, each once."""
    head = reader.say("限制|首日|末日|方式及依据", "Bar|First day|Last day|Methods and basis").split("|")
    spans: dict[_Span, list[Bar]] = {}
    for bar in found:
        key = _Span(bar.bar, bar.starts_on, bar.ends_on, bar.or_ends_on, bar.basis, bar.combined)
        spans.setdefault(key, []).append(bar)
    caption = reader.say("影响期（首日和末日均计入）", "Effect periods (first and last day included)")
    table = Table(caption, tuple(head), tuple(_row(span, same, reader) for span, same in _by_day(spans)))
    notes = _notes(found, reader)
    bases = reader.listed(dict.fromkeys(reader.word("basis", bar.basis) for bar in found))
    lead = Para(reader.say(f"{bases}；每种方式单独计算。", f"{bases}; each method counted alone."), "note")
    blocks: tuple[Block, ...] = (lead, table) if any(bar.basis == "assumed" for bar in found) else (table,)
    return (*blocks, Points(reader.say("说明", "Notes"), notes)) if notes else blocks


def _by_day(spans: Mapping[_Span, list[Bar]]) -> list[tuple[_Span, list[Bar]]]:
    """Bars of one kind together, the shorter first; those without a last day at the end."""
    kinds = list(dict.fromkeys(span.bar for span in spans))
    never = date.max
    return sorted(
        spans.items(),
        key=lambda pair: (kinds.index(pair[0].bar), pair[0].ends_on or never, pair[0].starts_on or never),
    )


def _row(span: _Span, same: Sequence[Bar], reader: Reader) -> tuple[str, ...]:
    return (
        reader.word("bar", span.bar),
        reader.day(span.starts_on),
        _last(span, reader),
        _methods(same, reader) + _combined(span, reader),
    )


def _methods(same: Sequence[Bar], reader: Reader) -> str:
    """The methods under each place that bars them, in the order of the bars."""
    places: dict[str, list[str]] = {}
    for bar in same:
        places.setdefault(cited(bar.cite, reader), []).append(bar.method)
    return reader.listed((_under(place, methods, reader) for place, methods in places.items()), by=("；", "; "))


def _under(place: str, methods: list[str], reader: Reader) -> str:
    called = method_list(methods, reader, briefly=True)
    return reader.say(f"{called}（{place}）", f"{called} ({place})") if place else called


def _last(span: _Span, reader: Reader) -> str:
    last = reader.day(span.ends_on, ("未定或者长期", "not fixed, or for good"))
    if span.or_ends_on is None:
        return last
    other = reader.day(span.or_ends_on)
    return reader.say(f"{last}（另一种算法：{other}）", f"{last} (by the other reading: {other})")


def _combined(span: _Span, reader: Reader) -> str:
    """How the period meets others that run."""
    if span.combined is None:
        return ""
    return reader.say("；", "; ") + reader.word("combined", span.combined)


def _notes(found: Sequence[Bar], reader: Reader) -> tuple[str, ...]:
    """Each note once, led by the methods whose bars it is about."""
    notes: dict[str, list[str]] = {}
    for bar in found:
        if bar.note:
            notes.setdefault(reader.text(bar.note), []).append(bar.method)
    colon = reader.say("：", ": ")
    return tuple(f"{method_list(methods, reader, briefly=True)}{colon}{note}" for note, methods in notes.items())
