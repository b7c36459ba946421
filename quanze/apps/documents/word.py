"""A paper as a Word file in the layout of GB/T 9704; sizes and fonts stand in styles, so that an office can change them."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from quanze.apps.documents.pdf import picture
from quanze.apps.documents.setting import Across, Drawing, Grid, Item, Line, Paper, lines
from quanze.apps.documents.word_styles import add_fields, add_styles, name_fonts, shade

_WIDTH = {False: 156, True: 245}  # mm of text, upright and across
_LONG_WORD = re.compile("[!-~]{40,}")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def as_docx(paper: Paper) -> bytes:
    """The paper with its pages numbered, outer side; the same paper gives the same bytes."""
    made = docx.Document()
    _page(made)
    add_styles(made, paper.lang)
    name_fonts(made)
    _properties(made, paper)
    across = False
    for item in lines(paper):
        across = across or isinstance(item, Across)
        _add(made, item, across)
    add_fields(made)
    return _again(made)


def _page(made: Document) -> None:
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin = Mm(37), Mm(35)
    page.left_margin, page.right_margin = Mm(28), Mm(26)
    page.footer_distance = Mm(24)
    made.settings.odd_and_even_pages_header_footer = True


def _properties(made: Document, paper: Paper) -> None:
    about = made.core_properties
    about.title, about.author, about.last_modified_by = f"{paper.title} {paper.subtitle}"[:255], paper.organ[:255], ""
    about.comments, about.language = "", {"zh": "zh-CN"}.get(paper.lang, "en-GB")
    about.created = about.modified = paper.mark.instant.replace(tzinfo=None, microsecond=0)


def _add(made: Document, item: Item, across: bool) -> None:
    match item:
        case Line():
            _styled(made.add_paragraph(item.text), item.style)
        case Grid():
            _grid(made, item, across)
        case Drawing():
            shape = made.add_picture(BytesIO(picture(item.svg)), width=Mm(_WIDTH[across]))
            shape._inline.docPr.set("descr", item.title)  # what a screen reader says
        case Across():
            page = made.add_section(WD_SECTION.NEW_PAGE)
            page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
            page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(26), Mm(24), Mm(26), Mm(26)
            page.footer_distance = Mm(14)


def _grid(made: Document, item: Grid, across: bool) -> None:
    _styled(made.add_paragraph(item.caption), "caption")
    table = made.add_table(rows=len(item.rows) + 1, cols=len(item.head), style="Table Grid")
    table.autofit = False
    shares = item.shares()
    widths = [int(_WIDTH[across] * share / sum(shares)) for share in shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for number, (row, texts) in enumerate(zip(table.rows, (item.head, *item.rows), strict=True)):
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.width = Mm(width)
            cell.paragraphs[0].text = text
            _styled(cell.paragraphs[0], "cell" if number else "cellhead")
    shade(table)


def _styled(line: Paragraph, style: str) -> None:
    """By the style's id, as the library's own way reads through all styles for every paragraph."""
    line._p.style = f"quanze{style}"
    if _LONG_WORD.search(line.text):
        line.alignment = WD_ALIGN_PARAGRAPH.LEFT  # a digest would stretch the line before it


def _again(made: Document) -> bytes:
    """The file with its parts dated alike: when it was packed is nobody's matter."""
    first, last = BytesIO(), BytesIO()
    made.save(first)
    with ZipFile(first) as source, ZipFile(last, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, _LONG_AGO)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o600 << 16
            target.writestr(entry, source.read(name))
    return last.getvalue()
