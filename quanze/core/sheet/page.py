"""The sheet as one self-contained HTML page per language: no script, nothing fetched from anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from quanze.core.determination.case import Case
from quanze.core.determination.result import Sheet, Text
from quanze.core.sheet.capitals import sentence_case
from quanze.core.sheet.escaping import escaped
from quanze.core.sheet.figures import figures
from quanze.core.sheet.legend import chain_title, legend
from quanze.core.sheet.markup import Rule, block, marked, section
from quanze.core.sheet.paper import ordered, paper
from quanze.core.sheet.picture import SLIM, WIDE, chain_table, drawn
from quanze.core.sheet.reader import NO_TEXTS, Reader, reader
from quanze.core.sheet.style import STYLE

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def as_html(
    sheet: Sheet,
    case: Case,
    lang: str,
    *,
    name: str | None = None,
    titles: Mapping[str, Text] = NO_TEXTS,
    findings: Mapping[str, Text] = NO_TEXTS,
) -> str:
    """The page in "zh" or "en", to be written as UTF-8 to ``<name>.<lang>.html`` beside the other language.

    ``name`` is the file's name without language and ending (default: the case's id); ``titles`` maps
    rulebook ids to short titles, ``findings`` a rulebook's own findings to their labels.
    """
    read = reader(sheet, lang, titles, findings)
    found = _sections(sheet, case, read, None)
    return _head(found, read) + _body(found, other(name or sheet.case, read), read)


class Sections(NamedTuple):
    """A sheet as the sections of a page: its head, (key, heading) of each section, and their HTML without any style."""

    title: str
    subtitle: str
    remark: str
    contents: tuple[tuple[str, str], ...]
    html: str


def sections(
    sheet: Sheet,
    case: Case | None,
    lang: str,
    *,
    titles: Mapping[str, Text] = NO_TEXTS,
    findings: Mapping[str, Text] = NO_TEXTS,
    rule: Rule | None = None,
) -> Sections:
    """The sheet for a page of somebody else's; without ``case`` there is no picture. ``rule`` as for markup.section."""
    return _sections(sheet, case, reader(sheet, lang, titles, findings), rule)


def _sections(sheet: Sheet, case: Case | None, read: Reader, rule: Rule | None) -> Sections:
    text = paper(sheet, read)
    parts = ordered(text.parts, ("answer", "overview", "questions"))
    found = [(part.key, part.title, section(part, read.lang, rule=rule)) for part in parts]
    if case is not None:
        found.insert(2, ("picture", chain_title(read), _chain(sheet, case, read)))
    contents = tuple((key, title) for key, title, _ in found)
    return Sections(text.title, text.subtitle, text.remark, contents, "".join(html for _, _, html in found))


def other(name: str, read: Reader) -> str:
    """The address of the page in the other language, in the same folder."""
    return f"./{_address(name)}.{read.say('en', 'zh')}.html"


def _address(name: str) -> str:
    """A file's name as part of an address: bytes that are no letters, digits, - or _ are percent-encoded."""
    signs = (chr(byte) for byte in name.encode())
    return "".join(s if s.isascii() and (s.isalnum() or s in "-_") else f"%{ord(s):02X}" for s in signs)


def _head(text: Sections, read: Reader) -> str:
    lang = read.say("zh-Hans", "en")
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escaped(f'{text.title} · {text.subtitle}')}</title>\n<style>{STYLE}</style>\n</head>\n"
    )


def _body(text: Sections, link: str, read: Reader) -> str:
    lang = read.lang
    return (
        f'<body>\n<a class="skip" href="#main">{read.say("跳到正文", "Skip to the text")}</a>\n'
        f'<header class="bar"><div><span>{read.say("权责 Quanze", "Quanze 权责")}</span>'
        f'<a href="{link}" hreflang="{read.say("en", "zh")}" lang="{read.say("en", "zh-Hans")}">'
        f"{read.say('English', '中文')}</a></div></header>\n{_contents(text, read)}"
        f'<main id="main">\n<h1>{marked(text.title, lang)}</h1>\n<p class="subtitle">{marked(text.subtitle, lang)}</p>\n'
        f'<p class="remark">{marked(text.remark, lang)}</p>\n{text.html}</main>\n'
        f"<footer><p>{marked(text.remark, lang)}</p></footer>\n</body>\n</html>\n"
    )


def _contents(text: Sections, read: Reader) -> str:
    links = "".join(f'<li><a href="#{key}">{marked(title, read.lang)}</a></li>' for key, title in text.contents)
    return f'<nav aria-label="{read.say("目录", "Contents")}"><ul role="list">{links}</ul></nav>\n'


def _chain(sheet: Sheet, case: Case, read: Reader) -> str:
    """The picture in two widths, of which one shows, what its lines mean, and the same in a table."""
    found = figures(sheet, case, read)
    words = chain_table(found, read)
    table = block(words if read.lang == "zh" else sentence_case(words), read.lang)
    pictures = "".join(
        f'<div class="{kind}">{drawn(found, read, width)}</div>' for kind, width in (("wide", WIDE), ("slim", SLIM))
    )
    return (
        f'<section id="picture" aria-labelledby="picture-h"><h2 id="picture-h">{chain_title(read)}</h2>'
        f"<figure>{pictures}<figcaption>{marked(legend(read), read.lang)}</figcaption></figure>{table}</section>\n"
    )
