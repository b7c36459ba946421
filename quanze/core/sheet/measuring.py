"""How wide a line is set, and where it breaks: full-width characters take 1 em, others 0.55 em."""

from __future__ import annotations

import re
from functools import cache
from unicodedata import east_asian_width

_PIECES = re.compile(r"[ \t\n]+|[\u0021-\u02ff]+|.", re.S)


def ems(text: str) -> float:
    """The width of a text in em."""
    return sum(map(_em, text))


@cache
def _em(sign: str) -> float:
    return 1.0 if east_asian_width(sign) in "WFA" else 0.55


def wrapped(text: str, width: float, most: int | None = None) -> tuple[str, ...]:
    """Lines of at most ``width`` em; beyond ``most`` lines the last one ends with …"""
    lines = [""]
    for piece in _PIECES.findall(text):
        for part in _cut(piece, width):
            if ems(lines[-1]) + ems(part) > width:
                lines.append("")
            lines[-1] += part if lines[-1] or part.strip() else ""
    lines = [line.rstrip() for line in lines if line.strip()]
    if most is None or len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], _shortened(lines[most - 1], width))


def _cut(piece: str, width: float) -> list[str]:
    """A word longer than a line, cut into parts that fit."""
    if ems(piece) <= width:
        return [piece]
    step = max(1, int(width / max(map(_em, piece))))
    return [piece[start : start + step] for start in range(0, len(piece), step)]


def _shortened(line: str, width: float) -> str:
    while line and ems(line) + 1 > width:
        line = line[:-1]
    return line + "…"
