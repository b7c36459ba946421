"""What a fault says: the circle, the column by the sheet's own header, the file where there are several, the way to mend."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from quanze.apps.access.caller import Caller
from quanze.apps.accounts.tests.factories import caller_of
from quanze.apps.organizations.exchange import checking, circles, planning
from quanze.apps.organizations.exchange.findings import Finding, told_number
from quanze.apps.organizations.exchange.laying_out import header, template_csv
from quanze.apps.organizations.exchange.reading import File
from quanze.apps.organizations.exchange.services import ImportRefused, import_files, preview
from quanze.apps.organizations.exchange.sheets import ABSENCES, SHEET_OF, UNITS
from quanze.apps.organizations.exchange.tests.samples import AT, LATER, Book, clerk_everywhere, county, row, workbook
from quanze.apps.organizations.facts import rows_of
from quanze.apps.organizations.forms.verbs import VERBS
from quanze.apps.organizations.models import TenureRecord, Unit
from quanze.apps.organizations.services import correct_tenure
from quanze.core.refusals import Refusal

pytestmark = pytest.mark.django_db
BY = clerk_everywhere()
Told = list[tuple[str, int, str, str]]


@pytest.fixture
def clerk() -> Caller:
    """A clerk of the standing county, not of the whole register."""
    import_files(workbook(county()), by=BY, at=AT)
    reached = Unit.everything(reason="test").filter(code__startswith="QH").values_list("pk", flat=True)
    return caller_of("register_clerk", units=frozenset(reached), at=LATER)


def found(book: Book, by: Caller = BY) -> tuple[Finding, ...]:
    return tuple(preview(workbook(book), by=by).faults)


def told(faults: tuple[Finding, ...]) -> Told:
    return [(f.place.sheet, f.place.row, f.place.column.rstrip("*"), f.reason.code) for f in faults]


def unit(code: str, superior: str = "", **more: str) -> dict[str, str]:
    return row("units", code=code, name=f"{code}处", kind="内设机构", superior=superior, **more)


@pytest.mark.parametrize("column", ["superior", "line_superior"])
def test_a_unit_put_below_what_lies_below_it_is_told_as_a_circle_at_its_row(clerk: Caller, column: str) -> None:
    if column == "line_superior":
        lower: Book = {"units": [unit("QH-S", "QH-WR", line_superior="QH-WR")]}
        import_files(workbook(lower), by=BY, at=LATER)
        book: Book = {"units": [unit("QH-WR", "QH-GOV", line_superior="QH-S", starts_on="2015-01-01")]}
    else:
        book = {"units": [row("units", code="QH-GOV", name="清河县人民政府", kind="人民政府", superior="QH-WR")]}
    head = UNITS.by_key[column].label
    for by in (BY, clerk):
        first = found(book, by)[0]
        assert told((first,)) == [("单位", 2, head.zh, f"{column}_cycle")]
        assert f"沿“{head.zh}”向上绕回自身" in first.text("zh")
        assert f"in a circle along “{head.en}”" in first.text("en")
        assert book["units"][0]["code"] in first.reason.zh
        with pytest.raises(ImportRefused):
            import_files(workbook(book), by=by, at=LATER)


def test_a_circle_of_new_units_is_told_as_one_and_not_as_beyond_reach(clerk: Caller) -> None:
    book: Book = {
        "units": [unit("c1", "c2"), unit("c2", "c3"), unit("c3", "c1"), unit("c4", "c4"), unit("c5", "c1")],
        "posts": [row("posts", code="c1-1", organization="c1", role="副职")],
    }
    circle = [("单位", 4, "上级单位编号", "superior_cycle"), ("单位", 5, "上级单位编号", "superior_cycle")]
    assert told(found(book, BY)) == circle == told(found(book, clerk))
    assert [each.reason.zh.count("→") for each in found(book, clerk)] == [3, 1]
    assert "c3 → c1 → c2 → c3" in found(book, clerk)[0].text("en")


def test_a_long_circle_is_told_by_its_first_units(clerk: Caller) -> None:
    book: Book = {"units": [unit(f"c{number}", f"c{(number + 1) % 3000}") for number in range(3000)]}
    faults = found(book, clerk)
    assert told(faults) == [("单位", 3001, "上级单位编号", "superior_cycle")]
    assert len(faults[0].reason.zh) < 200


def test_units_that_circle_on_no_common_day_circle_not(clerk: Caller) -> None:
    book: Book = {
        "units": [
            unit("c1", "QH", ends_before="2010-01-01"), unit("c1", "c2", starts_on="2010-01-01"),
            unit("c2", "c1", ends_before="2010-01-01"), unit("c2", "QH", starts_on="2010-01-01"),
        ]
    }  # fmt: skip
    assert found(book, clerk) == ()


def test_without_a_look_for_circles_a_clerk_would_be_told_of_his_reach(
    clerk: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: new units in a circle are taken for units beyond reach."""
    monkeypatch.setattr(planning, "_in_circles", lambda *_: set())
    assert {code for *_, code in told(found({"units": [unit("c4", "c4")]}, clerk))} == {"beyond_reach"}


def test_a_circle_that_only_a_standing_row_closes_would_be_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: a circle is told only at the row that closes it, be it in no file."""
    import_files(workbook(county()), by=BY, at=AT)
    monkeypatch.setattr(circles, "_circle", lambda first, left, key: [first])
    book: Book = {"units": [row("units", code="QH-GOV", name="清河县人民政府", kind="人民政府", superior="QH-WR")]}
    with pytest.raises(Refusal) as refused:
        found(book, clerk_everywhere(LATER))
    assert (refused.value.code, refused.value.where) == ("superior_cycle", "")


def test_an_absence_needs_its_first_day() -> None:
    book = county()
    del book["absences"][1]["starts_on"]
    faults = found(book)
    assert told(faults) == [("离岗", 3, "起始日期", "missing_value")]
    assert "请填写" in faults[0].text()


def test_a_look_past_needed_columns_would_let_it_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: nobody looks for empty cells."""
    book = county()
    del book["absences"][1]["starts_on"]
    monkeypatch.setattr(checking, "_check_needed", lambda *_: None)
    assert found(book) == ()


def test_templates_mark_what_is_needed() -> None:
    needed = {key: [column.key for column in sheet.columns if column.needed] for key, sheet in SHEET_OF.items()}
    assert (needed["units"], needed["absences"]) == (["code", "name", "kind"], ["person", "starts_on"])
    assert "starts_on" not in {key for name in needed if name != "absences" for key in needed[name]}
    for sheet, column in ((UNITS, "name"), (ABSENCES, "starts_on")):
        assert f"{header(sheet.by_key[column])}," in template_csv(sheet).decode("utf-8-sig")
        assert header(sheet.by_key[column]).endswith("*")


def csv(name: str, *lines: str) -> File:
    return File(name, "\n".join(lines).encode())


def test_a_column_that_the_file_lacks_is_told_by_its_header_in_either_language(clerk: Caller) -> None:
    faults = preview([csv("单位.csv", "单位编号,单位名称,单位类别", "TOP,某市,地方")], by=clerk).faults
    assert [each.reason.code for each in faults] == ["top_unit"]
    assert "“上级单位编号”列" in faults[0].text("zh")
    assert "column “superior”" in faults[0].text("en")
    assert [faults[0].plain(lang)["column"] for lang in ("zh", "en")] == ["上级单位编号", "superior"]
    missing = preview([csv("单位.csv", "单位编号,单位类别", "TOP,地方")], by=BY).faults
    assert {each.text("zh").partition("：")[0] for each in missing} >= {"单位.csv 第 1 行 “单位名称”列"}
    assert {each.text("en").partition(":")[0] for each in missing} >= {"单位.csv row 1 column “name”"}


def test_the_other_row_is_told_with_its_file_where_there_are_several() -> None:
    head = "单位编号,单位名称,单位类别"
    one = preview([csv("单位.csv", head, "T,某市,地方", "T,某市,地方")], by=BY).faults
    assert ["与第 2 行是同一对象" in each.text("zh") for each in one] == [True]
    assert "单位.csv row 3 column “starts on”: the same thing as in row 2 at" in one[0].text("en")
    two = preview([csv("单位.csv", head, "T,某市,地方"), csv("单位.csv", head, "T,某市,地方")], by=BY).faults
    assert "单位.csv (2) 第 2 行 “起始日期”列：与单位.csv 第 2 行是同一对象" in two[0].text("zh")
    book = {"units": [row("units", code="T", name="某市", kind="地方")]}
    books = preview([*workbook(book, "甲.xlsx"), *workbook(book, "乙.xlsx")], by=BY).faults
    assert "乙.xlsx 单位 row 2 column “起始日期”: the same thing as in 甲.xlsx 单位 row 2" in books[0].text("en")


def test_facts_that_differ_name_the_other_file() -> None:
    import_files(workbook(county()), by=BY, at=AT)
    head = "人员编号,姓名,性别,职务编号"
    files = [csv("甲任职.csv", head, "n1,云起,男,WR-3"), csv("乙任职.csv", head, "n1,云起,女,WR-3")]
    assert "与甲任职.csv 第 2 行同一人员的填写不一致" in preview(files, by=BY).faults[0].text("zh")


def test_numbers_have_their_words() -> None:
    assert [told_number(number)[1] for number in (1, 2)] == [
        "1 fault; nothing was written", "2 faults; nothing was written",
    ]  # fmt: skip


def test_a_wrong_start_is_sent_to_the_act_that_corrects_it() -> None:
    book: Book = county()
    book["tenures"] = [
        row("tenures", person="p1", name="石磊", post="WR-1", starts_on="2008-01-01", ends_before="2012-06-01"),
        row("tenures", person="p2", name="江月", post="WR-1", starts_on="2012-06-01"),
    ]
    del book["absences"]
    import_files(workbook(book), by=BY, at=AT)
    moved: Book = {
        "tenures": [
            row("tenures", person="p1", name="石磊", post="WR-1", starts_on="2008-01-01", ends_before="2012-07-01"),
            row("tenures", person="p2", name="江月", post="WR-1", starts_on="2012-07-01"),
        ]
    }
    faults = found(moved)
    assert told(faults) == [("人员任职", 3, "起始日期", "standing_overlaps")]
    assert "起始日期有误的，导入不能改，请先在网页上办理“更正任职登记”" in faults[0].text("zh")
    assert "first use “Correct a tenure's record”" in faults[0].text("en")
    version, standing = next(
        pair for pair in rows_of("tenures", TenureRecord.whole(reason="test").filter(person__code="p2"))
    )
    right = replace(standing, starts_on=date(2012, 7, 1), recorded_at=None)
    correct_tenure(version=version, row=right, by=BY, at=LATER, reason="起始日期登记有误")
    assert import_files(workbook(moved), by=BY, at=LATER).report.changes == 1


@pytest.mark.parametrize("verb", ["record_absence", "correct_absence"])
def test_an_absence_needs_its_first_day_on_the_web_pages_too(verb: str) -> None:
    assert {each.name: each.needed for each in VERBS[verb].asks}["starts_on"]
