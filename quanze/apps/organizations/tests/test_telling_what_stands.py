"""A change that what stands forbids is refused in the register's own codes, never by numbers of rows inside."""

from __future__ import annotations

import re
from typing import Any

import pytest

from quanze.apps.organizations import services as register
from quanze.apps.organizations.services import checking
from quanze.apps.organizations.tests.factories import city, day, keeper, later, lay_out, post, tenure
from quanze.core.refusals import Refusal
from quanze.core.register import Register

pytestmark = pytest.mark.django_db
INSIDE = re.compile(r"register\.\w+\[\d|已有记录|record \d")


@pytest.fixture(autouse=True)
def _laid_out() -> None:
    lay_out(city(), as_recorded=False)


def refused(service: Any = register.write_rows, *rows: Any, **what: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        service(*rows, by=keeper(later()), at=later(), **what)
    return caught.value


def test_an_overfilled_seat_names_who_holds_it_since_when() -> None:
    told = refused(register.appoint, person="p6", post="chief", on=day("2026-01-10"))
    assert "与台账中“p4”在“chief”自 2019-05-01 起的任职同日在任" in told.zh
    assert "the recorded tenure of “p4” in “chief” from 2019-05-01" in told.en


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        (Register(tenures=(tenure("p4", "chief", "2020-01-01"),)), "“p4”在“chief”自 2019-05-01 起的任职"),
        (Register(posts=(post("chief", "bureau"),)), "“chief”登记"),
        (Register(posts=(post("other", "bureau", "admin_principal"),), tenures=(tenure("p6", "other", "2019-01-01"),)),
         "“p4”在“chief”自 2019-05-01 起的任职"),
    ],
)  # fmt: skip
def test_every_refusal_that_meets_a_standing_row_says_it_in_codes(rows: Register, named: str) -> None:
    told = refused(register.write_rows, rows, act="test")
    assert named in told.zh
    assert not INSIDE.search(told.zh)
    assert not INSIDE.search(told.en)


def test_a_refusal_by_numbers_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: the core's own words, which count rows, go out as they are."""
    monkeypatch.setattr(checking, "_placed", lambda refusal, *_: refusal)
    assert INSIDE.search(refused(register.appoint, person="p6", post="chief", on=day("2026-01-10")).zh)
