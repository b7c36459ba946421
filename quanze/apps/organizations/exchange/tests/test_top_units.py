"""Units without superior in a file: only who may begin the register brings them, and the preview says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quanze.apps.access.caller import Caller
from quanze.apps.accounts.tests.factories import caller_of
from quanze.apps.organizations.exchange import planning
from quanze.apps.organizations.exchange.services import import_files, preview
from quanze.apps.organizations.exchange.tests.samples import AT, LATER, Book, clerk_everywhere, county, row, workbook
from quanze.apps.organizations.models import Unit
from quanze.core.refusals import Refusal

pytestmark = pytest.mark.django_db
TAX: Book = {
    "units": [
        row("units", code="TAX", name="某省税务局", kind="直属单位（二级机构）"),
        row("units", code="TAX-1", name="某市税务局", kind="直属单位（二级机构）", superior="TAX"),
    ]
}


@pytest.fixture
def clerk() -> Caller:
    import_files(workbook(county()), by=clerk_everywhere(), at=AT)
    reached = Unit.everything(reason="test").filter(code__startswith="QH").values_list("pk", flat=True)
    return caller_of("register_clerk", units=frozenset(reached), at=LATER)


def faults(book: Book, by: Caller) -> list[tuple[int, str, str]]:
    told = preview(workbook(book), by=by).faults
    return [(each.place.row, each.place.column.rstrip("*"), each.reason.code) for each in told]


def test_a_clerk_is_told_which_rows_need_a_superior(clerk: Caller) -> None:
    assert faults(TAX, clerk) == [(2, "上级单位编号", "top_unit"), (3, "单位编号", "beyond_reach")]
    loose: Book = {"units": [row("units", code="QH-WR", name="某县水务局", kind="工作部门")]}
    assert (2, "上级单位编号", "top_unit") in faults(loose, clerk)


def test_the_top_unit_of_the_area_stays_what_it_is_in_a_clerks_file(clerk: Caller) -> None:
    everything = {"units": [each for each in county()["units"] if each["code"].startswith("QH")]}
    assert faults(everything, clerk) == []


def test_who_may_begin_the_register_brings_a_whole_system_in_one_file(clerk: Caller) -> None:
    by = replace(clerk, permissions=clerk.permissions | {"all:register:begin"})
    assert faults(TAX, by) == []
    assert import_files(workbook(TAX), by=by, at=LATER).report.changes == 2


def test_what_the_preview_missed_the_writer_would_still_refuse(clerk: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: the plan takes every unit for one within reach."""
    monkeypatch.setattr(planning, "_check_reach", lambda *_: None)
    with pytest.raises(Refusal, check=lambda refusal: refusal.code == "top_unit"):
        import_files(workbook(TAX), by=clerk, at=LATER)
