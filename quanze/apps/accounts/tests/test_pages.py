"""The pages of signing in, as a browser sees them."""

from __future__ import annotations

import re
from base64 import b32decode
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import get_resolver
from django.utils import timezone

from quanze.apps.accounts.models import Session
from quanze.apps.accounts.tests.factories import PASSWORD, Installation, installation
from quanze.config import boot, middleware
from quanze.core.refusals import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Installation:
    made = installation(at=datetime.fromisoformat("2026-03-02T09:00:00+08:00"))
    monkeypatch.setattr(timezone, "now", lambda: made.clock.at)
    monkeypatch.setattr("quanze.apps.accounts.services.signing.sleep", lambda _: None)
    return made


def sign_in(browser: Client, place: Installation, who: str = "system") -> None:
    holder = getattr(place, who)
    browser.post("/sign-in", {"login_name": holder.login_name, "password": PASSWORD})
    place.clock.tick()
    assert browser.post("/give-factor", {"code": holder.code()})["Location"] == "/"


def test_password_then_code_lead_home_and_sign_out_leads_away(place: Installation) -> None:
    browser = Client()
    assert browser.get("/")["Location"] == "/sign-in"
    assert "登录名" in browser.get("/sign-in").text
    sign_in(browser, place)
    assert "傅衡" in browser.get("/").text
    gone = browser.post("/sign-out")
    assert gone["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert browser.get("/")["Location"] == "/sign-in"


def test_every_step_gets_a_new_token_and_the_old_one_is_dead(place: Installation) -> None:
    browser = Client()
    browser.cookies[settings.QUANZE_COOKIE] = "planted-by-an-attacker"
    browser.post("/sign-in", {"login_name": "fuheng", "password": PASSWORD})
    first = browser.cookies[settings.QUANZE_COOKIE].value
    place.clock.tick()
    browser.post("/give-factor", {"code": place.system.code()})
    second = browser.cookies[settings.QUANZE_COOKIE].value
    place.clock.tick()
    browser.post("/step-up", {"code": place.system.code()})
    third = browser.cookies[settings.QUANZE_COOKIE].value
    assert len({"planted-by-an-attacker", first, second, third}) == 4
    for dead in (first, second):
        other = Client()
        other.cookies[settings.QUANZE_COOKIE] = dead
        assert other.get("/")["Location"] == "/sign-in"


def test_the_token_is_out_of_reach_of_scripts_and_kept_as_a_hash(place: Installation) -> None:
    browser = Client()
    answer = browser.post("/sign-in", {"login_name": "fuheng", "password": PASSWORD})
    cookie = answer.cookies[settings.QUANZE_COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not Session.everything(reason="test").filter(token_hash=cookie.value).exists()


def test_the_first_sign_in_goes_through_password_and_factor(place: Installation) -> None:
    secret = place.opened("newcomer")
    place.grant("newcomer", "unit_head", unit_id=7)
    browser = Client()
    browser.post("/sign-in", {"login_name": "newcomer", "password": secret})
    assert browser.get("/")["Location"] == "/change-password"
    changed = {"old": secret, "new": "River-Stone-415", "again": "River-Stone-415"}
    assert browser.post("/change-password", {**changed, "again": "x"}).status_code == 400
    assert browser.post("/change-password", changed)["Location"] == "/"
    assert browser.get("/")["Location"] == "/enrol-factor"
    assert browser.get("/enrol-factor").status_code == 200
    shown = re.search(r"<code>([A-Z2-7]+)</code>", browser.post("/enrol-factor").text)
    assert shown
    place.system.key, kept = b32decode(shown[1]), place.system.key
    assert browser.post("/confirm-factor", {"code": "000000"}).status_code == 400
    assert browser.post("/confirm-factor", {"code": place.system.code()})["Location"] == "/"
    place.system.key = kept
    assert browser.get("/").status_code == 200


def test_a_wrong_word_is_told_without_saying_which(place: Installation) -> None:
    answers = {
        Client().post("/sign-in", given).text.split("<form", 1)[0] + str(Client().post("/sign-in", given).status_code)
        for given in ({"login_name": "fuheng", "password": "x"}, {"login_name": "nobody", "password": "x"})
    }
    assert len(answers) == 1


@pytest.mark.parametrize(
    "given", [{}, {"login_name": "x" * 65, "password": "y"}, {"login_name": "\0", "password": "\0"}]
)
def test_malformed_forms_are_answered_with_400(place: Installation, given: dict[str, str]) -> None:
    assert Client().post("/sign-in", given).status_code == 400


def test_forms_from_elsewhere_are_refused(place: Installation) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/sign-in", {"login_name": "fuheng", "password": PASSWORD})
    assert answer.status_code == 403
    assert "表单已失效" in answer.text


def test_the_same_strict_headers_stand_on_every_answer(place: Installation) -> None:
    browser = Client()
    for answer in (browser.get("/sign-in"), browser.get("/"), browser.get("/nowhere"), browser.put("/sign-in")):
        assert {name: answer[name] for name in middleware.HEADERS} == middleware.HEADERS
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
        assert answer["X-Frame-Options"] == "DENY"
    assert "unsafe" not in middleware.HEADERS["Content-Security-Policy"]


def test_what_does_not_exist_says_no_more(place: Installation) -> None:
    answer = Client().get("/admin/")
    assert answer.status_code == 404
    assert "没有找到" in answer.text
    assert Client().delete("/sign-in").status_code == 405


@pytest.mark.parametrize("path", ["/", "/step-up", "/change-password", "/enrol-factor", "/give-factor"])
def test_without_a_session_every_other_page_leads_to_signing_in(place: Installation, path: str) -> None:
    assert Client().get(path)["Location"] == "/sign-in"
    assert Client().post(path)["Location"] == "/sign-in"


def test_half_signed_in_nothing_but_the_next_step_is_served(place: Installation) -> None:
    browser = Client()
    browser.post("/sign-in", {"login_name": "fuheng", "password": PASSWORD})
    assert browser.get("/")["Location"] == "/give-factor"
    assert browser.get("/step-up")["Location"] == "/give-factor"
    changed = {"old": PASSWORD, "new": "River-Stone-415", "again": "River-Stone-415"}
    assert "请先输入动态口令" in browser.post("/change-password", changed).text
    assert "已经登记" in browser.post("/enrol-factor").text


def test_an_idle_session_is_kept_alive_by_use_only(place: Installation) -> None:
    browser = Client()
    sign_in(browser, place)
    for _ in range(3):
        place.clock.tick(minutes=25)
        assert browser.get("/").status_code == 200
    place.clock.tick(minutes=31)
    assert browser.get("/")["Location"] == "/sign-in"


def unknown_request() -> Any:
    request: Any = RequestFactory().get("/")
    request.standing = request.caller = None
    return request


def test_an_undeclared_view_is_not_served_even_if_it_slipped_in(place: Installation) -> None:
    known = middleware.KnownCaller(lambda request: None)  # type: ignore[arg-type, return-value]

    def slipped(request: Any) -> None:
        raise AssertionError("served")

    answer = known.process_view(unknown_request(), slipped, (), {})
    assert answer is not None
    assert answer.status_code == 403


def test_a_refusal_from_a_view_is_a_page_and_a_fault_is_not_hidden(place: Installation) -> None:
    known = middleware.KnownCaller(lambda request: None)  # type: ignore[arg-type, return-value]
    request = unknown_request()
    answer = known.process_exception(request, Refusal("not_found", zh="没有", en="none"))
    assert answer is not None
    assert answer.status_code == 404
    assert known.process_exception(request, ValueError("x")) is None


def test_the_source_behind_our_proxy_is_the_last_address(settings: Any) -> None:
    request: Any = type(
        "Request", (), {"META": {"REMOTE_ADDR": "10.0.0.9", "HTTP_X_FORWARDED_FOR": "6.6.6.6, 10.0.0.7"}}
    )()
    assert middleware.source_of(request) == "10.0.0.9"
    settings.QUANZE_SOURCE_HEADER = "HTTP_X_FORWARDED_FOR"
    assert middleware.source_of(request) == "10.0.0.7"


def test_every_route_answers_a_stranger_without_a_server_error(place: Installation) -> None:
    paths = [name.removeprefix("route ") for name, _ in boot.routes(get_resolver().url_patterns)]
    for path in paths:
        for method in ("get", "post", "head", "put", "options"):
            assert getattr(Client(), method)(path).status_code < 500


def test_a_dead_session_of_a_disabled_account_is_nobody_at_the_next_request(place: Installation) -> None:
    browser = Client()
    sign_in(browser, place, "audit")
    Session.everything(reason="test").filter(account__login_name="lusheng").update(
        opened_at=place.clock.at - timedelta(hours=13)
    )
    assert browser.get("/")["Location"] == "/sign-in"


@pytest.mark.parametrize(
    ("asked", "after"),
    [
        ("/acts?event=x", "/acts?event=x"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example", "/"),
        ("/\\elsewhere.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_after_the_code_one_is_back_where_one_was_and_never_elsewhere(
    place: Installation, asked: str, after: str
) -> None:
    browser = Client()
    sign_in(browser, place)
    place.clock.tick()
    answer = browser.post(f"/step-up?{urlencode({'next': asked})}", {"code": place.system.code()})
    assert answer["Location"] == after
