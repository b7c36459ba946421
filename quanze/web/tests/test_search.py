"""Search: by name, pinyin, initials, number; no side door."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quanze.apps.accounts.tests.factories import Installation
from quanze.apps.audit.models import Entry
from quanze.apps.organizations.tests.browsing import browser, opened
from quanze.apps.organizations.tests.factories import AT, city, lay_out, person, unit
from quanze.core.register import Register

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Installation:
    made = opened(monkeypatch)
    laid = city((replace(unit("finance", "government"), name="某市财政局"),))
    lay_out(replace(laid, people=(*laid.people, replace(person("p9"), name="单文"))), at=AT - timedelta(days=9))
    return made


def found(client: Client, query: str) -> str:
    answer = client.get("/search", {"q": query})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_header_leads_to_what_fits_in_groups(place: Installation) -> None:
    clerk = browser(place, "register_clerk", "city")
    assert 'role="search"' in clerk.get("/").content.decode()
    page = found(clerk, "sczj")
    assert 'href="/units/finance"' in page
    assert 'id="found-person"' not in page
    assert 'href="/posts/chief"' in found(clerk, "chief职务")


def test_a_search_finds_nothing_beyond_reach_and_does_not_tell_so(place: Installation) -> None:
    clerk, head = browser(place, "register_clerk", "city"), browser(place, "unit_head", "college")
    assert "某市财政局" in found(clerk, "财政")
    beyond, nowhere = found(head, "某市财政"), found(head, "某市税务")
    assert "没有找到" in beyond
    assert beyond.replace("某市财政", "某市税务").split("<main")[1] == nowhere.split("<main")[1]


def test_somebody_without_the_register_searches_an_empty_world(place: Installation) -> None:
    assert "没有找到" in found(browser(place, "audit_administrator"), "财政")


def test_whoever_sees_nothing_that_is_searched_is_offered_no_search(place: Installation) -> None:
    administrator, clerk = browser(place, "audit_administrator"), browser(place, "register_clerk", "city")
    for page in (administrator.get("/").text, found(administrator, "财政"), found(administrator, "")):
        assert 'role="search"' not in page
        assert "有权查看的单位" not in page
    assert "没有可供您查找的内容" in found(administrator, "财政")
    assert "有权查看的单位" in found(clerk, "财政")


def test_more_than_ten_lead_to_a_page_of_their_own(place: Installation) -> None:
    rows = tuple(replace(unit(f"s{number}", "bureau"), name=f"某第{number}科") for number in range(14))
    lay_out(Register(organizations=rows), at=AT - timedelta(days=8))
    clerk = browser(place, "register_clerk", "city")
    page = found(clerk, "科")
    assert page.count('href="/units/s') == 10
    assert "kind=unit" in page
    assert clerk.get("/search?q=科&kind=unit").content.decode().count('href="/units/s') == 14


def test_a_search_for_persons_leaves_a_record_of_whom_it_showed(place: Installation) -> None:
    clerk = browser(place, "register_clerk", "city")
    clerk.get("/search?q=石p4")
    entry = Entry.everything(reason="test").filter(object_kind="persons sought").order_by("-seq").first()
    assert entry is not None
    assert entry.object_id == "p4"


@pytest.mark.parametrize("query", ["", " ", "%", "'\"<script>", "单" * 500, "\U0001f600"])
def test_any_question_is_answered(place: Installation, query: str) -> None:
    assert "<script>" not in found(browser(place, "register_clerk", "city"), query).split("<main")[1]


def test_the_null_sign_is_refused_at_the_door_wherever_it_stands(place: Installation) -> None:
    clerk = browser(place, "register_clerk", "city")
    for answer in (clerk.get("/search", {"q": "a\0"}), clerk.post("/act/rename_unit", {"unit": "a\0"})):
        assert answer.status_code == 400
        assert "NUL" in answer.content.decode()
    assert clerk.get("/units/bure%00au").status_code in (400, 404)


def test_a_search_asks_as_often_whatever_it_finds(place: Installation) -> None:
    clerk = browser(place, "register_clerk", "city")
    counts = []
    for query in ("科", "某"):
        with CaptureQueriesContext(connection) as asked:
            clerk.get("/search", {"q": query})
        counts.append(len(asked))
    rows = tuple(replace(unit(f"s{number}", "bureau"), name=f"某第{number}科") for number in range(90))
    lay_out(Register(organizations=rows), at=AT - timedelta(days=8))
    with CaptureQueriesContext(connection) as asked:
        clerk.get("/search", {"q": "某"})
    assert len(asked) <= counts[1] + 1
