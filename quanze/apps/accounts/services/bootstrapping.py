"""A fresh installation has no account; this makes the three administrators, once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from quanze.apps.access.caller import Caller, system_caller
from quanze.apps.access.compartments import PEOPLE
from quanze.apps.access.context import entered
from quanze.apps.accounts.models import Account
from quanze.apps.accounts.roles import ADMINISTRATORS, ROLE_WORDS
from quanze.apps.accounts.services.granting import make_grant
from quanze.apps.accounts.services.opening import make_account
from quanze.apps.audit.acts import act
from quanze.apps.audit.services import record
from quanze.apps.people.models import Person
from quanze.apps.people.services import check_facts
from quanze.core.refusals import Refusal


def bootstrap_caller(at: datetime) -> Caller:
    """The program at the console of an empty installation."""
    return system_caller("bootstrap", permissions=["all:account:bootstrap", "all:person:write"], at=at)


def bootstrap(holders: Mapping[str, tuple[str, str]], *, at: datetime) -> dict[str, str]:
    """Make the three administrators of an empty installation: role → (person's name, login name), all different.

    Returns login name → one-time secret, shown once and kept nowhere. Raises Refusal: not_empty,
    three_administrators, or what open_account refuses.
    """
    return _bootstrap(holders=holders, by=bootstrap_caller(at), at=at)


@act(event="accounts:installation:bootstrapped")
@entered
def _bootstrap(*, holders: Mapping[str, tuple[str, str]], by: Caller, at: datetime) -> dict[str, str]:
    _check_accounts(0)
    _check_three(holders)
    secrets = {}
    for role in ADMINISTRATORS:
        name, login_name = holders[role]
        check_facts({"name": name}, where=role)
        person = Person.rows.by(by).create(compartment=PEOPLE, name=name)
        account, secrets[login_name] = make_account(person, login_name, by=by, at=at)
        make_grant(account, role, by=by, at=at, starts_on=by.on)
    record(
        by=by, at=at, event="accounts:installation:bootstrapped", object_kind="installation", object_id="",
        after={role: holders[role][1] for role in ADMINISTRATORS},
    )  # fmt: skip
    # The record let one writer through at a time: whoever bootstrapped meanwhile is seen now.
    _check_accounts(len(ADMINISTRATORS))
    return secrets


def _check_accounts(expected: int) -> None:
    if Account.everything(reason="is the installation empty").count() != expected:
        raise Refusal(
            "not_empty", zh="系统中已有账号，不能再次初始化；新账号由系统管理员开立",
            en="there are accounts already; new ones are opened by the system administrator",
        )  # fmt: skip


def _check_three(holders: Mapping[str, tuple[str, str]]) -> None:
    names = {name.strip() for name, _ in holders.values()}
    logins = {login for _, login in holders.values()}
    if set(holders) != set(ADMINISTRATORS) or len(names) < 3 or len(logins) < 3:
        listed = "、".join(ROLE_WORDS[role].zh for role in ADMINISTRATORS)
        raise Refusal(
            "three_administrators", zh=f"{listed}须由三个不同的人担任，登录名也须各不相同",
            en="the three administrators are three different persons with three login names",
        )  # fmt: skip
