"""What stands in a printed file, as its reader finds it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import docx
from docx.shared import Length
from docx.table import Table
from pypdf import PageObject, PdfReader

_NUMBER = re.compile(r"—\s*\d+\s*—")


def words_of_pdf(data: bytes) -> str:
    """All text of a PDF without page numbers and white space."""
    return bare("".join(_NUMBER.sub("", page.extract_text()) for page in PdfReader(BytesIO(data)).pages))


def words_of_word(data: bytes) -> tuple[str, ...]:
    """Every paragraph and cell of a Word file that says something, in reading order, without white space."""
    return tuple(filter(None, map(bare, _paragraphs(data))))


def fonts_of(page: PageObject) -> Iterator[Any]:
    """The descriptors of the fonts that a page uses."""
    resources: Any = page["/Resources"]
    for font in resources.get_object().get("/Font", {}).values():
        yield font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()


def in_mm(side: Length | None) -> int:
    """A length of a Word file in whole millimetres; none counts as 0."""
    return 0 if side is None else round(side.mm)


def _paragraphs(data: bytes) -> Iterator[str]:
    for block in docx.Document(BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            yield from (cell.text for row in block.rows for cell in row.cells)
        else:
            yield block.text


def bare(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def differing(paragraphs: Sequence[str], text: str) -> list[str]:
    """What one paper says and the other does not: paragraphs not found in their place, and text between them."""
    faults, at = [], 0
    for paragraph in paragraphs:
        found = text.find(paragraph, at)
        if found < 0:
            faults.append(paragraph)
            continue
        faults += [text[at:found]] if found > at else []
        at = found + len(paragraph)
    return faults + ([text[at:]] if text[at:] else [])
