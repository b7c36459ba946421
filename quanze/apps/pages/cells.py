"""Cells as text and as HTML, in the reader's language. Written out in Python: a list of rows is the hottest page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from html import escape
from types import NoneType
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from quanze.apps.access.caller import CHINA_TIME
from quanze.apps.pages.language import language, said
from quanze.apps.pages.lists import Cell, Link
from quanze.core.words import Label

_OF_HTML = re.compile("[&<>\"']").search
MONTHS = "January February March April May June July August September October November December".split()


def day_text(day: date) -> str:
    """2026年11月21日, or 21 November 2026."""
    if language() == "en":
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


def instant_text(instant: datetime) -> str:
    """A day and time in China."""
    local = instant.astimezone(CHINA_TIME)
    return f"{day_text(local.date())} {local:%H:%M}"


def text_of(cell: Cell) -> str:
    """A cell as people read it."""
    if isinstance(cell, Label):
        return cell.text(language())
    if isinstance(cell, Link):
        return cell.text
    if isinstance(cell, datetime):
        return instant_text(cell)
    if isinstance(cell, date):
        return day_text(cell)
    if isinstance(cell, bool):
        return said("是", "yes") if cell else said("否", "no")
    return "" if cell is None else str(cell)


class Row(tuple[Cell, ...]):
    """A row that stands in one list after another: a view keeps it, and it is written once for each language."""

    def html(self, spoken: str) -> str:
        """The row as HTML."""
        written: dict[str, str] = self.__dict__
        if spoken not in written:
            written[spoken] = _row_html(self, spoken)
        return written[spoken]


def heads_html(labels: Iterable[Label]) -> SafeString:
    """The heads of a table's columns."""
    return _heads_html(tuple(labels), language())


@lru_cache(maxsize=200)
def _heads_html(labels: tuple[Label, ...], spoken: str) -> SafeString:
    return mark_safe("".join([f'<th scope="col">{_escaped(each.text(spoken))}</th>' for each in labels]))  # noqa: S308 (each is escaped)


def rows_html(rows: Iterable[Sequence[Cell]]) -> SafeString:
    """The body of a table; every text escaped."""
    spoken = language()
    lines = [row.html(spoken) if type(row) is Row else _row_html(row, spoken) for row in rows]
    return mark_safe("".join(lines))  # noqa: S308 (each cell is escaped)


def _row_html(row: Sequence[Cell], spoken: str) -> str:
    return f"<tr>{''.join([_HTML.get(type(cell), _other_html)(cell, spoken) for cell in row])}</tr>"


def _link_html(cell: Link, _: str) -> str:
    return f'<td><a href="{_escaped(cell.href)}">{_escaped(cell.text)}</a></td>'


def _other_html(cell: Any, _: str) -> str:
    return f"<td>{_escaped(text_of(cell))}</td>"


def _escaped(text: str) -> str:
    """The text as HTML; most hold no sign of it, and looking is quicker than replacing."""
    return escape(text) if _OF_HTML(text) else text


# How a cell of each kind is written, in a language.
_HTML: Mapping[type, Callable[[Any, str], str]] = {
    NoneType: lambda _cell, _: "<td></td>",
    str: lambda cell, _: f"<td>{_escaped(cell)}</td>",
    int: lambda cell, _: f'<td class="number">{cell}</td>',
    Label: lambda cell, spoken: f"<td>{_escaped(cell.text(spoken))}</td>",
    Link: _link_html,
}


def options_html(words: Mapping[str, Label], chosen: str) -> SafeString:
    """A closed list as options of a select, one of them chosen."""
    return _options_html(tuple(words.items()), chosen if chosen in words else "", language())


# Closed lists are few, and each stands on page after page.
@lru_cache(maxsize=500)
def _options_html(words: tuple[tuple[str, Label], ...], chosen: str, spoken: str) -> SafeString:
    options = [
        f'<option value="{_escaped(key)}"{" selected" if key == chosen else ""}>{_escaped(label.text(spoken))}</option>'
        for key, label in words
    ]
    return mark_safe("".join(options))  # noqa: S308 (keys and words are escaped)
