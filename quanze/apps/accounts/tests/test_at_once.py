"""Two acts at the same moment have exactly one outcome, on real connections."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connections

from quanze.apps.accounts.models import Account, Grant
from quanze.apps.accounts.services import bootstrap, grant, open_account, revoke
from quanze.apps.accounts.tests.factories import AT, Installation, installation, keeper, person
from quanze.apps.people.models import Person
from quanze.apps.people.services import PersonFacts, record_person
from quanze.core.refusals import Refusal
from tests.conftest import full_size

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = full_size(4, 100)


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """What became of acts that began together: "done" or the code of the refusal."""
    ready, ended = Barrier(len(acts)), []

    def run(act: Callable[[], Any]) -> None:
        ready.wait(10)
        try:
            act()
            ended.append("done")
        except Refusal as refusal:
            ended.append(refusal.code)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return sorted(ended)


def two_security(place: Installation) -> list[Any]:
    """The callers of two security administrators."""
    second = place.holder("security_administrator")
    place.security.sign_in()
    second.sign_in()
    return [place.security.caller(), second.caller()]


def test_one_bootstrap_wins() -> None:
    names = ("system_administrator", "security_administrator", "audit_administrator")
    first = {role: (f"甲{n}", f"first{n}") for n, role in enumerate(names)}
    second = {role: (f"乙{n}", f"second{n}") for n, role in enumerate(names)}
    assert at_once(partial(bootstrap, first, at=AT), partial(bootstrap, second, at=AT)) == ["done", "not_empty"]
    assert Account.everything(reason="test").count() == 3


def test_a_planted_bootstrap_that_does_not_count_would_be_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quanze.apps.accounts.services.bootstrapping._check_accounts", lambda expected: None)
    roles = ("system_administrator", "security_administrator", "audit_administrator")
    both = [{role: (f"{who}{n}", f"{who}{n}") for n, role in enumerate(roles)} for who in ("first", "second")]
    assert at_once(*(partial(bootstrap, holders, at=AT) for holders in both)) == ["done", "done"]


def test_one_of_two_exclusive_grants_wins() -> None:
    place = installation()
    one, other = two_security(place)
    for number in range(ROUNDS):
        name = f"both{number}"
        place.opened(name)
        ended = at_once(
            partial(grant, login_name=name, role="unit_head", by=one, at=AT, starts_on=one.on, unit_id=1),
            partial(grant, login_name=name, role="audit_administrator", by=other, at=AT, starts_on=one.on),
        )
        assert ended == ["done", "exclusive_roles"]


def test_one_of_two_last_administrators_stays() -> None:
    place = installation()
    one, other = two_security(place)
    for _ in range(ROUNDS):
        held = Grant.everything(reason="test").filter(role="audit_administrator", revoked_at=None)
        if held.count() < 2:
            place.opened("spare" + str(Account.everything(reason="test").count()))
            newest = Account.everything(reason="test").order_by("-pk")[0].login_name
            grant(login_name=newest, role="audit_administrator", by=one, at=AT, starts_on=one.on)
        first, second = held.order_by("pk").values_list("pk", flat=True)
        ended = at_once(
            partial(revoke, grant=first, by=one, at=AT, reason="x"),
            partial(revoke, grant=second, by=other, at=AT, reason="x"),
        )
        assert ended == ["done", "last_administrator"]
        assert held.count() == 1


def test_one_of_two_accounts_with_one_name_wins() -> None:
    place = installation()
    place.system.sign_in()
    by = place.system.caller()
    for number in range(ROUNDS):
        people = [person(), person()]
        ended = at_once(
            *(partial(open_account, person=who, login_name=f"same{number}", by=by, at=AT) for who in people)
        )
        assert ended == ["done", "login_name_taken"]


def test_one_of_two_persons_with_one_number_wins() -> None:
    for number in range(ROUNDS):
        facts = PersonFacts(name="石岩", identity_no=f"43{number:016}")
        ended = at_once(*[partial(record_person, facts, by=keeper(), at=AT)] * 2)
        assert ended == ["done", "identity_known"]
    assert Person.everything(reason="test").count() == ROUNDS
