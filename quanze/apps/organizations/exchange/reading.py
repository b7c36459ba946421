"""From files to tables: which sheets there are, their headers, and what of their shape forbids reading them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from quanze.apps.organizations.exchange import limits
from quanze.apps.organizations.exchange.apart import grids_apart
from quanze.apps.organizations.exchange.findings import Findings, Place, Reason
from quanze.apps.organizations.exchange.headers import (
    columns_of,
    header_row,
    nearest_sheet,
    sheet_by_header,
    sheet_named,
)
from quanze.apps.organizations.exchange.separated import rows_of, same_width
from quanze.apps.organizations.exchange.sheets import SHEETS, Sheet
from quanze.apps.organizations.exchange.tables import Table
from quanze.apps.organizations.exchange.workbooks import Grid, letters
from quanze.core.casefile.wording import shown
from quanze.core.refusals import Refusal

_FORMULAS_NAMED = 5
GUIDE_NAMES = frozenset({"填写说明", "词表", "说明", "guide", "words"})


class File(NamedTuple):
    """A file that comes in: its name for people, and its bytes."""

    name: str
    data: bytes


def read_files(files: Sequence[File], findings: Findings) -> list[Table]:
    """The tables of all files. What is wrong with their shape goes to ``findings``.

    Raises Refusal for a file that cannot be read at all, and "no_sheet" where none of the sheets is found.
    """
    titles = [*_titles(files)]
    tables = [
        table
        for file, title in zip(files, titles, strict=True)
        for table in _tables(file, title, len(files) > 1, findings)
    ]
    if not tables and not findings.faults:
        names = "、".join(sheet.label.zh for sheet in SHEETS)
        listed = ", ".join(sheet.label.en for sheet in SHEETS)
        raise Refusal(
            "no_sheet", zh=f"没有找到可导入的表（{names}）；表名和表头请照模板填写",
            en=f"no sheet to import was found ({listed}); name sheets and headers as the template does",
        )  # fmt: skip
    return tables


def _titles(files: Sequence[File]) -> Iterator[str]:
    """What each file is called in findings; of files with the same name the later ones are numbered."""
    seen: dict[str, int] = {}
    for file in files:
        seen[file.name] = number = seen.get(file.name, 0) + 1
        yield shown(file.name) if number == 1 else f"{shown(file.name)} ({number})"


def _tables(file: File, title: str, several: bool, findings: Findings) -> Iterable[Table]:
    """The tables of one file; the sheets of a workbook among several files are called by its name too."""
    limits.check_size(len(file.data), name=file.name)
    if file.data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")):
        grids = grids_apart(file.data, name=file.name)
        for grid in grids:
            yield from _of_grid(grid, Place(f"{title} {shown(grid.name)}" if several else shown(grid.name)), findings)
    else:
        yield from _of_csv(file, title, findings)


def _of_csv(file: File, title: str, findings: Findings) -> Iterable[Table]:
    rows, lines = rows_of(file.data, name=title, findings=findings)
    sheet = sheet_named(file.name.rsplit(".", 1)[0]) or sheet_by_header(rows)
    if sheet is None:
        findings.fault(Place(title), _no_known_header(rows))
        return
    yield from _table(sheet, title, rows, lines, findings)


def _of_grid(grid: Grid, place: Place, findings: Findings) -> Iterable[Table]:
    sheet = sheet_named(grid.name)
    if sheet is None:
        sheet = _sheet_not_named(grid, place, findings)
    if sheet is None or not any(any(row) for row in grid.rows):
        return
    if not grid.visible:
        zh, en = "这张表是隐藏的，请取消隐藏或删去", "this sheet is hidden; show or delete it"
        findings.fault(place, Reason("hidden_sheet", zh, en))
    header = header_row(grid.rows, sheet)
    _tell_merged(grid, header, place.sheet, findings)
    _tell_hidden(grid, header, place.sheet, findings)
    for column, row in grid.facts.errors:
        zh, en = "公式出错，没有值；请填入值", "a formula failed; type the value"
        findings.fault(Place(place.sheet, row, column), Reason("error_cell", zh, en))
    _tell_formulas(grid, place, findings)
    numbers = [number for number, row in enumerate(grid.rows, 1) if any(map(str.strip, row)) or number == header + 1]
    yield from _table(sheet, place.sheet, [grid.rows[number - 1] for number in numbers], numbers, findings)


def _tell_formulas(grid: Grid, place: Place, findings: Findings) -> None:
    """Which cells hold formulas; one without a saved result would be read as something it is not."""
    for column, row in grid.facts.unsaved:
        zh = "公式没有保存结果；请用表格软件打开并保存一次，或改填数值"
        en = "a formula without a saved result; open and save it in a spreadsheet program, or type the value"
        findings.fault(Place(place.sheet, row, column), Reason("unsaved_formula", zh, en))
    cells = [f"{column}{row}" for column, row in grid.facts.formulas]
    if cells:
        first, more = cells[:_FORMULAS_NAMED], len(cells) > _FORMULAS_NAMED
        zh = f"含有公式（{'、'.join(first)}{' 等' if more else ''}），读取的是上次保存时的结果"
        en = f"holds formulas ({', '.join(first)}{' …' if more else ''}); their last saved results are read"
        findings.notice(place, Reason("formulas", zh, en))


def _sheet_not_named(grid: Grid, place: Place, findings: Findings) -> Sheet | None:
    """A sheet of another name is taken by its headers if they are all there; else it is left out, and said so."""
    if grid.name in GUIDE_NAMES or not any(any(row) for row in grid.rows):
        return None
    sheet = sheet_by_header(grid.rows)
    if sheet is not None:
        both = (f"按表头读作“{sheet.label.zh}”", f"read as “{sheet.label.en}” by its headers")
        findings.notice(place, Reason("sheet_by_header", *both))
        return sheet
    near = nearest_sheet(grid.name)
    if near is not None:
        findings.fault(place, Reason("unknown_sheet", "没有这样的表名", "there is no such sheet", near.label.zh))
    else:
        findings.notice(
            place, Reason("sheet_ignored", "不认识这张表，未读取", "this sheet is unknown and was not read")
        )
    return None


def _table(
    sheet: Sheet, name: str, rows: Sequence[Sequence[str]], numbers: Sequence[int], findings: Findings
) -> Iterable[Table]:
    findings.sheets.append(name)
    header = header_row(rows, sheet)
    titles = rows[header]
    found = columns_of(titles, sheet, Place(name, numbers[header]), findings)
    body, body_numbers = rows[header + 1 :], numbers[header + 1 :]
    _tell_stray(body, body_numbers, len(titles), name, findings)
    across = list(zip(*same_width(body, len(titles)), strict=False)) if body else [()] * len(titles)
    columns = {key: across[position] for position, key in found.items()}
    yield Table(sheet, name, body_numbers, columns, {key: shown(titles[position]) for position, key in found.items()})


def _tell_stray(
    rows: Sequence[Sequence[str]], numbers: Sequence[int], width: int, name: str, findings: Findings
) -> None:
    for row, number in zip(rows, numbers, strict=True):
        if len(row) > width and any(cell.strip() for cell in row[width:]):
            place = Place(name, number, letters(width))
            zh, en = "表头右边还有内容，可能错列", "something stands right of the header; cells may have slipped"
            findings.fault(place, Reason("stray_cell", zh, en))


def _tell_merged(grid: Grid, header: int, name: str, findings: Findings) -> None:
    for first_row, first, last_row, last in grid.merged:
        if last_row >= header:
            place = Place(name, first_row + 1, letters(first))
            span = f"{letters(first)}{first_row + 1}:{letters(last)}{last_row + 1}"
            zh, en = f"{span} 是合并单元格，请取消合并并逐行填写", f"{span} is merged; unmerge it and fill every row"
            findings.fault(place, Reason("merged_cells", zh, en))


def _tell_hidden(grid: Grid, header: int, name: str, findings: Findings) -> None:
    """Hidden rows that hold something, run by run."""
    rows = [row for row in grid.facts.hidden if header + 1 < row <= len(grid.rows) and any(grid.rows[row - 1])]
    for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        numbers = [row for _, row in run]
        last = f"至 {numbers[-1]}" if len(numbers) > 1 else ""
        place = Place(name, numbers[0])
        zh = f"第 {numbers[0]}{last and ' ' + last} 行被隐藏或筛选，请显示后核对，不要的请删去"
        rows_en = f"rows {numbers[0]} to {numbers[-1]} are" if last else f"row {numbers[0]} is"
        en = f"{rows_en} hidden or filtered out; show what is hidden, delete what is not meant"
        findings.fault(place, Reason("hidden_rows", zh, en))


def _no_known_header(rows: Sequence[Sequence[str]]) -> Reason:
    head = shown("、".join(rows[0][:4])) if rows else ""
    zh = f"看不出是哪张表（首行：{head}）；表头请照模板，或以表名作文件名，如 职务.csv"
    return Reason("unknown_sheet", zh, f"which sheet is meant? (first row: {head}); use the template's headers")
