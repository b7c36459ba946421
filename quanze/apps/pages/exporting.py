"""A list as a file: what the page shows, all its pages, xlsx or csv; a fresh second factor and an entry in the record."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from xlsxwriter import Workbook

from quanze.apps.access.caller import CHINA_TIME
from quanze.apps.access.checks import check_fresh_factor
from quanze.apps.access.context import acting
from quanze.apps.audit.services import record_read
from quanze.apps.pages.cells import text_of
from quanze.apps.pages.guarding import guard
from quanze.apps.pages.language import language
from quanze.apps.pages.lists import Cell, Column
from quanze.core.refusals import Refusal

FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
MOST = 200_000
_OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip

Rows = Iterable[Sequence[Cell]]


def wanted(request: Any) -> str:
    """The format of an export that the address asks for, "" for the page. Raises Refusal "bad_format"."""
    asked: str = request.GET.get("format", "")
    if asked and asked not in FORMATS:
        raise Refusal("bad_format", zh="导出格式只有 xlsx 和 csv", en="lists go out as xlsx or csv", where="format")
    return asked


def exported(request: Any, columns: Sequence[Column], rows: Rows, *, name: str) -> HttpResponse:
    """The whole list as a file named after ``name`` (plain words, no path) and the day.

    Raises Refusal: step_up_needed, too_many_rows, audit_unwritable.
    """
    check_fresh_factor(request.caller)
    asked = wanted(request)
    texts = [[_text(cell) for cell in row] for row in rows]
    if len(texts) > MOST:
        raise Refusal(
            "too_many_rows",
            zh=f"超过 {MOST} 行，请先筛选再导出",
            en=f"over {MOST} rows: filter the list, then export it",
        )
    with acting(request.caller):
        record_read(
            by=request.caller, at=request.at, event="pages:list:exported", object_kind="list", object_id=name[:200]
        )
    heads = [column.label.text(language()) for column in columns]
    data = as_xlsx(heads, texts, at=request.at) if asked == "xlsx" else as_csv(heads, texts)
    return as_download(data, f"{name}-{request.at.astimezone(CHINA_TIME):%Y%m%d}.{asked}", FORMATS[asked])


def as_download(data: bytes, filename: str, kind: str) -> HttpResponse:
    """Bytes as a file to be kept, never opened inside a page; ``kind`` is its media type."""
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(filename, safe='')}"
    return answer


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with a mark, as Excel opens it; texts that a spreadsheet would run are guarded."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([guard(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(heads: Sequence[str], rows: Iterable[Sequence[str]], *, at: datetime) -> bytes:
    """A workbook of one sheet, every cell a text."""
    target = BytesIO()
    with Workbook(target, _OPTIONS) as book:
        book.set_properties({"created": at.astimezone(UTC).replace(tzinfo=None), "title": "Quanze 权责"})
        sheet, text = book.add_worksheet(), book.add_format({"num_format": "@"})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(heads) - 1, 20, text)
        for number, row in enumerate([heads, *rows]):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell[:32_767])
    return target.getvalue()


def _text(cell: Cell) -> str:
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return cell.isoformat()
    return text_of(cell)
