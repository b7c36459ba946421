"""A paper as PDF/A-2b: typst sets it, the text comes in as data and is never read as code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst

from quanze.apps.documents.glyphs import FAMILY, FOLDER, legible
from quanze.apps.documents.setting import Across, Drawing, Grid, Item, Line, Paper, lines

_TEMPLATE = Path(__file__).parent / "paper.typ"
_PICTURE = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")\n'
_DOTS = 200  # per inch, of a picture in a Word file


def as_pdf(paper: Paper) -> bytes:
    """The paper with its font embedded and its pages numbered; the same paper gives the same bytes."""
    data = {
        "lang": paper.lang,
        "title": legible(f"{paper.title} {paper.subtitle}"),
        "day": [paper.mark.instant.year, paper.mark.instant.month, paper.mark.instant.day],
        "font": FAMILY,
        "items": [_plain(item) for item in lines(paper)],
    }
    found = _compiled(_TEMPLATE.read_bytes(), {"paper": json.dumps(data, ensure_ascii=False)}).compile(
        format="pdf", pdf_standards="a-2b", timestamp=int(paper.mark.instant.timestamp())
    )
    return _bytes(found)


def picture(svg: str) -> bytes:
    """An SVG picture of the chain as PNG, for papers that cannot hold SVG."""
    return _bytes(_compiled(_PICTURE, {"svg": _alone(svg)}).compile(format="png", ppi=_DOTS))


def _compiled(source: bytes, inputs: dict[str, str]) -> typst.Compiler:
    """A compiler that knows our font only, so that the same paper looks the same on every machine."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])
    return typst.Compiler(source, root=FOLDER, font_paths=fonts, sys_inputs=inputs)


def _bytes(found: bytes | list[bytes] | None) -> bytes:
    if not isinstance(found, bytes):
        raise TypeError("the typesetter gave no single file")
    return found


def _plain(item: Item) -> dict[str, Any]:
    """An item as JSON-ready data, every text drawable."""
    match item:
        case Line():
            return {"kind": "line", "style": item.style, "text": legible(item.text)}
        case Grid():
            cells = [legible(cell) for row in item.rows for cell in row]
            head = [legible(cell) for cell in item.head]
            caption = legible(item.caption)
            return {"kind": "grid", "caption": caption, "head": head, "cells": cells, "shares": item.shares()}
        case Drawing():
            return {"kind": "drawing", "svg": _alone(item.svg), "alt": legible(item.title)}
        case Across():
            return {"kind": "across"}


def _alone(svg: str) -> str:
    """A picture made for a page as one that stands by itself: with its namespace and its font."""
    name = 'xmlns="http://www.w3.org/2000/svg"'
    return legible(svg).replace("<svg ", f'<svg {name} font-family="{FAMILY}" ', 1)
