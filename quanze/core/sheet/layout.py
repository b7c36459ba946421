"""Where the boxes of the picture stand: rows of units, highest on top; nothing overlaps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from quanze.core.sheet.capitals import capital
from quanze.core.sheet.figures import BELOW, Figure
from quanze.core.sheet.measuring import wrapped
from quanze.core.sheet.parties import level_text
from quanze.core.sheet.reader import Reader

SIZE = 13  # px, the size of the type
LINE = 19  # px, from line to line
PAD = 10  # px, inside boxes and bands
GAP = 14  # px, between boxes
RISE = 28  # px, between levels: room for the arrow upward
GUTTER = 150  # px, units at the left of their boxes when there is room
NARROW = 560  # px, under this width units stand above their boxes
BOX = 208  # px, the least width of a box


_TONES = {"free": "soft", "check": "plain", "violator": "plain"}


class Line(NamedTuple):
    """One set line: its tone (name, plain, strong, soft) and text."""

    tone: str
    text: str


class Rect(NamedTuple):
    x: float
    y: float
    width: float
    height: float


class Box(NamedTuple):
    """A figure with its place and its set lines."""

    figure: Figure
    rect: Rect
    lines: tuple[Line, ...]


class Band(NamedTuple):
    """A unit's row: its own lines and its boxes; ``rises`` when a lower level stands under it."""

    rect: Rect
    head: tuple[Line, ...]
    boxes: tuple[Box, ...]
    rises: bool


def layout(found: Sequence[Figure], reader: Reader, width: int) -> tuple[tuple[Band, ...], float]:
    """The bands from top to bottom and the height of the whole, in px."""
    rows = _rows(found)
    bands: list[Band] = []
    y = 0.0
    for number, row in enumerate(rows):
        rises = number + 1 < len(rows) and rows[number + 1][0].level != row[0].level
        band = _band(row, reader, width, y, rises)
        bands.append(band)
        y += band.rect.height + (RISE if rises else GAP)
    return tuple(bands), max(0.0, y - GAP)


def _rows(found: Sequence[Figure]) -> list[list[Figure]]:
    """Figures of one level and unit together, in the order in which units first appear."""
    rows: list[list[Figure]] = []
    for _, level in groupby(found, key=lambda figure: figure.level):
        units: dict[str | None, list[Figure]] = {}
        for figure in level:
            units.setdefault(figure.unit, []).append(figure)
        rows += units.values()
    return rows


def _band(row: list[Figure], reader: Reader, width: int, y: float, rises: bool) -> Band:
    beside = width >= NARROW
    head_width = (GUTTER if beside else width) - 2 * PAD
    head = _head(row[0], reader, head_width)
    left = GUTTER if beside else PAD
    top = y + PAD if beside else y + PAD + len(head) * LINE + 4
    boxes, bottom = _boxes(row, reader, left, top, width - PAD)
    bottom = max(bottom, y + PAD + len(head) * LINE) + PAD
    return Band(Rect(0, y, width, bottom - y), head, boxes, rises)


def _head(figure: Figure, reader: Reader, width: float) -> tuple[Line, ...]:
    """The level, then the unit's name."""
    level = reader.say("事件当事人", "Persons concerned") if figure.level == BELOW else level_text(figure.level, reader)
    unit = reader.name(figure.unit) or reader.say("单位未载", "unit not recorded")
    soft = [Line("soft", text) for text in wrapped(capital(level), width / SIZE)]
    return (*soft, *(Line("name", text) for text in wrapped(unit, width / SIZE)))


def _boxes(row: list[Figure], reader: Reader, left: float, top: float, right: float) -> tuple[tuple[Box, ...], float]:
    """The boxes of a band, as many side by side as fit, and where the last line of boxes ends."""
    across = max(1, int((right - left + GAP) // (BOX + GAP)))
    width = (right - left - GAP * (across - 1)) / across
    placed: list[Box] = []
    y = top
    for start in range(0, len(row), across):
        group = [(figure, _lines(figure, reader, width - 2 * PAD)) for figure in row[start : start + across]]
        height = 2 * PAD + LINE * max(len(lines) for _, lines in group)
        placed += [
            Box(figure, Rect(left + number * (width + GAP), y, width, height), lines)
            for number, (figure, lines) in enumerate(group)
        ]
        y += height + GAP
    return tuple(placed), y - GAP


def _lines(figure: Figure, reader: Reader, width: float) -> tuple[Line, ...]:
    """Name, seat, standing, and where the person is now; long reasons end with … and stand whole in the table."""
    texts = (
        ("name", figure.name, 3),
        ("plain", figure.seat, 3),
        (_TONES.get(figure.kind, "strong"), figure.standing, 5),
        ("soft", _now(figure, reader), 3),
    )
    em = width / SIZE
    return tuple(Line(tone, line) for tone, text, most in texts for line in wrapped(capital(text), em, most))


def _now(figure: Figure, reader: Reader) -> str:
    if not figure.now or figure.now.startswith(("现", "present", "now")):
        return figure.now
    return reader.say(f"现：{figure.now}", f"now: {figure.now}")
