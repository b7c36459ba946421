"""From a determination sheet to a paper, and from the paper to PDF and Word: one text, two settings."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from quanze.apps.documents.glyphs import undrawn
from quanze.apps.documents.pdf import as_pdf
from quanze.apps.documents.setting import Line, Mark, Paper, lines, texts
from quanze.apps.documents.word import as_docx
from quanze.core.casefile.days import CHINA_TIME, in_china_time
from quanze.core.determination.case import Case
from quanze.core.determination.result import Sheet, Text
from quanze.core.sheet.blocks import Para, Part
from quanze.core.sheet.capitals import sentence_case
from quanze.core.sheet.data import as_json
from quanze.core.sheet.figures import Figure, figures
from quanze.core.sheet.leaves import leaves
from quanze.core.sheet.legend import chain_title, legend
from quanze.core.sheet.numerals import day_text
from quanze.core.sheet.paper import paper
from quanze.core.sheet.picture import chain_table
from quanze.core.sheet.reader import NO_TEXTS, Reader, reader

LEAF = (960, 500)  # px, width and greatest height of a picture: what a page across holds under its heading


class About(NamedTuple):
    """What the sheet itself does not say: its case (for the picture), rulebooks in words, the organ, who made it."""

    case: Case | None = None  # None: the paper comes without the picture and its table
    titles: Mapping[str, Text] = NO_TEXTS
    findings: Mapping[str, Text] = NO_TEXTS
    organ: str = ""  # stands in red on top; "": no red head
    by: str = ""  # who had it made
    at: datetime | None = None  # when; without an offset it is China time
    more: tuple[Part, ...] = ()  # sections behind the sheet's own


ABOUT_NOTHING = About()


def pdf_of(sheet: Sheet, lang: str, about: About = ABOUT_NOTHING) -> bytes:
    """The sheet as PDF/A-2b in "zh" or "en"; the same input gives the same bytes."""
    return as_pdf(paper_of(sheet, lang, about))


def word_of(sheet: Sheet, lang: str, about: About = ABOUT_NOTHING) -> bytes:
    """The sheet as a Word file (.docx) in "zh" or "en", with the text of the PDF; the same input gives the same bytes."""
    return as_docx(paper_of(sheet, lang, about))


def paper_of(sheet: Sheet, lang: str, about: About = ABOUT_NOTHING) -> Paper:
    """All of the sheet in one language as a value, ready to be set."""
    read = reader(sheet, lang, about.titles, about.findings)
    text = paper(sheet, read)
    found = figures(sheet, about.case, read) if about.case else ()
    made = Paper(
        lang=lang,
        organ=about.organ,
        title=text.title,
        subtitle=text.subtitle,
        number=read.say(f"编号：{sheet.case}", f"No. {sheet.case}"),
        remark=text.remark,
        parts=(*text.parts, *about.more),
        annex=_annex(found, read) if found else None,
        pictures=leaves(found, read, *LEAF),
        foot=(),
        mark=Mark(about.at and in_china_time(about.at).astimezone(CHINA_TIME), sheet.asked.on),
    )
    return made.with_foot(_foot(sheet, made, about, read))


def _annex(found: tuple[Figure, ...], read: Reader) -> Part:
    """What stands with the picture: its legend and the same in a table."""
    table = chain_table(found, read)
    blocks = (Para(legend(read), "note"), table if read.lang == "zh" else sentence_case(table))
    return Part("picture", read.say("附件：", "Annex: ") + chain_title(read), blocks)


def _foot(sheet: Sheet, made: Paper, about: About, read: Reader) -> tuple[Line, ...]:
    """Who made the paper and when, the mark by which a copy is compared, and what the font cannot draw."""
    digest = hashlib.sha256(as_json(sheet).encode("utf-8")).hexdigest()
    found = (
        ("small", read.say(f"附件：{chain_title(read)}", f"Annex: {chain_title(read)}") if made.annex else ""),
        ("small", read.say(f"建议稿摘要值：sha256:{digest}", f"Digest of the sheet: sha256:{digest}")),
        ("small", _not_drawn(made, about, read)),
        ("foot", read.say(f"出具人：{about.by}", f"Made by: {about.by}") if about.by else ""),
        ("foot", _made_at(about.at, read) if about.at else ""),
    )
    return tuple(Line(style, text) for style, text in found if text)


def _made_at(at: datetime, read: Reader) -> str:
    there = in_china_time(at).astimezone(CHINA_TIME)
    moment = f"{day_text(there.date(), read.lang)} {there:%H:%M}"
    return read.say(f"出具时间：{moment}（北京时间）", f"Made at: {moment} (Beijing time)")


def _not_drawn(made: Paper, about: About, read: Reader) -> str:
    """Which characters stand as codes in the PDF; "" when none does."""
    missing = undrawn("".join((*(text for line in lines(made) for text in texts(line)), about.by, *made.pictures)))
    codes = read.listed(f"U+{ord(sign):04X}" for sign in missing)
    if not codes:
        return ""
    return read.say(
        f"PDF所附字体未收、以编码代替的字：{codes}",
        f"Characters that the font of the PDF lacks, printed as codes: {codes}",
    )
