"""The paper as a value, and as one run of lines from which PDF and Word are both set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from math import sqrt
from typing import NamedTuple

from quanze.core.sheet.blocks import Asks, Block, Fold, Para, Part, Points, Table
from quanze.core.sheet.headings import heading
from quanze.core.sheet.measuring import ems

DETAIL = 3  # sections at this depth are set smaller: reasons behind what was said above


class Mark(NamedTuple):
    """When the paper was made, and the day it is about, which dates the files when nobody said when."""

    at: datetime | None
    day: date

    @property
    def instant(self) -> datetime:
        """The instant written into the files; never the clock's, so that the same paper gives the same bytes."""
        return self.at or datetime.combine(self.day, time(), UTC)


class Line(NamedTuple):
    """A paragraph; ``style`` is one of STYLES."""

    style: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Head, sections, foot and annex of a paper in one language ("zh" or "en")."""

    lang: str
    organ: str
    title: str
    subtitle: str
    number: str
    remark: str
    parts: tuple[Part, ...]
    annex: Part | None
    pictures: tuple[str, ...]  # SVG, set across the page in the annex
    foot: tuple[Line, ...]
    mark: Mark

    def with_foot(self, foot: tuple[Line, ...]) -> Paper:
        """The same paper with these lines at its end."""
        return replace(self, foot=foot)


class Grid(NamedTuple):
    """A table with its caption; every row has as many cells as the head."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def shares(self) -> list[float]:
        """How wide each column is beside the others: long texts take more, and the longest word still fits."""
        return [_share(column) for column in zip(self.head, *self.rows, strict=True)]


class Across(NamedTuple):
    """From here on pages lie across."""


class Drawing(NamedTuple):
    """A picture: SVG, and what it is called."""

    svg: str
    title: str


Item = Line | Grid | Across | Drawing
STYLES = (
    "organ", "number", "title", "subtitle", "remark", "h1", "h2", "h3",
    "para", "lead", "note", "head", "item", "small", "smallhead", "smallitem", "reply", "foot",
)  # fmt: skip


def lines(paper: Paper) -> Iterator[Item]:
    """The whole paper from top to bottom."""
    head = (
        ("organ", paper.organ), ("number", paper.number), ("title", paper.title),
        ("subtitle", paper.subtitle), ("remark", paper.remark),
    )  # fmt: skip
    yield from (Line(style, text) for style, text in head if text)
    for number, part in enumerate(paper.parts, 1):
        yield from _section(part, number, 1, paper.lang)
    yield from paper.foot
    if paper.annex is not None:
        yield Across()
        yield Line("h1", paper.annex.title)
        yield from (Drawing(svg, paper.annex.title) for svg in paper.pictures)
        yield from _blocks(paper.annex.blocks, DETAIL)


def texts(item: Item) -> tuple[str, ...]:
    """The paragraphs and cells of an item in reading order."""
    match item:
        case Line():
            return (item.text,)
        case Grid():
            return (item.caption, *item.head, *(cell for row in item.rows for cell in row))
        case _:
            return ()


def _section(part: Part, number: int, depth: int, lang: str) -> Iterator[Item]:
    yield Line(f"h{min(depth, DETAIL)}", heading(part.title, number, depth, lang))
    yield from _blocks(part.blocks, depth)
    for count, below in enumerate(part.parts, 1):
        yield from _section(below, count, depth + 1, lang)


def _blocks(blocks: tuple[Block, ...], depth: int) -> Iterator[Item]:
    small = "small" if depth >= DETAIL else ""
    for block in blocks:
        match block:
            case Para():
                yield Line("small" if small else block.tone or "para", block.text)
            case Points() | Fold():
                if block.lead:
                    yield Line(f"{small}head", block.lead)
                yield from (Line(f"{small}item", text) for text in block.items)
            case Table():
                yield Grid(block.caption, block.head, block.rows)
            case Asks():
                yield from _asks(block)


def _asks(block: Asks) -> Iterator[Item]:
    for ask in block.items:
        yield Line("item", ask.text)
        yield from (Line("smallitem", note) for note in ask.notes)
        yield Line("reply", ask.answer)


def _share(column: tuple[str, ...]) -> float:
    """In em, within bounds, so that nothing becomes a ladder of single signs."""
    word = max((ems(word) for text in column for word in re.findall("[!-~]+", text)), default=0.0)
    longest = max(ems(text) for text in column)
    return round(max(3.5, min(sqrt(longest) * 1.7, 14.0), min(word, 14.0) + 0.8), 2)
