"""The page of one's own API tokens, as a browser sees it, and the same by command."""

from __future__ import annotations

import io
import re
import sys
from datetime import datetime

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from quanze.apps.accounts.tests.factories import PASSWORD, Holder, Installation, installation
from quanze.apps.accounts.tokens.models import ApiToken
from quanze.apps.accounts.tokens.selectors import bearer_of
from quanze.apps.audit.models import Entry
from quanze.cli import database, tokens
from quanze.cli.console import Console, WrongUse
from quanze.cli.main import find_command
from quanze.core.refusals import Refusal

pytestmark = pytest.mark.django_db
FORM = {"purpose": "年度核对程序", "actions": ["register:read", "rules:read"], "days": "30"}


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Installation:
    made = installation(at=datetime.fromisoformat("2026-03-02T09:00:00+08:00"))
    monkeypatch.setattr(timezone, "now", lambda: made.clock.at)
    for module in (database, tokens):
        monkeypatch.setattr(module, "now", lambda: made.clock.at)
    return made


@pytest.fixture
def head(place: Installation) -> Holder:
    return place.holder("unit_head", unit_id=7)


def browser_of(holder: Holder) -> Client:
    """A browser in which somebody has just signed in with a second factor."""
    browser = Client()
    browser.cookies[settings.QUANZE_COOKIE] = holder.sign_in().token
    return browser


def test_a_token_is_shown_once_and_then_listed_without_it(place: Installation, head: Holder) -> None:
    browser = browser_of(head)
    assert "还没有令牌" in browser.get("/tokens").text
    shown = browser.post("/tokens", FORM).text
    found = re.search(r"<code>(quanze_[\w-]+)</code>", shown)
    assert found
    bearer = bearer_of(found[1], at=place.clock.at)
    assert bearer is not None
    assert bearer.actions == {"register:read", "rules:read"}
    listed = browser.get("/tokens").text
    assert found[1] not in listed
    assert "年度核对程序" in listed
    assert "从未" in listed


def test_the_form_offers_only_what_one_may_do_oneself(place: Installation, head: Holder) -> None:
    page = browser_of(head).get("/tokens").text
    assert re.findall(r'value="([a-z_]+:[a-z_]+)"', page) == ["register:read", "rules:read"]
    answer = browser_of(head).post("/tokens", {**FORM, "actions": ["register:export"]})
    assert answer.status_code == 400
    assert not ApiToken.everything(reason="test").exists()


@pytest.mark.parametrize("wrong", [{"purpose": " "}, {"days": "91"}, {"days": "0"}, {"actions": []}])
def test_what_is_wrong_is_told_at_its_field_and_what_was_typed_is_kept(
    place: Installation, head: Holder, wrong: dict[str, object]
) -> None:
    answer = browser_of(head).post("/tokens", {**FORM, **wrong})
    assert answer.status_code == 400
    assert 'class="error"' in answer.text
    assert "年度核对程序" in answer.text or "purpose" in wrong


def test_without_a_fresh_factor_the_page_leads_to_it_and_nothing_is_made(place: Installation, head: Holder) -> None:
    browser = browser_of(head)
    place.clock.tick(minutes=6)
    assert "/step-up?next=/tokens" in browser.get("/tokens").text
    assert browser.post("/tokens", FORM).status_code == 403
    assert not ApiToken.everything(reason="test").exists()


def test_revoking_ends_it_at_once_and_anothers_is_not_found(place: Installation, head: Holder) -> None:
    browser = browser_of(head)
    browser.post("/tokens", FORM)
    number = ApiToken.everything(reason="test").get().public_id
    other = browser_of(place.holder("unit_head", unit_id=7))
    answers = [other.post(f"/tokens/{each}/revoke") for each in (number, "nosuch")]
    assert {answer.status_code for answer in answers} == {404}
    assert browser.post(f"/tokens/{number}/revoke")["Location"] == "/tokens"
    assert "已撤销" in browser.get("/tokens").text
    assert ApiToken.everything(reason="test").get().revoked_at == place.clock.at
    assert Client().get("/tokens")["Location"] == "/sign-in?next=%2Ftokens"


def run(words: str, *given: str, place: Installation, who: Holder) -> str:
    """What a command prints for somebody who signs in for it. Raises Refusal."""
    at = place.clock.tick()
    out = io.StringIO()
    console = Console("zh", out, io.StringIO())
    args = tokens.arguments(words, console).read([*given, "--as", who.login_name])
    old, sys.stdin = sys.stdin, io.StringIO(f"{PASSWORD}\n{who.code(at)}\n")
    try:
        assert tokens.run(args, console) == 0
    finally:
        sys.stdin = old
    return out.getvalue()


def test_the_same_by_command(place: Installation, head: Holder) -> None:
    made = run(
        "accounts token make", "--purpose", "核对", "--may", "register:read", "--days", "7", place=place, who=head
    ).strip()
    assert bearer_of(made, at=place.clock.at) is not None
    number = ApiToken.everything(reason="test").get().public_id
    assert f"{number}  有效  至 2026-03-09  从未使用  register:read  核对" in run(
        "accounts token list", place=place, who=head
    )
    run("accounts token revoke", number, place=place, who=head)
    assert bearer_of(made, at=place.clock.at) is None
    assert "已失效" in run("accounts token list", place=place, who=head)
    recorded = Entry.everything(reason="test").filter(object_id=number).order_by("seq").values_list("event", flat=True)
    assert list(recorded) == ["accounts:token:made", "accounts:token:revoked"]


def test_a_command_refuses_what_the_page_refuses(place: Installation, head: Holder) -> None:
    with pytest.raises(Refusal) as caught:
        run("accounts token make", "--purpose", "核对", "--may", "account:open", place=place, who=head)
    assert caught.value.code == "bad_actions"
    with pytest.raises(WrongUse):
        run("accounts token make", "--purpose", "核对", "--may", "rules:read", "--days", "x", place=place, who=head)
    assert find_command(["accounts", "token", "make", "--as"]) == "accounts token make"
