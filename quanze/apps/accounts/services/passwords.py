"""Changing one's own password."""

from __future__ import annotations

from datetime import datetime

from quanze.apps.access.caller import Caller
from quanze.apps.access.context import entered
from quanze.apps.accounts.passwords import check_password_fit, fits, hashed
from quanze.apps.accounts.selectors import Standing
from quanze.apps.accounts.services.opening import end_all_sessions
from quanze.apps.accounts.services.recording import record_account
from quanze.apps.accounts.services.sessions import Opened, holder_caller, locked_own, open_session
from quanze.apps.accounts.services.tries import counted
from quanze.apps.audit.acts import act
from quanze.core.refusals import Refusal


def change_password(*, standing: Standing, old: str, new: str, at: datetime) -> Opened:
    """Change one's own password, the one-time secret's included. All sessions die; a new one is returned.

    Raises Refusal: wrong_password, weak_password, same_password, session_over.
    """
    by = holder_caller(standing, at)
    with counted(standing.login_name, "", at=at):
        return _change(standing=standing, old=old, new=new, by=by, at=at)


@act(event="accounts:password:changed")
@entered
def _change(*, standing: Standing, old: str, new: str, by: Caller, at: datetime) -> Opened:
    if "give_factor" in standing.needs:
        raise Refusal("factor_needed", zh="请先输入动态口令", en="give your one-time code first")
    account, session = locked_own(by, at)
    if not fits(old, account.password):
        raise Refusal("wrong_password", zh="原口令不正确", en="the old password is wrong", where="old")
    if old == new:
        raise Refusal("same_password", zh="新口令不能与原口令相同", en="the new password is the old one", where="new")
    check_password_fit(new, login_name=account.login_name, names=(standing.name,))
    account.password, account.password_changed_at, account.one_time_until = hashed(new), at, None
    account.save(update_fields=["password", "password_changed_at", "one_time_until"])
    end_all_sessions(account)
    record_account(account, "accounts:password:changed", by=by, at=at)
    return open_session(account, source=session.source, at=at, opened_at=session.opened_at, factor_at=session.factor_at)
