"""Texts that a spreadsheet would run or change are guarded on the way out, and come back as they were."""

from __future__ import annotations

import csv
import re
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.apps.organizations.exchange import laying_out
from quanze.apps.organizations.exchange.encodings import FIXED, decode, encode
from quanze.apps.organizations.exchange.findings import Findings
from quanze.apps.organizations.exchange.laying_out import as_csv, as_xlsx
from quanze.apps.organizations.exchange.reading import File, read_files
from quanze.apps.organizations.exchange.sheets import SHEET_OF, SHEETS
from quanze.apps.organizations.exchange.tests.samples import AT
from quanze.apps.pages.guarding import guard, unguard

PAYLOADS = [
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "=cmd|' /C calc'!A0", "\t=1+1", "\r=1+1", "\n=1+1", "＝1+1", "＋1", "－1", "＠A",
    "=HYPERLINK(\"x\",\"y\")", "=IMPORTXML(1,2)", " =1+1", "'=1+1", "''=1", "|calc", "=DDE(1)", "﹦1", "−1", "0123",
    "430102199001011234", "1E5", "1-2", "3/4", "2010-06-01", "'0123",
]  # fmt: skip
RUN_AT_START = re.compile(r"\s*[=+\-@＝＋－＠|\t\r]")


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_payload_is_guarded_and_comes_back(text: str) -> None:
    assert not RUN_AT_START.match(guard(text))
    assert guard(text) == f"'{text}"
    assert unguard(guard(text)) == text


@given(st.text(alphabet="'=+-@\t\r ＝0123456789eE/-.a张", max_size=8))
def test_guard_and_unguard_undo_each_other(text: str) -> None:
    assert unguard(guard(text)) == text
    assert not RUN_AT_START.match(guard(text))


def test_a_plain_text_stays_and_digits_written_for_excel_are_understood() -> None:
    assert [guard(text) for text in ("石磊", "QH-01", "'引'", "")] == ["石磊", "QH-01", "'引'", ""]
    assert [unguard(text) for text in ('="0123"', "'0123", "'引'", "'")] == ["0123", "0123", "'引'", "'"]


def test_no_cell_that_goes_out_runs() -> None:
    rows = {sheet.key: [[payload] * len(sheet.columns) for payload in PAYLOADS] for sheet in SHEETS}
    with ZipFile(BytesIO(as_xlsx(rows, at=AT))) as parts:
        pages = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/")]
    assert not any(b"<f>" in page or b"<f " in page or b"hyperlink" in page for page in pages)
    table = as_csv(SHEET_OF["units"], [["U1", payload, *[""] * 10] for payload in PAYLOADS]).decode("utf-8-sig")
    cells = [cell for row in csv.reader(StringIO(table, newline="")) for cell in row]
    assert not [cell for cell in cells if RUN_AT_START.match(cell)]


def test_an_unguarded_export_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: without the guard the look above finds cells that run."""
    monkeypatch.setattr(laying_out, "guard", lambda text: text)
    table = as_csv(SHEET_OF["units"], [["U1", payload, *[""] * 10] for payload in PAYLOADS]).decode("utf-8-sig")
    cells = [cell for row in csv.reader(StringIO(table, newline="")) for cell in row]
    assert len([cell for cell in cells if RUN_AT_START.match(cell)]) > 10


def test_a_name_that_looks_like_a_formula_comes_back_from_every_form() -> None:
    names = [text for text in PAYLOADS if text == text.strip()]
    rows = [["U1", name, *[""] * 10] for name in names]
    forms = {
        "a.xlsx": as_xlsx({"units": rows}, at=AT), "单位.csv": as_csv(SHEET_OF["units"], rows),
        "units.csv": as_csv(SHEET_OF["units"], rows, encoding="gb18030"),
    }  # fmt: skip
    for name, data in forms.items():
        (table,) = [each for each in read_files([File(name, data)], Findings()) if each.sheet.key == "units"]
        assert list(table.columns["name"]) == names


def test_gb18030_is_read_and_written_as_the_standard_of_2022_has_it() -> None:
    assert decode(bytes.fromhex("A6D9FE59A8BC") + "人民政府单位编号名称".encode("gb18030"), name="x") == (
        "\ufe10\u9fb4\u1e3f人民政府单位编号名称",
        True,
    )
    assert encode("\ufe10\u9fb4\u1e3f\U00020087", "gb18030").hex() == "a6d9fe59a8bcfe51"


@given(st.text(st.characters(exclude_categories=["Cs", "Co", "Cn"], exclude_characters="\x00"), max_size=30))
def test_every_character_survives_both_encodings(text: str) -> None:
    padded = f"人民政府单位编号名称{text}" * 3
    assert decode(encode(padded, "utf-8"), name="x") == (padded, False)
    hanzi = "".join(sign for sign in padded if "\u4e00" <= sign <= "\u9fff" or sign > "\uffff")
    assert encode(hanzi, "gb18030").decode("gb18030").translate(FIXED) == hanzi
