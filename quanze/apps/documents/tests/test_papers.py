"""The sheet on paper: the same text in PDF and Word, every name and citation, the same bytes each time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.shared import Pt
from pypdf import PdfReader

from quanze.apps.documents.papers import ABOUT_NOTHING, paper_of, pdf_of, word_of
from quanze.apps.documents.setting import Grid, lines
from quanze.apps.documents.tests.cases import ABOUT, LANGS, RARE, SIGNS, named
from quanze.apps.documents.tests.reading import bare, differing, fonts_of, in_mm, words_of_pdf, words_of_word
from quanze.core.sheet.citing import cited
from quanze.core.sheet.reader import reader
from tests.core.sheet.names import OWN_FINDINGS, TITLES

UNPICTURED = ABOUT._replace(case=None)  # the picture's own words stand in the PDF only
LACKED = "\U0002a6d6"  # a character that the font lacks
CODE = '#panic("x") *a* $x$ @b <c> \\ //'


def repeated_heads(lang: str) -> set[str]:
    """The headings of tables, which a page repeats where a table goes on."""
    grids = (item for item in lines(paper_of(named(), lang, UNPICTURED)) if isinstance(item, Grid))
    return {bare("".join(grid.head)) for grid in grids}


@pytest.mark.parametrize("lang", LANGS)
def test_word_and_pdf_say_the_same_in_the_same_order(lang: str) -> None:
    word, pdf = words_of_word(word_of(named(), lang, UNPICTURED)), words_of_pdf(pdf_of(named(), lang, UNPICTURED))
    assert set(differing(word, pdf)) <= repeated_heads(lang)


def test_a_paragraph_that_one_of_them_lacks_is_found() -> None:
    word, pdf = words_of_word(word_of(named(), "zh", UNPICTURED)), words_of_pdf(pdf_of(named("丙"), "zh", UNPICTURED))
    assert not set(differing(word, pdf)) <= repeated_heads("zh")
    assert differing(("甲", "乙"), "甲丙乙丁") == ["丙", "丁"]


@pytest.mark.parametrize("lang", LANGS)
def test_every_clause_and_every_name_stands_on_both(lang: str) -> None:
    sheet = named()
    read = reader(sheet, lang, TITLES, OWN_FINDINGS)
    places = [bare(cited(line.cite, read)) for party in sheet.parties for line in party.clauses]
    pdf, word = words_of_pdf(pdf_of(sheet, lang, ABOUT)), "".join(words_of_word(word_of(sheet, lang, ABOUT)))
    for wanted in (*places, RARE, SIGNS, "某市某局", "sha256:" + "ab" * 32):
        assert wanted in pdf, wanted
        assert wanted in word, wanted


def test_what_looks_like_code_is_printed_as_it_stands() -> None:
    assert bare(CODE) in words_of_pdf(pdf_of(named(CODE), "zh", ABOUT))
    assert bare(CODE) in "".join(words_of_word(word_of(named(CODE), "zh", ABOUT)))


def test_a_character_that_the_font_lacks_is_printed_as_its_code_and_said_at_the_foot() -> None:
    pdf = words_of_pdf(pdf_of(named(f"张{LACKED}"), "zh", ABOUT))
    assert "张〔U+2A6D6〕" in pdf
    assert "以编码代替的字：U+2A6D6" in pdf
    assert f"张{LACKED}" in "".join(words_of_word(word_of(named(f"张{LACKED}"), "zh", ABOUT)))
    assert "以编码代替" not in words_of_pdf(pdf_of(named(), "zh", ABOUT))


@pytest.mark.parametrize("lang", LANGS)
def test_the_same_paper_has_the_same_bytes_and_another_has_others(lang: str) -> None:
    later = ABOUT._replace(at=ABOUT.at + timedelta(minutes=1)) if ABOUT.at else ABOUT
    for made in (pdf_of, word_of):
        assert made(named(), lang, ABOUT) == made(named(), lang, ABOUT)
        assert made(named(), lang, ABOUT) != made(named(), lang, later)
        assert made(named(), lang, ABOUT) != made(named("丙"), lang, ABOUT)


def test_the_foot_says_who_made_it_and_when_by_beijing_time_however_the_instant_is_given() -> None:
    at = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
    there = at.astimezone(timezone(timedelta(hours=8)))
    made = pdf_of(named(), "zh", ABOUT._replace(at=at))
    assert "出具人：张三丰出具时间：2026年11月21日01:30（北京时间）" in words_of_pdf(made)
    assert pdf_of(named(), "zh", ABOUT._replace(at=there)) == made


def test_a_word_file_does_not_tell_when_it_was_packed() -> None:
    with ZipFile(BytesIO(word_of(named(), "zh", ABOUT))) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_pdf_is_an_archive_copy_with_its_font_inside() -> None:
    data = pdf_of(named(), "zh", ABOUT)
    fonts = [font for page in PdfReader(BytesIO(data)).pages for font in fonts_of(page)]
    assert fonts
    assert all("/FontFile3" in font and "NotoSerifCJKsc" in font["/FontName"] for font in fonts)
    assert b"<pdfaid:part>2</pdfaid:part>" in data
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in data


def test_pages_are_numbered_on_the_outer_side() -> None:
    pages = PdfReader(BytesIO(pdf_of(named(), "zh", ABOUT))).pages
    for number, page in enumerate(pages, 1):
        assert bare(page.extract_text()).endswith(f"—{number}—")


def test_the_word_file_is_laid_out_after_the_standard() -> None:
    made = docx.Document(BytesIO(word_of(named(), "zh", ABOUT)))
    page, body = made.sections[0], made.styles["quanze para"]
    assert [in_mm(side) for side in (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)] == [
        37, 35, 28, 26,
    ]  # fmt: skip
    assert [in_mm(side) for side in (page.page_width, page.page_height)] == [210, 297]
    assert (body.font.size, body.paragraph_format.line_spacing) == (Pt(16), Pt(28))
    place = body.element.pPr.ind
    attributes = {key.rpartition("}")[2]: value for key, value in place.attrib.items()}
    assert attributes["firstLine"] == "640"
    assert attributes["firstLineChars"] == "200"
    assert 'w:eastAsia="仿宋_GB2312"' in body.element.xml


def test_the_picture_stands_across_after_the_text_and_says_what_it_shows() -> None:
    made = docx.Document(BytesIO(word_of(named(), "zh", ABOUT)))
    assert [in_mm(page.page_width) > in_mm(page.page_height) for page in made.sections] == [False, True]
    assert len(made.inline_shapes) == len(paper_of(named(), "zh", ABOUT).pictures) > 0
    assert 'descr="附件：责任链条图"' in made.element.xml
    last = PdfReader(BytesIO(pdf_of(named(), "zh", ABOUT))).pages[-1].mediabox
    assert last.width > last.height


def test_without_its_case_the_paper_comes_without_a_picture() -> None:
    assert "附件" not in words_of_pdf(pdf_of(named(), "zh"))
    assert paper_of(named(), "zh", ABOUT_NOTHING).pictures == ()
