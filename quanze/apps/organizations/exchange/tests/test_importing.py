"""An import: everything or nothing, once, and undone as one act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from quanze.apps.access.caller import Caller, system_caller
from quanze.apps.accounts.tests.factories import caller_of
from quanze.apps.audit.models import Entry
from quanze.apps.organizations.exchange import planning
from quanze.apps.organizations.exchange.exporting import export
from quanze.apps.organizations.exchange.reading import File
from quanze.apps.organizations.exchange.services import ImportRefused, import_files, preview
from quanze.apps.organizations.exchange.tests.samples import (
    AT,
    LATER,
    Book,
    clerk_everywhere,
    county,
    row,
    separate,
    workbook,
)
from quanze.apps.organizations.facts import TABLES, register_of, rows_of
from quanze.apps.organizations.models import TenureRecord, Unit
from quanze.apps.organizations.services import undo_act
from quanze.apps.people.models import Person
from quanze.core.refusals import Refusal
from quanze.core.register import Register

pytestmark = pytest.mark.django_db
BY = clerk_everywhere()


def standing() -> Register:
    """Everything that stands now, without instants."""
    whole = {name: table.whole(reason="test").filter(superseded_at=None) for name, table in TABLES.items()}
    return register_of({name: list(rows_of(name, rows)) for name, rows in whole.items()})


def content() -> dict[str, set[str]]:
    """What stands now, as text without the instants of knowledge."""
    now = standing()
    return {name: {str(each).split("recorded_at")[0] + str(each).split("superseded_at")[1] for each in getattr(now, name)} for name in TABLES}  # fmt: skip


def entries() -> list[str]:
    """The events recorded so far."""
    return list(Entry.everything(reason="test").order_by("seq").values_list("event", flat=True))


def faults(book: Book) -> list[tuple[str, int, str, str, str]]:
    """Sheet, row, column, code and suggestion of each fault that an import of the book names; nothing is written."""
    before = content()
    with pytest.raises(ImportRefused) as refused:
        import_files(workbook(book), by=BY, at=AT)
    assert content() == before
    told = refused.value.report.faults
    assert [each.plain() for each in preview(workbook(book), by=BY).faults] == [each.plain() for each in told]
    return [(f.place.sheet, f.place.row, f.place.column.rstrip("*"), f.reason.code, f.reason.suggestion) for f in told]


@pytest.mark.parametrize("form", [workbook, separate, lambda book: separate(book, "gb18030")])
def test_an_import_writes_every_sheet_as_one_act(form: Callable[[Book], Sequence[File]]) -> None:
    done = import_files(form(county()), by=BY, at=AT)
    assert [each.text() for each in done.report.faults] == []
    now = standing()
    assert (len(now.organizations), len(now.posts), len(now.people), len(now.tenures)) == (6, 7, 5, 6)
    assert {code: (count.added, count.changed, count.same) for code, count in done.report.counts.items()} == {
        "units": (6, 0, 0), "posts": (6, 0, 0), "people": (5, 0, 0), "tenures": (6, 0, 0), "portfolios": (2, 0, 0),
        "authorities": (2, 0, 0), "bodies": (2, 0, 0), "absences": (2, 0, 0),
    }  # fmt: skip
    assert entries().count("register:rows:written") == 1
    view = now.view(None)
    assert {each.person for each in view.holders("WR-1", AT.date())} == {"p2"}
    assert next(each for each in now.people if each.id == "p3").name == "云飞"
    assert TenureRecord.everything(reason="test").filter(concurrent=True).count() == 1
    assert Person.everything(reason="test").get(name="石磊").identity_no == "11010519491231002X"


def test_the_authority_over_a_post_changes_on_its_day() -> None:
    import_files(workbook(county()), by=BY, at=AT)
    rows = sorted((each.ends_before is None, each.managed_by) for each in standing().posts if each.id == "WR-1")
    assert rows == [(False, "QH-GOV"), (True, "QH")]


@pytest.mark.parametrize("form", [workbook, separate])
def test_the_same_files_twice_change_nothing(form: Callable[[Book], Sequence[File]]) -> None:
    import_files(form(county()), by=BY, at=AT)
    before, told = content(), entries()
    again = import_files(form(county()), by=BY, at=LATER)
    assert again.done.act is None
    assert again.report.changes == 0
    assert {key: count.same for key, count in again.report.counts.items()} == {
        "units": 6, "posts": 6, "people": 5, "tenures": 6, "portfolios": 2, "authorities": 2,
        "bodies": 2, "absences": 2,
    }  # fmt: skip
    assert (content(), entries()) == (before, told)


@pytest.mark.parametrize(("form", "encoding"), [("xlsx", "utf-8"), ("csv", "utf-8"), ("csv", "gb18030")])
def test_an_export_imported_again_changes_nothing(form: str, encoding: str) -> None:
    import_files(workbook(county()), by=BY, at=AT)
    before = content()
    by = clerk_everywhere_stepped()
    files = [File(name, data) for name, data in export(by=by, at=LATER, form=form, encoding=encoding).items()]
    again = import_files(files, by=BY, at=LATER)
    assert [each.text() for each in again.report.notices if each.reason.code != "gb18030_read"] == []
    assert again.report.changes == 0
    assert content() == before
    assert entries()[-1] == "register:record:read"


def test_undo_takes_everything_back_as_one_act() -> None:
    done = import_files(workbook(county()), by=BY, at=AT).done
    assert done.act is not None
    before = entries()
    undo_act(act=done.act, by=BY, at=LATER, reason="误导入")
    assert not any(content().values())
    assert entries() == [*before, "register:act:undone"]
    import_files(workbook(county()), by=BY, at=LATER)
    assert len(standing().tenures) == 6


def test_undo_of_a_second_import_brings_the_first_back() -> None:
    import_files(workbook(county()), by=BY, at=AT)
    before = content()
    book = county()
    book["units"][0]["name"] = "青河县"
    book["posts"][3]["seats"] = "3"
    book["authorities"][0]["managed_by"] = "QH-JW"
    book["tenures"][3]["ends_before"] = "2020-01-01"
    book["portfolios"][0]["fields"] = "水利"
    book["tenures"][4]["now"] = "已退休"
    book["bodies"][1]["kind"] = "党组"
    book["absences"][0]["ends_before"] = "2015-09-01"
    done = import_files(workbook(book), by=BY, at=LATER)
    assert {key: (count.added, count.changed) for key, count in done.report.counts.items()} == {
        "units": (0, 1), "posts": (0, 1), "people": (0, 1), "tenures": (0, 1), "portfolios": (0, 1), "authorities": (0, 1),
        "bodies": (0, 1), "absences": (0, 1),
    }  # fmt: skip
    assert content() != before
    assert done.done.act is not None
    undo_act(act=done.done.act, by=BY, at=LATER)
    assert content() == before


def test_a_key_is_done_once() -> None:
    first = import_files(workbook(county()), by=BY, at=AT, key="k1")
    again = import_files(workbook(county()), by=BY, at=LATER, key="k1")
    assert (again.done.act, again.done.repeated) == (first.done.act, True)


def test_every_fault_is_named_by_sheet_row_and_column_with_its_mend() -> None:
    book = county()
    book["units"][1]["kind"] = "人民正府"
    book["units"][3]["superior"] = "QH-GVO"
    book["units"][3]["starts_on"] = "2020-01-01"
    book["posts"][0]["organization"] = "qh-gov"
    book["posts"][1]["seats"] = "两"
    book["posts"][2]["code"] = ""
    book["tenures"][2]["starts_on"] = "2016-06-31"
    book["tenures"][4]["post"] = "GOV-9"
    book["portfolios"][0]["covers"] = "QH-WR;NOPE"
    book["authorities"][0]["managed_by"] = ""
    assert faults(book) == [
        ("单位", 3, "单位类别", "unknown_word", "人民政府"),
        ("单位", 5, "终止日期", "end_not_after_start", ""),
        ("单位", 5, "上级单位编号", "undeclared_code", "QH-GOV"),
        ("职务", 2, "所属单位编号", "undeclared_code", "QH-GOV"),
        ("职务", 3, "职数", "wrong_number", ""),
        ("职务", 4, "职务编号", "missing_value", ""),
        ("人员任职", 2, "职务编号", "undeclared_code", "WR-3"),
        ("人员任职", 4, "起始日期", "no_such_day", "2016-06-30"),
        ("人员任职", 4, "职务编号", "undeclared_code", "WR-3"),
        ("人员任职", 6, "职务编号", "undeclared_code", "GOV-2"),
        ("分工", 2, "分管单位或职务编号", "undeclared_code", ""),
        ("管理权限", 2, "管理机关编号", "missing_value", ""),
        ("管理权限", 2, "职务编号", "undeclared_code", "WR-3"),
        ("管理权限", 3, "职务编号", "undeclared_code", "WR-3"),
    ]


def test_rows_that_would_break_the_register_are_all_named() -> None:
    book = county()
    book["units"][0]["superior"] = "QH-WR"
    book["units"].append(row("units", code="QH-JW", name="又一纪委", kind="纪律检查委员会", starts_on="2020-01-01"))
    book["posts"].append(row("posts", code="WR-9", organization="QH-WR", role="行政主要负责人"))
    book["tenures"] += [
        row("tenures", person="p6", name="苏木", post="WR-1", starts_on="2018-01-01"),
        row("tenures", person="p7", name="白石", post="GOV-1", starts_on="2018-01-01"),
        row("tenures", person="p8", name="林泉", post="WR-9", starts_on="2018-01-01"),
        row("tenures", person="p4", name="秦岭", post="GOV-1", starts_on="2019-01-01"),
    ]
    book["authorities"].append(row("authorities", post="WR-1", managed_by="QH", starts_on="2020-01-01"))
    found = {(sheet, line, code) for sheet, line, _, code, _ in faults(book)}
    assert found == {
        ("单位", 8, "rows_overlap"), ("人员任职", 11, "rows_overlap"), ("管理权限", 4, "rows_overlap"),
    }  # fmt: skip
    del book["units"][-1], book["tenures"][-1], book["authorities"][-1]
    found = {(sheet, line, code) for sheet, line, _, code, _ in faults(book)}
    assert found == {
        ("单位", 5, "superior_cycle"), ("单位", 6, "superior_cycle"), ("人员任职", 8, "seat_overfilled"), ("人员任职", 9, "seat_overfilled"),
        ("人员任职", 10, "two_heads"),
    }  # fmt: skip


def test_a_row_that_clashes_with_a_standing_one_is_named() -> None:
    import_files(workbook(county()), by=BY, at=AT)
    book: Book = {
        "units": [row("units", code="QH-JW", name="新纪委", kind="纪律检查委员会", starts_on="2020-01-01")],
        "tenures": [
            row("tenures", person="p9", name="林泉", post="GOV-1", starts_on="2018-01-01"),
            row("tenures", person="p4", name="秦山", post="GOV-2", starts_on="2018-01-01"),
            row("tenures", person="p9", name="林泉", post="GOV-2", starts_on="2018-01-01", gender="男"),
            row("tenures", person="p9", name="林泉", post="WR-3", starts_on="2018-01-01", gender="女"),
            row("tenures", name="无号", post="WR-3", starts_on="2018-01-01"),
            row("tenures", person="p10", name="冒名", identity_no="11010519491231002X", post="WR-3"),
            row("tenures", person="p11", post="WR-3"),
        ],
    }
    found = [(line, column, code) for _, line, column, code, _ in faults(book)]
    assert found == [
        (2, "起始日期", "standing_overlaps"), (3, "姓名", "name_differs"), (5, "性别", "facts_differ"),
        (6, "人员编号", "person_unclear"), (7, "身份证件号码", "identity_known"), (8, "姓名", "missing_value"),
    ]  # fmt: skip
    assert {code for *_, code, _ in faults({"tenures": book["tenures"][:1]})} == {"seat_overfilled"}


def test_somebody_known_by_his_identity_number_needs_no_code() -> None:
    import_files(workbook(county()), by=BY, at=AT)
    book: Book = {
        "tenures": [row("tenures", name="石磊", identity_no="11010519491231002x", post="PZ-1", starts_on="2020-01-01")]
    }
    import_files(workbook(book), by=BY, at=LATER)
    assert {each.person for each in standing().tenures if each.post == "PZ-1"} == {"p1"}
    new: Book = {
        "tenures": [row("tenures", name="新人", identity_no="110105194912310054", post="WR-3", starts_on="2020-01-01")]
    }
    import_files(workbook(new), by=BY, at=LATER)
    assert import_files(workbook(new), by=BY, at=LATER).report.changes == 0


def test_a_bad_row_among_five_thousand_writes_nothing() -> None:
    book: Book = {
        "units": [row("units", code="U", name="清河县", kind="地方")],
        "posts": [row("posts", code=f"P{number}", organization="U", role="副职") for number in range(5000)],
    }
    book["posts"][3210]["role"] = "副值"
    assert faults(book) == [("职务", 3212, "职务类别", "unknown_word", "副职")]
    assert entries() == ["register:rows:written"]


def test_a_fault_while_writing_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**given: object) -> None:
        raise OSError("disk")

    monkeypatch.setattr("quanze.apps.organizations.services.writing.record", broken)
    with pytest.raises(OSError, match="disk"):
        import_files(workbook(county()), by=BY, at=AT)
    assert not any(content().values())


def test_an_import_blind_to_what_stands_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: without a look at the standing rows the same files would come in twice."""
    import_files(workbook(county()), by=BY, at=AT)
    monkeypatch.setattr(planning, "stored_rows", lambda *given: ())
    assert preview(workbook(county()), by=BY).faults
    with pytest.raises(Refusal):
        import_files(workbook(county()), by=BY, at=LATER)


def test_who_may_not_import_is_refused() -> None:
    nobody = system_caller("nobody", permissions=["all:register:read"], at=AT)
    for act in (
        lambda: preview(workbook(county()), by=nobody),
        lambda: import_files(workbook(county()), by=nobody, at=AT),
    ):
        with pytest.raises(Refusal) as refused:
            act()
        assert refused.value.code == "not_permitted"


def test_a_clerk_of_one_unit_reaches_it_and_what_he_puts_below_it() -> None:
    import_files(workbook(county()), by=BY, at=AT)
    reached = frozenset(Unit.everything(reason="test").filter(code__startswith="QH-WR").values_list("pk", flat=True))
    by = caller_of("register_clerk", units=reached, at=LATER)
    book: Book = {
        "units": [
            row("units", code="WR-S1", name="河道站", kind="直属单位（二级机构）", superior="QH-WR"),
            row("units", code="WR-S2", name="河道分站", kind="直属单位（二级机构）", superior="WR-S1"),
            row("units", code="JW-S1", name="纪委信访室", kind="内设机构", superior="QH-JW"),
        ],
        "posts": [
            row("posts", code="S1-1", organization="WR-S2", role="内设机构负责人"),
            row("posts", code="GOV-3", organization="QH-GOV", role="副职"),
        ],
        "tenures": [
            row("tenures", person="p20", name="苏木", post="S1-1", starts_on="2020-01-01"),
            row("tenures", person="p21", name="白石", post="GOV-2", starts_on="2020-01-01"),
            row("tenures", person="p4", name="秦岭", post="S1-1", starts_on="2020-01-01"),
        ],
    }  # fmt: skip
    report = preview(workbook(book), by=by)
    assert [(each.place.sheet, each.place.row, each.reason.code) for each in report.faults] == [
        ("单位", 4, "beyond_reach"), ("职务", 3, "beyond_reach"), ("人员任职", 3, "beyond_reach"), ("人员任职", 4, "not_found"),
    ]  # fmt: skip
    book = {"units": book["units"][:2], "posts": book["posts"][:1], "tenures": book["tenures"][:1]}
    import_files(workbook(book), by=by, at=LATER)
    assert {each.person for each in standing().tenures if each.post == "S1-1"} == {"p20"}


def test_nobody_imports_about_his_kin() -> None:
    import_files(workbook(county()), by=BY, at=AT)
    kin = Person.everything(reason="test").get(name="秦岭").pk
    by = replace(BY, kin=frozenset({kin}))
    book: Book = {"tenures": [row("tenures", person="p4", name="秦岭", post="GOV-2", starts_on="2020-01-01")]}
    assert [each.reason.code for each in preview(workbook(book), by=by).faults] == ["not_found"]


def clerk_everywhere_stepped() -> Caller:
    """The clerk with a fresh second factor."""
    return replace(clerk_everywhere(LATER), fresh_factor=True)


def test_an_export_needs_its_permission_and_a_fresh_factor() -> None:
    for by, code in ((clerk_everywhere(), "step_up_needed"), (caller_of("unit_head", units=[1]), "not_permitted")):
        with pytest.raises(Refusal) as refused:
            export(by=by, at=AT)
        assert refused.value.code == code
    assert entries() == []


def test_an_export_holds_only_what_the_caller_reaches_and_no_hidden_identity_number() -> None:
    import_files(workbook(county()), by=BY, at=AT)
    unit = Unit.everything(reason="test").get(code="QH-GOV").pk
    tables = export(by=caller_of("register_clerk", units=[unit], at=LATER), at=LATER, form="csv")
    whole = b"".join(tables.values()).decode("utf-8", "replace")
    assert "GOV-1" in whole
    assert "WR-2" not in whole.replace("QH-WR", "")
    assert "阿依古丽" not in whole
    by = caller_of("organization_officer", units=[unit], at=LATER)
    kin = replace(by, kin=frozenset(Person.everything(reason="test").values_list("pk", flat=True)))
    assert b"11010519491231002X" not in b"".join(export(by=kin, at=LATER, form="csv").values())
