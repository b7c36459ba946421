"""The chain as a picture (SVG): levels upward, who held which post, as what, and where they are now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from quanze.core.determination.case import Case
from quanze.core.determination.result import Sheet, Text
from quanze.core.sheet.blocks import Table
from quanze.core.sheet.escaping import escaped
from quanze.core.sheet.figures import BELOW, Figure, figures
from quanze.core.sheet.layout import LINE, PAD, RISE, SIZE, Band, Box, Line, layout
from quanze.core.sheet.parties import level_text
from quanze.core.sheet.reader import NO_TEXTS, Reader, reader

WIDE = 960
SLIM = 336
_STROKES: Mapping[str, str] = {
    "party": 'fill="#fff" stroke="#8b1a1a" stroke-width="1.5"',
    "acting": 'fill="#fff" stroke="#8b1a1a" stroke-width="1.5" stroke-dasharray="7 4"',
    "free": 'fill="#ececec" stroke="#8a8a8a"',
    "check": 'fill="#fff" stroke="#555" stroke-width="1.8" stroke-linecap="round" stroke-dasharray="0.1 5"',
    "violator": 'fill="#fff" stroke="#555"',
}
_TONES: Mapping[str, str] = {
    "name": 'font-weight="700" fill="#1f1f1f"',
    "plain": 'fill="#1f1f1f"',
    "strong": 'font-weight="700" fill="#8b1a1a"',
    "soft": 'fill="#4d4d4d"',
}


def chain_svg(sheet: Sheet, case: Case, lang: str, *, width: int = WIDE, titles: Mapping[str, Text] = NO_TEXTS) -> str:
    """The picture as an SVG element for an HTML page, ``width`` px wide and as high as it needs.

    Solid box: a party; dashed: acting; grey: not responsible, with the reason; dotted: to check.
    The words of ``chain_table`` say the same without the picture.
    """
    return drawn(figures(sheet, case, read := reader(sheet, lang, titles, NO_TEXTS)), read, width)


def drawn(found: tuple[Figure, ...], read: Reader, width: int) -> str:
    """The picture of these figures."""
    bands, height = layout(found, read, width)
    body = "".join(part for band in bands for part in _band(band))
    return (
        f'<svg viewBox="0 0 {width} {height:g}" width="{width}" height="{height:g}" role="img"'
        f' aria-labelledby="chain-t{width} chain-d{width}" font-size="{SIZE}">'
        f'<title id="chain-t{width}">{escaped(_title(read))}</title>'
        f'<desc id="chain-d{width}">{escaped(_description(found, read))}</desc>{body}</svg>'
    )


def chain_table(found: tuple[Figure, ...], read: Reader) -> Table:
    """The picture in words: one row for each box, reasons in full."""
    head = read.say(
        "任职人或者组织|层级|单位|职务|关系|任职|责任状况|现在",
        "Person or body|Level|Unit|Post|Relation|Term|Standing|Now",
    ).split("|")
    return Table(_title(read), tuple(head), tuple(_row(figure, read) for figure in found))


def _row(figure: Figure, read: Reader) -> tuple[str, ...]:
    level = level_text(max(figure.level, 0), read)
    cells = (figure.name, level, read.name(figure.unit), figure.seat, figure.relation, figure.term, figure.standing)
    return tuple(cell or "—" for cell in (*cells, figure.now))


def _title(read: Reader) -> str:
    return read.say("责任链条：行为发生时谁任何职", "The chain: who held which post at the time of the conduct")


def _description(found: tuple[Figure, ...], read: Reader) -> str:
    """One sentence for each box, from the top down."""
    comma = read.say("，", ", ")
    return read.say("；", "; ").join(
        comma.join(part for part in (read.name(f.unit), f.name, f.seat, f.standing) if part) for f in found
    )


def _band(band: Band) -> Iterator[str]:
    rect = band.rect
    fill = "#fff" if any(box.figure.level == BELOW for box in band.boxes) else "#f6f6f6"
    yield f'<rect x="0" y="{rect.y:g}" width="{rect.width:g}" height="{rect.height:g}" fill="{fill}" stroke="#ddd"/>'
    yield from _text(band.head, PAD, rect.y + PAD)
    for box in band.boxes:
        yield from _box(box)
    if band.rises:
        yield _arrow(rect.y + rect.height)


def _box(box: Box) -> Iterator[str]:
    rect = box.rect
    place = f'x="{rect.x:g}" y="{rect.y:g}" width="{rect.width:.5g}" height="{rect.height:g}"'
    yield f'<rect {place} rx="3" {_STROKES[box.figure.kind]}/>'
    yield from _text(box.lines, rect.x + PAD, rect.y + PAD)


def _text(lines: tuple[Line, ...], x: float, y: float) -> Iterator[str]:
    for number, line in enumerate(lines):
        baseline = y + number * LINE + SIZE
        yield f'<text x="{x:g}" y="{baseline:g}" {_TONES[line.tone]}>{escaped(line.text)}</text>'


def _arrow(bottom: float) -> str:
    """An arrow from the level below up to this one, in the middle of the gap."""
    top, foot, x = bottom + 4, bottom + RISE - 3, 30
    return (
        f'<path d="M{x} {foot:g}V{top + 7:g}" stroke="#555" stroke-width="1.5"/>'
        f'<path d="M{x - 5} {top + 8:g}L{x} {top:g}L{x + 5} {top + 8:g}Z" fill="#555"/>'
    )
