"""An account opened by name is bound to its holder as the register knows him, and recusal knows him from then on."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

import pytest

from quanze.apps.accounts.models import Account
from quanze.apps.accounts.services import attaching, open_account_by_name
from quanze.apps.accounts.tests.factories import Holder, Installation, finish, installation
from quanze.apps.accounts.tests.factories import keeper as people_keeper
from quanze.apps.audit.models import Entry
from quanze.apps.organizations import services as register
from quanze.apps.organizations.models import Official, Unit
from quanze.apps.organizations.services import attach_account
from quanze.apps.organizations.services import attaching as upper
from quanze.apps.organizations.tests.factories import AT, city, day, lay_out, person, tenure
from quanze.apps.people.models import Person
from quanze.apps.people.services import record_kinship
from quanze.core.refusals import Refusal
from quanze.core.register import Register

pytestmark = pytest.mark.django_db
ON = day("2026-02-01")


@pytest.fixture
def place() -> Installation:
    """The city with its administrators; 石clerk stands in it only after his account was opened by name."""
    made = installation()
    lay_out(city(), at=AT, as_recorded=False)
    return made


@pytest.fixture
def clerk(place: Installation) -> Holder:
    place.system.sign_in()
    by = place.system.caller()
    _, secret = open_account_by_name(name="石clerk", login_name="shiclerk", by=by, at=by.at)
    place.grant("shiclerk", "register_clerk", unit_id=Unit.everything(reason="test").get(code="city").pk)
    holder = finish("shiclerk", secret, place.clock)
    rows = Register(people=(person("clerk"),), tenures=(tenure("clerk", "teller", "2020-01-01"),))
    lay_out(rows, at=place.clock.tick(), as_recorded=False)
    return holder


def refused(code: str) -> AbstractContextManager[Any]:
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def attach(
    place: Installation, login: str = "shiclerk", code: str = "clerk", who: str = "security", **more: Any
) -> Any:
    getattr(place, who).sign_in()
    by = getattr(place, who).caller()
    return attach_account(
        **{"login_name": login, "person": code, "by": by, "at": by.at, "reason": "已列入台账", **more}
    )


def retire_himself(clerk: Holder) -> None:
    by = clerk.caller()
    register.remove(person="clerk", post="teller", on=ON, by=by, at=by.at)


def test_until_then_he_handles_what_concerns_himself_and_afterwards_no_more(place: Installation, clerk: Holder) -> None:
    before = clerk.caller()
    attach(place)
    after = clerk.caller()
    assert before.person != after.person
    assert after.account == before.account
    assert after.person == Official.everything(reason="test").get(code="clerk").pk
    with refused("not_found"):
        retire_himself(clerk)


def test_without_it_nothing_keeps_him_from_his_own_record(place: Installation, clerk: Holder) -> None:
    """The planted fault: the account goes on standing for a name of its own."""
    retire_himself(clerk)


def test_his_kin_in_the_register_are_his_from_the_next_request(place: Installation, clerk: Holder) -> None:
    people = {each.code: each.pk for each in Official.everything(reason="test")}
    one, other = (Person.everything(reason="test").get(pk=people[code]) for code in ("clerk", "p5"))
    record_kinship(one, other, relation="sibling", by=people_keeper(), at=place.clock.at)
    assert people["p5"] not in clerk.caller().kin
    attach(place)
    assert people["p5"] in clerk.caller().kin


def test_the_person_of_the_opening_stays_and_both_are_in_the_record(place: Installation, clerk: Holder) -> None:
    old = Account.everything(reason="test").get(login_name="shiclerk").person_id
    attach(place)
    assert Person.everything(reason="test").get(pk=old).name == "石clerk"
    entry = Entry.everything(reason="test").get(event="accounts:account:attached")
    assert (entry.object_id, entry.reason) == ("shiclerk", "已列入台账")
    assert entry.before != entry.after


def test_it_asks_the_right_a_fresh_factor_and_a_reason(place: Installation, clerk: Holder) -> None:
    with refused("not_permitted"):
        attach(place, who="system")
    with refused("no_reason"):
        attach(place, reason=" ")
    place.security.sign_in()
    place.clock.tick(minutes=10)
    by = place.security.caller()
    with refused("step_up_needed"):
        attach_account(login_name="shiclerk", person="clerk", by=by, at=by.at, reason="已列入台账")


def test_nobody_binds_his_own_account(place: Installation, clerk: Holder) -> None:
    lay_out(
        Register(
            people=(
                person(
                    "boss",
                ),
            )
        ),
        at=place.clock.tick(),
        as_recorded=False,
    )
    with refused("not_permitted"):
        attach(place, login="hejun", code="boss")


def test_an_account_of_a_recorded_person_with_tenures_is_not_moved(place: Installation, clerk: Holder) -> None:
    attach(place)
    lay_out(Register(people=(person("other"),)), at=place.clock.tick(), as_recorded=False)
    with refused("already_recorded"):
        attach(place, code="other")


def test_without_the_look_into_the_register_it_would_be_moved(
    place: Installation, clerk: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault, with the names left uncompared too."""
    attach(place)
    lay_out(Register(people=(person("other"),)), at=place.clock.tick(), as_recorded=False)
    monkeypatch.setattr(upper, "_check_not_recorded", lambda *_: None)
    monkeypatch.setattr(attaching, "_check_one_name", lambda *_: None)
    attach(place, code="other")


def test_a_slip_in_the_code_or_the_login_name_binds_nobody(place: Installation, clerk: Holder) -> None:
    for login, code, why in (
        ("shiclerk", "p1", "name_differs"), ("shiclerk", "nowhere", "not_found"), ("nobody-here", "clerk", "not_found"),
    ):  # fmt: skip
        with refused(why):
            attach(place, login=login, code=code)
    assert clerk.caller().person != Official.everything(reason="test").get(code="clerk").pk


def test_one_person_has_one_account(place: Installation, clerk: Holder) -> None:
    man = Person.everything(reason="test").get(pk=Official.everything(reason="test").get(code="clerk").pk)
    place.opened("already", man)
    with refused("has_account"):
        attach(place)
