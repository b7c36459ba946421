"""A token opens the API for its holder's program, for what it was made for, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from quanze.apps.accounts.models import Grant
from quanze.apps.accounts.services import change_password, disable, reset_factor, revoke
from quanze.apps.accounts.tests.factories import PASSWORD
from quanze.apps.accounts.tokens.models import ApiToken
from quanze.apps.accounts.tokens.services import make_token, revoke_token
from quanze.apps.audit.models import Entry
from quanze.config import api_door
from quanze.config.middleware import HEADERS
from quanze.core.refusals import Refusal
from tests.api.office import PURPOSE, Office, bearing, get

BUREAU = "bureau"


def rows() -> Any:
    return ApiToken.everything(reason="test")


def status(token: str) -> int:
    answer = get(f"units/{BUREAU}", token)
    if answer.status_code != 200:
        assert set(answer.json()) == {"code", "zh", "en", "where"}
    return int(answer.status_code)


def test_a_token_reads_what_its_holder_may_read_and_the_record_says_why(small: Office) -> None:
    made = small.make(small.officer, "register:read")
    answer = get(f"units/{BUREAU}", made.token)
    assert answer.status_code == 200
    assert answer.json()["unit"]["code"] == BUREAU
    entry = Entry.everything(reason="test").order_by("seq").last()
    assert entry is not None
    assert (entry.event, entry.object_id) == ("register:record:read", BUREAU)
    assert entry.reason == f"{PURPOSE} [token {made.row.public_id}]"
    assert rows().get().used_on == small.made.clock.at.date()


def test_only_the_digest_of_a_token_is_kept(small: Office) -> None:
    text = small.token()
    assert len(text) > 43
    row = rows().get()
    assert row.token_hash == sha256(text.encode()).hexdigest()
    assert text not in str(row.content())


def test_making_and_revoking_stand_in_the_record(small: Office) -> None:
    made = small.make(small.officer, "register:read")
    by = small.officer.caller()
    revoke_token(token=made.row.public_id, by=by, at=by.at)
    found = Entry.everything(reason="test").filter(object_id=made.row.public_id).order_by("seq")
    assert list(found.values_list("event", flat=True)) == ["accounts:token:made", "accounts:token:revoked"]
    assert status(made.token) == 401


def test_without_a_token_nothing_is_told_and_a_wrong_one_is_no_better(small: Office) -> None:
    good = small.token()
    answers = [get("units", each) for each in ("", "quanze_wrong", good[:-1], "=" * 5000)]
    answers.append(Client().get("/api/v1/units", headers={"Authorization": "Basic eDp5"}))
    assert {answer.status_code for answer in answers} == {401}
    assert {answer["WWW-Authenticate"] for answer in answers} == {"Bearer"}
    assert len({answer.content for answer in answers}) == 1


def test_no_cookie_opens_the_api_and_no_token_opens_a_page(small: Office) -> None:
    token = small.token()
    browser = Client()
    browser.cookies[settings.QUANZE_COOKIE] = small.officer.sign_in().token
    assert browser.get("/").status_code == 200
    assert browser.get("/api/v1/units").status_code == 401
    stranger = Client()
    assert stranger.get("/", headers=bearing(token))["Location"] == "/sign-in"
    stranger.cookies[settings.QUANZE_COOKIE] = token
    assert stranger.get("/")["Location"] == "/sign-in"


@pytest.mark.parametrize(
    ("path", "action"),
    [("units", "register:read"), ("determinations", "determination:read"), ("rules", "rules:read"),
     (f"units/{BUREAU}/posts.csv", "register:export")],
)  # fmt: skip
def test_a_token_does_only_what_it_was_made_for(small: Office, path: str, action: str) -> None:
    holder = small.clerk if action == "register:export" else small.officer
    given = (action, "register:read") if action == "register:export" else (action,)
    assert get(path, small.token(holder, *given)).status_code == 200
    other = "register:read" if action == "rules:read" else "rules:read"
    refused = get(path, small.token(holder, other))
    assert (refused.status_code, refused.json()["code"]) == (403, "not_permitted")


def test_a_token_never_does_more_than_its_holder(small: Office) -> None:
    for wanted in ("register:export", "account:open", "register:write"):
        with pytest.raises(Refusal, match="only what you may do yourself"):
            small.make(small.officer, wanted)


def test_a_token_is_made_only_with_a_fresh_second_factor(small: Office) -> None:
    small.officer.sign_in()
    small.made.clock.tick(minutes=6)
    by = small.officer.caller()
    with pytest.raises(Refusal) as caught:
        make_token(purpose=PURPOSE, actions=["register:read"], days=1, by=by, at=by.at)
    assert caught.value.code == "step_up_needed"


@pytest.mark.parametrize(
    ("given", "code"),
    [({"purpose": " "}, "no_purpose"), ({"purpose": "x\0y"}, "bad_sign"), ({"purpose": "x" * 201}, "bad_sign"),
     ({"actions": []}, "no_actions"), ({"days": 0}, "bad_days"), ({"days": 91}, "bad_days")],
)  # fmt: skip
def test_a_token_has_a_purpose_and_an_end(small: Office, given: dict[str, Any], code: str) -> None:
    small.officer.sign_in()
    by = small.officer.caller()
    with pytest.raises(Refusal) as caught:
        make_token(**{"purpose": PURPOSE, "actions": ["register:read"], "days": 1, **given}, by=by, at=by.at)
    assert caught.value.code == code
    assert not rows().exists()


def test_a_token_ends_on_its_day(small: Office) -> None:
    made = small.make(small.officer, "register:read", days=2)
    small.made.clock.at = made.row.expires_at - timedelta(seconds=1)
    assert status(made.token) == 200
    small.made.clock.at = made.row.expires_at
    assert status(made.token) == 401


def test_a_new_password_ends_every_token(small: Office) -> None:
    token = small.token()
    at = small.made.clock.tick()
    change_password(standing=small.officer.standing(at), old=PASSWORD, new="River-Stone-4150", at=at)
    assert status(token) == 401


def test_disabling_the_account_or_resetting_its_factor_ends_every_token(small: Office) -> None:
    first, second = small.token(small.officer, "register:read"), small.token(small.clerk, "register:read")
    small.made.system.sign_in()
    by = small.made.system.caller()
    disable(login_name=small.officer.login_name, by=by, at=by.at, reason="调离")
    small.made.security.sign_in()
    by = small.made.security.caller()
    reset_factor(login_name=small.clerk.login_name, by=by, at=by.at, reason="遗失")
    assert (status(first), status(second)) == (401, 401)


def test_a_grant_that_is_revoked_takes_its_tokens_power_at_the_next_request(small: Office) -> None:
    token = small.token()
    assert status(token) == 200
    grant = Grant.everything(reason="test").get(account__login_name=small.officer.login_name)
    small.made.security.sign_in()
    by = small.made.security.caller()
    revoke(grant=grant.pk, by=by, at=by.at, reason="调离")
    assert status(token) == 403


def test_a_token_altered_in_the_database_is_dead(small: Office) -> None:
    planted = small.make(small.officer, "rules:read")
    rows().filter(pk=planted.row.pk).update(actions=["register:read", "rules:read"])
    assert status(planted.token) == 401
    longer = small.make(small.officer, "register:read", days=1)
    rows().filter(pk=longer.row.pk).update(expires_at=longer.row.expires_at + timedelta(days=60))
    assert status(longer.token) == 401


def test_nobody_sees_or_revokes_anothers_token(small: Office) -> None:
    made = small.make(small.officer, "register:read")
    by = small.clerk.caller(small.made.clock.at)
    for number in (made.row.public_id, "nosuchtoken"):
        with pytest.raises(Refusal) as caught:
            revoke_token(token=number, by=by, at=by.at)
        assert caught.value.code == "not_found"
    assert not ApiToken.visible.to(by).exists()
    assert status(made.token) == 200


def test_who_tries_wrong_tokens_is_told_to_wait_and_a_good_one_never_is(small: Office) -> None:
    good = small.token()
    answers = [get("units", f"quanze_{number}") for number in range(16)]
    assert {answer.status_code for answer in answers[:13]} == {401}
    assert answers[-1].status_code == 429
    assert answers[-1]["Retry-After"].isdigit()
    assert status(good) == 200


def test_every_answer_has_the_strict_headers_and_the_one_shape(small: Office) -> None:
    token = small.token()
    answers = {
        200: get("rules", token), 401: get("rules"), 403: get(f"units/{BUREAU}/posts.csv", token),
        404: get("units/nowhere", token), 422: get("units", token, on="yesterday"),
        405: Client().delete("/api/v1/rules", headers=bearing(token)),
    }  # fmt: skip
    unknown = get("no/such/place", token)
    for wanted, answer in [*answers.items(), (404, unknown)]:
        assert answer.status_code == wanted
        assert answer["Content-Type"] == "application/json"
        assert {name: answer[name] for name in HEADERS} == HEADERS
        if wanted != 200:
            assert set(answer.json()) == {"code", "zh", "en", "where"}
    assert answers[422].json()["where"] == "on"
    assert answers[405]["Allow"] == "GET"


def test_a_fault_of_the_program_leaves_no_trace_in_the_answer(small: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise ValueError("a secret of the machine")

    token = small.token()
    monkeypatch.setattr("quanze.apps.organizations.api.unit_shown", broken)
    for debug in (False, True):
        monkeypatch.setattr(settings, "DEBUG", debug)
        client = Client(raise_request_exception=False)
        answer = client.get(f"/api/v1/units/{BUREAU}", headers=bearing(token))
        assert (answer.status_code, answer.json()["code"]) == (500, "failed")
        assert "secret" not in answer.text


def test_an_operation_that_slipped_in_undeclared_is_not_served(small: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    token = small.token()
    monkeypatch.setattr(api_door, "declaration_of", lambda _: None)
    assert get("rules", token).status_code == 403
