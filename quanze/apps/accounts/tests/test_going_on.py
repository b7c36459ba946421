"""Signed out, somebody asks for a page: he signs in and stands on it; no address leads him away from this site."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client
from django.urls import set_script_prefix
from django.utils import timezone

from quanze.apps.accounts import going_on
from quanze.apps.accounts.going_on import is_ours, on_to
from quanze.apps.accounts.tests.factories import PASSWORD, Installation, installation

pytestmark = pytest.mark.django_db
ASKED = "/persons/p00186?on=2020-01-01"
AWAY = (
    "https://evil.example.cn/", "//evil.example.cn", "/\\evil.example.cn", "\\\\evil.example.cn", "///evil.example.cn",
    "http:evil.example.cn", "javascript:alert(1)", "evil", "/\t/evil.example.cn", "\x01//evil.example.cn", " //evil.example.cn",
)  # fmt: skip


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Installation:
    made = installation(at=datetime.fromisoformat("2026-03-02T09:00:00+08:00"))
    monkeypatch.setattr(timezone, "now", lambda: made.clock.at)
    monkeypatch.setattr("quanze.apps.accounts.services.signing.sleep", lambda _: None)
    return made


def given_password(browser: Client, place: Installation, path: str) -> str:
    """Where the password leads from a page of signing in."""
    place.clock.tick()
    return browser.post(path, {"login_name": place.system.login_name, "password": PASSWORD})["Location"]


def led_away(browser: Client, place: Installation) -> list[str]:
    """The addresses of AWAY that signing in goes on to."""
    found = []
    for target in AWAY:
        query = urlencode({"next": target})
        given_password(browser, place, f"/sign-in?{query}")
        place.clock.tick(minutes=1)
        ends = browser.post(f"/give-factor?{query}", {"code": place.system.code()})["Location"]
        found += [] if ends == "/" else [target]
    return found


def test_the_page_asked_for_is_reached_through_password_and_code(place: Installation) -> None:
    browser = Client()
    asked = browser.get(ASKED)["Location"]
    assert asked == "/sign-in?" + urlencode({"next": ASKED})
    assert "登录已经结束" not in browser.get(asked).text
    assert given_password(browser, place, asked) == ASKED
    factor = browser.get(ASKED)["Location"]
    assert factor == "/give-factor?" + urlencode({"next": ASKED})
    place.clock.tick()
    assert browser.post(factor, {"code": place.system.code()})["Location"] == ASKED


def test_a_first_sign_in_with_new_password_and_key_ends_there_too(place: Installation) -> None:
    browser = Client()
    secret = place.opened("newcomer")
    place.grant("newcomer", "unit_head", unit_id=7)
    after = "?" + urlencode({"next": ASKED})
    browser.post(f"/sign-in{after}", {"login_name": "newcomer", "password": secret})
    assert browser.get(ASKED)["Location"] == f"/change-password{after}"
    place.clock.tick()
    browser.post(f"/change-password{after}", {"old": secret, "new": PASSWORD, "again": PASSWORD})
    assert browser.get(ASKED)["Location"] == f"/enrol-factor{after}"
    assert f'action="/confirm-factor{after}"' in browser.post(f"/enrol-factor{after}").text


def test_an_ended_session_is_said_to_have_ended(place: Installation) -> None:
    browser = Client()
    given_password(browser, place, "/sign-in")
    place.clock.at += timedelta(days=2)
    asked = browser.get(ASKED)["Location"]
    assert asked.endswith(urlencode({"next": ASKED}))
    assert "您的登录已经结束" in browser.get(asked).text
    del browser.cookies[settings.QUANZE_COOKIE]
    assert "您的登录已经结束" not in browser.get(asked).text


def test_home_and_what_was_sent_are_not_carried(place: Installation) -> None:
    assert Client().get("/")["Location"] == "/sign-in"
    assert Client().post("/determinations/new", {"id": "x"})["Location"] == "/sign-in"


def test_nobody_is_led_away_from_this_site(place: Installation) -> None:
    assert led_away(Client(), place) == []
    assert on_to("sign_in", "//evil.example.cn") == "/sign-in"


def test_the_bench_notices_an_open_door(place: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(going_on, "is_ours", lambda wanted: wanted.startswith("/"))
    assert "//evil.example.cn" in led_away(Client(), place)


def test_below_a_prefix_only_what_lies_below_it_is_ours() -> None:
    set_script_prefix("/quanze/")
    try:
        assert is_ours("/quanze/persons/p00186?on=2020-01-01")
        assert not is_ours("/other/persons")
        assert on_to("sign_in", "/quanze/who") == "/quanze/sign-in?next=%2Fquanze%2Fwho"
        assert on_to("sign_in", "/quanze/") == "/quanze/sign-in"
    finally:
        set_script_prefix("/")
