"""Granting and revoking roles: the security administrator's part."""

from __future__ import annotations

from datetime import date, datetime

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import check_fresh_factor, check_may, not_found
from quanze.apps.access.compartments import ACCOUNTS
from quanze.apps.access.context import entered
from quanze.apps.accounts.models import Account, Grant
from quanze.apps.accounts.permissions import (
    check_exclusive,
    check_may_grant,
    check_not_last_administrator,
    check_role_over,
)
from quanze.apps.accounts.selectors import check_seals
from quanze.apps.accounts.services.opening import check_reason, locked_account
from quanze.apps.audit.acts import act
from quanze.apps.audit.services import record
from quanze.core.refusals import Refusal


@act(event="accounts:role:granted", of="login_name")
@entered
def grant(
    *, login_name: str, role: str, by: Caller, at: datetime, starts_on: date, ends_before: date | None = None,
    unit_id: int | None = None, over_compartment: str | None = None, reason: str = "",
) -> Grant:  # fmt: skip
    """Give another person's account a role for a half-open period, over a unit's subtree or a compartment.

    The door that grants has read the unit and passes its id. Raises Refusal: not_permitted, step_up_needed,
    not_found, grant_to_oneself, grant_to_kin, unknown_role, wrong_over, exclusive_roles, ends_before_start.
    """
    account = locked_account(login_name, by)
    check_may_grant(by, account)
    check_role_over(role, unit_id, over_compartment)
    if ends_before is not None and ends_before <= starts_on:
        raise Refusal("ends_before_start", zh="止应晚于起", en="the end must be after the start", where="ends_before")
    check_exclusive(account, role, starts_on, ends_before)
    made = make_grant(
        account, role, by=by, at=at, starts_on=starts_on, ends_before=ends_before,
        unit_id=unit_id, over_compartment=over_compartment,
    )  # fmt: skip
    _record(made, account, "accounts:role:granted", by=by, at=at, reason=reason)
    return made


def make_grant(
    account: Account, role: str, *, by: Caller, at: datetime, starts_on: date, ends_before: date | None = None,
    unit_id: int | None = None, over_compartment: str | None = None,
) -> Grant:  # fmt: skip
    """The sealed row of a grant, unrecorded: for grant and bootstrap."""
    made = Grant(
        compartment=ACCOUNTS, account=account, role=role, unit_id=unit_id, over_compartment=over_compartment,
        starts_on=starts_on, ends_before=ends_before, granted_at=at, granted_by_id=by.person,
    )  # fmt: skip
    made.seal = made.sealed()
    made.save(force_insert=True)
    return made


@act(event="accounts:role:revoked")
@entered
def revoke(*, grant: int, by: Caller, at: datetime, reason: str) -> Grant:
    """Take back another's grant (its id), effective at his next request.

    Raises Refusal: not_permitted, step_up_needed, not_found (one's own too), last_administrator, no_reason.
    """
    check_may(by, "account:revoke")
    check_fresh_factor(by)
    check_reason(reason)
    rows = Grant.rows.by(by).filter(pk=grant, revoked_at=None)
    if seen := rows.first():
        check_not_last_administrator(seen, on=by.on)
    row = rows.select_for_update().first()
    if row is None:
        raise not_found("grant")
    check_seals([row])
    row.revoked_at, row.revoked_by_id = at, by.person
    row.seal = row.sealed()
    row.save(update_fields=["revoked_at", "revoked_by", "seal"])
    account = Account.everything(reason="whose grant").get(pk=row.account_id)
    _record(row, account, "accounts:role:revoked", by=by, at=at, reason=reason)
    return row


def _record(row: Grant, account: Account, event: str, *, by: Caller, at: datetime, reason: str) -> None:
    record(
        by=by, at=at, event=event, object_kind="grant", object_id=f"{account.login_name}/{row.pk}",
        after=row.content(), reason=reason,
    )  # fmt: skip
