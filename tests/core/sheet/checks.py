"""What a printed sheet must keep, as functions that answer with the faults they find."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from itertools import combinations
from typing import Any

from quanze.core.sheet.layout import LINE, PAD, SIZE, Band, Rect
from quanze.core.sheet.measuring import ems

VOID = {"meta", "link", "br", "img", "input", "hr"}
DRAWN = {"rect", "path"}


def raw_keys(text: str, allowed: set[str]) -> set[str]:
    """Words with underscores: keys that nobody turned into words."""
    return set(re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", text)) - allowed


def latin_words(text: str, allowed: set[str]) -> set[str]:
    """Latin words in a Chinese text: keys or sentences that were not translated."""
    return set(re.findall(r"[A-Za-z]{3,}", text)) - allowed


def bare_leadership(text: str) -> list[str]:
    """领导责任 without saying which."""
    return re.findall(r"(?<!主要|重要|全面|直接)领导责任", text)


class Tree(HTMLParser):
    """Reads a page and notes every tag that is not closed in its order, ids, headings and references."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.links: list[str] = []
        self.labels: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if tag not in VOID and tag not in DRAWN:
            self.open.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if found.get("id"):
            self.ids.append(str(found["id"]))
        self.labels += str(found.get("aria-labelledby") or "").split()
        self.links += [str(found[key]) for key in ("href", "src", "action", "data", "poster") if found.get(key)]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text.append(data)


def tree(page: str) -> Tree:
    """The page as read, with what is left open as a fault."""
    found = Tree()
    found.feed(page)
    found.close()
    found.faults += [f"<{tag}>" for tag in found.open]
    return found


def crossing(bands: tuple[Band, ...]) -> Iterator[tuple[Rect, Rect]]:
    """Pairs of bands, or of boxes, that overlap."""
    rects = [band.rect for band in bands]
    boxes = [box.rect for band in bands for box in band.boxes]
    for group in (rects, boxes):
        yield from (pair for pair in combinations(group, 2) if _meet(*pair))


def sticking_out(bands: tuple[Band, ...]) -> Iterator[str]:
    """Boxes outside their band, and lines outside their box."""
    for band in bands:
        for box in band.boxes:
            if not _inside(box.rect, band.rect):
                yield f"{box.figure.name} leaves its band"
            if 2 * PAD + LINE * len(box.lines) > box.rect.height:
                yield f"{box.figure.name}: lines below the box"
            wide = [line.text for line in box.lines if ems(line.text) * SIZE > box.rect.width - 2 * PAD + 0.01]
            yield from (f"too wide: {line}" for line in wide)


def misfits(value: Any, schema: Mapping[str, Any], top: Mapping[str, Any], at: str = "") -> Iterator[str]:
    """Where a value does not meet the parts of JSON Schema that the sheet's schema uses."""
    if "$ref" in schema:
        schema = top["$defs"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema and all(any(misfits(value, part, top)) for part in schema["anyOf"]):
        yield f"{at}: none of the forms"
    if "const" in schema and value != schema["const"]:
        yield f"{at}: {value!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{at}: {value!r} is not in the list"
    yield from _typed(value, schema, top, at)


def _typed(value: Any, schema: Mapping[str, Any], top: Mapping[str, Any], at: str) -> Iterator[str]:
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
    kind = schema.get("type")
    if kind and (not isinstance(value, kinds[kind]) or (kind == "integer" and isinstance(value, bool))):
        yield f"{at}: not {kind}"
    elif kind == "array":
        for number, item in enumerate(value):
            yield from misfits(item, schema["items"], top, f"{at}[{number}]")
    elif kind == "object":
        yield from _object(value, schema, top, at)


def _object(value: dict[str, Any], schema: Mapping[str, Any], top: Mapping[str, Any], at: str) -> Iterator[str]:
    known = schema.get("properties", {})
    yield from (f"{at}.{key}: missing" for key in schema.get("required", ()) if key not in value)
    for key, item in value.items():
        other = schema.get("additionalProperties", {})
        if key not in known and other is False:
            yield f"{at}.{key}: unknown"
        else:
            yield from misfits(item, known.get(key, other or {}), top, f"{at}.{key}")


def _meet(one: Rect, other: Rect) -> bool:
    apart = one.x + one.width <= other.x or other.x + other.width <= one.x
    return not (apart or one.y + one.height <= other.y or other.y + other.height <= one.y)


def _inside(inner: Rect, outer: Rect) -> bool:
    across = outer.x <= inner.x and inner.x + inner.width <= outer.x + outer.width + 0.01
    return across and outer.y <= inner.y and inner.y + inner.height <= outer.y + outer.height + 0.01
