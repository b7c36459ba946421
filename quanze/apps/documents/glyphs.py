"""What the font that travels with the product can draw; a name is never printed as an empty box."""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"
FONT = FOLDER / "NotoSerifCJKsc-cut.otf"
FAMILY = "Noto Serif CJK SC"
_FULL_UNICODE = 12  # the form of a font's character map that reaches beyond the first plane


def undrawn(text: str) -> tuple[str, ...]:
    """The characters of a text that the font cannot draw, each once, in their order; white space always can."""
    can = drawable()
    return tuple(sign for sign in dict.fromkeys(text) if ord(sign) not in can and not sign.isspace())


def legible(text: str) -> str:
    """The text with what the font cannot draw written as its code, 〔U+2A6D6〕."""
    missing = {ord(sign): f"〔U+{ord(sign):04X}〕" for sign in undrawn(text)}
    return text.translate(missing) if missing else text


@cache
def drawable() -> frozenset[int]:
    """The code points in the font's own character map (OpenType cmap, format 12)."""
    font = FONT.read_bytes()
    cmap = _table(font, b"cmap")
    (many,) = struct.unpack_from(">H", font, cmap + 2)
    maps = [cmap + struct.unpack_from(">HHL", font, cmap + 4 + 8 * number)[2] for number in range(many)]
    found: set[int] = set()
    for at in maps:
        if struct.unpack_from(">H", font, at)[0] == _FULL_UNICODE:
            (groups,) = struct.unpack_from(">L", font, at + 12)
            for number in range(groups):
                first, last, _ = struct.unpack_from(">LLL", font, at + 16 + 12 * number)
                found.update(range(first, last + 1))
    return frozenset(found)


def _table(font: bytes, tag: bytes) -> int:
    """Where a table of the font starts; raises KeyError if there is none."""
    (many,) = struct.unpack_from(">H", font, 4)
    entries = (struct.unpack_from(">4sLLL", font, 12 + 16 * number) for number in range(many))
    offsets: dict[bytes, int] = {name: offset for name, _, offset, _ in entries}
    return offsets[tag]
