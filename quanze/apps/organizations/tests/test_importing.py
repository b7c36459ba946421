"""The import page: template, preview with every fault, one button, all or nothing, once."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from quanze.apps.organizations.models import Act, Held, UnitRecord
from quanze.apps.organizations.services import rename_unit
from quanze.apps.organizations.tests.factories import day
from quanze.apps.organizations.tests.screens import Screens, screens

pytestmark = pytest.mark.django_db
HEAD = "单位编号,单位名称,单位类别,上级单位编号"
GOOD = f"{HEAD}\nnewbureau,某新设局,工作部门,government\n"
FAULTY = f"{HEAD}\nnewbureau,某新设局,工作部们,government\nother,某另设局,工作部门,nowhere\n"


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Screens:
    return screens(monkeypatch)


def upload(browser: Client, *files: tuple[str, bytes]) -> Any:
    return browser.post("/imports", {"files": [SimpleUploadedFile(name, data) for name, data in files]})


def units() -> set[str]:
    return set(UnitRecord.everything(reason="test").filter(superseded_at=None).values_list("unit__code", flat=True))


def test_the_template_comes_as_a_workbook_and_as_csv(office: Screens) -> None:
    browser = office.browser()
    book = browser.get("/imports/template")
    assert "单位" in CalamineWorkbook.from_filelike(BytesIO(book.content)).sheet_names
    assert browser.get("/imports/template?sheet=units").content.decode("utf-8-sig").startswith("单位编号")
    assert (
        browser.get("/imports/template?sheet=units&encoding=gb18030").content.decode("gb18030").startswith("单位编号")
    )
    assert browser.get("/imports/template?sheet=secrets").status_code == 400


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_preview_tells_figures_and_rows_and_writes_nothing(office: Screens, encoding: str) -> None:
    browser = office.browser()
    answer = upload(browser, ("单位.csv", GOOD.encode(encoding)))
    page = browser.get(answer["Location"]).text
    assert "某新设局" in page
    assert "全部导入" in page
    assert "newbureau" not in units()


def test_every_fault_is_told_by_sheet_row_column_and_reason_and_nothing_can_be_imported(office: Screens) -> None:
    browser = office.browser()
    path = upload(browser, ("单位.csv", FAULTY.encode()))["Location"]
    page = browser.get(path).text
    assert "有 3 处错误" in page
    assert "工作部门" in page
    assert "全部导入" not in page
    listed = browser.get(f"{path}?format=csv").content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[:3] for line in listed[1:]] == [
        ["单位.csv", "2", "单位类别"], ["单位.csv", "3", "上级单位编号"], ["单位.csv", "3", "单位编号"],
    ]  # fmt: skip
    browser.post(path, {"step": "import"})
    assert not {"newbureau", "other"} & units()


def test_one_button_imports_everything_once_and_the_files_are_gone(office: Screens) -> None:
    browser = office.browser()
    path = upload(browser, ("单位.csv", GOOD.encode()))["Location"]
    first = browser.post(path, {"step": "import", "because": "某字〔2026〕2号"})
    second = browser.post(path, {"step": "import"})
    assert first["Location"] == second["Location"]
    assert "newbureau" in units()
    assert Held.everything(reason="test").count() == 0
    page = browser.get(first["Location"]).text
    assert "成批写入台账" in page
    assert "撤销这次办理" in page
    browser.post(f"{first['Location']}/undo", {"because": "文件有误"})
    assert "newbureau" not in units()


def test_an_import_is_checked_again_where_the_register_changed_meanwhile(office: Screens) -> None:
    holder = office.holder("register_clerk", "city")
    browser = office.sit(holder)
    text = f"{HEAD}\ncollege,某学院,工作部门,government\n"
    path = upload(browser, ("单位.csv", text.encode()))["Location"]
    at = office.place.clock.tick()
    rename_unit(unit="college", name="某学校", on=day("2026-01-01"), by=holder.caller(), at=at)
    answer = browser.post(path, {"step": "import"})
    assert "changed=1" in answer["Location"]
    assert "重新检查" in browser.get(answer["Location"]).text


def test_files_wait_sealed_for_an_hour_and_for_their_owner_alone(office: Screens) -> None:
    holder = office.holder("register_clerk", "city")
    browser = office.sit(holder)
    path = upload(browser, ("单位.csv", GOOD.encode()))["Location"]
    sealed = Held.everything(reason="test").get().sealed
    assert "某新设局" not in sealed
    assert office.browser().get(path).status_code == 404
    office.place.clock.tick(minutes=62)
    holder.sign_in()
    browser = office.sit(holder)
    assert browser.get(path).status_code == 404
    upload(browser, ("单位.csv", GOOD.encode()))
    assert Held.everything(reason="test").count() == 1


def test_files_that_are_given_up_are_deleted(office: Screens) -> None:
    browser = office.browser()
    path = upload(browser, ("单位.csv", GOOD.encode()))["Location"]
    assert "单位.csv" in browser.get("/imports").text
    browser.post(path, {"step": "drop"})
    assert Held.everything(reason="test").count() == 0
    assert browser.get(path).status_code == 404


@pytest.mark.parametrize(
    ("name", "data", "told"), [("单位.xlsx", b"PK\x03\x04nothing", "单位.xlsx"), ("单位.csv", b"\n", "单位.csv")]
)
def test_a_file_that_cannot_be_read_is_told_on_the_page(office: Screens, name: str, data: bytes, told: str) -> None:
    answer = upload(office.browser(), (name, data))
    assert answer.status_code == 400
    assert told in answer.text.partition('role="alert"')[2]


def test_a_sheet_of_headers_alone_says_that_it_has_no_row(office: Screens) -> None:
    browser = office.browser()
    page = browser.get(upload(browser, ("单位.csv", (GOOD.splitlines()[0] + "\n").encode()))["Location"]).text
    assert "文件里只有表头，没有可导入的行" in page
    assert "与台账一致" not in page


def test_an_empty_file_leads_to_the_template_on_the_page_and_to_no_command(office: Screens) -> None:
    told = upload(office.browser(), ("单位.csv", b"\n")).text.partition('role="alert"')[2].partition("</div>")[0]
    assert 'href="/imports/template"' in told
    assert "quanze register" not in told


def test_without_a_file_the_page_asks_for_one(office: Screens) -> None:
    answer = office.browser().post("/imports", {})
    assert answer.status_code == 400
    assert "请选择要导入的文件" in answer.text


def test_too_large_files_are_refused_in_words(office: Screens, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quanze.apps.organizations.views.importing.MOST_BYTES", 100)
    answer = upload(office.browser(), ("单位.csv", GOOD.encode() * 10))
    assert answer.status_code == 400
    assert "quanze register import" in answer.text


def test_whoever_may_not_import_finds_no_page(office: Screens) -> None:
    browser = office.browser("organization_officer")
    for path in ("/imports", "/imports/template", "/imports/any"):
        assert browser.get(path).status_code == 403
    assert upload(browser, ("单位.csv", GOOD.encode())).status_code == 403
    assert Act.everything(reason="test").count() == 1
