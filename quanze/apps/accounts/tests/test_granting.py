"""Granting: never to oneself, three administrators apart, effective and gone at the next request."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

import pytest
from django.db import IntegrityError, transaction

from quanze.apps.access.caller import Reach
from quanze.apps.accounts.models import Account, Grant
from quanze.apps.accounts.roles import ADMINISTRATORS, ROLES
from quanze.apps.accounts.services import bind_outside, bootstrap, disable, grant, open_account, renew_secret, revoke
from quanze.apps.accounts.tests.factories import AT, Installation, caller_of, installation, keeper, person
from quanze.apps.audit.models import Entry
from quanze.apps.people.services import record_kinship
from quanze.core.refusals import Refusal

pytestmark = pytest.mark.django_db

NAMES = {
    "system_administrator": ("傅衡", "fuheng"),
    "security_administrator": ("贺钧", "hejun"),
    "audit_administrator": ("鲁笙", "lusheng"),
}


@pytest.fixture
def place() -> Installation:
    return installation()


def refused(code: str):  # type: ignore[no-untyped-def]
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def test_a_fresh_installation_has_no_account() -> None:
    assert not Account.everything(reason="test").exists()


def test_bootstrap_makes_three_once_and_records_it(place: Installation) -> None:
    roles = {each.role for each in Grant.everything(reason="test")}
    assert roles == set(ADMINISTRATORS)
    first = Entry.everything(reason="test").get(seq=1)
    assert first.event == "accounts:installation:bootstrapped"
    with refused("not_empty"):
        bootstrap(NAMES, at=AT)


@pytest.mark.parametrize(
    "holders",
    [
        {**NAMES, "audit_administrator": ("傅衡", "another")},
        {**NAMES, "audit_administrator": ("鲁笙", "fuheng")},
        {role: NAMES[role] for role in ADMINISTRATORS[:2]},
        {**NAMES, "unit_head": ("石岩", "shiyan")},
    ],
)
def test_bootstrap_refuses_fewer_than_three_persons(holders: dict[str, tuple[str, str]]) -> None:
    with refused("three_administrators"):
        bootstrap(holders, at=AT)
    assert not Account.everything(reason="test").exists()


def test_nobody_grants_anything_to_himself(place: Installation) -> None:
    by = place.security.caller()
    for role in ("unit_head", "system_administrator", "official"):
        with refused("grant_to_oneself"):
            grant(login_name="hejun", role=role, by=by, at=by.at, starts_on=by.on, unit_id=1)
    assert Grant.everything(reason="test").count() == 3


def test_nobody_grants_to_his_kin(place: Installation) -> None:
    brother = person("贺锋")
    place.opened("hefeng", brother)
    security = Account.everything(reason="test").select_related("person").get(login_name="hejun").person
    record_kinship(security, brother, relation="sibling", by=keeper(), at=AT)
    by = place.security.caller()
    with refused("grant_to_kin"):
        grant(login_name="hefeng", role="unit_head", by=by, at=by.at, starts_on=by.on, unit_id=1)


@pytest.mark.parametrize("holder", ["system", "audit"])
def test_only_the_security_administrator_grants(place: Installation, holder: str) -> None:
    place.opened("newcomer")
    getattr(place, holder).sign_in()
    by = getattr(place, holder).caller()
    with refused("not_permitted" if holder == "system" else "not_found"):
        grant(login_name="newcomer", role="unit_head", by=by, at=by.at, starts_on=by.on, unit_id=1)


@pytest.mark.parametrize(("held", "asked"), list(permutations(ADMINISTRATORS, 2)))
def test_one_person_never_holds_two_administrators_roles(place: Installation, held: str, asked: str) -> None:
    place.opened("fresh")
    place.grant("fresh", held)
    by = place.security.caller()
    with refused("exclusive_roles"):
        grant(login_name="fresh", role=asked, by=by, at=by.at, starts_on=by.on)


@pytest.mark.parametrize("role", [role for role in ROLES if role not in ADMINISTRATORS])
def test_an_administrator_gets_no_business_role_nor_the_other_way_round(place: Installation, role: str) -> None:
    unit = 1 if "unit" in ROLES[role].over else None
    by = place.security.caller()
    with refused("exclusive_roles"):
        grant(login_name="fuheng", role=role, by=by, at=by.at, starts_on=by.on, unit_id=unit)
    place.opened("worker")
    place.grant("worker", role, unit_id=unit)
    by = place.security.caller()
    with refused("exclusive_roles"):
        grant(login_name="worker", role="audit_administrator", by=by, at=by.at, starts_on=by.on)


def test_roles_exclude_each_other_only_on_common_days(place: Installation) -> None:
    place.opened("mover")
    place.security.sign_in()
    by = place.security.caller()
    until = by.on + timedelta(days=10)
    grant(login_name="mover", role="unit_head", by=by, at=by.at, starts_on=by.on, ends_before=until, unit_id=1)
    with refused("exclusive_roles"):
        grant(login_name="mover", role="audit_administrator", by=by, at=by.at, starts_on=until - timedelta(days=1))
    grant(login_name="mover", role="audit_administrator", by=by, at=by.at, starts_on=until)


def test_a_planted_rule_without_exclusion_would_be_caught(place: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quanze.apps.accounts.permissions.exclusive_with", lambda role: frozenset())
    by = place.security.caller()
    assert grant(login_name="fuheng", role="audit_administrator", by=by, at=by.at, starts_on=by.on)


@pytest.mark.parametrize("role", ADMINISTRATORS)
def test_administrators_hold_no_business_permission(role: str) -> None:
    business = {"register", "person", "kinship", "determination"}
    held = {permission.split(":")[1] for permission in caller_of(role).permissions}
    assert not held & business
    assert not any(caller_of(role).may(f"{each}:read") for each in business)


@pytest.mark.parametrize(
    ("role", "unit", "compartment"),
    [
        ("unit_head", None, None),
        ("unit_head", None, "determination:x"),
        ("conduct_officer", 1, "determination:x"),
        ("audit_administrator", 1, None),
        ("official", 1, None),
    ],
)
def test_a_role_is_granted_over_what_fits_it(
    place: Installation, role: str, unit: int | None, compartment: str | None
) -> None:
    place.opened("newcomer")
    place.security.sign_in()
    by = place.security.caller()
    with refused("wrong_over"):
        grant(
            login_name="newcomer", role=role, by=by, at=by.at, starts_on=by.on, unit_id=unit,
            over_compartment=compartment,
        )  # fmt: skip


def test_grants_need_a_fresh_factor_a_known_role_and_an_end_after_the_start(place: Installation) -> None:
    place.opened("newcomer")
    place.security.sign_in()
    stale = place.security.caller(place.clock.at + timedelta(minutes=6))
    with refused("step_up_needed"):
        grant(login_name="newcomer", role="unit_head", by=stale, at=stale.at, starts_on=stale.on, unit_id=1)
    by = place.security.caller()
    with refused("unknown_role"):
        grant(login_name="newcomer", role="emperor", by=by, at=by.at, starts_on=by.on)
    with refused("ends_before_start"):
        grant(login_name="newcomer", role="unit_head", by=by, at=by.at, starts_on=by.on, ends_before=by.on, unit_id=1)


def test_a_grant_is_effective_and_gone_at_the_next_request(place: Installation) -> None:
    holder = place.holder("unit_head", unit_id=5)
    assert holder.caller().may("register:read") is Reach.UNITS
    number = Grant.everything(reason="test").get(account__login_name=holder.login_name).pk
    place.security.sign_in()
    by = place.security.caller()
    revoke(grant=number, by=by, at=by.at, reason="调整分工")
    assert holder.caller().may("register:read") is None
    with refused("not_found"):
        revoke(grant=number, by=by, at=by.at, reason="再次")


def test_a_grant_holds_from_its_first_day_until_before_its_end(place: Installation) -> None:
    place.opened("seasonal")
    place.security.sign_in()
    by = place.security.caller()
    first, end = by.on + timedelta(days=2), by.on + timedelta(days=4)
    made = grant(login_name="seasonal", role="unit_head", by=by, at=by.at, starts_on=first, ends_before=end, unit_id=1)
    days = [by.on + timedelta(days=each) for each in range(6)]
    held = [Grant.everything(reason="test").filter(Grant.in_force_on(day), pk=made.pk).exists() for day in days]
    assert held == [False, False, True, True, False, False]


def test_two_grants_never_add_up(place: Installation) -> None:
    holder = place.holder("register_clerk", unit_id=1)
    place.grant(holder.login_name, "unit_head", unit_id=2)
    place.grant(holder.login_name, "conduct_officer", over_compartment="determination:abc")
    caller = holder.caller()
    assert caller.units == {1, 2}
    assert caller.units_for("register:write") == {1}
    assert caller.units_for("register:read") == {1, 2}
    assert caller.units_for("determination:ask") == frozenset()
    assert caller.may("determination:ask") is None, "a grant over a compartment gives nothing over units"
    assert caller.compartments_for("determination:read") == {"determination:abc"}


def test_nobody_revokes_his_own_grant_nor_the_last_administrator_of_a_kind(place: Installation) -> None:
    numbers = dict(Grant.everything(reason="test").values_list("role", "pk"))
    by = place.security.caller()
    with refused("not_found"):
        revoke(grant=numbers["security_administrator"], by=by, at=by.at, reason="x")
    with refused("last_administrator"):
        revoke(grant=numbers["audit_administrator"], by=by, at=by.at, reason="x")
    place.opened("second")
    place.grant("second", "audit_administrator")
    by = place.security.caller()
    revoke(grant=numbers["audit_administrator"], by=by, at=by.at, reason="轮换")


def test_the_system_administrator_acts_on_others_accounts_only(place: Installation) -> None:
    place.system.sign_in()
    by = place.system.caller()
    with refused("not_permitted"):
        disable(login_name="fuheng", by=by, at=by.at, reason="x")
    with refused("not_permitted"):
        renew_secret(login_name="fuheng", by=by, at=by.at, reason="x")
    with refused("not_permitted"):
        bind_outside(login_name="fuheng", subject="s", by=by, at=by.at)
    with refused("last_administrator"):
        disable(login_name="lusheng", by=by, at=by.at, reason="x")
    with refused("no_reason"):
        disable(login_name="lusheng", by=by, at=by.at, reason=" ")
    with refused("not_found"):
        disable(login_name="nobody", by=by, at=by.at, reason="x")


def test_one_person_one_account_and_one_name(place: Installation) -> None:
    someone = person()
    place.opened("first", someone)
    by = place.system.caller()
    with refused("has_account"):
        open_account(person=someone, login_name="second", by=by, at=by.at)
    with refused("login_name_taken"):
        open_account(person=person(), login_name="first", by=by, at=by.at)
    for bad in ("", "ab", "Upper", "9lives", "with space", "汉字名字", "a" * 33, "x\0yz"):
        with refused("bad_login_name"):
            open_account(person=person(), login_name=bad, by=by, at=by.at)


def test_one_outside_identity_belongs_to_one_account(place: Installation) -> None:
    place.opened("first")
    place.opened("second")
    by = place.system.caller()
    bind_outside(login_name="first", subject="s-1", by=by, at=by.at)
    with refused("subject_taken"):
        bind_outside(login_name="second", subject="s-1", by=by, at=by.at)
    bind_outside(login_name="first", subject="", by=by, at=by.at)
    bind_outside(login_name="second", subject="s-1", by=by, at=by.at)


@pytest.mark.parametrize(
    "change",
    [
        {"role": "organization_officer"},
        {"unit_id": 99},
        {"starts_on": date(2020, 1, 1)},
        {"ends_before": date(2099, 1, 1)},
        {"seal": "0" * 64},
    ],
)
def test_a_grant_altered_in_the_database_stops_counting(place: Installation, change: dict[str, object]) -> None:
    holder = place.holder("unit_head", unit_id=5)
    Grant.everything(reason="planted").filter(account__login_name=holder.login_name).update(**change)
    with refused("grant_altered"):
        holder.caller()


def test_the_database_keeps_the_shape_of_grants(place: Installation) -> None:
    rows = Grant.everything(reason="test").filter(role="audit_administrator")
    faults: list[dict[str, object]] = [
        {"role": "emperor"},
        {"ends_before": date(2000, 1, 1)},
        {"unit_id": 1, "over_compartment": "x"},
        {"revoked_at": AT},
    ]
    for fault in faults:
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**fault)


def test_every_refused_grant_stands_in_the_record(place: Installation) -> None:
    by = place.security.caller()
    with refused("grant_to_oneself"):
        grant(login_name="hejun", role="unit_head", by=by, at=by.at, starts_on=by.on, unit_id=1)
    last = Entry.everything(reason="test").order_by("-seq")[0]
    assert (last.kind, last.event, last.reason) == ("refusal", "accounts:role:granted", "grant_to_oneself")
    assert not last.business
