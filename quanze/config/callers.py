"""The Caller, built once per request or command: his grants with their units resolved, and his kin."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from quanze.apps.access.caller import Caller, Holding, system_caller, union
from quanze.apps.access.context import reading
from quanze.apps.accounts.roles import EVERYBODY, ROLES
from quanze.apps.accounts.selectors import Held, Standing, grants_in_force, sign_in_caller, standing_of_token
from quanze.apps.accounts.services import sign_in, sign_out
from quanze.apps.organizations.selectors import subtree_ids
from quanze.apps.people.selectors import kin_of
from quanze.core.refusals import Refusal

FRESH = timedelta(minutes=5)
_RESOLVING = ("all:account:read", "all:register:read", "all:kinship:read")


def recognised(token: str, *, at: datetime) -> tuple[Standing | None, Caller | None]:
    """What the session of a token stands for, and its caller, from one picture of the database.

    (None, None) for a token of no living session; no caller while something is still asked of the person first.
    """
    if not token:
        return None, None
    with reading(sign_in_caller(at)):
        standing = standing_of_token(token, at=at)
        return standing, None if standing is None or standing.needs else caller_of(standing, at=at)


def caller_of(standing: Standing, *, at: datetime) -> Caller:
    """The caller that a session stands for at an instant; grants, units and kin as of its day in China.

    Nothing is kept between requests: a grant revoked, or kin recorded, is effective at the next one.
    """
    looking = system_caller("resolving", permissions=_RESOLVING, at=at)
    with reading(looking):
        grants = grants_in_force(standing.account, on=looking.on)
        kin = kin_of(standing.person, looking.on)
    opened = frozenset(grant.compartment for grant in grants if grant.compartment is not None)
    looking = replace(looking, compartments=opened)
    with reading(looking):
        holdings = (Holding(permissions=EVERYBODY), *(_holding(grant, looking) for grant in grants))
    return Caller(
        person=standing.person, account=standing.account, name=standing.name, kin=kin, at=at, holdings=holdings,
        permissions=union(each.permissions for each in holdings),
        units=union(each.units for each in holdings),
        compartments=opened,
        session=standing.session,
        fresh_factor=standing.stepped_at is not None and at - standing.stepped_at <= FRESH,
    )  # fmt: skip


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
