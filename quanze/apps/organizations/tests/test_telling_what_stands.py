"""A change that what stands forbids is refused in the register's own codes, never by numbers of rows inside."""

from __future__ import annotations

import re
from typing import Any

import pytest

from quanze.apps.organizations import services as register
from quanze.apps.organizations.services import checking
from quanze.apps.organizations.services.naming import with_names
from quanze.apps.organizations.tests.factories import city, clerk, day, keeper, later, lay_out, post, tenure, unit
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
    assert "职务“某bureau·chief职务（chief）”职数为 1" in told.zh
    assert "与台账中“石p4（p4）”在“某bureau·chief职务（chief）”自 2019-05-01 起的任职同日在任" in told.zh
    assert "the recorded tenure of “石p4 (p4)” in “某bureau·chief职务 (chief)” from 2019-05-01" in told.en


def test_a_refusal_keeps_the_code_of_what_the_caller_does_not_see() -> None:
    told = Refusal("any", zh="职务“chief”与“secretary”", en="post “chief” and “secretary”")
    named = with_names(told, clerk("bureau"), "post")
    assert named.zh == "职务“某bureau·chief职务（chief）”与“secretary”"
    assert named.en == "post “某bureau·chief职务 (chief)” and “secretary”"


def test_a_code_that_is_taken_says_by_what() -> None:
    told = refused(register.establish_unit, unit=unit("college", "bureau"))
    assert (told.code, told.where) == ("doubled_id", "")
    assert told.zh.startswith("编号“college”（某college）已有单位使用；请换一个编号")
    assert told.en.startswith("the code “college” (某college) already stands for a unit; use another code")
    other = refused(register.establish_unit, unit=unit("chief", "bureau"))
    assert other.zh == "编号“chief”（某bureau·chief职务）已用于职务；请换一个编号"


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        (Register(tenures=(tenure("p4", "chief", "2020-01-01"),)), "“p4”在“chief”自 2019-05-01 起的任职"),
        (Register(posts=(post("chief", "bureau"),)), "编号“chief”已有职务使用"),
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
