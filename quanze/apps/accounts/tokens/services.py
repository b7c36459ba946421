"""The writes of tokens: made, revoked, and the day of their last use."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from quanze.apps.access.caller import CHINA_TIME, Caller
from quanze.apps.access.checks import check_fresh_factor, check_may, not_found, not_permitted
from quanze.apps.access.compartments import ACCOUNTS
from quanze.apps.access.context import acting, entered
from quanze.apps.accounts.models import Account
from quanze.apps.accounts.selectors import hash_of_token, sign_in_caller
from quanze.apps.accounts.services.tries import counted, wait_before
from quanze.apps.accounts.tokens.models import LONGEST_PURPOSE, ApiToken
from quanze.apps.accounts.tokens.selectors import Bearer, offered_to
from quanze.apps.audit.acts import act
from quanze.apps.audit.services import record
from quanze.core.refusals import Refusal

PREFIX = "quanze_"
MOST_DAYS, MOST_LIVING = 90, 20


@dataclass(frozen=True, slots=True)
class Made:
    """A token just made: its text, which nobody sees again, and its row."""

    token: str
    row: ApiToken


@act(event="accounts:token:made")
@entered
def make_token(*, purpose: str, actions: Collection[str], days: int, by: Caller, at: datetime) -> Made:
    """A token for a program of one's own, limited to a purpose, to some of one's actions, and to 1 to 90 days.

    Raises Refusal: not_permitted, step_up_needed, no_purpose, bad_sign, no_actions, bad_actions, bad_days,
    too_many_tokens.
    """
    check_may(by, "account:secure")
    check_fresh_factor(by)
    told = _checked_purpose(purpose)
    chosen = _checked_actions(by, actions)
    if not 1 <= days <= MOST_DAYS:
        raise Refusal(
            "bad_days", zh=f"有效天数须为 1 至 {MOST_DAYS}", en=f"a token lives 1 to {MOST_DAYS} days", where="days"
        )
    account = Account.rows.by(by).select_for_update().filter(pk=by.account or 0, is_active=True).first()
    if account is None:
        raise not_permitted()
    _check_room(by, at)
    text = PREFIX + token_urlsafe(32)
    row = ApiToken(
        compartment=ACCOUNTS, token_hash=hash_of_token(text), account=account, epoch=account.epoch, purpose=told,
        actions=chosen, made_at=at, expires_at=at + timedelta(days=days),
    )  # fmt: skip
    row.seal = row.sealed()
    row.save(force_insert=True)
    record(
        by=by, at=at, event="accounts:token:made", object_kind="token", object_id=row.public_id, after=row.content(),
        reason=told,
    )  # fmt: skip
    return Made(text, row)


@act(event="accounts:token:revoked", of="token")
@entered
def revoke_token(*, token: str, by: Caller, at: datetime) -> None:
    """Revoke a token of one's own by its number, at once. Raises Refusal: not_permitted, not_found."""
    check_may(by, "account:secure")
    if not ApiToken.rows.by(by).filter(public_id=token, revoked_at=None).update(revoked_at=at):
        raise not_found("token")
    record(by=by, at=at, event="accounts:token:revoked", object_kind="token", object_id=token)


def note_use(bearer: Bearer, *, at: datetime) -> None:
    """Note the day (in China) on which a token was last used: one write a day."""
    today = at.astimezone(CHINA_TIME).date()
    if bearer.used_on != today:
        with acting(sign_in_caller(at)):
            ApiToken.everything(reason="a token is used").filter(public_id=bearer.token).update(used_on=today)


def refuse_token(*, source: str, at: datetime) -> None:
    """Refuse a token that opens nothing; it counts like a wrong password from that source.

    Who tries too often is told to wait; a good token is never made to. Raises Refusal: wrong_token, too_many_tries.
    """
    waiting = wait_before("", source, at=at)
    with counted("", source, at=at):
        if waiting > 0:
            raise Refusal(
                "too_many_tries", zh="错误的令牌过多，请稍后再试", en="too many wrong tokens: wait, then try again"
            )
        raise wrong_token()


def wrong_token() -> Refusal:
    """One answer for a missing, strange, expired, revoked or altered token."""
    return Refusal(
        "wrong_token", zh="令牌缺失或已失效；请在请求头写 Authorization: Bearer 令牌，令牌由本人在“接口令牌”页生成",
        en="no token, or one that opens nothing: send the header Authorization: Bearer TOKEN; "
        "its holder makes tokens on the page “API tokens”",
    )  # fmt: skip


def _checked_purpose(purpose: str) -> str:
    told = " ".join(purpose.split())
    if not told:
        raise Refusal(
            "no_purpose", zh="请写明用途：哪个程序、办什么事", en="say what it is for: which program, which matter",
            where="purpose",
        )  # fmt: skip
    if len(told) > LONGEST_PURPOSE or not told.isprintable():
        raise Refusal(
            "bad_sign", zh=f"用途不超过 {LONGEST_PURPOSE} 字，且不含控制字符", where="purpose",
            en=f"the purpose has at most {LONGEST_PURPOSE} signs, none of them control signs",
        )  # fmt: skip
    return told


def _checked_actions(by: Caller, actions: Collection[str]) -> list[str]:
    chosen = sorted(set(actions))
    if not chosen:
        raise Refusal("no_actions", zh="请至少选一项", en="choose at least one", where="actions")
    if not set(chosen) <= set(offered_to(by)):
        listed = " ".join(offered_to(by)) or "—"
        raise Refusal(
            "bad_actions", zh=f"令牌只能办您自己可以办的事项：{listed}", where="actions",
            en=f"a token does only what you may do yourself: {listed}",
        )  # fmt: skip
    return chosen


def _check_room(by: Caller, at: datetime) -> None:
    if ApiToken.rows.by(by).filter(ApiToken.living(at)).count() >= MOST_LIVING:
        raise Refusal(
            "too_many_tokens", zh=f"您已有 {MOST_LIVING} 个有效令牌，请先撤销不用的",
            en=f"you have {MOST_LIVING} living tokens: revoke some first",
        )  # fmt: skip
