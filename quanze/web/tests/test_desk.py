"""The desk shows what waits, what one started and what changed: to each what is his."""

from __future__ import annotations

import re

import pytest

from quanze.apps.organizations.tests.screens import Screens, press, screens

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Screens:
    return screens(monkeypatch)


def test_an_empty_desk_says_what_would_be_there(office: Screens) -> None:
    page = office.browser("conduct_officer").get("/").content.decode()
    assert "目前没有待办事项" in page
    assert "您还没有请求过定责建议" in page


def test_a_draft_waits_on_its_makers_desk_and_on_nobody_elses(office: Screens) -> None:
    browser = office.browser("conduct_officer")
    browser.post("/determinations/new", {"act": "save", "title.zh": "某局经费一案", "id": "draft-1", "area": "430900"})
    assert "定责草稿" in browser.get("/").content.decode()
    assert "定责草稿" not in office.browser("conduct_officer").get("/").content.decode()


def test_the_desk_of_an_administrator_holds_no_business(office: Screens) -> None:
    page = office.sit(office.place.system).get("/").content.decode()
    assert "管理工作" in page
    assert "谁应当负责" not in page
    assert "最近变动" not in page


def test_a_form_left_unfinished_is_told_in_the_language_of_the_page(office: Screens) -> None:
    browser = office.browser()
    press(browser, "/act/rename_unit", "keep", {"name": "某新局"})
    browser.post("/language", {"language": "en", "back": "/"})
    page = browser.get("/").text
    assert "draft: " in page
    assert not re.search("[\u3400-\u9fff]", page.split("<main")[1])
