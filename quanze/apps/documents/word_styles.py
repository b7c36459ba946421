"""Styles of the Word file: which font, how large, how far in; fonts carry the names to fall back on."""

from __future__ import annotations

from typing import NamedTuple

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

# An office's own font comes first; then what Windows, domestic desktops and free systems bring.
FONTS = {
    "方正小标宋简体": "方正小标宋_GBK,华文中宋,STZhongsong,Noto Serif CJK SC,SimSun",
    "仿宋_GB2312": "仿宋,FangSong,方正仿宋_GBK,华文仿宋,STFangsong,Noto Serif CJK SC",
    "黑体": "SimHei,方正黑体_GBK,Noto Sans CJK SC",
    "楷体_GB2312": "楷体,KaiTi,方正楷体_GBK,LXGW WenKai,Noto Serif CJK SC",
    "宋体": "SimSun,方正书宋_GBK,Noto Serif CJK SC",
    "Times New Roman": "Liberation Serif",
}
_RED = RGBColor(0xB4, 0x14, 0x1C)
_ALIGN = {
    "LEFT": WD_ALIGN_PARAGRAPH.LEFT,
    "CENTER": WD_ALIGN_PARAGRAPH.CENTER,
    "RIGHT": WD_ALIGN_PARAGRAPH.RIGHT,
    "JUSTIFY": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_TITLE, _BODY, _HEAVY, _KAI, _SONG = list(FONTS)[:5]


class Look(NamedTuple):
    """Font, size and line in points for Chinese, then for English; indents in characters."""

    font: str
    zh: tuple[float, float]
    en: tuple[float, float]
    left: float = 0
    first: float = 0
    align: str = "JUSTIFY"
    heavy: bool = False


_WHOLE, _LESS = ((16, 28), (11.5, 18)), ((12, 20), (10, 15))
LOOKS = {
    "organ": Look(_TITLE, (26, 40), (24, 32), align="CENTER"),
    "number": Look(_BODY, *_LESS, align="RIGHT"),
    "title": Look(_TITLE, (22, 36), (18, 28), align="CENTER"),
    "subtitle": Look(_BODY, *_LESS, align="CENTER"),
    "remark": Look(_KAI, *_LESS),
    "h1": Look(_HEAVY, *_WHOLE),
    "h2": Look(_KAI, *_WHOLE, heavy=True),
    "h3": Look(_HEAVY, *_LESS),
    "para": Look(_BODY, *_WHOLE, first=2),
    "lead": Look(_BODY, *_WHOLE, first=2, heavy=True),
    "note": Look(_KAI, *_LESS),
    "head": Look(_BODY, *_WHOLE, first=2),
    "item": Look(_BODY, *_WHOLE, first=2),
    "small": Look(_BODY, *_LESS),
    "smallhead": Look(_BODY, *_LESS),
    "smallitem": Look(_BODY, *_LESS, left=2, first=-1),
    "reply": Look(_BODY, *_LESS, left=1),
    "foot": Look(_BODY, *_LESS, align="RIGHT"),
    "caption": Look(_HEAVY, (10.5, 20), (10, 15)),
    "cellhead": Look(_HEAVY, (10.5, 15), (9, 12), align="LEFT"),
    "cell": Look(_SONG, (10.5, 15), (9, 12), align="LEFT"),
}
_KEPT = {"h1", "h2", "h3", "head", "smallhead", "caption", "cellhead"}  # never alone at the foot of a page


def add_styles(made: Document, lang: str) -> None:
    """One style for each kind of line; headings can be found in Word's navigation."""
    for name, look in LOOKS.items():
        style = made.styles.add_style(f"quanze {name}", WD_STYLE_TYPE.PARAGRAPH)
        if isinstance(style, ParagraphStyle):
            _shape(style, name, look, lang)


def _shape(style: ParagraphStyle, name: str, look: Look, lang: str) -> None:
    size, line = look.zh if lang == "zh" else look.en
    style.font.name, style.font.size = "Times New Roman", Pt(size)
    style.font.bold = look.heavy or (lang != "zh" and name in _KEPT | {"title"})
    if name == "organ":
        style.font.color.rgb = _RED
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), look.font)
    form = style.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    form.space_before = Pt(8 if name in {"h1", "h2", "title"} else 0)
    form.space_after = Pt(6 if name == "organ" else 0)
    align = "LEFT" if look.align == "JUSTIFY" and lang != "zh" else look.align
    form.alignment, form.keep_with_next = _ALIGN[align], name in _KEPT
    _indent(style, look, size)
    if name[0] == "h" and name[1:].isdecimal():
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(int(name[1:]) - 1))
        style.element.get_or_add_pPr().append(level)
    if name == "organ":
        _ruled(style)


def _indent(style: ParagraphStyle, look: Look, size: float) -> None:
    """Indents in characters and beside them in twentieths of a point: LibreOffice reads only the latter."""
    if not look.left and not look.first:
        return
    place = style.element.get_or_add_pPr().get_or_add_ind()
    first = "firstLine" if look.first >= 0 else "hanging"
    for key, count in (("left", look.left), (first, abs(look.first))):
        place.set(qn(f"w:{key}"), str(round(count * size * 20)))
        place.set(qn(f"w:{key}Chars"), str(round(count * 100)))


def _ruled(style: ParagraphStyle) -> None:
    """The red rule under the organ's name."""
    rule = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="14" w:space="4" w:color="B4141C"/></w:pBdr>'
    )
    style.element.get_or_add_pPr().insert_element_before(
        rule, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"
    )


def name_fonts(made: Document) -> None:
    """Each font with the names that may stand for it where it is not installed."""
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/></w:font>' for name, others in FONTS.items()
    )
    table = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {nsdecls("w")}>{entries}</w:fonts>'
    part = next(part for part in made.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    part._blob = table.encode("utf-8")


def shade(table: Table) -> None:
    """The first row as heading: grey, and again on every page the table goes on to; no row is torn."""
    for number, row in enumerate(table.rows):
        place = row._tr.get_or_add_trPr()
        place.append(OxmlElement("w:cantSplit"))
        if number == 0:
            place.append(OxmlElement("w:tblHeader"))
            for cell in row.cells:
                grey = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="EEEEEE"/>')
                cell._tc.get_or_add_tcPr().append(grey)


def add_fields(made: Document) -> None:
    """Page numbers — 1 — on the outer side of every page."""
    page = made.sections[0]
    for foot, side in ((page.footer, "RIGHT"), (page.even_page_footer, "LEFT")):
        foot.is_linked_to_previous = False
        line = foot.paragraphs[0]
        line.alignment = _ALIGN[side]
        line.add_run("— ").font.size = Pt(14)
        _field(line)
        line.add_run(" —").font.size = Pt(14)


def _field(line: Paragraph) -> None:
    """The number of the page, computed by Word."""
    run = line.add_run()
    run.font.size = Pt(14)
    for kind in ("begin", "PAGE", "end"):
        if kind == "PAGE":
            code = OxmlElement("w:instrText")
            code.text = kind
        else:
            code = OxmlElement("w:fldChar")
            code.set(qn("w:fldCharType"), kind)
        run._r.append(code)
