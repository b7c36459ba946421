"""On the chain above a unit stand those who lead it: congress, CPPCC and commissions of the territory do not."""

from __future__ import annotations

from datetime import date

import pytest

from quanze.apps.organizations.selectors import chains, who_answers
from quanze.apps.organizations.tests.factories import city, keeper, later, lay_out, post, unit
from quanze.core.register import Portfolio, Register

pytestmark = pytest.mark.django_db
ON = date(2026, 1, 10)
ORGANS = ("people_congress", "cppcc", "discipline_commission")


@pytest.fixture(autouse=True)
def _laid_out() -> None:
    """A city with congress, CPPCC and discipline commission, which has a station of its own."""
    lay_out(city(), as_recorded=False)
    units = tuple(unit(kind, "city", kind) for kind in ORGANS)
    seats = tuple(post(f"{kind}-head", kind, "principal") for kind in ORGANS)
    station = unit("station", "discipline_commission", "affiliated_unit")
    lay_out(Register(organizations=(*units, station), posts=seats), at=later(), as_recorded=False)


def above(code: str) -> list[str]:
    return sorted(place.unit for place in who_answers(keeper(), unit=code, on=ON, levels=1).levels[1])


def test_congress_cppcc_and_commission_of_the_territory_do_not_lead_a_bureau() -> None:
    assert above("bureau") == ["city", "committee", "government"]


def test_a_commission_leads_its_own_station() -> None:
    assert above("station") == ["city", "committee", "discipline_commission", "government"]


def test_organs_beside_the_leadership_that_are_kept_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: whatever stands on the level leads."""
    monkeypatch.setattr(chains, "stands_beside", lambda *_, **__: False)
    assert set(ORGANS) <= set(above("bureau"))


def test_one_in_charge_of_the_unit_stands_on_the_chain_whatever_unit_he_sits_in() -> None:
    duty = Portfolio(post="cppcc-head", covers=("bureau",))
    lay_out(Register(portfolios=(duty,)), at=later(2), as_recorded=False)
    level = who_answers(keeper(), unit="bureau", on=ON, levels=1).levels[1]
    assert [[seat.relation for seat in each.seats or ()] for each in level if each.unit == "cppcc"] == [["in_charge"]]
