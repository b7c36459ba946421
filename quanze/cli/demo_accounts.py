"""The twelve people of the demonstration, one for each role, made through the same services as anybody's account.

Names are invented, secrets random: they stand in one file of the demo folder and nowhere else.
"""

from __future__ import annotations

from base64 import b32decode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quanze.apps.access.caller import Caller
    from quanze.apps.people.models import Person


@dataclass(frozen=True, slots=True)
class Persona:
    """Login name, role, invented name, and the unit (its code) the role is granted over; ``seat``: who holds that post."""

    login: str
    role: str
    name: str
    unit: str | None = None
    seat: str | None = None


CITY, BUREAU, COUNTY = "city", "city-u04", "county1"
ADMINISTRATORS = (
    Persona("demo-system", "system_administrator", "祁望舒"),
    Persona("demo-security", "security_administrator", "闻人澈"),
    Persona("demo-audit", "audit_administrator", "褚知远"),
)
STAFF = (
    Persona("demo-clerk", "register_clerk", "简素问", CITY),
    Persona("demo-conduct", "conduct_officer", "郦秋原", CITY),
    Persona("demo-case", "case_officer", "屈临川", COUNTY),
    Persona("demo-group", "leading_group_officer", "鲍听雨", CITY),
    Persona("demo-organization", "organization_officer", "尚怀瑾", CITY),
    Persona("demo-principal", "commission_principal", "滕北辰", CITY),
    Persona("demo-head", "unit_head", "", BUREAU, f"{BUREAU}-principal1"),
    Persona("demo-discipline", "unit_discipline_officer", "", BUREAU, f"{BUREAU}-discipline_head1"),
    Persona("demo-official", "official", "", None, f"{BUREAU}-deputy1"),
)


@dataclass(frozen=True, slots=True)
class Ready:
    """An account that is ready for use: its password and the key of its second factor (base32)."""

    persona: Persona
    password: str
    key: str
    token: str


class Clock:
    """Instants a second apart."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def tick(self) -> datetime:
        """The next instant."""
        self.at += timedelta(seconds=1)
        return self.at


@dataclass
class Accounts:
    """Makes the accounts. ``unit_id`` and ``holder`` find a unit by code and the person who now holds a post."""

    clock: Clock
    unit_id: Callable[[str], int]
    holder: Callable[[str], Person]
    newcomer: Callable[[str, int | None], Person]
    step: Callable[[str], None]

    def make(self, staff: Sequence[Persona] = STAFF) -> list[Ready]:
        """The three administrators and the staff, each through his first sign-in."""
        from quanze.apps.accounts.services import bootstrap

        names = {persona.role: (persona.name, persona.login) for persona in ADMINISTRATORS}
        secrets = bootstrap(names, at=self.clock.tick())
        ready = [self._finished(persona, secrets[persona.login]) for persona in ADMINISTRATORS]
        system, security = (self._caller(each) for each in ready[:2])
        return [*ready, *(self._staff(persona, system, security) for persona in staff)]

    def _staff(self, persona: Persona, system: Caller, security: Caller) -> Ready:
        from quanze.apps.accounts.services import grant, open_account

        unit = None if persona.unit is None else self.unit_id(persona.unit)
        person = self.holder(persona.seat) if persona.seat else self.newcomer(persona.name, unit)
        _, secret = open_account(person=person, login_name=persona.login, by=system, at=self.clock.tick())
        at = self.clock.tick()
        grant(login_name=persona.login, role=persona.role, by=security, at=at, starts_on=security.on, unit_id=unit)
        return self._finished(persona, secret)

    def _finished(self, persona: Persona, secret: str) -> Ready:
        """The first sign-in: one-time secret, a password of his own, a second factor."""
        from quanze.apps.accounts.passwords import one_time_secret
        from quanze.apps.accounts.services import change_password, confirm_factor, enrol_factor, sign_in

        self.step(persona.login)
        tick, password = self.clock.tick, one_time_secret()
        opened = sign_in(login_name=persona.login, password=secret, source="demo", at=tick())
        opened = change_password(standing=self._standing(opened), old=secret, new=password, at=tick())
        key = enrol_factor(standing=self._standing(opened), at=tick()).key
        at = tick()
        opened = confirm_factor(standing=self._standing(opened), code=code_at(key, at), at=at)
        return Ready(persona, password, key, opened.token)

    def _standing(self, opened: Any) -> Any:
        from quanze.apps.accounts.selectors import standing_of_token

        return standing_of_token(opened.token, at=self.clock.at)

    def _caller(self, ready: Ready) -> Caller:
        from django.conf import settings

        callers: Any = import_module(settings.QUANZE_CALLER_DOOR)
        made: Caller = callers.caller_of(self._standing(ready), at=self.clock.at)
        return made


def code_at(key: str, at: datetime) -> str:
    """The code that a second factor of this key (base32) shows at an instant."""
    from django_otp.oath import hotp

    from quanze.apps.accounts.services.factors import DIGITS, step_at

    return f"{hotp(b32decode(key), step_at(at)):0{DIGITS}}"


def as_text(ready: list[Ready], roles: Mapping[str, Any]) -> str:
    """The accounts for the file of the demo folder: role, login name, password, key of the second factor."""
    lines = [
        "演示账号，只用于演示，姓名均为虚构；密钥填入动态口令软件（TOTP，SHA-1，30 秒，6 位）。",
        "Accounts of the demonstration only, all names invented; put the key into an authenticator (TOTP).",
        "",
    ]
    for each in ready:
        label = roles[each.persona.role].label
        over = f"  {each.persona.unit}" if each.persona.unit else ""
        lines += [f"{label.zh} / {label.en}{over}", f"  {each.persona.login}  {each.password}  {each.key}"]
    return "\n".join(lines) + "\n"
