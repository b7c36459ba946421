"""Xlsx files: from bytes to rows of text, sheet by sheet, after the container has been looked through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from quanze.apps.organizations.exchange import limits
from quanze.apps.organizations.exchange.containers import PartFacts, broken, encrypted, looked_through
from quanze.apps.organizations.exchange.kinds import NUMBER_LOST

# Excel keeps fifteen digits; from here on the last ones are zeros of its own.
_LOST_FROM = 10**14
_OLD_XLS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_SHEET_TAG = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: name, rows of text from row 1, merged ranges (first row, first column, last row, last column from 0)."""

    name: str
    visible: bool
    rows: list[list[str]]
    merged: tuple[tuple[int, int, int, int], ...]
    facts: PartFacts


def grids_of(data: bytes, *, name: str) -> Iterator[Grid]:
    """Every sheet of a workbook in its order. Raises Refusal: broken_file, encrypted_file, too_large, not_accepted."""
    if data.startswith(_OLD_XLS):
        raise encrypted(name) if b"E\0n\0c\0r\0y\0p\0t\0e\0d" in data else broken(name)
    facts = looked_through(data, name=name)
    try:
        workbook = CalamineWorkbook.from_object(BytesIO(data))
        paths = _paths_of_sheets(data)
        if len(workbook.sheets_metadata) > limits.MOST_SHEETS:
            raise limits.too_large(name, f"超过 {limits.MOST_SHEETS} 张表", f"has over {limits.MOST_SHEETS} sheets")
        for each in workbook.sheets_metadata:
            sheet = workbook.get_sheet_by_name(each.name)
            visible = each.visible == SheetVisibleEnum.Visible
            found = facts.get(paths.get(each.name, ""), PartFacts())
            yield Grid(each.name, visible, _rows(sheet), _merged(sheet), found)
    except PasswordError:
        raise encrypted(name) from None
    except (CalamineError, OSError, ValueError, KeyError):
        raise broken(name) from None


def _rows(sheet: CalamineSheet) -> list[list[str]]:
    """The rows from row 1 as texts; whole rows of text stay as they are."""
    rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    return [row if set(map(type, row)) <= {str} else [_text(cell) for cell in row] for row in rows]


def _text(cell: Any) -> str:
    """What people see of a cell, near enough: whole numbers without a point, days as 2010-06-01."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, int | float):
        return _number(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _number(cell: int | float) -> str:
    whole = not isinstance(cell, float) or cell.is_integer()
    text = str(int(cell)) if whole else str(cell)
    return f"{NUMBER_LOST}{text}" if abs(cell) >= _LOST_FROM else text


def _merged(sheet: CalamineSheet) -> tuple[tuple[int, int, int, int], ...]:
    return tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())


def _paths_of_sheets(data: bytes) -> dict[str, str]:
    """Name of each sheet → path of its part, as workbook.xml and its relations say."""
    with ZipFile(BytesIO(data)) as archive:
        names = set(archive.namelist())
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return {}
        targets = {
            _attribute(tag, b"Id"): _attribute(tag, b"Target")
            for tag in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))
        }
        sheets = _SHEET_TAG.findall(archive.read("xl/workbook.xml"))
    found = {}
    for tag in sheets:
        target = targets.get(_attribute(tag, rb"\w+:id"), "")
        found[_attribute(tag, b"name")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\s" + name + rb"""\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag)
    text = ((found[1] or found[2] or b"") if found else b"").decode("utf-8", "replace")
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return text


def letters(column: int) -> str:
    """The letters of a column by its number from 0: A, B, … Z, AA."""
    found = ""
    while column >= 0:
        found = chr(65 + column % 26) + found
        column = column // 26 - 1
    return found
