"""Signing in: passwords, second factors, delays, and sessions that die."""

from __future__ import annotations

from datetime import timedelta
from statistics import median
from threading import Thread
from time import perf_counter

import pytest
from django.db import connection, connections

from quanze.apps.accounts import passwords
from quanze.apps.accounts.models import Account, Session
from quanze.apps.accounts.selectors import standing_of_token
from quanze.apps.accounts.services import (
    change_password,
    disable,
    enrol_factor,
    give_factor,
    renew_secret,
    reset_factor,
    sign_in,
    sign_in_outside,
    sign_out,
    step_up,
    touch,
)
from quanze.apps.accounts.services.opening import ONE_TIME
from quanze.apps.accounts.tests.factories import PASSWORD, Installation, finish, installation
from quanze.apps.audit.models import Entry
from quanze.core.refusals import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Installation:
    return installation()


def refused(code: str):  # type: ignore[no-untyped-def]
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def test_a_password_alone_asks_for_the_code_and_gives_no_caller(place: Installation) -> None:
    opened = place.system.sign_in(code="")
    assert place.system.standing().needs == ("give_factor",)
    place.system.opened = give_factor(
        standing=place.system.standing(), code=place.system.code(place.clock.tick()), at=place.clock.at
    )
    assert place.system.standing().needs == ()
    assert standing_of_token(opened.token, at=place.clock.at) is None, "the token of the first page is dead"


def test_a_code_is_good_once(place: Installation) -> None:
    place.system.sign_in()
    used = place.system.code()
    with refused("wrong_code"):
        step_up(standing=place.system.standing(), code=used, at=place.clock.at, pause=lambda _: None)
    later = place.clock.tick()
    step_up(standing=place.system.standing(), code=place.system.code(later), at=later, pause=lambda _: None)


def test_a_planted_factor_that_forgets_used_codes_would_be_caught(place: Installation) -> None:
    place.system.sign_in()
    used = place.system.code()
    Account.everything(reason="planted fault").filter(login_name="fuheng").update(factor_step=0)
    assert step_up(standing=place.system.standing(), code=used, at=place.clock.at, pause=lambda _: None)


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６", "000000\0"])
def test_a_malformed_code_is_a_wrong_code(place: Installation, code: str) -> None:
    place.system.sign_in()
    with refused("wrong_code"):
        step_up(standing=place.system.standing(), code=code, at=place.clock.tick(), pause=lambda _: None)


def test_a_fresh_factor_lasts_five_minutes(place: Installation) -> None:
    place.system.sign_in()
    assert place.system.caller(place.clock.at + timedelta(minutes=5)).fresh_factor
    assert not place.system.caller(place.clock.at + timedelta(minutes=5, seconds=1)).fresh_factor


def test_the_first_sign_in_must_change_the_secret_and_enrol_a_factor(place: Installation) -> None:
    secret = place.opened("newcomer")
    place.grant("newcomer", "unit_head", unit_id=7)
    opened = sign_in(login_name="newcomer", password=secret, source="s", at=place.clock.tick())
    standing = standing_of_token(opened.token, at=place.clock.at)
    assert standing is not None
    assert standing.needs == ("change_password", "enrol_factor")


def test_an_official_alone_needs_no_second_factor(place: Installation) -> None:
    secret = place.opened("plain")
    place.grant("plain", "official")
    opened = sign_in(login_name="plain", password=secret, source="s", at=place.clock.tick())
    standing = standing_of_token(opened.token, at=place.clock.at)
    assert standing is not None
    assert standing.needs == ("change_password",)


def test_a_one_time_secret_expires_after_seven_days(place: Installation) -> None:
    secret = place.opened("late")
    with refused("secret_expired"):
        sign_in(login_name="late", password=secret, source="s", at=place.clock.tick() + ONE_TIME)


def test_a_confirmed_factor_is_replaced_only_by_the_security_administrator(place: Installation) -> None:
    place.system.sign_in()
    with refused("factor_enrolled"):
        enrol_factor(standing=place.system.standing(), at=place.clock.at)
    place.security.sign_in()
    reset_factor(login_name="fuheng", by=place.security.caller(), at=place.clock.at, reason="遗失设备")
    place.system.opened = sign_in(login_name="fuheng", password=PASSWORD, source="s", at=place.clock.tick())
    assert place.system.standing().needs == ("enrol_factor",)


def test_a_session_dies_at_sign_out(place: Installation) -> None:
    place.system.sign_in()
    standing = place.system.standing()
    sign_out(standing=standing, at=place.clock.tick())
    assert standing_of_token(place.system.opened.token, at=place.clock.at) is None
    with refused("session_over"):
        sign_out(standing=standing, at=place.clock.at)


def test_a_late_write_revives_no_session(place: Installation) -> None:
    place.system.sign_in()
    standing = place.system.standing()
    stale = Session.everything(reason="a request still under way").get(token_hash=standing.session)
    sign_out(standing=standing, at=place.clock.tick())
    touch(standing, at=place.clock.tick())
    for fields in (None, ["seen_at"]):
        with pytest.raises(TypeError, match="conditional updates only"):
            stale.save(update_fields=fields)
    assert standing_of_token(place.system.opened.token, at=place.clock.at) is None
    stale.save_base(raw=True)
    assert standing_of_token(place.system.opened.token, at=place.clock.at) is not None, "the planted whole-row write"


def test_every_session_dies_at_disabling(place: Installation) -> None:
    holder = place.holder("unit_head", unit_id=3)
    place.system.sign_in()
    disable(login_name=holder.login_name, by=place.system.caller(), at=place.clock.at, reason="调离")
    assert standing_of_token(holder.opened.token, at=place.clock.at) is None
    with refused("wrong_credentials"):
        holder.sign_in()


def test_every_other_session_dies_at_a_change_of_password(place: Installation) -> None:
    holder = place.holder("unit_head", unit_id=3)
    elsewhere = holder.opened
    holder.sign_in()
    before = holder.opened
    new = "Another-Phrase-77-river"
    holder.opened = change_password(standing=holder.standing(), old=PASSWORD, new=new, at=place.clock.tick())
    dead = [standing_of_token(each.token, at=place.clock.at) for each in (elsewhere, before)]
    assert dead == [None, None]
    assert holder.standing().needs == ()


def test_a_planted_change_that_leaves_the_epoch_would_be_caught(
    place: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quanze.apps.accounts.services.passwords.end_all_sessions", lambda account: None)
    place.system.sign_in()
    before = place.system.opened
    change_password(standing=place.system.standing(), old=PASSWORD, new="Another-Phrase-77", at=place.clock.tick())
    assert standing_of_token(before.token, at=place.clock.at) is not None


def test_every_session_dies_at_a_renewed_secret_and_the_factor_stays(place: Installation) -> None:
    holder = place.holder("unit_head", unit_id=3)
    place.system.sign_in()
    secret = renew_secret(login_name=holder.login_name, by=place.system.caller(), at=place.clock.at, reason="忘记口令")
    assert standing_of_token(holder.opened.token, at=place.clock.at) is None
    holder.password = secret
    holder.sign_in(code="")
    assert holder.standing().needs == ("give_factor", "change_password")
    with refused("factor_needed"):
        change_password(standing=holder.standing(), old=secret, new="Fresh-Phrase-88", at=place.clock.tick())


def test_a_session_ends_when_idle_and_after_twelve_hours(place: Installation) -> None:
    place.system.sign_in()
    start, token = place.clock.at, place.system.opened.token
    assert standing_of_token(token, at=start + timedelta(minutes=29)) is not None
    assert standing_of_token(token, at=start + timedelta(minutes=30)) is None
    for minutes in range(20, 721, 20):
        touch(place.system.standing(start + timedelta(minutes=minutes - 1)), at=start + timedelta(minutes=minutes))
    assert standing_of_token(token, at=start + timedelta(hours=12)) is None


@pytest.mark.parametrize("token", ["", "x", "令牌", "\0", "a" * 5000])
def test_a_strange_token_is_nobody(place: Installation, token: str) -> None:
    assert standing_of_token(token, at=place.clock.at) is None


def test_the_wait_grows_and_the_owner_is_never_locked_out(place: Installation) -> None:
    waits: list[float] = []
    for _ in range(25):
        with refused("wrong_credentials"):
            sign_in(login_name="fuheng", password="wrong", source="far", at=place.clock.at, pause=waits.append)
    assert waits[:3] == [0, 0, 0]
    assert waits == sorted(waits)
    assert waits[-1] == 4.0
    at = place.clock.tick()
    sign_in(
        login_name="fuheng", password=PASSWORD, code=place.system.code(at), source="desk", at=at, pause=waits.append
    )
    assert waits[-1] <= 4.0
    sign_in(login_name="fuheng", password=PASSWORD, source="desk", at=place.clock.tick(), pause=waits.append)
    assert waits[-1] == 0.0, "a success forgets the account's failures"


def test_an_unknown_name_waits_like_a_known_one(place: Installation) -> None:
    waits: dict[str, list[float]] = {"fuheng": [], "nobody": []}
    for name, seen in waits.items():
        for _ in range(8):
            with refused("wrong_credentials"):
                sign_in(login_name=name, password="wrong", source=name, at=place.clock.at, pause=seen.append)
    assert waits["fuheng"] == waits["nobody"]


def test_a_hash_is_made_whether_the_account_exists_or_not(place: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.hashing.CheapArgon2.time_cost", 4)
    monkeypatch.setattr("tests.hashing.CheapArgon2.memory_cost", 16384)
    passwords._nobodys.cache_clear()
    Account.everything(reason="test").filter(login_name="fuheng").update(password=passwords.hashed(PASSWORD))
    times: dict[str, list[float]] = {"fuheng": [], "nobody": []}
    for name in ["fuheng", "nobody"] * 8:
        start = perf_counter()
        with refused("wrong_credentials"):
            sign_in(login_name=name, password="wrong", source="", at=place.clock.at, pause=lambda _: None)
        times[name].append(perf_counter() - start)
    passwords._nobodys.cache_clear()
    known, unknown = (median(each) for each in times.values())
    assert 0.6 < known / unknown < 1.7


def test_the_record_names_no_unknown_login_name(place: Installation) -> None:
    with refused("wrong_credentials"):
        sign_in(login_name="my-password-by-mistake", password="x", source="s", at=place.clock.at)
    last = Entry.everything(reason="test").order_by("-seq")[0]
    assert (last.kind, last.event, last.object_id) == ("refusal", "accounts:session:opened", "")


def test_an_outside_identity_still_needs_the_second_factor(place: Installation) -> None:
    Account.everything(reason="test").filter(login_name="fuheng").update(outside_subject="sub-1")
    opened = sign_in_outside(subject="sub-1", source="s", at=place.clock.tick())
    standing = standing_of_token(opened.token, at=place.clock.at)
    assert standing is not None
    assert standing.needs == ("give_factor",)
    for subject in ("sub-2", ""):
        with refused("wrong_credentials"):
            sign_in_outside(subject=subject, source="s", at=place.clock.at)


@pytest.mark.django_db(transaction=True)
def test_two_requests_with_one_code_at_once_have_one_winner() -> None:
    place = installation()
    place.system.sign_in(code="")
    standing, at = place.system.standing(), place.clock.tick()
    code, won = place.system.code(at), []

    def give() -> None:
        try:
            won.append(give_factor(standing=standing, code=code, at=at, pause=lambda _: None))
        except Refusal:
            pass
        finally:
            connections.close_all()

    threads = [Thread(target=give) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(won) == 1
    assert connection.vendor in ("sqlite", "postgresql")


def test_a_new_holder_goes_through_the_first_sign_in(place: Installation) -> None:
    secret = place.opened("whole")
    place.grant("whole", "unit_head", unit_id=4)
    holder = finish("whole", secret, place.clock)
    assert holder.caller().units == {4}
