"""Keep what somebody has begun, sealed, for a while; give it up when it is done or its time is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from secrets import token_urlsafe

from quanze.apps.access.caller import Caller, system_caller
from quanze.apps.access.checks import check_may, not_found
from quanze.apps.access.context import acting, entered
from quanze.apps.access.sealing import seal
from quanze.apps.audit.acts import act
from quanze.apps.audit.services import record
from quanze.apps.organizations.models.held import FILES, FORM, PURPOSE, Held
from quanze.core.refusals import Refusal

LASTING = {FORM: timedelta(days=30), FILES: timedelta(hours=1)}
MOST = {FORM: 20, FILES: 3}
_ACTION = {FORM: "register:write", FILES: "register:import"}


@act(event="register:draft:kept")
@entered
def keep(*, kind: str, content: bytes, by: Caller, at: datetime) -> str:
    """Keep a draft ("form", 30 days) or the files of an import ("files", one hour); its token.

    Of files the oldest give way to new ones. Raises Refusal: not_permitted, too_many_drafts.
    """
    check_may(by, _ACTION[kind])
    _forget_the_old(at)
    own = Held.rows.by(by).filter(kind=kind).order_by("-at")
    if kind == FILES:
        Held.rows.by(by).filter(pk__in=list(own.values_list("pk", flat=True)[MOST[kind] - 1 :])).delete()
    elif own.count() >= MOST[kind]:
        raise Refusal(
            "too_many_drafts", zh=f"草稿最多 {MOST[kind]} 份，请先办理或删去一些",
            en=f"at most {MOST[kind]} drafts: finish or delete some first",
        )  # fmt: skip
    token = token_urlsafe(15)
    sealed = seal(content, purpose=PURPOSE, row=token)
    Held(token=token, account=by.account or 0, kind=kind, at=at, until=at + LASTING[kind], sealed=sealed).save()
    record(by=by, at=at, event="register:draft:kept", object_kind="draft", object_id=kind)
    return token


@act(event="register:draft:dropped")
@entered
def drop(*, token: str, by: Caller, at: datetime) -> None:
    """Delete something of one's own that was kept. Raises Refusal "not_found"."""
    found = Held.rows.by(by).filter(token=token).first()
    if found is None:
        raise not_found()
    found.delete()
    record(by=by, at=at, event="register:draft:dropped", object_kind="draft", object_id=found.kind)


def _forget_the_old(at: datetime) -> None:
    """Delete what anybody kept beyond its time."""
    with acting(system_caller("keeping", permissions=("all:register:write",), at=at)):
        Held.everything(reason="its time is over").filter(until__lte=at).delete()
