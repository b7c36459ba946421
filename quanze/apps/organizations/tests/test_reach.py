"""Who sees and changes what in the register; on PostgreSQL all of it as a role that the second wall binds too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from quanze.apps.access.caller import Caller, system_caller
from quanze.apps.access.context import acting
from quanze.apps.accounts.tests.factories import caller_of
from quanze.apps.organizations import services as register
from quanze.apps.organizations.facts import TABLES, register_from_database
from quanze.apps.organizations.models import Official, TenureRecord, UnitRecord
from quanze.apps.organizations.selectors import (
    count_under,
    holders_under,
    posts_under,
    timeline,
    who_answers,
    who_holds,
)
from quanze.apps.organizations.tests.factories import (
    AT,
    city,
    clerk,
    keeper,
    later,
    lay_out,
    person,
    post,
    tenure,
    unit,
)
from quanze.apps.people.models import Person
from quanze.apps.people.services import PersonFacts
from quanze.core.refusals import Refusal
from quanze.core.register import Register
from tests.ground.test_row_security import walled

pytestmark = pytest.mark.django_db(transaction=True)
ON = date(2026, 1, 10)
SECRET = "special:one"


@pytest.fixture(autouse=True)
def _behind_the_wall() -> Iterator[None]:
    with walled():
        lay_out(city(), as_recorded=False)
        yield


def ours(*units: str, **more: Any) -> Caller:
    with acting(keeper()):
        return clerk(*units, **more)


def refusal(service: Any, by: Caller, **what: Any) -> tuple[str, str, str]:
    with pytest.raises(Refusal) as refused:
        service(by=by, at=later(), **what)
    return refused.value.code, refused.value.zh, refused.value.where


def units_in(found: Register) -> set[str]:
    return {row.id for row in found.organizations}


def test_a_clerk_sees_his_units_and_the_names_of_those_above() -> None:
    by = ours("bureau", "office")
    found = register_from_database(by)
    assert units_in(found) == {"bureau", "office"}
    assert {row.id for row in found.posts} == {"chief", "second", "teller"}
    assert {row.person for row in found.tenures} == {"p4", "p5"} == {row.id for row in found.people}
    assert not found.portfolios or {row.post for row in found.portfolios} == {"second"}
    framed = register_from_database(by, frame=True)
    assert units_in(framed) == {"bureau", "office", "government", "city", "committee"}
    assert framed.posts == found.posts


def test_without_a_permission_nothing_is_seen() -> None:
    for role in ("system_administrator", "security_administrator", "audit_administrator"):
        by = caller_of(role)
        assert register_from_database(by) == Register()
        assert refusal(register.rename_unit, by, unit="bureau", name="新局", on=ON)[0] == "not_permitted"


def test_an_official_sees_himself_alone() -> None:
    with acting(keeper()):
        own = Official.everything(reason="a test").get(code="p4").pk
    found = register_from_database(caller_of("official", person=own))
    assert [(row.person, row.post) for row in found.tenures] == [("p4", "chief")]
    assert [row.id for row in found.people] == ["p4"]
    assert found.organizations == ()


def test_a_clerk_changes_his_units_and_brings_new_ones_below_them() -> None:
    by = ours("bureau", "office")
    register.rename_unit(unit="bureau", name="新局", on=ON, by=by, at=later())
    register.establish_unit(unit=unit("station", "bureau"), by=by, at=later(2))
    rows = Register(
        organizations=(unit("team", "office"), unit("squad", "team")), posts=(post("leader", "squad"),),
        people=(person("new"),), tenures=(tenure("new", "leader", "2025-01-01"),),
    )  # fmt: skip
    done = register.write_rows(rows, by=by, at=later(4), act="import")
    assert done.added == 5
    assert holders_under(keeper(), "office", ON) == [("teller", "p5", False), ("leader", "new", False)]
    register.undo_act(act=done.act or 0, by=ours("bureau", "office", "team", "squad"), at=later(5))
    assert holders_under(keeper(), "office", ON) == [("teller", "p5", False)]


def test_a_clerk_enters_a_person_and_then_appoints_him() -> None:
    by = ours("bureau", "office")
    here = min(by.units)
    register.enter_person(person=PersonFacts(name="石来", unit_id=here), row=person("come"), by=by, at=later())
    register.appoint(person="come", post="second", on=ON, by=by, at=later(2))
    assert [each.person for each in who_holds(by, post="second", on=ON)] == ["come"]
    assert refusal(register.enter_person, by, person=PersonFacts(name="石外"), row=person("out"))[0] == "not_permitted"
    with acting(keeper()):
        stranger = Person.everything(reason="a test").get(name="石p1")
    assert refusal(register.enter_person, by, person=stranger, row=person("again"))[0] == "not_found"


def test_beyond_his_units_nothing_is_found_as_if_it_were_not_there() -> None:
    by = ours("bureau", "office")
    for there, nowhere in (("dean", "nobodys-post"),):
        asked: dict[str, Any] = {"person": "p5", "on": ON}
        assert refusal(register.let_act, by, post=there, **asked) == refusal(
            register.let_act, by, post=nowhere, **asked
        )
        for read in (who_holds,):
            with pytest.raises(Refusal) as one:
                read(by, post=there, on=ON)
            with pytest.raises(Refusal) as other:
                read(by, post=nowhere, on=ON)
            assert one.value.zh == other.value.zh
    assert refusal(register.rename_unit, by, unit="college", name="新", on=ON) == refusal(
        register.rename_unit, by, unit="nowhere", name="新", on=ON
    )
    assert refusal(register.move_unit, by, unit="office", superior="college", on=ON)[0] == "not_found"
    assert refusal(register.establish_unit, by, unit=unit("x", "college"))[0] == "not_found"
    assert refusal(register.establish_unit, by, unit=unit("x"))[0] == "top_unit"
    assert refusal(register.let_act, by, person="p1", post="second", on=ON)[0] == "not_found"


def test_a_record_beyond_reach_is_corrected_no_more_than_one_that_is_not_there() -> None:
    with acting(keeper()):
        version = TenureRecord.everything(reason="a test").get(person__code="p1").pk
    row = tenure("p1", "secretary", "2019-01-01")
    found = [
        refusal(register.correct_tenure, ours("bureau"), version=each, row=row, reason="x")
        for each in (version, 99_999)
    ]
    assert found[0] == found[1]
    acts = [refusal(register.undo_act, ours("bureau"), act=each) for each in (1, 99_999)]
    assert acts[0] == acts[1]


def test_nobody_acts_on_himself_or_his_kin() -> None:
    with acting(keeper()):
        own = Official.everything(reason="a test").get(code="p4").pk
        version = TenureRecord.everything(reason="a test").get(person__code="p4").pk
    by = ours("bureau", "office", person=own)
    row = tenure("p4", "chief", "2018-01-01")
    assert refusal(register.correct_tenure, by, version=version, row=row, reason="x")[0] == "not_found"
    assert refusal(register.let_act, by, person="p4", post="second", on=ON)[0] == "not_found"
    kin = replace(ours("bureau", "office"), kin=frozenset({own}))
    assert refusal(register.let_act, kin, person="p4", post="second", on=ON)[0] == "not_found"
    register.let_act(person="p5", post="second", on=ON, by=by, at=later())


def test_a_narrower_compartment_hides_its_rows_even_from_who_reads_everywhere() -> None:
    before = [count_under(keeper(), "city", ON), posts_under(keeper(), "city", ON), register_from_database(keeper())]
    hidden = replace(keeper(), compartments=frozenset({SECRET}))
    rows = Register(
        organizations=(unit("§shade", "bureau"),), posts=(post("§shade-head", "§shade"),), people=(person("§shadow"),),
        tenures=(tenure("§shadow", "§shade-head", "2025-01-01"),),
    )  # fmt: skip
    register.write_rows(rows, by=hidden, at=later(), act="import", compartment=SECRET)
    after = [count_under(keeper(), "city", ON), posts_under(keeper(), "city", ON), register_from_database(keeper())]
    assert after == before
    assert "§shade" in units_in(register_from_database(hidden))
    assert posts_under(hidden, "city", ON) != before[1]
    with pytest.raises(Refusal) as refused:
        timeline(keeper(), "unit", "§shade")
    assert refused.value.code == "not_found"
    assert refusal(register.establish_unit, keeper(), unit=unit("x", "city"), compartment="other:two")[0] == "not_found"


def test_who_answers_names_the_chain_and_says_where_sight_ends() -> None:
    chain = who_answers(keeper(), unit="bureau", on=ON, levels=2)
    level = [
        {place.unit: [(seat.post, seat.relation) for seat in place.seats or ()] for place in each}
        for each in chain.levels
    ]
    assert level[0] == {"bureau": [("chief", "principal")]}
    assert level[1]["government"] == [("vice", "in_charge"), ("mayor", "principal")]
    assert level[1]["committee"] == [("secretary", "principal")]
    assert [holder.person for place in chain.levels[0] for seat in place.seats or () for holder in seat.holders] == [
        "p4"
    ]
    beyond = who_answers(ours("bureau", "office"), unit="bureau", on=ON, levels=2)
    assert [place.seats is None for place in beyond.levels[1]] == [True] * len(beyond.levels[1])
    assert {place.unit for place in beyond.levels[1]} == {place.unit for place in chain.levels[1]}


def test_a_vacant_post_is_named_as_vacant() -> None:
    register.remove(person="p4", post="chief", on=ON, by=keeper(), at=later())
    chain = who_answers(keeper(), unit="bureau", on=ON, levels=0)
    assert [(seat.post, seat.holders) for seat in chain.levels[0][0].seats or ()] == [("chief", ())]
    then = who_answers(keeper(), unit="bureau", on=ON, levels=0, known=AT)
    assert [holder.person for holder in (then.levels[0][0].seats or ())[0].holders] == ["p4"]


def test_the_second_wall_stands_on_every_table_of_the_register() -> None:
    if connection.vendor != "postgresql":
        return
    tables = [model._meta.db_table for model in apps.get_app_config("organizations").get_models()]
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relname = ANY(%s) AND relforcerowsecurity", [tables])
        assert {name for (name,) in cursor.fetchall()} == set(tables)
    assert sum(table.whole(reason="without a caller").count() for table in TABLES.values()) == 0
    with acting(system_caller("test", permissions=["all:audit:read"], at=AT)):
        assert UnitRecord.whole(reason="without permission").count() == 0
    with acting(ours("bureau")):
        assert set(UnitRecord.whole(reason="no filter").values_list("unit__code", flat=True)) == {"bureau"}
        assert set(TenureRecord.whole(reason="no filter").values_list("person__code", flat=True)) == {"p4"}
