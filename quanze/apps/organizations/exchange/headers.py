"""Which sheet and which columns a file's header means; unknown headers get the nearest known one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

from quanze.apps.organizations.exchange.cleaning import half_width
from quanze.apps.organizations.exchange.findings import Findings, Place, Reason
from quanze.apps.organizations.exchange.sheets import SHEETS, Sheet
from quanze.core.casefile.wording import nearest, shown

# A title and a line of remarks may stand above the header.
HEADER_WITHIN = 6
IGNORED = frozenset("序号 备注 说明 no. no remark remarks note notes #".split())
# A header this like a known one is taken for a slip of it, not for a column of its own.
_CLOSE = 0.7
_MARKS = re.compile(r"[\s*＊:：_]+")


def plain(header: str) -> str:
    """A header as it is compared: half-width, without blanks, stars and colons, in small letters."""
    return _MARKS.sub("", half_width(header)).lower()


def names_of(sheet: Sheet) -> dict[str, str]:
    """Every header that is understood → key of its column; the columns' own headers prevail over other ones."""
    found: dict[str, str] = {}
    for column in sheet.columns:
        found |= {plain(each): column.key for each in column.also if plain(each) not in found}
    for column in sheet.columns:
        found |= {plain(column.key): column.key, plain(column.label.en): column.key, plain(column.label.zh): column.key}
    return found


_NAMES = {sheet.key: names_of(sheet) for sheet in SHEETS}
_ALL_NAMES = frozenset(name for names in _NAMES.values() for name in names)
_SHEET_NAMES = {
    plain(name): sheet for sheet in SHEETS for name in (sheet.key, sheet.label.zh, sheet.label.en, *sheet.also)
}


def known_headers(row: Sequence[str]) -> int:
    """How many cells of a row are headers of any sheet."""
    return sum(plain(cell) in _ALL_NAMES for cell in row)


def sheet_named(name: str) -> Sheet | None:
    """The sheet that a name means, None if it means none."""
    return _SHEET_NAMES.get(plain(name))


def nearest_sheet(name: str) -> Sheet | None:
    """The sheet whose name is most like ``name``."""
    near = nearest(plain(name), _SHEET_NAMES)
    return _SHEET_NAMES[near] if near else None


def header_row(rows: Sequence[Sequence[str]], sheet: Sheet) -> int:
    """The number (from 0) of the row that holds most of the sheet's headers; 0 where none holds any."""
    names = _NAMES[sheet.key]
    scores = [sum(plain(cell) in names for cell in row) for row in rows[:HEADER_WITHIN]]
    return scores.index(max(scores)) if scores else 0


def sheet_by_header(rows: Sequence[Sequence[str]]) -> Sheet | None:
    """The sheet whose headers fit best, None where fewer than two fit or a needed one is missing in every sheet."""
    fits = [(_fit(rows, sheet), sheet) for sheet in SHEETS]
    best = max(fits, key=lambda fit: fit[0])
    return best[1] if best[0][1] >= 2 else None


def _fit(rows: Sequence[Sequence[str]], sheet: Sheet) -> tuple[int, int]:
    """Needed columns missing (counted down), columns known."""
    row = rows[header_row(rows, sheet)] if rows else ()
    keys = {_NAMES[sheet.key].get(plain(cell)) for cell in row} - {None}
    missing = sum(column.needed and column.key not in keys for column in sheet.columns)
    own = sum(plain(column.label.zh) in map(plain, row) for column in sheet.columns)
    return -missing, len(keys) + own


def columns_of(row: Sequence[str], sheet: Sheet, where: Place, findings: Findings) -> dict[int, str]:
    """Position → key of each column that is understood; faults for wrong, doubled and missing headers."""
    names, found = _NAMES[sheet.key], dict[int, str]()
    unknown: list[tuple[int, str]] = []
    for position, header in enumerate(row):
        key = names.get(plain(header))
        if key in found.values():
            findings.fault(Place(where.sheet, where.row, header), _doubled())
        elif key is not None:
            found[position] = key
        elif plain(header):
            unknown.append((position, header))
    free = {name: key for name, key in names.items() if key not in found.values()}
    for _, header in unknown:
        _tell_unknown(header, sheet, free, where, findings)
    _tell_missing(sheet, set(found.values()), where, findings)
    return found


def _tell_unknown(header: str, sheet: Sheet, free: dict[str, str], where: Place, findings: Findings) -> None:
    place = Place(where.sheet, where.row, shown(header))
    if plain(header) in IGNORED:
        return
    close = get_close_matches(plain(header)[:80], list(free), n=1, cutoff=_CLOSE)
    if not close:
        reason = Reason("column_ignored", "不认识这一列，未读取", "this column is unknown and was not read")
        findings.notice(place, reason)
        return
    suggestion = sheet.by_key[free[close[0]]].label.zh
    findings.fault(place, Reason("unknown_header", "没有这个表头", "there is no such header", suggestion))


def _tell_missing(sheet: Sheet, found: set[str], where: Place, findings: Findings) -> None:
    for column in sheet.columns:
        if column.needed and column.key not in found:
            place = Place(where.sheet, where.row, column.label.zh, column.label.en)
            findings.fault(place, Reason("missing_header", "缺少这一列", "this column is missing", column.label.zh))


def _doubled() -> Reason:
    return Reason("doubled_header", "这一列出现了两次，请删去一列", "this column appears twice; delete one")
