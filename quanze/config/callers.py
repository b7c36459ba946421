"""The Caller, built once per request or command: his grants with their units resolved, and his kin."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from quanze.apps.access.caller import Caller, Holding, system_caller, union
from quanze.apps.access.context import reading
from quanze.apps.accounts.roles import EVERYBODY, ROLES
from quanze.apps.accounts.selectors import Held, Standing, grants_in_force, standing_of_token, standing_within
from quanze.apps.accounts.services import sign_in, sign_out
from quanze.apps.organizations.selectors import subtree_ids
from quanze.apps.people.selectors import kin_of
from quanze.core.refusals import Refusal

FRESH = timedelta(minutes=5)
_RESOLVING = ("all:account:read", "all:person:read", "all:register:read", "all:kinship:read")


def recognised(token: str, *, at: datetime) -> tuple[Standing | None, Caller | None]:
    """What the session of a token stands for, and its caller, from one picture of the database.

    (None, None) for a token of no living session; no caller while something is still asked of the person first.
    """
    if not token:
        return None, None
    looking = _looking(at)
    with reading(looking):
        standing = standing_within(token, at=at)
        return standing, None if standing is None or standing.needs else _caller(standing, looking)


def caller_of(standing: Standing, *, at: datetime) -> Caller:
    """The caller that a session stands for at an instant; grants, units and kin as of its day in China.

    Grants and kin are read at every request: what was revoked or recorded is effective at the next one.
    """
    looking = _looking(at)
    with reading(looking):
        return _caller(standing, looking)


def _looking(at: datetime) -> Caller:
    return system_caller("resolving", permissions=_RESOLVING, at=at)


def _caller(standing: Standing, looking: Caller) -> Caller:
    grants = grants_in_force(standing.account, on=looking.on)
    kin = kin_of(standing.person, looking.on)
    opened = frozenset(grant.compartment for grant in grants if grant.compartment is not None)
    holdings = (Holding(permissions=EVERYBODY), *_holdings(grants, looking, opened))
    return Caller(
        person=standing.person, account=standing.account, name=standing.name, kin=kin, at=looking.at, holdings=holdings,
        permissions=union(each.permissions for each in holdings),
        units=union(each.units for each in holdings),
        compartments=opened,
        session=standing.session,
        fresh_factor=standing.stepped_at is not None and looking.at - standing.stepped_at <= FRESH,
    )  # fmt: skip


def _holdings(grants: Iterable[Held], looking: Caller, opened: frozenset[str]) -> list[Holding]:
    """What each grant gives. Whoever may open a compartment reaches the units sealed in it."""
    if not opened:
        return [_holding(grant, looking) for grant in grants]
    wider = replace(looking, compartments=opened)
    with reading(wider):
        return [_holding(grant, wider) for grant in grants]


def caller_by_login(
    login_name: str, password: str, code: str, *, at: datetime, source: str = "console"
) -> tuple[Caller, Standing]:
    """The caller of one command and what his session stands for; the command signs him out at its end.

    Password and one-time code together count as a fresh second factor. Raises Refusal: wrong_credentials,
    secret_expired, sign_in_unfinished.
    """
    opened = sign_in(login_name=login_name, password=password, code=code, source=source, at=at)
    standing = standing_of_token(opened.token, at=at)
    if standing is None or standing.needs:
        if standing is not None:
            sign_out(standing=standing, at=at)
        raise Refusal(
            "sign_in_unfinished", zh="还须先在登录页面修改一次性口令、登记动态口令，或在此输入动态口令",
            en="first change the one-time secret and enrol a second factor on the sign-in page, or give the code here",
        )  # fmt: skip
    return caller_of(standing, at=at), standing


def _holding(grant: Held, looking: Caller) -> Holding:
    return Holding(
        permissions=ROLES[grant.role].within(grant.over),
        units=frozenset() if grant.unit is None else subtree_ids(grant.unit, looking.on, looking.compartments),
        compartments=frozenset() if grant.compartment is None else frozenset({grant.compartment}),
    )
