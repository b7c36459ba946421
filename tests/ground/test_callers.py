"""The caller's units are resolved by the register as it stands that day, anew for every request."""

from __future__ import annotations

from datetime import date

import pytest

from quanze.apps.access.caller import system_caller
from quanze.apps.accounts.tests.factories import AT, installation
from quanze.apps.organizations.models import Unit
from quanze.apps.organizations.services import establish_unit, move_unit
from quanze.core.register.rows import Organization

pytestmark = pytest.mark.django_db
CLERK = system_caller("test", permissions=["all:register:read", "all:register:write"], at=AT)
SINCE = date(2020, 1, 1)


def establish(code: str, superior: str | None = None) -> int:
    row = Organization(id=code, name=f"{code}局", kind="other", superior=superior, starts_on=SINCE)
    establish_unit(unit=row, by=CLERK, at=AT)
    return Unit.everything(reason="test").get(code=code).pk


def test_a_grant_over_a_unit_reaches_all_below_it_and_follows_a_move() -> None:
    city, county, office = establish("city"), establish("county", "city"), establish("office", "county")
    beside = establish("beside")
    holder = installation().holder("unit_head", unit_id=city)
    assert holder.caller().units == {city, county, office}
    at = holder.clock.tick()
    move_unit(unit="office", superior="beside", on=SINCE.replace(year=2021), by=CLERK, at=at)
    assert holder.caller().units == {city, county}
    assert beside not in holder.caller().units
