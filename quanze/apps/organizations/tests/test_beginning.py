"""Top units: the first of an empty register, further ones beside it, and nobody else makes one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from quanze.apps.access.caller import Caller, system_caller
from quanze.apps.access.context import reading
from quanze.apps.organizations import services as register
from quanze.apps.organizations.facts import register_from_database
from quanze.apps.organizations.models import Unit
from quanze.apps.organizations.selectors import subtree_ids
from quanze.apps.organizations.selectors.trees import units_directly_under
from quanze.apps.organizations.services import begin_register, reaching
from quanze.apps.organizations.tests.factories import city, clerk, day, keeper, later, lay_out, unit
from quanze.core.refusals import Refusal
from quanze.core.register import Organization

pytestmark = pytest.mark.django_db
TAX = unit("tax-province", kind="department", level="province")
ON = day("2026-01-10")


def console() -> Caller:
    return system_caller("console", permissions=["all:register:begin"], at=later())


def begin(what: Organization = TAX, *, another: bool = False, by: Caller | None = None) -> register.Done:
    return begin_register(unit=what, by=by or console(), at=later(), another=another)


def code_of(act: Callable[..., object], **what: object) -> str:
    with pytest.raises(Refusal) as caught:
        act(**what)
    return caught.value.code


def test_an_empty_register_takes_its_first_unit_and_no_second_by_mistake() -> None:
    begin(unit("city"))
    assert code_of(begin) == "register_begun"
    begin(another=True)
    assert tops() == ["city", "tax-province"]


@pytest.mark.parametrize(
    ("given", "code"),
    [({"name": ""}, "no_name"), ({"name": " 　"}, "no_name"), ({"name": None}, "no_name"), ({"id": " "}, "no_id")],
)
def test_a_top_unit_has_a_code_and_a_name(given: dict[str, str | None], code: str) -> None:
    assert code_of(begin, what=replace(TAX, **given)) == code  # type: ignore[arg-type]
    assert tops() == []


def tops() -> list[str]:
    with reading(keeper()):
        return sorted(units_directly_under(keeper(), None, ON).values_list("unit__code", flat=True))


def test_only_a_unit_without_superior_is_begun_at_the_console() -> None:
    lay_out(city(), as_recorded=False)
    assert code_of(begin, what=unit("x", "bureau"), another=True) == "not_a_top_unit"
    assert code_of(begin, another=True, by=clerk("city", at=later())) == "not_permitted"


def test_a_bureau_takes_a_head_office_outside_the_area_as_its_line() -> None:
    lay_out(city(), as_recorded=False)
    begin(another=True)
    register.set_line(
        unit="bureau", line_superior="tax-province", line="leads", on=ON, by=clerk("bureau", at=later(2)), at=later(2)
    )
    rows = {row.id: row for row in register_from_database(keeper()).organizations if row.superseded_at is None}
    assert rows["bureau"].line_superior == "tax-province"


def test_a_grant_over_the_area_does_not_reach_the_other_top_unit() -> None:
    lay_out(city(), as_recorded=False)
    begin(another=True)
    ids = dict(Unit.everything(reason="test").values_list("code", "pk"))
    assert ids["bureau"] in subtree_ids(ids["city"], ON)
    assert ids["tax-province"] not in subtree_ids(ids["city"], ON)


def test_a_clerk_is_told_to_give_a_superior_alike_for_codes_that_stand_and_those_that_do_not() -> None:
    lay_out(city([unit("elsewhere")]), as_recorded=False)
    by = clerk("bureau", "office", at=later())
    told = []
    for code in ("elsewhere", "nowhere", "committee"):
        with pytest.raises(Refusal) as caught:
            register.establish_unit(unit=unit(code, starts_on=ON), by=by, at=later())
        told.append((caught.value.code, caught.value.where, caught.value.zh.replace(code, "")))
    assert set(told) == {("top_unit", "superior", told[0][2])}
    assert code_of(register.move_unit, unit="office", superior=None, on=ON, by=by, at=later()) == "top_unit"


def test_without_the_check_a_clerk_would_make_a_top_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: nobody looks whether a unit has a superior."""
    lay_out(city(), as_recorded=False)
    monkeypatch.setattr(reaching, "_check_no_new_top", lambda *_: None)
    register.establish_unit(unit=unit("mine"), by=clerk("bureau", at=later()), at=later())
    assert "mine" in tops()


def test_a_clerk_who_may_begin_makes_a_top_unit_by_the_same_act_as_any_other() -> None:
    lay_out(city(), as_recorded=False)
    by = clerk("bureau", at=later())
    by = replace(by, permissions=by.permissions | {"all:register:begin"})
    register.establish_unit(unit=TAX, by=by, at=later())
    assert tops() == ["city", "tax-province"]
