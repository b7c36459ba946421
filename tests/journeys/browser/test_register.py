"""The register by clicking: an import with faults and without, a tenure corrected, who answered last year, printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from quanze.apps.organizations.exchange.laying_out import as_xlsx
from quanze.apps.organizations.exchange.sheets import SHEET_OF
from quanze.apps.organizations.exchange.tests.samples import AT
from tests.journeys.browser.person import Person

POST = {"code": "u04-x1", "organization": "city-u04", "title": "二级调研员", "role": "非领导职务", "seats": "1"}


def workbook(folder: Path, *posts: dict[str, str]) -> Path:
    """An xlsx file of posts, as a clerk fills in the template."""
    columns = [column.key for column in SHEET_OF["posts"].columns]
    file = folder / "职务.xlsx"
    file.write_bytes(as_xlsx({"posts": [[post.get(key, "") for key in columns] for post in posts]}, at=AT))
    return file


def upload(person: Person, file: Path) -> None:
    """The file into the page of imports."""
    person.go("/imports")
    person.page.locator("input[type=file]").set_input_files(file)
    person.page.locator("form[enctype='multipart/form-data'] button").first.click()
    person.page.wait_for_url("**/imports/**")


def test_posts_come_in_from_excel_with_every_fault_named_first(person: Person, tmp_path: Path) -> None:
    person.sign_in("demo-clerk")
    upload(person, workbook(tmp_path, POST, POST | {"code": "u04-x2", "organization": "nowhere", "role": "局座"}))
    told = person.page.locator("main").inner_text()
    assert "不能导入" in told
    assert "nowhere" in told
    assert "局座" in told
    assert person.page.get_by_role("button", name="全部导入").count() == 0
    upload(person, workbook(tmp_path, POST, POST | {"code": "u04-x2"}))
    person.page.get_by_role("button", name="全部导入").click()
    person.page.wait_for_url("**/acts/**")
    person.go("/units/city-u04/posts")
    assert "二级调研员" in person.page.locator("main").inner_text()


def test_a_tenure_is_corrected_after_a_preview(person: Person) -> None:
    person.sign_in("demo-clerk")
    page = person.page
    person.go("/act/correct_tenure?post=city-u04-deputy1")
    page.locator("main tbody a").last.click()
    page.locator("[name=starts_on]").fill("2009-05-04")
    if page.locator("[name=because]").count():
        page.locator("[name=because]").fill("核对任免文件")
    page.get_by_role("button", name="预览变化").click()
    assert "尚未写入" in page.locator("main").inner_text()
    page.get_by_role("button", name="确认办理").click()
    page.wait_for_url("**/acts/**")
    assert "2009年5月4日" in page.locator("main").inner_text()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_who_answered_last_year_is_drawn_told_and_printed(person: Person, language: str) -> None:
    person.sign_in("demo-conduct", language)
    page = person.page
    person.go("/who")
    page.locator("[name=unit]").fill("city-u04")
    page.locator("[name=on]").fill("2025-06-01")
    page.locator("[name=levels]").select_option("2")
    page.locator("main form button.btn-primary").first.click()
    assert page.locator("main svg").count() >= 1
    assert page.locator("main table tbody tr").count() >= 5
    page.emulate_media(media="print")
    assert not page.locator("nav.places").is_visible()
    assert not page.locator("header .find").is_visible()
    assert len(page.pdf()) > 10_000
