"""Callers and accounts for tests of every app: values without a database, and whole people with one."""

from __future__ import annotations

from base64 import b32decode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

from django_otp.oath import hotp

from quanze.apps.access.caller import Caller, Holding, system_caller
from quanze.apps.accounts.roles import EVERYBODY, ROLES
from quanze.apps.accounts.selectors import Standing, standing_of_token
from quanze.apps.accounts.services import bootstrap, change_password, confirm_factor, enrol_factor, grant, open_account
from quanze.apps.accounts.services import sign_in as _sign_in
from quanze.apps.accounts.services.factors import step_at
from quanze.apps.accounts.services.sessions import Opened
from quanze.apps.people.models import Person
from quanze.apps.people.services import PersonFacts, record_person

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PASSWORD = "Qing-Feng-2031-mountain"
_numbers = count(1)


def caller_of(
    role: str, *, person: int = 900_001, account: int = 900_001, units: Iterable[int] = (),
    compartments: Iterable[str] = (), kin: Iterable[int] = (), at: datetime = AT, fresh_factor: bool = True,
    reason: str = "",
) -> Caller:  # fmt: skip
    """A caller who holds one role: over units (already resolved) and compartments, with kin; no database needed."""
    holding = Holding(
        permissions=EVERYBODY | ROLES[role].permissions, units=frozenset(units), compartments=frozenset(compartments)
    )
    return Caller(
        person=person, account=account, name=f"{role}-{account}", permissions=holding.permissions,
        units=holding.units, compartments=holding.compartments,
        kin=frozenset({person, *kin}), at=at, fresh_factor=fresh_factor, reason=reason, holdings=(holding,),
    )  # fmt: skip


def keeper(at: datetime = AT) -> Caller:
    """The program as one who may record persons and kinship anywhere, for laying out a test."""
    return system_caller("test", permissions=["all:person:write", "all:person:read", "all:kinship:write"], at=at)


def person(name: str = "", *, at: datetime = AT, **facts: object) -> Person:
    """A person with an invented name, recorded through the service."""
    return record_person(PersonFacts(name=name or f"石{next(_numbers)}", **facts), by=keeper(at), at=at)  # type: ignore[arg-type]


class Clock:
    """An instant that moves on with each use, so that no one-time code comes twice."""

    def __init__(self, at: datetime = AT) -> None:
        self.at = at

    def tick(self, **much: float) -> datetime:
        """Later by a minute, or by as much as is said."""
        self.at += timedelta(**(much or {"minutes": 1}))
        return self.at


@dataclass
class Holder:
    """Somebody with an account: how he signs in, and the session he has."""

    login_name: str
    password: str
    key: bytes
    opened: Opened
    clock: Clock

    def code(self, at: datetime | None = None) -> str:
        """The one-time code of an instant."""
        return f"{hotp(self.key, step_at(at or self.clock.at)):06}"

    def standing(self, at: datetime | None = None) -> Standing:
        """What his session stands for; fails if it is over."""
        found = standing_of_token(self.opened.token, at=at or self.clock.at)
        assert found is not None, "the session is over"
        return found

    def caller(self, at: datetime | None = None) -> Caller:
        """The caller as the server would build it."""
        from quanze.config.callers import caller_of as built  # config knows every app; only tests look up to it

        return built(self.standing(at), at=at or self.clock.at)

    def sign_in(self, code: str | None = None, source: str = "test") -> Opened:
        """Sign in again, a minute later, with a right code unless another is given."""
        at = self.clock.tick()
        given = self.code(at) if code is None else code
        self.opened = _sign_in(
            login_name=self.login_name, password=self.password, code=given, source=source, at=at, pause=_no_wait
        )
        return self.opened


def _no_wait(_: float) -> None:
    return None


def finish(login_name: str, secret: str, clock: Clock) -> Holder:
    """The first sign-in: one-time secret, new password, second factor."""
    opened = _sign_in(login_name=login_name, password=secret, source="test", at=clock.tick(), pause=_no_wait)
    holder = Holder(login_name, PASSWORD, b"", opened, clock)
    holder.opened = change_password(standing=holder.standing(), old=secret, new=PASSWORD, at=clock.tick())
    enrolment = enrol_factor(standing=holder.standing(), at=clock.tick())
    holder.key = b32decode(enrolment.key)
    holder.opened = confirm_factor(standing=holder.standing(), code=holder.code(), at=clock.at)
    return holder


@dataclass
class Installation:
    """An installation with its three administrators signed in."""

    clock: Clock
    system: Holder
    security: Holder
    audit: Holder

    def holder(
        self, role: str = "official", *, unit_id: int | None = None, over_compartment: str | None = None,
        who: Person | None = None,
    ) -> Holder:  # fmt: skip
        """Somebody new with one role from today on, signed in with a second factor."""
        login_name = f"holder{next(_numbers)}"
        secret = self.opened(login_name, who)
        self.grant(login_name, role, unit_id=unit_id, over_compartment=over_compartment)
        return finish(login_name, secret, self.clock)

    def opened(self, login_name: str, who: Person | None = None) -> str:
        """A new account without any role; its one-time secret."""
        self.system.sign_in()
        by = self.system.caller()
        return open_account(person=who or person(at=by.at), login_name=login_name, by=by, at=by.at)[1]

    def grant(self, login_name: str, role: str, **over: object) -> int:
        """A role from today on, by the security administrator; the number of the grant."""
        self.security.sign_in()
        by = self.security.caller()
        return grant(login_name=login_name, role=role, by=by, at=by.at, starts_on=by.on, **over).pk  # type: ignore[arg-type]


def installation(at: datetime = AT) -> Installation:
    """A fresh installation, bootstrapped, each administrator through his first sign-in."""
    clock = Clock(at)
    names = {
        "system_administrator": ("傅衡", "fuheng"),
        "security_administrator": ("贺钧", "hejun"),
        "audit_administrator": ("鲁笙", "lusheng"),
    }
    secrets = bootstrap(names, at=at)
    return Installation(clock, *(finish(login, secrets[login], clock) for _, login in names.values()))
