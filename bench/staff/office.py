"""The demonstration's city with as many staff as are asked for, each with a session of his own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import cycle, islice
from typing import NamedTuple

from quanze.cli.demo import SEED
from quanze.cli.demo_accounts import BUREAU, CITY, COUNTY, Accounts, Clock, Persona, Ready
from quanze.core.register.fiction import prefecture

# Who works in the office, over which unit, in turn: two of seven keep the register.
SEATS = (
    ("register_clerk", CITY), ("conduct_officer", CITY), ("unit_head", BUREAU), ("register_clerk", CITY),
    ("case_officer", COUNTY), ("organization_officer", BUREAU), ("unit_discipline_officer", BUREAU),
)  # fmt: skip
WRITER = "register_clerk"


class Desk(NamedTuple):
    """Somebody's role, the unit he works over, and the token of his session."""

    role: str
    unit: str
    token: str


def staffed(size: dict[str, int], people: int, *, at: datetime) -> list[Desk]:
    """Lay the city out in an empty database of this process and sign everybody in."""
    from django.conf import settings
    from django.db import connection

    from quanze.apps.organizations.demo import demo_city, on_disk_at_the_end

    settings.PASSWORD_HASHERS = ["quanze.cli.demo_hashing.DemoArgon2"]
    staff = list(islice(_personas(), people))
    with on_disk_at_the_end():
        # One-time codes are good around their instant, and each account takes seconds of the clock.
        clock = Clock(at - timedelta(seconds=20 + 10 * (people + 3)))
        city = demo_city(prefecture(SEED, **size), at=clock.tick())
        ready = Accounts(clock, city.unit_id, city.holder, city.newcomer, lambda _: None).make(staff)
    connection.close()
    return [_desk(each) for each in ready if each.persona in staff]


def _personas() -> Iterator[Persona]:
    for number, (role, unit) in enumerate(cycle(SEATS), 1):
        yield Persona(f"staff{number:03}", role, f"石{number}", unit)


def _desk(ready: Ready) -> Desk:
    return Desk(ready.persona.role, ready.persona.unit or "", ready.token)
