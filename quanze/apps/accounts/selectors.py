"""Reads of accounts, grants and sessions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

from django.db.models import F, QuerySet

from quanze.apps.access.caller import CHINA_TIME, Caller, system_caller
from quanze.apps.access.checks import not_found
from quanze.apps.access.context import reading
from quanze.apps.access.prepared import Prepared
from quanze.apps.accounts.models import Account, Grant, Session
from quanze.apps.accounts.passwords import COMPLEXITY, regime
from quanze.apps.accounts.roles import ROLES
from quanze.apps.people.models import Person
from quanze.core.refusals import Refusal

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
PASSWORD_AGE = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a living session stands for: whose it is, and what is still asked of him before anything else.

    ``needs`` holds names of pages in their order: "change_password", "enrol_factor", "give_factor".
    """

    account: int
    person: int
    name: str
    login_name: str
    session: str
    seen_at: datetime
    stepped_at: datetime | None
    needs: tuple[str, ...]


def sign_in_caller(at: datetime) -> Caller:
    """The program while somebody signs in: it sees accounts and the names of their persons, nothing else."""
    return system_caller("sign-in", permissions=["all:account:read", "all:person:read"], at=at)


def hash_of_token(token: str) -> str:
    """How a session's token, or a login name that failed, is kept. Tokens are long and random, so no salt."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def visible_to(caller: Caller) -> QuerySet[Account]:
    """The accounts that the caller may see, by login name; whose they are tells ``holders``."""
    return Account.visible.to(caller).order_by("login_name")


def account_of(caller: Caller, login_name: str) -> Account:
    """One account that the caller may see. Raises Refusal "not_found"."""
    found = visible_to(caller).filter(login_name=login_name).first()
    if found is None:
        raise not_found()
    return found


def holders(caller: Caller, accounts: Iterable[Account]) -> dict[int, str]:
    """The names of the persons (by id) who hold accounts that the caller was shown.

    Administrators see no persons but these names: read by the program, for accounts visible to the caller only.
    """
    shown = visible_to(caller).filter(pk__in=[account.pk for account in accounts])
    persons = list(shown.values_list("person_id", flat=True))
    with reading(sign_in_caller(caller.at)):
        rows = Person.everything(reason="names of account holders").filter(pk__in=persons)
        return dict(rows.values_list("pk", "name"))


def grants_visible_to(caller: Caller) -> QuerySet[Grant]:
    """The grants that the caller may see, revoked and past ones included."""
    return Grant.visible.to(caller).select_related("account").order_by("account__login_name", "starts_on", "pk")


class Held(NamedTuple):
    """What counts of a grant while it is in force: its role, and what it is over ("unit", "system", …)."""

    role: str
    over: str
    unit: int | None
    compartment: str | None


def grants_in_force(account: int, *, on: date) -> list[Held]:
    """The grants of an account that hold on a day.

    Raises Refusal "grant_altered" if one of them does not say what was sealed: then none counts.
    """
    rows = _GRANTS.rows(account=account, on=on, following=on + timedelta(days=1))
    return [_held(row) for row in rows]


# By all that its row says, seal included: a row in which a sign was altered is another one.
@lru_cache(maxsize=2000)
def _held(row: tuple[Any, ...]) -> Held:
    grant = Grant(**dict(zip(_GRANT, row, strict=True)))
    check_seals([grant])
    return Held(grant.role, grant.over, grant.unit_id, grant.over_compartment)


def _grants(account: int, on: date, following: date) -> QuerySet[Grant, Any]:
    rows = Grant.everything(reason="what the account may do").filter(Grant.touching(on, following))
    return rows.filter(account_id=account).order_by("pk").values_list(*_GRANT)


_GRANT = tuple(field.attname for field in Grant._meta.concrete_fields)
_GRANTS = Prepared(_grants)


def check_seals(grants: Iterable[Grant]) -> None:
    """Refuse grants that were altered in the database, past any service. Raises Refusal "grant_altered"."""
    for grant in grants:
        if grant.role not in ROLES or grant.seal != grant.sealed():
            raise Refusal(
                "grant_altered", zh="授权记录被改动过，已停止使用；请联系安全管理员核对审计记录",
                en="a grant was altered in the database and is not used; "
                "ask the security administrator to compare it with the audit record",
            )  # fmt: skip


def living_sessions(at: datetime) -> QuerySet[Session]:
    """Sessions not ended, not idle for half an hour, not older than twelve hours, of the account's epoch."""
    return _living(at - IDLE, at - LONGEST)


def _living(seen: datetime, opened: datetime) -> QuerySet[Session]:
    """Sessions not ended, used and opened after two instants, of the account's epoch."""
    rows = Session.everything(reason="signing in").filter(ended_at=None, seen_at__gt=seen, opened_at__gt=opened)
    return rows.filter(account__is_active=True, epoch=F("account__epoch"))


def _of_token(token: str, seen: datetime, opened: datetime) -> QuerySet[Session, Any]:
    account = ("id", "login_name", "one_time_until", "password_changed_at", "factor_confirmed_at")
    person = ("person_id", "person__name")
    rows = _living(seen, opened).filter(token_hash=token)
    return rows.values_list(
        "token_hash", "seen_at", "factor_at", "stepped_at", *(f"account__{each}" for each in (*account, *person))
    )


_OF_TOKEN = Prepared(_of_token)


class _Living(NamedTuple):
    """A living session with its account and its person, as ``_of_token`` reads them."""

    session: str
    seen_at: datetime
    factor_at: datetime | None
    stepped_at: datetime | None
    account: int
    login_name: str
    one_time_until: datetime | None
    password_changed_at: datetime
    factor_confirmed_at: datetime | None
    person: int
    name: str


def standing_of_token(token: str, *, at: datetime) -> Standing | None:
    """What the session of a token stands for, None for a dead, strange or absent one. Raises Refusal grant_altered."""
    with reading(sign_in_caller(at)):
        return standing_within(token, at=at) if token else None


def standing_within(token: str, *, at: datetime) -> Standing | None:
    """The same for a token that is not empty, inside a transaction of one who may read accounts and their names."""
    rows = _OF_TOKEN.rows(token=hash_of_token(token), seen=at - IDLE, opened=at - LONGEST)
    return _standing_of(_Living(*rows[0]), at) if rows else None


def _standing_of(living: _Living, at: datetime) -> Standing:
    return Standing(
        account=living.account, person=living.person, name=living.name, login_name=living.login_name,
        session=living.session, seen_at=living.seen_at, stepped_at=living.stepped_at, needs=_needs(living, at),
    )  # fmt: skip


def _needs(living: _Living, at: datetime) -> tuple[str, ...]:
    needs = []
    if living.factor_confirmed_at is not None and living.factor_at is None:
        needs.append("give_factor")
    if must_change(living, at):
        needs.append("change_password")
    if living.factor_confirmed_at is None and needs_factor(living.account, at):
        needs.append("enrol_factor")
    return tuple(needs)


def must_change(account: Account | _Living, at: datetime) -> bool:
    """Must the password be changed before anything else: it is a one-time secret, or (等保) a year old?"""
    grows_old = regime() == COMPLEXITY and at - account.password_changed_at > PASSWORD_AGE
    return account.one_time_until is not None or grows_old


def needs_factor(account: int, at: datetime) -> bool:
    """Is a second factor asked of the account (its number): does it hold any role of staff?"""
    grants = grants_in_force(account, on=at.astimezone(CHINA_TIME).date())
    return any(ROLES[grant.role].second_factor for grant in grants)
