"""Csv files: from bytes to rows of text."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from quanze.apps.organizations.exchange import limits
from quanze.apps.organizations.exchange.encodings import decode, empty_file
from quanze.apps.organizations.exchange.findings import Findings, Place, Reason
from quanze.apps.organizations.exchange.headers import known_headers
from quanze.apps.pages.guarding import unguard
from quanze.core.casefile.wording import shown
from quanze.core.refusals import Refusal

_SEPARATORS = ",\t;，|"


def rows_of(data: bytes, *, name: str, findings: Findings) -> tuple[list[list[str]], list[int]]:
    """The rows of a csv file and the line in the file where each begins (from 1), empty ones left out.

    Raises Refusal: empty_file, wrong_encoding, too_large, broken_csv.
    """
    text, as_gb18030 = decode(data, name=name)
    if as_gb18030:
        findings.notice(Place(name), _read_as_gb18030(text))
    rows, lines = _parsed(text, name)
    if not rows:
        raise empty_file(name)
    if "'" in text or '="' in text:
        rows = [[unguard(cell) for cell in row] for row in rows]
    return rows, lines


def _parsed(text: str, name: str) -> tuple[list[list[str]], list[int]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    line = 0
    try:
        for row in reader:
            if any(map(str.strip, row)):
                rows.append(row)
                lines.append(line + 1)
            line = reader.line_num
            if len(rows) > limits.MOST_ROWS:
                raise limits.too_large(name, f"超过 {limits.MOST_ROWS} 行", f"has more than {limits.MOST_ROWS} rows")
    except csv.Error as error:
        raise _broken(name, reader.line_num, error) from None
    return rows, lines


def _separator(text: str) -> str:
    """The sign that sets most known headers apart in one of the first lines; a comma where none does."""
    head = [line.replace('"', "") for line in text[:4096].splitlines()[:6]]
    return max(_SEPARATORS, key=lambda sign: (max(known_headers(line.split(sign)) for line in head), sign == ","))


def _broken(name: str, line: int, error: csv.Error) -> Refusal:
    if "field larger" in str(error):
        zh, en = "有一格过长，多半是引号没有成对", "has a cell that is too long, probably an unpaired quotation mark"
    else:
        zh, en = "引号没有成对或位置不对", "has quotation marks unpaired or out of place"
    return Refusal(
        "broken_csv", zh=f"{shown(name)} 第 {line} 行{zh}，请用表格软件另存为 csv",
        en=f"{shown(name)} {en} at line {line}; save it as csv from a spreadsheet program",
    )  # fmt: skip


def _read_as_gb18030(text: str) -> Reason:
    sample = shown("".join(sign for sign in text if ord(sign) > 0x4DFF)[:12])
    return Reason(
        "gb18030_read", f"不是 UTF-8，已按 GB18030 读取（如“{sample}”），请核对文字",
        f"not UTF-8, read as GB18030 (“{sample}”); check the text",
    )  # fmt: skip


def same_width(rows: Sequence[Sequence[str]], width: int) -> list[Sequence[str]]:
    """Every row with at least ``width`` cells."""
    return [row if len(row) >= width else [*row, *[""] * (width - len(row))] for row in rows]
