"""What holds for every page of the rules: who may read it, both languages, help, few queries, nothing written."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from quanze.apps.accounts.tests.factories import installation
from quanze.apps.audit.models import Entry
from quanze.apps.determinations.rulebooks.tests.screens import PAGES, abroad, nobody, official
from quanze.apps.determinations.tests.office import Screen, main_of

pytestmark = pytest.mark.django_db
CHINESE = re.compile("[\u3400-\u9fff]+")


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    made = installation()
    monkeypatch.setattr(timezone, "now", lambda: made.clock.at)
    return official(made)


def test_everybody_signed_in_reads_every_page_with_one_heading_and_help(screen: Screen) -> None:
    for path in PAGES:
        answer = screen.get(path)
        assert answer.status_code == 200, path
        main = main_of(answer.text)
        assert main.count("<h1") == 1, path
        assert 'class="about"' in main, path
        assert not re.search(r' style="|<style| on\w+=|<script', main), path


def test_nobody_reads_them_without_signing_in() -> None:
    for path in PAGES:
        assert nobody(path)["Location"].startswith("/sign-in"), path


def test_the_english_pages_hold_no_chinese_but_ten_thousands_of_yuan(screen: Screen) -> None:
    abroad(screen)
    for path in PAGES:
        main = re.sub(r'value="[^"]*"', "", main_of(screen.get(path).text)).replace("万元", "")
        assert CHINESE.findall(main) == [], path
    assert CHINESE.findall("责任 planted") == ["责任"]


def test_pages_of_rules_ask_the_database_only_who_is_reading(screen: Screen) -> None:
    for path in PAGES:
        screen.get(path)
        with CaptureQueriesContext(connection) as counted:
            screen.get(path)
        asked = [each["sql"] for each in counted.captured_queries if not re.search("SAVEPOINT|set_config", each["sql"])]
        who = [sql for sql in asked if re.search('FROM "(accounts_session|accounts_grant|people_kinship)"', sql)]
        assert asked == who, path
        assert len(asked) <= 4, path


def test_reading_rules_writes_nothing_into_the_record(screen: Screen) -> None:
    before = Entry.everything(reason="test").count()
    for path in PAGES:
        screen.get(path)
    assert Entry.everything(reason="test").count() == before


@pytest.mark.parametrize(
    "path",
    [
        "/rules/NONE/2019-09-01", "/rules/WZ2019/2016-07-08", "/rules/WZ2019/2019-09-01/999",
        "/rules/..%2FWZ2019/2019-09-01", "/rules/common/%3F", "/rules/compare?a=WZ2019&b=NONE",
    ],
)  # fmt: skip
def test_what_does_not_exist_is_not_found(screen: Screen, path: str) -> None:
    assert screen.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/rules?on=2010-13-10&area=4309", "/rules/applied?on=2010-13-10&area=4309&known=x"])
def test_a_day_or_area_that_is_none_is_said_at_its_field_and_kept(screen: Screen, path: str) -> None:
    page = screen.get(path).text
    assert page.count('class="error"') == 2
    assert 'value="2010-13-10"' in page
    assert 'value="4309"' in page
