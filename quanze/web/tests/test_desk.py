"""The desk shows what waits, what one started and what changed: to each what is his."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from quanze.apps.accounts.tests.factories import Holder
from quanze.apps.organizations.models import Official
from quanze.apps.organizations.selectors.oneself import own_code
from quanze.apps.organizations.services import remove, rename_unit
from quanze.apps.organizations.tests.factories import day, keeper
from quanze.apps.organizations.tests.screens import Screens, press, screens
from quanze.apps.people.models import Person
from quanze.web import desk

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
    assert "继续填写</a>" in browser.get("/").text
    browser.post("/language", {"language": "en", "back": "/"})
    page = browser.get("/").text
    assert "draft: " in page
    assert not re.search("[\u3400-\u9fff]", page.split("<main")[1])


def rename(office: Screens, holder: Holder) -> int:
    at = office.place.clock.tick()
    done = rename_unit(unit="bureau", name="某新局", on=day("2026-03-01"), by=holder.caller(), at=at)
    assert done.act
    return done.act


def test_a_form_left_unfinished_names_what_was_chosen(office: Screens) -> None:
    browser = office.browser()
    press(browser, "/act/rename_unit?unit=bureau", "keep", {"name": "某新局"})
    assert ">某bureau</a>" in browser.get("/").text


def test_an_act_is_shown_with_the_name_of_what_it_was_about(office: Screens) -> None:
    holder = office.holder("register_clerk", "city")
    browser = office.sit(holder)
    assert "您还没有办理过变动" in browser.get("/").text
    number = rename(office, holder)
    assert f'<a href="/acts/{number}">某新局</a>' in browser.get("/").text


def test_a_removal_and_its_undoing_are_shown_with_the_name_of_the_person(office: Screens) -> None:
    holder = office.holder("register_clerk", "city")
    at = office.place.clock.tick()
    done = remove(person="p4", post="chief", on=day("2026-03-01"), by=holder.caller(), at=at)
    assert f'<a href="/acts/{done.act}">石p4</a>' in office.sit(holder).get("/").text
    press(office.sit(holder), f"/acts/{done.act}/undo", "", {"because": "误登"})
    assert "撤销一次办理" in office.sit(holder).get("/").text
    assert office.sit(holder).get("/").text.count(">石p4</a>") == 2


def test_an_act_about_what_is_no_longer_his_to_see_is_shown_by_its_number(office: Screens) -> None:
    holder = office.holder("register_clerk", "city")
    act = rename(office, holder)
    elsewhere = replace(holder.caller(), units=frozenset({office.unit_id("college")}), holdings=None)
    assert [each.page.text for each in desk.changed(elsewhere)] == [f"第 {act} 号办理"]


def test_an_act_of_somebody_else_names_nobody(office: Screens) -> None:
    act = rename(office, office.holder("register_clerk", "city"))
    everywhere = replace(keeper(), account=10_000)
    assert f"第 {act} 号办理" in [each.page.text for each in desk.changed(everywhere)]


def test_an_official_is_led_to_his_own_record_and_nowhere_else(office: Screens) -> None:
    man = Person.everything(reason="test").get(pk=Official.everything(reason="test").get(code="p4").pk)
    official = office.sit(office.place.holder("official", who=man))
    page = official.get("/").text
    assert 'href="/persons/p4">我的任职与职责' in page
    assert official.get("/persons/p4").status_code == 200
    for entry in ("机构台账", "责任到人"):
        assert entry not in page
        assert entry in office.browser("unit_head").get("/").text


@pytest.mark.parametrize("role", ["official", "audit_administrator"])
def test_nobody_is_led_to_a_record_that_there_is_not(office: Screens, role: str) -> None:
    holder = office.place.holder() if role == "official" else office.place.audit
    assert "我的任职与职责" not in office.sit(holder).get("/").text


def test_ones_own_record_is_offered_only_where_it_may_be_seen(office: Screens) -> None:
    own = Official.everything(reason="test").get(code="p4").pk
    assert own_code(replace(office.holder("unit_head", "bureau").caller(), person=own)) == "p4"
    assert own_code(replace(office.holder("unit_head", "college").caller(), person=own)) == ""
    assert own_code(replace(office.place.audit.caller(), person=own)) == ""
