"""Blocks and sections as HTML; in the English page, Chinese names carry their language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from quanze.core.determination.result import Cite
from quanze.core.sheet.blocks import Ask, Asks, Block, Fold, Opens, Para, Part, Points, Table
from quanze.core.sheet.escaping import escaped

# Where a place in the rules opens: its address, "" for none.
Rule = Callable[[Cite], str]
_CHINESE = re.compile("[^\x00-\u2fff]+")  # from U+3000 on: Chinese signs and full-width punctuation


def marked(text: str, lang: str) -> str:
    """Escaped text; runs of Chinese inside English are named as such for screen readers."""
    safe = escaped(text)
    return safe if lang == "zh" else _CHINESE.sub(r'<span lang="zh-Hans">\g<0></span>', safe)


def section(part: Part, lang: str, *, level: int = 2, above: str = "", rule: Rule | None = None) -> str:
    """A section with its heading at this level, its blocks, and the sections below it.

    ``rule`` makes what rests on the rules open: None leaves the sentences alone.
    """
    key = f"{above}-{part.key}" if above else part.key
    body = "".join(block(item, lang, rule) for item in part.blocks)
    below = "".join(section(item, lang, level=level + 1, above=key, rule=rule) for item in part.parts)
    heading = f'<h{level} id="{key}-h">{marked(part.title, lang)}</h{level}>'
    if level > 3:
        return f"{heading}{body}{below}"
    return f'<section id="{key}" aria-labelledby="{key}-h">{heading}{body}{below}</section>\n'


def block(item: Block, lang: str, rule: Rule | None = None) -> str:
    """One block as HTML; ``rule`` as for ``section``."""
    match item:
        case Para():
            tone = f' class="{item.tone}"' if item.tone else ""
            return f"<p{tone}>{marked(item.text, lang)}</p>"
        case Points():
            lead = f'<p class="head">{marked(item.lead, lang)}</p>' if item.lead else ""
            if rule is not None and item.opens:
                pairs = zip(item.items, item.opens, strict=True)
                return f"{lead}<ul>{''.join(_opening(text, opens, lang, rule) for text, opens in pairs)}</ul>"
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


def _opening(text: str, opens: Opens, lang: str, rule: Rule) -> str:
    """A sentence under which its place in the rules and its facts open."""
    words = (
        ("条文与事实", "打开条文", "没有已记录的事实。")
        if lang == "zh"
        else ("Rule and facts", "Open the rule", "No fact.")
    )
    href = rule(opens.cite)
    link = f'<p><a href="{escaped(href)}">{words[1]}</a></p>' if href else ""
    facts = _list(opens.facts, lang) if opens.facts else f"<p>{words[2]}</p>"
    details = f'<details class="opens"><summary>{words[0]}</summary>{link}{facts}</details>'
    return f"<li>{marked(text, lang)}{details}</li>"
