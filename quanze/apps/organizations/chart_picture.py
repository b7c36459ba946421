"""The organization chart as a picture to keep (SVG): a file of its own, drawn here, that needs no script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quanze.apps.organizations.selectors.trees import Node
from quanze.core.sheet.escaping import escaped
from quanze.core.sheet.measuring import ems

SIZE = 14
ROW = 36
HIGH = 26
PAD = 8
GAP = 44
EDGE = 20
_BOX = 'rx="3" fill="#fff" stroke="#8b1a1a"'
_LINE = 'fill="none" stroke="#8a949e" shape-rendering="crispEdges"'


class Placed(NamedTuple):
    """A unit in the picture: where its box begins (px), how wide it is, and the middle of its height."""

    node: Node
    x: float
    width: float
    y: float


def chart_svg(nodes: Sequence[Node], *, title: str, notes: Sequence[str] = ()) -> str:
    """The units, superiors left of those under them, as a whole SVG file; ``notes`` stand below.

    ``nodes`` come level by level, the top first, each after its superior. Any text may stand in names: it is escaped.
    """
    placed = _placed(nodes)
    wide = max([*(each.x + each.width for each in placed.values()), ems(title) * 18, *(ems(n) * SIZE for n in notes)])
    foot = max(each.y for each in placed.values()) + ROW
    width, height = wide + 2 * EDGE, foot + ROW * len(notes)
    lines = "".join(_lines(placed))
    boxes = "".join(_box(each) for each in placed.values())
    said = "".join(_text(EDGE, foot + ROW * number, note, "#4d4d4d") for number, note in enumerate(notes))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}"'
        f' height="{height:g}" role="img" aria-labelledby="chart-t" font-family="sans-serif" font-size="{SIZE}">'
        f'<title id="chart-t">{_safe(title)}</title><rect width="100%" height="100%" fill="#fff"/>'
        f'<text x="{EDGE}" y="30" font-size="18" font-weight="700" fill="#1d2329">{_safe(title)}</text>'
        f"{lines}{boxes}{said}</svg>"
    )


def _placed(nodes: Sequence[Node]) -> dict[str, Placed]:
    """Every unit by its code: a row for each that has none under it, the others halfway down those under them."""
    below: dict[str, list[Node]] = {}
    for node in nodes[1:]:
        below.setdefault(node.under, []).append(node)
    starts = _starts(nodes)
    rows = iter(range(len(nodes)))
    found: dict[str, Placed] = {}

    def place(node: Node) -> float:
        middles = [place(each) for each in below.get(node.code, ())]
        y = (middles[0] + middles[-1]) / 2 if middles else EDGE + ROW + ROW * (next(rows) + 0.5)
        found[node.code] = Placed(node, starts[node.depth], _width(node), y)
        return y

    place(nodes[0])
    return found


def _starts(nodes: Sequence[Node]) -> list[float]:
    """Where the boxes of each depth begin: behind the widest of the depth before."""
    starts: list[float] = [EDGE]
    for depth in range(max(node.depth for node in nodes)):
        starts.append(starts[-1] + max(_width(node) for node in nodes if node.depth == depth) + GAP)
    return starts


def _width(node: Node) -> float:
    return ems(node.name) * SIZE + 2 * PAD


def _lines(placed: dict[str, Placed]) -> Iterator[str]:
    for each in placed.values():
        if each.node.depth:
            above = placed[each.node.under]
            yield f'<path d="M{above.x + above.width:g} {above.y:g}H{each.x - GAP / 2:g}V{each.y:g}H{each.x:g}" {_LINE}/>'


def _box(each: Placed) -> str:
    place = f'x="{each.x:g}" y="{each.y - HIGH / 2:g}" width="{each.width:g}" height="{HIGH}"'
    return f"<rect {place} {_BOX}/>{_text(each.x + PAD, each.y + 5, each.node.name, '#1d2329')}"


def _text(x: float, y: float, text: str, tone: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" fill="{tone}">{_safe(text)}</text>'


def _safe(text: str) -> str:
    """The text without the signs that no XML file may hold."""
    return escaped("".join(sign if sign.isprintable() else " " for sign in text))
