"""Files as they come: containers, sheets, headers, encodings; what cannot be read says where and how to mend it."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter

from quanze.apps.organizations.exchange import containers, limits, reading
from quanze.apps.organizations.exchange.checking import typed
from quanze.apps.organizations.exchange.containers import SheetReader
from quanze.apps.organizations.exchange.findings import Findings
from quanze.apps.organizations.exchange.laying_out import template_csv, template_xlsx
from quanze.apps.organizations.exchange.reading import File, read_files
from quanze.apps.organizations.exchange.sheets import POSTS, SHEETS
from quanze.apps.organizations.exchange.tables import Table, silent
from quanze.apps.organizations.exchange.tests.samples import AT, county, workbook
from quanze.apps.organizations.exchange.workbooks import Grid, grids_of
from quanze.core.refusals import Refusal

HEAD = "职务编号,所属单位编号,职务名称,职务类别,级别,职数,起始日期,终止日期"
LINE = "P1,U1,局长,副职,副科级,1,2010-06-01,"


@pytest.fixture(autouse=True)
def taken_apart_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workbooks are taken apart in this process, so that a test can change limits; test_apart.py tries the other one."""

    def grids_here(data: bytes, *, name: str) -> list[Grid]:
        return list(grids_of(data, name=name))

    monkeypatch.setattr(reading, "grids_apart", grids_here)


def read(name: str, data: bytes) -> tuple[list[Table], Findings]:
    """The tables of one file, and what was found."""
    findings = Findings()
    return read_files([File(name, data)], findings), findings


def codes(findings: Findings) -> list[str]:
    """The codes of the faults."""
    return [each.reason.code for each in findings.faults]


def refused(name: str, data: bytes) -> Refusal:
    """The refusal of a file that cannot be read at all."""
    with pytest.raises(Refusal) as caught:
        read(name, data)
    assert caught.value.zh
    assert caught.value.en
    return caught.value


def book(fill: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], None], name: str = "职务") -> bytes:
    """An xlsx of one sheet with the headers of posts and one row, further filled."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False}) as made:
        page = made.add_worksheet(name)
        page.write_row(0, 0, HEAD.split(","))
        page.write_row(1, 0, LINE.split(","))
        fill(made, page)
    return target.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        f"{HEAD}\n{LINE}\n".encode(), f"{HEAD}\r\n{LINE}\r\n".encode("utf-8-sig"), f"{HEAD}\n{LINE}".encode("gb18030"),
        f"{HEAD}\r{LINE}\r".encode(), f"{HEAD}\n{LINE}\n".replace(",", "\t").encode(), f"{HEAD}\n{LINE}\n".replace(",", ";").encode(),
        f"{HEAD}\n{LINE}\n".replace(",", "，").encode(), f"\n清河县职务表,,,\n,,,\n{HEAD}\n{LINE}\n\n , ,\n".encode(),
        f'"{HEAD.replace(",", chr(34) + "," + chr(34))}"\n{LINE}'.encode(), f"{HEAD} \n{LINE},,,\n".encode(),
    ],
)  # fmt: skip
def test_a_csv_is_read_in_every_usual_form(data: bytes) -> None:
    (table,), findings = read("x.csv", data)
    assert (codes(findings), table.sheet.key, len(table.rows)) == ([], "posts", 1)
    assert {key: texts[0] for key, texts in table.columns.items()}["title"] == "局长"


def test_rows_keep_the_numbers_that_people_see() -> None:
    (table,), _ = read("职务.csv", f"清河县职务表\n\n{HEAD}\n{LINE}\n\n\n{LINE}\n".encode())
    assert table.rows == [4, 7]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"), (b"\xef\xbb\xbf", "empty_file"), (b" \n\n ", "empty_file"), (b'""', "empty_file"), (b",,", "empty_file"),
        (HEAD.encode("utf-16"), "wrong_encoding"),
        (HEAD.encode() + b"\xff\xff\xff", "wrong_encoding"), (HEAD.encode("shift_jis", "replace") + b"\x80\xff", "wrong_encoding"),
        (f'{HEAD}\n"P1,U1\n{LINE}'.encode(), "broken_csv"), (b"\xef\xbb\xbf\xff", "wrong_encoding"),
        (f"{HEAD}\n{'x' * 200_000},".encode(), "broken_csv"), (b"PK\x03\x04garbage", "broken_file"), (b"PK\x05\x06" + bytes(18), "broken_file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "broken_file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "encrypted_file"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused(data: bytes, code: str) -> None:
    assert refused("单位.csv", data).code == code


def test_a_csv_of_another_table_or_none_says_what_is_expected() -> None:
    tables, findings = read("x.csv", b"a,b,c\n1,2,3\n")
    assert (tables, codes(findings)) == ([], ["unknown_sheet"])
    assert codes(read("x.csv", b"\x00\x01\x02")[1]) == ["unknown_sheet"]


@pytest.mark.parametrize(
    ("head", "code", "suggestion"),
    [
        (HEAD.replace("职务类别", "职务类式"), "unknown_header", "职务类别"), (HEAD.replace("职务类别", "甲乙丙"), "missing_header", "职务类别"),
        (HEAD.replace("职数", "职务编号"), "doubled_header", ""),
    ],
)  # fmt: skip
def test_a_wrong_header_gets_the_nearest(head: str, code: str, suggestion: str) -> None:
    _, findings = read("职务.csv", f"{head}\n{LINE}\n".encode())
    assert (code, suggestion) in [(each.reason.code, each.reason.suggestion) for each in findings.faults]


def test_headers_are_known_with_stars_blanks_brackets_and_in_english() -> None:
    head = "* 职务编号,所属单位 编号：,职务名称,Role,职 级,名额,任职时间,终止日期（不含）"
    (table,), findings = read("职务.csv", f"{head}\n{LINE}\n".encode())
    assert codes(findings) == []
    assert len(table.columns) == 8


def test_a_column_of_the_clerks_own_is_left_out_and_said() -> None:
    (table,), findings = read("职务.csv", f"序号,{HEAD},联系电话,备注\n1,{LINE},139,x\n".encode())
    assert (codes(findings), [each.place.column for each in findings.notices]) == ([], ["联系电话"])
    assert "code" in table.columns


def test_a_cell_that_slipped_beyond_the_header_is_a_fault() -> None:
    _, findings = read("职务.csv", f"{HEAD}\n{LINE}多,余\n{LINE},余\n".encode())
    assert codes(findings) == ["stray_cell", "stray_cell"]


def test_numbers_days_and_flags_of_excel_are_read_as_people_see_them() -> None:
    def fill(made: xlsxwriter.Workbook, page: xlsxwriter.worksheet.Worksheet) -> None:
        page.write_number(1, 5, 2)
        page.write_number(1, 0, 1001)
        page.write_datetime(1, 6, AT.replace(tzinfo=None), made.add_format({"num_format": "yyyy/m/d"}))

    (table,), findings = read("a.xlsx", book(fill))
    assert {key: table.columns[key][0] for key in ("code", "seats", "starts_on")} == {"code": "1001", "seats": "2", "starts_on": "2026-03-02"}  # fmt: skip
    assert codes(findings) == []


@pytest.mark.parametrize("number", [430102199001011234, 110105491231002, 1e15, 1.5e17])
def test_a_number_that_excel_cut_to_fifteen_digits_is_refused_with_the_fix(number: float) -> None:
    (table,), findings = read("a.xlsx", book(lambda made, page: page.write_number(1, 0, number)))
    typed(table, findings, silent)
    assert codes(findings) == ["number_mangled"]
    assert "文本" in findings.faults[0].text("zh")


def test_a_day_cut_to_a_number_by_excel_is_refused() -> None:
    (table,), findings = read("a.xlsx", book(lambda made, page: page.write_number(1, 6, 2010.1)))
    typed(table, findings, silent)
    assert codes(findings) == ["ambiguous_day"]


def test_merged_hidden_and_failed_cells_are_faults() -> None:
    def fill(made: xlsxwriter.Workbook, page: xlsxwriter.worksheet.Worksheet) -> None:
        for number in range(2, 9):
            page.write_row(number, 0, [f"P{number}", *LINE.split(",")[1:]])
        page.merge_range(2, 1, 4, 1, "U1")
        page.set_row(6, None, None, {"hidden": True})
        page.set_row(7, None, None, {"hidden": True})
        page.write_formula(8, 5, "=NA()", None, "#N/A")
        page.write_formula(5, 5, "=1+1", None, 2)

    _, findings = read("a.xlsx", book(fill))
    assert [(each.reason.code, each.place.row) for each in findings.faults] == [
        ("merged_cells", 3), ("hidden_rows", 7), ("error_cell", 9),
    ]  # fmt: skip
    assert [each.reason.code for each in findings.notices] == ["formulas"]
    assert "（F6、F9）" in findings.notices[0].reason.zh


@pytest.mark.parametrize(
    ("cell", "unsaved"),
    [
        (b'<c r="F2"><f>1+1</f></c>', True), (b'<c r="F2"><f>1+1</f><v></v></c>', True), (b'<c r="F2"><f>1+1</f><v/></c>', True),
        (b'<c r="F2"><f t="shared" si="0"/></c>', True), (b'<x:c r="F2"><x:f>1</x:f></x:c>', True),
        (b'<c r="F2"><f>1+1</f><v>2</v></c>', False), (b'<c r="F2" t="str"><f>""</f><v></v></c>', False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("cut", [1, 12, 18, 24])
def test_a_formula_without_a_saved_result_is_found_however_the_part_is_cut(
    cell: bytes, unsaved: bool, cut: int
) -> None:
    reader = SheetReader("a.xlsx")
    text = b'<worksheet><row r="2">' + cell + b'<c r="G2"><v>1</v></c></row></worksheet>'
    for start in range(0, len(text), cut):
        reader.take(text[start : start + cut])
    assert reader.found().formulas == (("F", 2),)
    assert reader.found().unsaved == ((("F", 2),) if unsaved else ())


def test_a_formula_without_a_saved_result_is_a_fault_at_its_cell() -> None:
    def fill(made: xlsxwriter.Workbook, page: xlsxwriter.worksheet.Worksheet) -> None:
        page.write_formula(1, 5, "=1+1", None, 7)

    archive = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(fill))) as old, zipfile.ZipFile(archive, "w") as new:
        for part in old.infolist():
            new.writestr(part.filename, old.read(part).replace(b"<f>1+1</f><v>7</v>", b"<f>1+1</f>"))
    _, findings = read("a.xlsx", archive.getvalue())
    assert [(each.reason.code, each.place.row, each.place.column) for each in findings.faults] == [
        ("unsaved_formula", 2, "F")
    ]


def test_a_merged_title_above_the_header_is_no_fault() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as made:
        page = made.add_worksheet("职务")
        page.merge_range(0, 0, 0, 5, "清河县职务表")
        page.write_row(1, 0, HEAD.split(","))
        page.write_row(2, 0, LINE.split(","))
    (table,), findings = read("a.xlsx", target.getvalue())
    assert (codes(findings), table.rows) == ([], [3])


def test_sheets_are_known_by_name_or_headers_and_hidden_ones_refused() -> None:
    (table,), findings = read("a.xlsx", book(lambda made, page: None, "Sheet1"))
    assert (table.sheet.key, [each.reason.code for each in findings.notices]) == ("posts", ["sheet_by_header"])

    def hide(made: xlsxwriter.Workbook, page: xlsxwriter.worksheet.Worksheet) -> None:
        made.add_worksheet("x").activate()
        made.worksheets()[1].set_first_sheet()
        page.hide()

    _, findings = read("a.xlsx", book(hide))
    assert codes(findings) == ["hidden_sheet"]


@pytest.mark.parametrize("data", [template_xlsx(at=AT), *(template_csv(sheet) for sheet in SHEETS)])
def test_a_template_is_read_without_fault(data: bytes) -> None:
    tables, findings = read("模板", data)
    assert (codes(findings), list(findings.notices), sum(len(table.rows) for table in tables)) == (
        [],
        [],
        0,
    )
    assert tables


def test_a_template_of_gb18030_is_read_too() -> None:
    tables, findings = read("模板", template_csv(POSTS, encoding="gb18030"))
    assert (len(tables), codes(findings)) == (1, [])


def packed(parts: dict[str, bytes]) -> bytes:
    """A zip of parts, as small as it gets."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """An xlsx with one part changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts.get(part, b""))
    return packed(parts)


PLAIN = book(lambda made, page: None)
PAGE, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_OPEN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


@pytest.mark.parametrize(
    ("make", "code"),
    [
        pytest.param(lambda: packed({PAGE: bytes(40 * 2**20)}), "too_large", id="bomb"),
        pytest.param(lambda: packed({f"x{n}": b"" for n in range(2500)}), "too_large", id="many parts"),
        pytest.param(lambda: changed(PLAIN, PAGE, lambda x: x.replace(b'r="A2"', b'r="XFD1048576"')), "too_large", id="far cell"),
        pytest.param(lambda: changed(PLAIN, PAGE, lambda x: x.replace(b'r="A2"', b"r='ZZZ9'")), "too_large", id="far column"),
        pytest.param(lambda: changed(PLAIN, PAGE, lambda x: x.replace(b'r="A2"', b'r="A900000"')), "too_large", id="far row"),
        pytest.param(lambda: changed(PLAIN, PAGE, lambda x: _OPEN + b"<row>" + b"<c/>" * 9_000_000), "too_large", id="cells"),
        pytest.param(lambda: changed(changed(PLAIN, STRINGS, lambda x: x.replace(b"<t>P1</t>", b"<t>" + b"x" * 30_000 + b"</t>")), PAGE,
                     lambda x: _OPEN + b"<row>" + b'<c t="s"><v>8</v></c>' * 200_000 + b"</row></sheetData></worksheet>"), "too_large", id="texts"),
        pytest.param(lambda: changed(PLAIN, PAGE, lambda x: b'<!DOCTYPE x [<!ENTITY a "b">]>' + x), "not_accepted", id="dtd"),
        pytest.param(lambda: changed(PLAIN, STRINGS, lambda x: x.replace(b"<sst", b"<!ENTITY lol 'x'><sst")), "not_accepted", id="entity"),
        pytest.param(lambda: changed(PLAIN, "xl/vbaProject.bin", lambda x: b"x"), "not_accepted", id="macros"),
        pytest.param(lambda: changed(PLAIN, "xl/externalLinks/externalLink1.xml", lambda x: b"<x/>"), "not_accepted", id="links"),
        pytest.param(lambda: changed(PLAIN, PAGE, lambda x: x.decode().encode("utf-16")), "broken_file", id="utf-16"),
        pytest.param(lambda: changed(PLAIN, PAGE, lambda x: b"<" * 400_000), "broken_file", id="no tags"),
        pytest.param(lambda: changed(PLAIN, PAGE, lambda x: x[: len(x) // 2]), "broken_file", id="cut XML"),
        pytest.param(lambda: PLAIN[: len(PLAIN) // 2], "broken_file", id="cut file"),
        pytest.param(lambda: PLAIN.replace(b"sheet1", b"sheet2"), "broken_file", id="renamed"),
        pytest.param(lambda: packed({"a.txt": b"x"}), "broken_file", id="other zip"),
        pytest.param(lambda: packed({PAGE: PLAIN}), "broken_file", id="nested"),
    ],
)  # fmt: skip
def test_a_hostile_container_is_refused_quickly(
    make: Callable[[], bytes], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_UNPACKED", 38 * 2**20)
    data = make()
    begun = time.process_time()
    assert refused("坏.xlsx", data).code == code
    assert time.process_time() - begun < 4


def test_a_size_that_lies_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_UNPACKED", 16 * 2**20)
    data = packed({PAGE: bytes(40 * 2**20)}).replace((40 * 2**20).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert refused("坏.xlsx", data).code in ("too_large", "broken_file")


def test_oversize_is_refused_before_anything_is_read() -> None:
    assert refused("大.csv", b"\xff" * (limits.MOST_BYTES + 1)).code == "too_large"


@pytest.mark.parametrize("place", range(0, len(PLAIN), 97))
def test_a_flipped_byte_never_gives_a_traceback(place: int) -> None:
    flipped = bytearray(PLAIN)
    flipped[place] ^= 0xFF
    try:
        read("a.xlsx", bytes(flipped))
    except Refusal as refusal:
        told = refusal.code
    else:
        told = "read"
    assert told in "read broken_file encrypted_file too_large not_accepted no_sheet wrong_encoding empty_file".split()


def test_the_look_through_sees_rows_cut_by_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "_PIECE", 97)
    hidden = book(lambda made, page: page.set_row(1, None, None, {"hidden": True}))
    assert containers.looked_through(hidden, name="x")[PAGE].hidden == (2,)
    assert refused("x", changed(PLAIN, PAGE, lambda x: x.replace(b'r="A2"', b'r="XFD1048576"'))).code == "too_large"


def test_without_the_look_through_a_far_cell_would_reach_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: a reader that trusts the container takes in what the tests above see refused."""
    monkeypatch.setattr("quanze.apps.organizations.exchange.workbooks.looked_through", lambda data, name: {})
    data = changed(PLAIN, PAGE, lambda x: x.replace(b'r="A2"', b'r="A400000"'))
    (table,), _ = read("a.xlsx", data)
    assert table.rows[-1] == 400_000


def test_a_whole_county_comes_through_a_workbook() -> None:
    (file,) = workbook(county())
    tables, findings = read(file.name, file.data)
    assert [(table.sheet.key, len(table.rows)) for table in tables] == [
        (key, len(rows)) for key, rows in county().items()
    ]
    assert codes(findings) == []
