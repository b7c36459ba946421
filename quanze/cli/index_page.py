"""The page that leads to all cases of a batch, each with its answer in one line, in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from quanze.cli.answering import Answer
from quanze.cli.console import LANGUAGES
from quanze.cli.rules import Rules
from quanze.core.sheet.answer import answer as short_answer
from quanze.core.sheet.blocks import Points
from quanze.core.sheet.markup import marked
from quanze.core.sheet.reader import reader
from quanze.core.sheet.standing import standing
from quanze.core.sheet.style import STYLE

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_REMARK = {
    "zh": "建议稿，由有权机关决定。每行只是答复要点的开头，理由、条款和待查事项见各页。",
    "en": "Proposals; people with authority decide. A line is only the beginning of the answer; "
    "reasons, clauses and open questions stand on the pages.",
}


def row(answer: Answer, rules: Rules) -> Mapping[str, str]:
    """What the index says of one case: its id, and per language its title and first line."""
    found = {"id": answer.case.id}
    for lang in LANGUAGES:
        read = reader(answer.sheet, lang, rules.titles, rules.finding_labels)
        first = next(block for block in short_answer(answer.sheet, read).blocks if isinstance(block, Points))
        found[f"title.{lang}"] = read.text(answer.sheet.title) or answer.case.id
        # Where no clause is fully met yet, the next line tells on whom it depends.
        firm = any(standing(party) == "applies" for party in answer.sheet.parties)
        found[f"answer.{lang}"] = read.say("", " ").join(first.items[: 1 if firm else 2])
    return found


def index_page(rows: Sequence[Mapping[str, str]], refused: int) -> str:
    """The index as a self-contained page; ``refused`` tells how many cases of the batch have no page."""
    entries = "".join(_entry(found) for found in rows)
    left_out = f"<p>另有 {refused} 件被拒绝，没有页面。<span lang='en'>{refused} refused, without a page.</span></p>"
    return (
        '<!DOCTYPE html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>定责建议目录 · Determination sheets</title>\n<style>{STYLE}</style>\n</head>\n"
        '<body>\n<header class="bar"><div><span>权责 Quanze</span></div></header>\n<main id="main">\n'
        f'<h1>定责建议目录 <span lang="en">Determination sheets</span></h1>\n<p class="remark">{_REMARK["zh"]}<br>'
        f'<span lang="en">{_REMARK["en"]}</span></p>\n{left_out if refused else ""}'
        '<table role="table"><thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">案件 '
        '<span lang="en">Case</span></th><th scope="col" role="columnheader">答复要点 '
        '<span lang="en">The answer in short</span></th></tr></thead>\n'
        f'<tbody role="rowgroup">{entries}</tbody></table>\n</main>\n</body>\n</html>\n'
    )


def _entry(found: Mapping[str, str]) -> str:
    links, lines = [], []
    for lang, name in zip(LANGUAGES, ("zh-Hans", "en"), strict=True):
        address = f"./{quote(found['id'], safe='')}.{lang}.html"
        links.append(f'<a href="{address}" hreflang="{lang}" lang="{name}">{marked(found[f"title.{lang}"], lang)}</a>')
        lines.append(f'<span lang="{name}">{marked(found[f"answer.{lang}"], lang)}</span>')
    return (
        f'<tr role="row"><th scope="row" role="rowheader">{"<br>".join(links)}</th>'
        f'<td role="cell" data-head="答复要点">{"<br>".join(lines)}</td></tr>\n'
    )
