"""The common shape of this room's entries."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from quanze.apps.access.caller import Caller
from quanze.apps.accounts.models import Account
from quanze.apps.audit.services import record
from quanze.core.ledger.digests import Digestible


def record_account(
    account: Account, event: str, *, by: Caller, at: datetime, before: Digestible = None, after: Digestible = None,
    reason: str = "",
) -> None:  # fmt: skip
    """One entry about an account."""
    record(
        by=by, at=at, event=event, object_kind="account", object_id=account.login_name, before=before, after=after,
        reason=reason,
    )  # fmt: skip


def as_holder(by: Caller, account: Account) -> Caller:
    """The program that signs somebody in, named in the record as the holder of the account it found."""
    return replace(by, person=account.person_id, account=account.pk, name=account.login_name)
