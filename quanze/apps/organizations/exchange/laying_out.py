"""Tables as files that go out: one xlsx workbook, or a csv for each sheet. Every cell is text; none is a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO, StringIO
from itertools import zip_longest
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from quanze.apps.organizations.exchange.encodings import encode
from quanze.apps.organizations.exchange.kinds import Code, Codes, Count, Day, Flag, Identity, Kind, Text, Word
from quanze.apps.organizations.exchange.sheets import SHEETS, Column, Sheet
from quanze.apps.pages.guarding import guard
from quanze.core.refusals import Refusal

GUIDE, WORDS = "填写说明", "词表"
# As far down as the choices of a closed list are offered.
_OFFERED_ROWS = 5000
_OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip
_WIDTHS: Mapping[type[Kind], int] = {Text: 24, Codes: 28, Identity: 22, Day: 13, Flag: 8, Count: 8}

Rows = Iterable[Sequence[str]]


def as_csv(sheet: Sheet, rows: Rows, *, encoding: str = "utf-8") -> bytes:
    """A sheet as csv: header, then rows of text in the order of its columns; "utf-8" with a mark, or "gb18030"."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([header(column) for column in sheet.columns])
    risky = [isinstance(column.kind, Text | Code | Codes | Identity) for column in sheet.columns]
    writer.writerows(
        [guard(cell) if at_risk else cell for cell, at_risk in zip(row, risky, strict=True)] for row in rows
    )
    return encode(text.getvalue(), encoding)


def as_xlsx(tables: Mapping[str, Rows], *, at: datetime) -> bytes:
    """A workbook of all sheets (rows by the sheet's key), with a guide and the closed lists. ``at`` dates it.

    Raises Refusal "cell_too_long" for a text that no cell of xlsx can hold.
    """
    target = BytesIO()
    with Workbook(target, _OPTIONS) as book:
        book.set_properties({"created": at.astimezone(UTC).replace(tzinfo=None), "title": "Quanze 权责"})
        formats = {"text": book.add_format({"num_format": "@"})}
        formats["head"] = book.add_format({"num_format": "@", "bold": True, "bg_color": "#DDE6F0", "border": 1})
        pages = {sheet.key: book.add_worksheet(sheet.label.zh) for sheet in SHEETS}
        guide, words = book.add_worksheet(GUIDE), book.add_worksheet(WORDS)
        places = _write_words(words, formats)
        for sheet in SHEETS:
            _write_sheet(pages[sheet.key], sheet, tables.get(sheet.key, ()), places, formats)
        _write_guide(guide, formats)
    return target.getvalue()


def header(column: Column) -> str:
    """A column's header; a star marks one that must be filled in."""
    return f"{column.label.zh}*" if column.needed else column.label.zh


def _write_sheet(
    page: Worksheet, sheet: Sheet, rows: Rows, places: Mapping[int, str], formats: Mapping[str, Any]
) -> None:
    page.freeze_panes(1, 0)
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, _WIDTHS.get(type(column.kind), 16), formats["text"])
        if isinstance(column.kind, Word):
            choices = {"validate": "list", "source": places[id(column.kind.words)], "error_type": "warning"}
            page.data_validation(1, number, _OFFERED_ROWS, number, choices)
    _write_row(page, 0, [header(column) for column in sheet.columns], formats["head"])
    for number, row in enumerate(rows, 1):
        _write_row(page, number, row, None)


def _write_row(page: Worksheet, number: int, cells: Sequence[str], style: Any) -> None:
    for place, cell in enumerate(cells):
        if cell and page.write_string(number, place, cell, style) != 0:
            raise Refusal(
                "cell_too_long", zh=f"{page.get_name()} 第 {number + 1} 行有一格过长，xlsx 放不下，请改用 csv",
                en=f"a cell in row {number + 1} of {page.get_name()} is too long for xlsx; use csv",
            )  # fmt: skip


def _write_words(page: Worksheet, formats: Mapping[str, Any]) -> dict[int, str]:
    """The closed lists side by side; the range of each, by the identity of its list."""
    lists: dict[int, tuple[str, list[str]]] = {}
    for column in (column for sheet in SHEETS for column in sheet.columns):
        if isinstance(column.kind, Word):
            lists[id(column.kind.words)] = column.label.zh, [label.zh for label in column.kind.words.values()]
    places = {}
    for number, (key, (_, terms)) in enumerate(lists.items()):
        letter = chr(65 + number)
        places[key] = f"={WORDS}!${letter}$2:${letter}${len(terms) + 1}"
        page.set_column(number, number, 26, formats["text"])
    columns = [[title, *terms] for title, terms in lists.values()]
    for row, cells in enumerate(zip_longest(*columns, fillvalue="")):
        _write_row(page, row, cells, None if row else formats["head"])
    return places


def _write_guide(page: Worksheet, formats: Mapping[str, Any]) -> None:
    page.set_column(0, 5, 22, formats["text"])
    page.set_column(4, 4, 60, formats["text"])
    heads = ("表 sheet", "列 column", "column in English", "必填 needed", "填写 how to fill it in", "")
    _write_row(page, 0, heads, formats["head"])
    number = 1
    for sheet in SHEETS:
        for column in sheet.columns:
            needed = "是 yes" if column.needed else ""
            row = (f"{sheet.label.zh} {sheet.label.en}", column.label.zh, column.label.en, needed, _how(column))
            _write_row(page, number, row, None)
            number += 1


def _how(column: Column) -> str:
    kind = {
        Day: "日期，如 2010-06-01 / a day such as 2010-06-01", Flag: "是或否 / 是 (yes) or 否 (no)",
        Word: "从下拉列表中选 / choose from the list", Count: "整数 / a whole number",
        Code: "编号，文本 / a code, as text", Identity: "18 位号码，文本 / the number, as text",
    }.get(type(column.kind), "文字 / text")  # fmt: skip
    return "；".join(part for part in (kind, " / ".join(each for each in column.hint if each)) if part)


def template_xlsx(*, at: datetime) -> bytes:
    """An empty workbook to be filled in."""
    return as_xlsx({}, at=at)


def template_csv(sheet: Sheet, *, encoding: str = "utf-8") -> bytes:
    """An empty csv file of one sheet."""
    return as_csv(sheet, (), encoding=encoding)
