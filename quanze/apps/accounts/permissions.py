"""May this role be given to this account by this caller, now? The rules of the three administrators."""

from __future__ import annotations

from datetime import date

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import check_fresh_factor, check_may
from quanze.apps.access.recusal import is_recused
from quanze.apps.accounts.models import Account, Grant
from quanze.apps.accounts.roles import ADMINISTRATORS, ROLE_WORDS, ROLES, exclusive_with
from quanze.core.refusals import Refusal


def check_may_grant(by: Caller, account: Account) -> None:
    """Refuse whoever may not grant, has no fresh second factor, or would grant to himself or his kin.

    Raises Refusal: not_permitted, step_up_needed, grant_to_oneself, grant_to_kin.
    """
    check_may(by, "account:grant")
    check_fresh_factor(by)
    if by.account == account.pk or by.person == account.person_id:
        raise Refusal("grant_to_oneself", zh="不能给自己授权", en="nobody grants anything to himself", where="account")
    if is_recused(by, [account.person_id]):
        raise Refusal(
            "grant_to_kin", zh="不能给自己的亲属授权，请由他人办理", where="account",
            en="nobody grants anything to his kin; let someone else do it",
        )  # fmt: skip


def check_role_over(role: str, unit_id: int | None, compartment: str | None) -> None:
    """Refuse a role outside the list, or over something it is not granted over.

    Raises Refusal: unknown_role, wrong_over.
    """
    if role not in ROLES:
        listed = ", ".join(ROLES)
        raise Refusal(
            "unknown_role", zh=f"没有这个角色；可用：{listed}", en=f"no such role; one of {listed}", where="role"
        )
    named = {"unit": unit_id is not None, "compartment": compartment is not None}
    over = [kind for kind, given in named.items() if given]
    allowed = ROLES[role].over
    if len(over) > 1 or (over and over[0] not in allowed) or (not over and not {"system", "self"} & set(allowed)):
        raise Refusal(
            "wrong_over", zh="该角色的授权范围不对：单位角色须指明单位或隔区之一，管理员和本人角色两者都不写",
            en="this role is granted over something else: a unit's role names a unit or a compartment, "
            "an administrator's and an official's neither", where="role",
        )  # fmt: skip


def check_exclusive(account: Account, role: str, starts_on: date, ends_before: date | None) -> None:
    """Refuse a role beside one that the same person may not hold on any same day (三员分立).

    Raises Refusal "exclusive_roles". Call it with the account locked.
    """
    beside = Grant.everything(reason="roles that exclude each other").filter(account=account)
    on_those_days = beside.filter(Grant.touching(starts_on, ends_before))
    held = set(on_those_days.values_list("role", flat=True)) & exclusive_with(role)
    if held:
        named = min(held)
        raise Refusal(
            "exclusive_roles",
            zh=f"此人在同一时期已是{ROLE_WORDS[named].zh}，不能再任{ROLE_WORDS[role].zh}；请授予另一人",
            en=f"this person is {ROLE_WORDS[named].en} in that period and cannot be {ROLE_WORDS[role].en} too",
            where="role",
        )


def check_not_last_administrator(grant: Grant, *, on: date) -> None:
    """Refuse to take away the last of an administrator's role. Raises Refusal "last_administrator".

    Every grant of the role is locked first, in one order, so that two who go at once go one after the other.
    """
    if grant.role not in ADMINISTRATORS:
        return
    held = Grant.everything(reason="is he the last").filter(Grant.in_force_on(on), role=grant.role)
    list(held.order_by("pk").select_for_update())
    others = Grant.everything(reason="is he the last").filter(
        Grant.in_force_on(on), role=grant.role, account__is_active=True
    )
    if not others.exclude(account=grant.account_id).exists():
        raise Refusal(
            "last_administrator", zh="这是最后一名该类管理员，请先授予另一人", where="role",
            en="this is the last administrator of that kind; grant the role to someone else first",
        )  # fmt: skip
