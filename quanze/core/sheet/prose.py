"""The sheet as an officer reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from quanze.core.determination.result import Sheet, Text
from quanze.core.sheet.blocks import Asks, Block, Fold, Para, Part, Points, Table
from quanze.core.sheet.headings import heading
from quanze.core.sheet.paper import paper
from quanze.core.sheet.reader import NO_TEXTS, reader

_NOTHING = frozenset({"无", "None", "—"})


def as_prose(
    sheet: Sheet, lang: str, *, titles: Mapping[str, Text] = NO_TEXTS, findings: Mapping[str, Text] = NO_TEXTS
) -> str:
    """The whole sheet in sentences, in "zh" or "en", ending with a newline.

    ``titles`` maps rulebook ids to short titles, ``findings`` a rulebook's own findings to their labels.
    """
    text = paper(sheet, reader(sheet, lang, titles, findings))
    lines = [text.title, text.subtitle, text.remark]
    for number, part in enumerate(text.parts, 1):
        lines += ["", *_section(part, number, lang)]
    return "\n".join(lines) + "\n"


def _section(part: Part, number: int, lang: str) -> Iterator[str]:
    yield heading(part.title, number, 1, lang)
    yield from _body(part, lang, "  ")
    for count, below in enumerate(part.parts, 1):
        yield ""
        yield heading(below.title, count, 2, lang)
        yield from _body(below, lang, "  ")
        for place, inner in enumerate(below.parts, 1):
            yield f"  {heading(inner.title, place, 3, lang)}"
            yield from _body(inner, lang, "    ")


def _body(part: Part, lang: str, indent: str) -> Iterator[str]:
    for block in part.blocks:
        for line in _lines(block, lang):
            yield indent + line


def _lines(block: Block, lang: str) -> Iterator[str]:
    match block:
        case Para():
            yield block.text
        case Points() | Fold():
            yield from _points(block, lang)
        case Table():
            yield from (f"- {line}" for line in _rows(block, lang))
        case Asks():
            yield from _asks(block)


def _points(block: Points | Fold, lang: str) -> Iterator[str]:
    if block.lead:
        yield block.lead + ("：" if lang == "zh" else ":")
    step = "  " if block.lead else ""
    yield from (f"{step}- {item}" for item in block.items)


def _rows(table: Table, lang: str) -> Iterator[str]:
    """A row as a sentence: its first cell, then every other cell that says something, led by its heading."""
    colon, comma = ("：", "；") if lang == "zh" else (": ", "; ")
    for row in table.rows:
        cells = zip(table.head[1:], row[1:], strict=True)
        rest = comma.join(f"{head}{colon}{cell}" for head, cell in cells if cell not in _NOTHING)
        yield f"{row[0]}{'——' if lang == 'zh' else ' — '}{rest}"


def _asks(block: Asks) -> Iterator[str]:
    for item in block.items:
        yield f"- {item.text}"
        yield from (f"    {note}" for note in item.notes)
