"""Sessions: opened with a new token, ended once and for all, and never brought back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from quanze.apps.access.caller import Caller
from quanze.apps.access.compartments import ACCOUNTS
from quanze.apps.access.context import acting
from quanze.apps.accounts.models import Account, Session
from quanze.apps.accounts.roles import EVERYBODY
from quanze.apps.accounts.selectors import Standing, hash_of_token, living_sessions, sign_in_caller
from quanze.core.refusals import Refusal

_TOUCHED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Opened:
    """A session just opened: its token, which only its holder gets, and its row."""

    token: str
    session: Session


def open_session(
    account: Account, *, source: str, at: datetime, opened_at: datetime | None = None, factor_at: datetime | None = None
) -> Opened:
    """A new session with a new token; with ``factor_at`` its holder has just given a second factor.

    ``opened_at`` is when he signed in, if this session replaces another: its twelve hours go on.
    """
    token = token_urlsafe(32)
    made = Session(
        compartment=ACCOUNTS, token_hash=hash_of_token(token), account=account, epoch=account.epoch, source=source,
        opened_at=opened_at or at, seen_at=at, factor_at=factor_at, stepped_at=factor_at,
    )  # fmt: skip
    made.save(force_insert=True)
    return Opened(token, made)


def holder_caller(standing: Standing, at: datetime) -> Caller:
    """The holder of a session, for what concerns his own account only, finished signing in or not."""
    return Caller(
        person=standing.person, account=standing.account, name=standing.login_name, permissions=EVERYBODY,
        units=frozenset(), compartments=frozenset(), kin=frozenset({standing.person}), at=at, session=standing.session,
    )  # fmt: skip


def locked_own(by: Caller, at: datetime) -> tuple[Account, Session]:
    """The caller's own account under a lock, and the living session he calls from.

    Raises Refusal "session_over": it ended, the account was disabled or its password changed meanwhile.
    """
    if by.account is None:
        raise session_over()
    account = Account.rows.by(by).select_for_update().filter(pk=by.account, is_active=True).first()
    session = living_sessions(at).filter(token_hash=by.session, account_id=by.account).first()
    if account is None or session is None:
        raise session_over()
    return account, session


def session_over() -> Refusal:
    """The refusal for a session that is over."""
    return Refusal("session_over", zh="登录已失效，请重新登录", en="you are signed out; sign in again")


def end_session(session: Session, at: datetime) -> None:
    """End a session; one that ended before keeps its first end."""
    Session.everything(reason="signing out").filter(pk=session.pk, ended_at=None).update(ended_at=at)


def replace_session(old: Session, account: Account, *, at: datetime, factor: bool = False) -> Opened:
    """End a session and go on in a new one with a new token, so that nobody rides on the old one (fixation)."""
    end_session(old, at)
    return open_session(
        account, source=old.source, at=at, opened_at=old.opened_at, factor_at=at if factor else old.factor_at
    )


def touch(standing: Standing, *, at: datetime) -> None:
    """Note, at most once a minute, that a living session was used; a dead one stays dead."""
    if at - standing.seen_at < _TOUCHED_EVERY:
        return
    with acting(sign_in_caller(at)):
        rows = living_sessions(at).filter(token_hash=standing.session, seen_at__lt=at - _TOUCHED_EVERY)
        if found := rows.values_list("pk", flat=True).first():
            Session.everything(reason="in use").filter(pk=found, ended_at=None).update(seen_at=at)
