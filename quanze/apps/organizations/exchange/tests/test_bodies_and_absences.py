"""Bodies (领导班子、党组织) and absences (离岗) come in, go out and are undone as the other sheets are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quanze.apps.access.caller import Caller
from quanze.apps.accounts.tests.factories import caller_of
from quanze.apps.organizations.exchange import references, selectors
from quanze.apps.organizations.exchange.services import import_files, preview
from quanze.apps.organizations.exchange.tests.samples import AT, LATER, Book, clerk_everywhere, county, row, workbook
from quanze.apps.organizations.models import AbsenceRecord, BodyRecord, Unit
from quanze.apps.organizations.services import undo_act
from quanze.apps.people.models import Person
from quanze.core.refusals import Refusal

pytestmark = pytest.mark.django_db
BY = clerk_everywhere()


def faults(book: Book, by: Caller = BY) -> list[tuple[str, int, str, str]]:
    """Sheet, row, column and code of each fault."""
    told = preview(workbook(book), by=by).faults
    return [(each.place.sheet, each.place.row, each.place.column.rstrip("*"), each.reason.code) for each in told]


def standing(table: type[BodyRecord] | type[AbsenceRecord]) -> int:
    return table.whole(reason="test").filter(superseded_at=None).count()


def test_both_stand_after_an_import() -> None:
    import_files(workbook(county()), by=BY, at=AT)
    assert (standing(BodyRecord), standing(AbsenceRecord)) == (2, 2)


def test_a_body_of_the_same_file_may_hold_the_authority_over_a_post() -> None:
    book = county()
    book["authorities"][0]["managed_by"] = "QH-CW"
    assert faults(book) == []


def test_each_fault_is_named_by_sheet_row_and_column() -> None:
    book = county()
    book["bodies"] += [
        row("bodies", code="WR-1", organization="QH-WR", kind="领导班子"),
        row("bodies", code="X", organization="NOPE", kind="领导班子"),
        row("bodies", code="Y", organization="QH", kind="班"),
        row("bodies", code="WR-BZ", organization="QH-WR", kind="领导班子", starts_on="2020-01-01"),
    ]
    book["absences"] += [
        row("absences", person="p99", reason="借调"),
        row("absences", person="p4", starts_on="2020-01-02", ends_before="2020-01-01"),
    ]
    assert set(faults(book)) == {
        ("职务", 4, "职务编号", "doubled_code"), ("班子和党组织", 4, "班子编号", "doubled_code"),
        ("班子和党组织", 5, "所属单位编号", "undeclared_code"), ("班子和党组织", 6, "班子类别", "unknown_word"),
        ("班子和党组织", 7, "起始日期", "rows_overlap"), ("离岗", 4, "人员编号", "undeclared_code"),
        ("离岗", 4, "起始日期", "missing_value"), ("离岗", 5, "终止日期", "end_not_after_start"),
    }  # fmt: skip


def test_a_code_ill_made_and_a_portfolio_of_nothing_are_faults() -> None:
    book = county()
    book["units"].append(row("units", code="a/b<>", name="某站", kind="工作部门", superior="QH"))
    book["portfolios"].append(row("portfolios", post=book["portfolios"][0]["post"]))
    assert [each[2:] for each in faults(book)] == [("单位编号", "bad_code"), ("分管单位或职务编号", "empty_portfolio")]


def test_a_row_with_several_faults_tells_them_all() -> None:
    book = county()
    book["tenures"][0] |= {"birth": "1066-01-01", "starts_on": "2020-01-02", "ends_before": "2020-01-01"}
    assert {each[2] for each in faults(book)} == {"出生日期", "终止日期"}


def clerk_of_the_water_bureau() -> Caller:
    reached = Unit.everything(reason="test").filter(code="QH-WR").values_list("pk", flat=True)
    return caller_of("register_clerk", units=frozenset(reached), at=LATER)


def test_a_clerk_reaches_bodies_and_absences_of_his_own_units_only() -> None:
    import_files(workbook(county()), by=BY, at=AT)
    book: Book = {
        "bodies": [
            row("bodies", code="WR-ZB", organization="QH-WR", kind="党支部"),
            row("bodies", code="QH-DZ", organization="QH", kind="党组"),
        ],
        "absences": [
            row("absences", person="p3", reason="病假", starts_on="2020-01-01"),
            row("absences", person="p4", reason="病假", starts_on="2020-01-01"),
        ],
    }
    clerk = clerk_of_the_water_bureau()
    assert faults(book, clerk) == [
        ("班子和党组织", 3, "所属单位编号", "beyond_reach"), ("离岗", 3, "人员编号", "undeclared_code"),
    ]  # fmt: skip
    mine: Book = {"bodies": book["bodies"][:1], "absences": book["absences"][:1]}
    assert import_files(workbook(mine), by=clerk, at=LATER).report.changes == 2


def test_an_absence_beyond_reach_is_told_like_one_of_nobody() -> None:
    import_files(workbook(county()), by=BY, at=AT)
    clerk = clerk_of_the_water_bureau()
    told = []
    for code in ("p4", "p7"):
        report = preview(workbook({"absences": [row("absences", person=code, starts_on="2020-01-01")]}), by=clerk)
        told.append([each.text().replace(code, "") for each in report.faults])
    assert told[0] == told[1]


def test_a_look_at_all_persons_would_tell_them_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: codes of persons looked up without regard to reach."""
    import_files(workbook(county()), by=BY, at=AT)
    clerk, look = clerk_of_the_water_bureau(), selectors.known_codes
    monkeypatch.setattr(references, "known_codes", lambda by, **wanted: look(replace(BY, at=by.at), **wanted))
    assert faults({"absences": [row("absences", person="p4", starts_on="2020-01-01")]}, clerk) == []


def test_nobody_imports_absences_of_his_kin() -> None:
    import_files(workbook(county()), by=BY, at=AT)
    kin = Person.everything(reason="test").get(name="秦岭").pk
    by = replace(BY, kin=frozenset({kin}))
    assert faults({"absences": [row("absences", person="p4", starts_on="2020-01-01")]}, by)


def test_a_body_that_later_rows_name_is_not_undone_alone() -> None:
    book = county()
    bodies = {"bodies": book.pop("bodies")}
    import_files(workbook(book), by=BY, at=AT)
    done = import_files(workbook(bodies), by=BY, at=LATER).done
    named = import_files(
        workbook({"authorities": [row("authorities", post="GOV-1", managed_by="QH-CW")]}), by=BY, at=LATER
    ).done
    assert done.act is not None
    assert named.act is not None
    with pytest.raises(Refusal, check=lambda refusal: refusal.code == "depended_on"):
        undo_act(act=done.act, by=BY, at=LATER)
    undo_act(act=named.act, by=BY, at=LATER)
    undo_act(act=done.act, by=BY, at=LATER)
    assert standing(BodyRecord) == 0
