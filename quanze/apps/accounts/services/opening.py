"""Opening, renewing and disabling accounts: the system administrator's part."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import check_fresh_factor, check_may, not_found, not_permitted
from quanze.apps.access.compartments import ACCOUNTS
from quanze.apps.access.context import entered
from quanze.apps.accounts.models import Account, Grant
from quanze.apps.accounts.passwords import hashed, one_time_secret
from quanze.apps.accounts.permissions import check_not_last_administrator
from quanze.apps.accounts.services.recording import record_account
from quanze.apps.audit.acts import act
from quanze.apps.people.models import Person
from quanze.apps.people.services import PersonFacts, record_person
from quanze.core.refusals import Refusal

ONE_TIME = timedelta(days=7)


@act(event="accounts:account:opened", of="login_name")
@entered
def open_account(*, person: Person, login_name: str, by: Caller, at: datetime) -> tuple[Account, str]:
    """Open an account, without any role, for a person that has none. Returns it with its one-time secret.

    Raises Refusal: not_permitted, step_up_needed, bad_login_name, login_name_taken, has_account.
    """
    check_may(by, "account:open")
    check_fresh_factor(by)
    made, secret = make_account(person, login_name, by=by, at=at)
    record_account(made, "accounts:account:opened", by=by, at=at)
    return made, secret


@act(event="accounts:account:opened", of="login_name")
@entered
def open_account_by_name(*, name: str, login_name: str, by: Caller, at: datetime) -> tuple[Account, str]:
    """Open an account for somebody who stands in no register yet: his name is recorded with it, and nothing else.

    Whoever stands in the register gets his account as that person (``open_account``), so that recusal knows him.
    Raises Refusal as ``open_account``, and no_name, too_long, bad_sign.
    """
    check_may(by, "account:open")
    check_fresh_factor(by)
    writing = replace(by, permissions=by.permissions | {"all:person:write"})
    person = record_person(PersonFacts(name=name.strip()), by=writing, at=at)
    made, secret = make_account(person, login_name, by=by, at=at)
    record_account(made, "accounts:account:opened", by=by, at=at)
    return made, secret


def make_account(person: Person, login_name: str, *, by: Caller, at: datetime) -> tuple[Account, str]:
    """The row of a new account and its secret, unrecorded: for open_account and bootstrap."""
    check_login_name(login_name)
    _check_free(person, login_name)
    secret = one_time_secret()
    made = Account(
        compartment=ACCOUNTS, login_name=login_name, person=person, password=hashed(secret),
        password_changed_at=at, one_time_until=at + ONE_TIME, opened_at=at, opened_by_id=by.person,
    )  # fmt: skip
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:  # somebody was quicker
        _check_free(person, login_name)
        raise
    return made, secret


def _check_free(person: Person, login_name: str) -> None:
    taken = Account.everything(reason="one name, one account")
    if taken.filter(login_name=login_name).exists():
        raise Refusal(
            "login_name_taken", zh="登录名已被使用，请换一个", en="this login name is taken; choose another",
            where="login_name",
        )  # fmt: skip
    check_person_free(person)


def check_person_free(person: Person) -> None:
    """Refuse a person who has an account. Raises Refusal "has_account"."""
    if Account.everything(reason="one person, one account").filter(person=person).exists():
        raise Refusal(
            "has_account",
            zh="此人已有账号；一人一号",
            en="this person has an account already: one each",
            where="person",
        )


def check_login_name(login_name: str) -> None:
    """Refuse login names that are not 3 to 32 letters, digits, dots or dashes of ASCII, small letters first.

    Raises Refusal "bad_login_name".
    """
    plain = login_name.isascii() and login_name == login_name.lower() and login_name[:1].isalpha()
    if (
        not plain
        or not 3 <= len(login_name) <= 32
        or not set(login_name) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-")
    ):
        raise Refusal(
            "bad_login_name", zh="登录名应以小写字母开头，由 3 至 32 个小写字母、数字、点或短横组成", where="login_name",
            en="a login name begins with a small letter and has 3 to 32 small letters, digits, dots or dashes",
        )  # fmt: skip


def locked_account(login_name: str, by: Caller) -> Account:
    """The account under a lock, for a change. Raises Refusal "not_found"."""
    found = Account.rows.by(by).select_for_update().filter(login_name=login_name).first()
    if found is None:
        raise not_found("login_name")
    return found


@act(event="accounts:account:disabled", of="login_name")
@entered
def disable(*, login_name: str, by: Caller, at: datetime, reason: str) -> Account:
    """Disable another's account; every session of it dies at once.

    Raises Refusal: not_permitted, step_up_needed, not_found, last_administrator, no_reason.
    """
    check_may(by, "account:disable")
    check_fresh_factor(by)
    check_reason(reason)
    account = locked_account(login_name, by)
    if account.pk == by.account:
        raise not_permitted()
    for each in Grant.everything(reason="is he the last").filter(Grant.in_force_on(by.on), account=account):
        check_not_last_administrator(each, on=by.on)
    account.is_active = False
    end_all_sessions(account)
    account.save(update_fields=["is_active"])
    record_account(account, "accounts:account:disabled", by=by, at=at, reason=reason)
    return account


def end_all_sessions(account: Account) -> None:
    """Move the epoch on: no session opened before it counts any more, whatever is still written to it."""
    Account.everything(reason="sessions die").filter(pk=account.pk).update(epoch=F("epoch") + 1)
    account.refresh_from_db(fields=["epoch"], from_queryset=Account.everything(reason="sessions die"))


def check_reason(reason: str) -> None:
    """Refuse an act against somebody without its reason. Raises Refusal "no_reason"."""
    if not reason.strip():
        raise Refusal("no_reason", zh="请写明理由", en="give the reason", where="reason")


@act(event="accounts:account:renewed", of="login_name")
@entered
def renew_secret(*, login_name: str, by: Caller, at: datetime, reason: str) -> str:
    """A new one-time secret for another's account, for who forgot his password; his sessions die.

    His second factor stays: who renews cannot sign in for him. Raises Refusal: not_permitted, step_up_needed,
    not_found, no_reason.
    """
    check_may(by, "account:renew")
    check_fresh_factor(by)
    check_reason(reason)
    account = locked_account(login_name, by)
    if account.pk == by.account:
        raise not_permitted()
    secret = one_time_secret()
    account.password, account.password_changed_at = hashed(secret), at
    account.one_time_until = at + ONE_TIME
    account.save(update_fields=["password", "password_changed_at", "one_time_until"])
    end_all_sessions(account)
    record_account(account, "accounts:account:renewed", by=by, at=at, reason=reason)
    return secret


@act(event="accounts:account:bound", of="login_name")
@entered
def bind_outside(*, login_name: str, subject: str, by: Caller, at: datetime) -> Account:
    """Bind an outside identity (the provider's subject) to another's account, or unbind it with "".

    Raises Refusal: not_permitted, step_up_needed, not_found, subject_taken.
    """
    check_may(by, "account:bind")
    check_fresh_factor(by)
    account = locked_account(login_name, by)
    if account.pk == by.account:
        raise not_permitted()
    others = (
        Account.everything(reason="one identity, one account").filter(outside_subject=subject).exclude(pk=account.pk)
    )
    if subject and others.exists():
        raise Refusal(
            "subject_taken",
            zh="该统一身份已绑定其他账号",
            en="this identity is bound to another account",
            where="subject",
        )
    account.outside_subject = subject or None
    account.save(update_fields=["outside_subject"])
    record_account(account, "accounts:account:bound", by=by, at=at, after={"bound": bool(subject)})
    return account
