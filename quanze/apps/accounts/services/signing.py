"""Signing in and out: password or outside identity, then the second factor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from time import sleep

from quanze.apps.access.caller import Caller
from quanze.apps.access.context import entered, reading
from quanze.apps.accounts.models import Account
from quanze.apps.accounts.passwords import fits
from quanze.apps.accounts.selectors import Standing, sign_in_caller
from quanze.apps.accounts.services.factors import take_code
from quanze.apps.accounts.services.recording import as_holder, record_account
from quanze.apps.accounts.services.sessions import (
    Opened,
    end_session,
    holder_caller,
    locked_own,
    open_session,
    replace_session,
)
from quanze.apps.accounts.services.tries import counted, wait_before
from quanze.apps.audit.acts import act
from quanze.core.refusals import Refusal


def sign_in(
    *, login_name: str, password: str, code: str = "", source: str, at: datetime, pause: Callable[[float], None] = sleep
) -> Opened:
    """Sign in with a password and, if one is enrolled, the one-time code (now, or on the next page).

    Waits first, by how many tries failed; right words are never locked out. A hash is made whether the account
    exists or not. Raises Refusal: wrong_credentials, secret_expired.
    """
    pause(wait_before(login_name, source, at=at))
    account = _found(at, login_name=login_name)
    right = fits(password, account.password if account is not None and account.is_active else None)
    with counted(login_name, source, at=at):
        return _sign_in(
            account if right else None, code=code, source=source, at=at, by=_holder(account, at), named=_name(account)
        )


def sign_in_outside(*, subject: str, source: str, at: datetime) -> Opened:
    """Sign in whom the identity provider has named; the second factor is asked for on the next page.

    Raises Refusal "wrong_credentials" for a subject bound to no active account.
    """
    account = _found(at, outside_subject=subject) if subject else None
    usable = account if account is not None and account.is_active else None
    return _sign_in(usable, code="", source=source, at=at, by=_holder(account, at), named=_name(account))


def _found(at: datetime, **by_what: str) -> Account | None:
    if any("\0" in value for value in by_what.values()):
        return None
    with reading(sign_in_caller(at)):
        rows = Account.everything(reason="signing in").select_related("person")
        return rows.filter(**by_what).first()


def _name(account: Account | None) -> str:
    """What stands in the record: the account that was named, or nothing; never what was typed."""
    return "" if account is None else account.login_name


def _holder(account: Account | None, at: datetime) -> Caller:
    by = sign_in_caller(at)
    return by if account is None else as_holder(by, account)


@act(event="accounts:session:opened", of="named")
@entered
def _sign_in(account: Account | None, *, code: str, source: str, named: str, by: Caller, at: datetime) -> Opened:
    if account is None:
        raise wrong_credentials()
    if account.one_time_until is not None and account.one_time_until <= at:
        raise Refusal(
            "secret_expired", zh="一次性口令已过期，请系统管理员重发",
            en="the one-time secret has expired; ask the system administrator for a new one",
        )  # fmt: skip
    factor = bool(code) and account.factor_confirmed_at is not None
    if factor and not take_code(account, code, at=at):
        raise wrong_credentials()
    opened = open_session(account, source=source, at=at, factor_at=at if factor else None)
    record_account(account, "accounts:session:opened", by=by, at=at)
    return opened


def wrong_credentials() -> Refusal:
    """One answer for a wrong name, password or code: nobody learns which accounts exist."""
    return Refusal(
        "wrong_credentials", zh="登录名、口令或动态口令不正确",
        en="the login name, the password or the one-time code is wrong",
    )  # fmt: skip


def give_factor(*, standing: Standing, code: str, at: datetime, pause: Callable[[float], None] = sleep) -> Opened:
    """The second page of signing in: the one-time code. The session goes on under a new token.

    Raises Refusal: wrong_code, session_over.
    """
    pause(wait_before(standing.login_name, "", at=at))
    with counted(standing.login_name, "", at=at):
        return _give_factor(code=code, by=holder_caller(standing, at), at=at, named=standing.login_name)


@act(event="accounts:factor:given", of="named")
@entered
def _give_factor(*, code: str, by: Caller, at: datetime, named: str) -> Opened:
    account, session = locked_own(by, at)
    if not take_code(account, code, at=at):
        raise Refusal("wrong_code", zh="动态口令不正确", en="the one-time code is wrong", where="code")
    opened = replace_session(session, account, at=at, factor=True)
    record_account(account, "accounts:factor:given", by=by, at=at)
    return opened


def step_up(*, standing: Standing, code: str, at: datetime, pause: Callable[[float], None] = sleep) -> Opened:
    """Give the second factor again, for grants and exports in the next five minutes; a new token.

    Raises Refusal: wrong_code, session_over.
    """
    return give_factor(standing=standing, code=code, at=at, pause=pause)


def sign_out(*, standing: Standing, at: datetime) -> None:
    """End the session; nothing revives it."""
    _sign_out(by=holder_caller(standing, at), at=at)


@act(event="accounts:session:closed")
@entered
def _sign_out(*, by: Caller, at: datetime) -> None:
    account, session = locked_own(by, at)
    end_session(session, at)
    record_account(account, "accounts:session:closed", by=by, at=at)
