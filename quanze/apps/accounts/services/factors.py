"""The second factor: a time-based one-time code (TOTP, RFC 6238), each code good once."""

from __future__ import annotations

from base64 import b32encode
from datetime import datetime
from hmac import compare_digest
from secrets import token_bytes
from typing import NamedTuple
from urllib.parse import quote

from django_otp.oath import hotp

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import check_fresh_factor, check_may, not_permitted
from quanze.apps.access.context import entered
from quanze.apps.access.sealing import seal, unseal
from quanze.apps.accounts.models import Account
from quanze.apps.accounts.selectors import Standing
from quanze.apps.accounts.services.opening import check_reason, end_all_sessions, locked_account
from quanze.apps.accounts.services.recording import record_account
from quanze.apps.accounts.services.sessions import Opened, holder_caller, locked_own, replace_session
from quanze.apps.accounts.services.tries import counted
from quanze.apps.audit.acts import act
from quanze.core.refusals import Refusal

STEP = 30
DIGITS = 6
_PURPOSE = "factor"


class Enrolment(NamedTuple):
    """What goes into the authenticator: the key as text to type, and as an address to scan."""

    key: str
    address: str


def step_at(at: datetime) -> int:
    """The thirty-second step of an instant."""
    return int(at.timestamp()) // STEP


def take_code(account: Account, code: str, *, at: datetime) -> bool:
    """Use a code up: true once for a right code of this step or a neighbour, never again for it or an older one."""
    if not account.factor_key or len(code) != DIGITS or not (code.isascii() and code.isdigit()):
        return False
    key = unseal(account.factor_key, purpose=_PURPOSE, row=str(account.pk))
    now = step_at(at)
    fitting = [step for step in (now - 1, now, now + 1) if compare_digest(f"{hotp(key, step):0{DIGITS}}", code)]
    rows = Account.everything(reason="a code is good once").filter(pk=account.pk)
    return any(rows.filter(factor_step__lt=step).update(factor_step=step) == 1 for step in fitting)


def enrol_factor(*, standing: Standing, at: datetime) -> Enrolment:
    """A new key for one's own account, to be confirmed with its first code.

    Raises Refusal: factor_enrolled (only the security administrator resets a confirmed one), session_over.
    """
    return _enrol(by=holder_caller(standing, at), at=at)


@act(event="accounts:factor:enrolled")
@entered
def _enrol(*, by: Caller, at: datetime) -> Enrolment:
    account, _ = locked_own(by, at)
    _check_unconfirmed(account)
    key = token_bytes(20)
    account.factor_key = seal(key, purpose=_PURPOSE, row=str(account.pk))
    account.save(update_fields=["factor_key"])
    record_account(account, "accounts:factor:enrolled", by=by, at=at)
    text = b32encode(key).decode()
    return Enrolment(text, f"otpauth://totp/{quote('权责')}:{account.login_name}?secret={text}&issuer={quote('权责')}")


def _check_unconfirmed(account: Account) -> None:
    if account.factor_confirmed_at is not None:
        raise Refusal(
            "factor_enrolled", zh="动态口令已经登记；更换设备请联系安全管理员重置",
            en="a second factor is enrolled already; for a new device ask the security administrator to reset it",
        )  # fmt: skip


def confirm_factor(*, standing: Standing, code: str, at: datetime) -> Opened:
    """Confirm one's new key with its first code; the session goes on under a new token, with a fresh factor.

    Raises Refusal: wrong_code, factor_enrolled, session_over.
    """
    with counted(standing.login_name, "", at=at):
        return _confirm(code=code, by=holder_caller(standing, at), at=at)


@act(event="accounts:factor:confirmed")
@entered
def _confirm(*, code: str, by: Caller, at: datetime) -> Opened:
    account, session = locked_own(by, at)
    _check_unconfirmed(account)
    if not take_code(account, code, at=at):
        raise Refusal(
            "wrong_code", zh="动态口令不正确，请核对设备时间", en="the code is wrong; check the device's clock"
        )
    account.factor_confirmed_at = at
    account.save(update_fields=["factor_confirmed_at"])
    opened = replace_session(session, account, at=at, factor=True)
    record_account(account, "accounts:factor:confirmed", by=by, at=at)
    return opened


@act(event="accounts:factor:reset", of="login_name")
@entered
def reset_factor(*, login_name: str, by: Caller, at: datetime, reason: str) -> Account:
    """Forget another's second factor, who lost his device: the security administrator's part. His sessions die.

    Raises Refusal: not_permitted, step_up_needed, not_found, no_reason.
    """
    check_may(by, "account:reset_factor")
    check_fresh_factor(by)
    check_reason(reason)
    account = locked_account(login_name, by)
    if account.pk == by.account:
        raise not_permitted()
    account.factor_key, account.factor_confirmed_at = "", None
    account.save(update_fields=["factor_key", "factor_confirmed_at"])
    end_all_sessions(account)
    record_account(account, "accounts:factor:reset", by=by, at=at, reason=reason)
    return account
