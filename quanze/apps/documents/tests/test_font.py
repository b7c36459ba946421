"""The font that travels with the product: unchanged, licensed, and able to draw people's names."""

from __future__ import annotations

import hashlib
import re

import pytest

from quanze.apps.documents.glyphs import FOLDER, FONT, drawable, legible, undrawn

_ROW = re.compile(r"^\| (\S+) \|.*`([0-9a-f]{64})` \|$", re.M)
MOST = 25 * 1024 * 1024


def listed() -> dict[str, str]:
    """File names and checksums of the vendor list."""
    return dict(_ROW.findall((FOLDER / "VENDOR.md").read_text("utf-8")))


def strayed(files: dict[str, bytes]) -> list[str]:
    """Fonts that are not in the list or differ from it."""
    return [name for name, data in files.items() if listed().get(name) != hashlib.sha256(data).hexdigest()]


def test_every_font_is_the_one_in_the_vendor_list() -> None:
    fonts = {path.name: path.read_bytes() for path in FOLDER.iterdir() if path.suffix in {".otf", ".ttf", ".ttc"}}
    assert strayed(fonts) == []
    assert fonts.keys() == listed().keys()
    assert sum(map(len, fonts.values())) < MOST


def test_one_changed_bit_and_an_unlisted_font_are_found() -> None:
    data = bytearray(FONT.read_bytes())
    data[1000] ^= 1
    assert strayed({FONT.name: bytes(data), "other.otf": b""}) == [FONT.name, "other.otf"]


def test_its_licence_travels_with_it() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FOLDER / "OFL.txt").read_text("utf-8")


def test_it_draws_the_common_characters_and_those_of_rare_names() -> None:
    common = "".join(map(chr, range(0x4E00, 0x9FA6)))
    first_extension = "".join(map(chr, range(0x3400, 0x4DB6)))
    assert undrawn(common + first_extension + "喆堃犇㙍䶮·〔〕【】（）《》“”—…①ABC012€") == ()
    assert len(drawable()) > 30_000


@pytest.mark.parametrize("sign", ["\U0002a6d6", "\ud7a3", "\u0e01"])
def test_what_it_cannot_draw_is_written_as_its_code(sign: str) -> None:
    assert legible(f"张{sign}某") == f"张〔U+{ord(sign):04X}〕某"
