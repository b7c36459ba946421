"""Reads of tokens: one's own for a list, and the one that a program shows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet

from quanze.apps.access.caller import Caller
from quanze.apps.access.context import reading
from quanze.apps.access.permissions import ACTIONS
from quanze.apps.accounts.selectors import Standing, hash_of_token, must_change, sign_in_caller
from quanze.apps.accounts.tokens.models import ApiToken

# What a token can be limited to: reads and questions. Nothing that changes the register or accounts goes by token.
OFFERED = (
    "register:read", "register:export", "rules:read", "determination:ask", "determination:read",
    "determination:compare",
)  # fmt: skip
# What every token may do: nothing that anybody else could not learn.
ALWAYS = frozenset({"system:watch"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """A living token that was shown: whose it is, what for, and to which actions it is limited."""

    standing: Standing
    token: str
    purpose: str
    actions: frozenset[str]
    used_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A token in its holder's list; ``lives`` says that it opens something now."""

    token: str
    purpose: str
    actions: tuple[str, ...]
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    used_on: date | None
    lives: bool


def offered_to(caller: Caller) -> tuple[str, ...]:
    """The actions that the caller may give to a token: those he may do himself now."""
    return tuple(action for action in OFFERED if caller.may(action))


def tokens_of(by: Caller, *, most: int = 100) -> list[Line]:
    """One's own tokens, the newest first."""
    with reading(by):
        mine = list(ApiToken.visible.to(by)[:most])
        living = set(_living_of(by).values_list("pk", flat=True))
    return [_line(row, row.pk in living) for row in mine]


def _living_of(by: Caller) -> QuerySet[ApiToken]:
    return ApiToken.visible.to(by).filter(ApiToken.living(by.at))


def _line(row: ApiToken, lives: bool) -> Line:
    return Line(
        token=row.public_id, purpose=row.purpose, actions=tuple(row.actions), made_at=row.made_at,
        expires_at=row.expires_at, revoked_at=row.revoked_at, used_on=row.used_on,
        lives=lives and row.seal == row.sealed(),
    )  # fmt: skip


def bearer_of(token: str, *, at: datetime) -> Bearer | None:
    """What a token opens, None for a dead, altered or strange one, and for an account that must change its password."""
    with reading(sign_in_caller(at)):
        rows = ApiToken.everything(reason="a program shows a token").select_related("account__person")
        row = rows.filter(ApiToken.living(at), token_hash=hash_of_token(token)).first()
    if row is None or row.seal != row.sealed() or must_change(row.account, at):
        return None
    account = row.account
    standing = Standing(
        account=account.pk, person=account.person_id, name=account.person.name, login_name=account.login_name,
        session=f"token:{row.public_id}", seen_at=at, stepped_at=None, needs=(),
    )  # fmt: skip
    return Bearer(
        standing=standing, token=row.public_id, purpose=row.purpose, actions=frozenset(row.actions), used_on=row.used_on
    )


def limited(caller: Caller, bearer: Bearer) -> Caller:
    """The holder of a token with what the token leaves of his permissions; its number and purpose are his reason."""
    kept = (bearer.actions & ACTIONS.keys()) | ALWAYS
    holdings = None if caller.holdings is None else tuple(
        replace(each, permissions=_of_actions(each.permissions, kept)) for each in caller.holdings
    )  # fmt: skip
    return replace(
        caller, permissions=_of_actions(caller.permissions, kept), holdings=holdings, fresh_factor=False,
        reason=f"{bearer.purpose} [token {bearer.token}]",
    )  # fmt: skip


def _of_actions(permissions: Collection[str], actions: Collection[str]) -> frozenset[str]:
    return frozenset(each for each in permissions if each.partition(":")[2] in actions)
