"""Blocks and sections as HTML; in the English page, Chinese names carry their language."""

from __future__ import annotations

import re
from collections.abc import Iterable

from quanze.core.sheet.blocks import Ask, Asks, Block, Fold, Para, Part, Points, Table
from quanze.core.sheet.escaping import escaped

_CHINESE = re.compile("[^\x00-\u2fff]+")  # from U+3000 on: Chinese signs and full-width punctuation


def marked(text: str, lang: str) -> str:
    """Escaped text; runs of Chinese inside English are named as such for screen readers."""
    safe = escaped(text)
    return safe if lang == "zh" else _CHINESE.sub(r'<span lang="zh-Hans">\g<0></span>', safe)


def section(part: Part, lang: str, *, level: int = 2, above: str = "") -> str:
    """A section with its heading at this level, its blocks, and the sections below it."""
    key = f"{above}-{part.key}" if above else part.key
    body = "".join(block(item, lang) for item in part.blocks)
    below = "".join(section(item, lang, level=level + 1, above=key) for item in part.parts)
    heading = f'<h{level} id="{key}-h">{marked(part.title, lang)}</h{level}>'
    if level > 3:
        return f"{heading}{body}{below}"
    return f'<section id="{key}" aria-labelledby="{key}-h">{heading}{body}{below}</section>\n'


def block(item: Block, lang: str) -> str:
    """One block as HTML."""
    match item:
        case Para():
            tone = f' class="{item.tone}"' if item.tone else ""
            return f"<p{tone}>{marked(item.text, lang)}</p>"
        case Points():
            lead = f'<p class="head">{marked(item.lead, lang)}</p>' if item.lead else ""
            return lead + _list(item.items, lang)
        case Fold():
            return f"<details open><summary>{marked(item.lead, lang)}</summary>{_list(item.items, lang)}</details>"
        case Table():
            return table(item, lang)
        case Asks():
            return f'<ol class="asks" role="list">{"".join(_ask(ask, lang) for ask in item.items)}</ol>'


def table(item: Table, lang: str) -> str:
    """A table whose cells repeat their heading where a narrow screen sets them one below the other.

    The roles keep it a table for screen readers in that setting too.
    """
    head = "".join(f'<th scope="col" role="columnheader">{marked(cell, lang)}</th>' for cell in item.head)
    rows = "".join(f'<tr role="row">{_cells(item.head, row, lang)}</tr>' for row in item.rows)
    caption = f"<caption>{marked(item.caption, lang)}</caption>"
    return (
        f'<table role="table">{caption}<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table>'
    )


def _cells(head: tuple[str, ...], row: tuple[str, ...], lang: str) -> str:
    first = f'<th scope="row" role="rowheader">{marked(row[0], lang)}</th>'
    pairs = zip(head[1:], row[1:], strict=True)
    cells = (f'<td role="cell" data-head="{escaped(name)}">{marked(cell, lang)}</td>' for name, cell in pairs)
    return first + "".join(cells)


def _list(items: Iterable[str], lang: str) -> str:
    return f"<ul>{''.join(f'<li>{marked(item, lang)}</li>' for item in items)}</ul>"


def _ask(ask: Ask, lang: str) -> str:
    notes = "".join(f"<li>{marked(note, lang)}</li>" for note in ask.notes)
    question, reply = marked(ask.text, lang), marked(ask.answer, lang)
    return f'<li><p class="q">{question}</p><ul class="notes">{notes}</ul><p class="reply">{reply}</p></li>'
