"""The verbs of the register: what each does, what each refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from quanze.apps.audit.models import Entry
from quanze.apps.organizations import services as register
from quanze.apps.organizations.facts import register_from_database
from quanze.apps.organizations.models import Act, PersonRecord, PortfolioRecord, TenureRecord, UnitRecord
from quanze.apps.organizations.selectors import subtree_ids, timeline, who_holds
from quanze.apps.organizations.tests.factories import AT, city, day, keeper, later, lay_out, person, post, tenure, unit
from quanze.apps.people.models import Person
from quanze.apps.people.services import PersonFacts
from quanze.core.refusals import Refusal
from quanze.core.register import Absence, Organization, Portfolio, Register, View

pytestmark = pytest.mark.django_db
ON = date(2026, 1, 10)


@pytest.fixture(autouse=True)
def _laid_out() -> None:
    lay_out(city(), as_recorded=False)


def do(service: Any, minutes: int = 1, **what: Any) -> register.Done:
    at = later(minutes)
    done: register.Done = service(by=keeper(at), at=at, **what)
    return done


def view() -> View:
    return register_from_database(keeper()).view(None)


def view_unit(code: str, on: date) -> Organization:
    found = view().organization(code, on)
    assert found is not None
    return found


def now_of(code: str) -> str | None:
    found = view().person(code)
    assert found is not None
    return found.now


def code_of(service: Any, **what: Any) -> str:
    with pytest.raises(Refusal) as refused:
        do(service, **what)
    assert refused.value.zh
    return refused.value.code


def holders(seat: str, on: date = ON) -> list[str]:
    return [each.person for each in who_holds(keeper(), post=seat, on=on)]


def test_a_unit_is_established_renamed_moved_and_closed() -> None:
    do(register.establish_unit, unit=unit("station", "bureau", "affiliated_unit", starts_on=day("2025-01-01")))
    do(register.rename_unit, 2, unit="station", name="新站", on=day("2025-06-01"))
    do(register.move_unit, 3, unit="station", superior="college", on=day("2025-09-01"))
    do(register.close_unit, 4, unit="station", on=day("2026-01-01"), succeeded_by=("college",))
    seen = view()
    assert [seen.organization("station", each) is not None for each in (day("2024-12-31"), day("2025-01-01"))] == [
        False,
        True,
    ]
    assert view_unit("station", day("2025-06-01")).name == "新站"
    assert seen.superior_of("station", day("2025-08-31")) == "bureau"
    assert seen.superior_of("station", day("2025-12-31")) == "college"
    assert seen.organization("station", day("2026-01-01")) is None
    assert seen.successors("station") == ("college",)


def test_a_unit_cannot_be_put_under_itself_by_any_way_round() -> None:
    assert code_of(register.move_unit, unit="city", superior="office", on=ON) == "superior_cycle"
    assert code_of(register.move_unit, unit="bureau", superior="bureau", on=ON) == "superior_cycle"
    do(register.set_line, unit="bureau", line_superior="office", line="guides", on=ON)
    assert (
        code_of(register.set_line, unit="office", line_superior="bureau", line="guides", on=ON) == "line_superior_cycle"
    )


def test_closing_a_unit_ends_what_was_in_it_and_waits_for_what_is_below() -> None:
    assert code_of(register.close_unit, unit="bureau", on=ON) == "units_below"
    do(register.close_unit, unit="office", on=ON)
    do(register.close_unit, 2, unit="bureau", on=ON)
    seen = view()
    assert holders("chief") == [] == holders("teller")
    assert holders("chief", ON - timedelta(days=1)) == ["p4"]
    assert seen.post("second", ON) is None
    assert seen.bodies_of("bureau", ON) == ()


def test_merged_units_name_their_heir_and_leave_it_what_was_below() -> None:
    do(register.merge_units, units=["bureau", "college"], into=unit("union", "government", starts_on=ON), on=ON)
    seen = view()
    assert seen.successors("bureau") == ("union",) == seen.successors("college")
    assert seen.superior_of("office", ON) == "union"
    assert seen.organization("college", ON) is None
    assert seen.organization("union", ON) is not None


def test_a_split_unit_names_its_heirs() -> None:
    do(
        register.split_unit,
        unit="college",
        into=[unit("east", "government", starts_on=ON), unit("west", "government", starts_on=ON)],
        on=ON,
    )
    assert view().successors("college") == ("east", "west")


def test_somebody_is_appointed_promoted_removed_and_retires() -> None:
    do(register.appoint, person="p6", post="second", on=day("2024-01-01"))
    do(register.transfer, 2, person="p6", from_post="second", to_post="dean", on=day("2025-01-01"))
    assert holders("second", day("2025-01-01")) == []
    assert holders("dean", day("2025-01-01")) == ["p6"]
    do(register.remove, 3, person="p6", post="dean", on=day("2025-07-01"))
    assert now_of("p6") == "removed"
    do(register.retire, 4, person="p1", on=ON)
    assert holders("secretary") == []
    assert now_of("p1") == "retired"
    assert code_of(register.retire, person="p1", on=ON) == "nothing_changes"
    assert code_of(register.appoint, person="p1", post="dean", on=ON) == "retired"


def test_a_promotion_goes_up() -> None:
    do(register.appoint, person="p6", post="second", on=day("2024-01-01"))
    do(register.promote, 2, person="p6", from_post="second", to_post="dean", on=ON)
    assert code_of(register.promote, person="p4", from_post="chief", to_post="second", on=ON) == "not_higher"


def test_one_seat_has_one_holder_beside_whom_another_may_act() -> None:
    assert code_of(register.appoint, person="p6", post="chief", on=ON) == "seat_overfilled"
    do(register.let_act, person="p6", post="chief", on=ON, until=ON + timedelta(days=30))
    assert sorted(holders("chief")) == ["p4", "p6"]
    assert code_of(register.let_act, minutes=2, person="p7", post="chief", on=ON) == "seat_overfilled"


def test_a_further_post_is_held_beside_ones_own() -> None:
    assert code_of(register.concur, person="p6", post="dean", on=ON) == "no_main_post"
    assert code_of(register.appoint, person="p4", post="dean", on=ON) == "already_in_post"
    do(register.concur, person="p4", post="dean", on=ON)
    assert TenureRecord.everything(reason="a test").get(post__code="dean").concurrent
    assert holders("dean") == ["p4"]


def test_one_unit_has_one_principal() -> None:
    do(register.establish_post, post=post("other-head", "bureau", "admin_principal"))
    assert code_of(register.appoint, minutes=2, person="p6", post="other-head", on=ON) == "two_heads"


def test_a_post_that_does_not_stand_takes_nobody() -> None:
    do(register.close_post, post="dean", on=ON)
    assert code_of(register.appoint, person="p6", post="dean", on=ON) == "post_not_open"
    assert code_of(register.appoint, person="p6", post="nowhere", on=ON) == "not_found"
    assert code_of(register.appoint, person="nobody", post="second", on=ON) == "not_found"


def test_authority_portfolio_absence_and_supervision_are_recorded() -> None:
    do(register.set_authority, post="second", managed_by="committee", co_managed_by="group", on=ON)
    do(register.assign_portfolio, 2, portfolio=Portfolio(post="chief", covers=("office",), starts_on=ON))
    do(
        register.record_absence,
        3,
        absence=Absence(person="p4", starts_on=ON, ends_before=ON + timedelta(days=9), reason="病假"),
    )
    do(register.establish_unit, 4, unit=unit("watch", "city", "resident_group"))
    do(register.set_supervision, 5, unit="watch", supervises=["bureau"], dispatched_by="committee", on=ON)
    seen = view()
    after, before = seen.post("second", ON), seen.post("second", ON - timedelta(days=1))
    assert after
    assert (after.managed_by, after.co_managed_by) == ("committee", "group")
    assert before
    assert before.managed_by is None
    assert seen.resident_groups_for("bureau", ON) == ("watch",)
    assert register_from_database(keeper()).absences[0].reason == "病假"


def test_a_portfolio_covers_only_what_is_declared() -> None:
    with pytest.raises(Refusal) as refused:
        do(register.assign_portfolio, portfolio=Portfolio(post="chief", covers=("office", "ofice")))
    assert (refused.value.code, refused.value.where) == ("undeclared_id", "covers[1]")
    assert "office" in refused.value.zh


def test_a_new_person_is_recorded_and_a_known_one_entered() -> None:
    do(register.enter_person, person=PersonFacts(name="石新", identity_no="11010519491231002X"), row=person("new"))
    assert Person.everything(reason="a test").get(name="石新").identity_no == "11010519491231002X"
    known = Person.everything(reason="a test").create(name="石旧", compartment="people")
    do(register.enter_person, 2, person=known, row=person("old"))
    assert PersonRecord.everything(reason="a test").get(person__code="old").person_id == known.pk


def test_a_correction_supersedes_and_keeps_what_was_known() -> None:
    version = standing("p4").pk
    do(register.correct_tenure, 5, version=version, row=tenure("p4", "chief", "2018-05-01"), reason="干部档案核实")
    then = register_from_database(keeper(), known_at=later(4)).view(later(4))
    assert [each.starts_on for each in then.holders("chief", ON)] == [day("2019-05-01")]
    assert [each.starts_on for each in view().holders("chief", ON)] == [day("2018-05-01")]
    old, new = TenureRecord.everything(reason="a test").filter(person__code="p4").order_by("pk")
    assert (new.replaces, old.superseded_at) == (old.pk, new.recorded_at)


def standing(who: str) -> TenureRecord:
    found: TenureRecord = TenureRecord.everything(reason="a test").get(person__code=who, superseded_at=None)
    return found


def test_a_correction_of_what_no_longer_stands_is_stale() -> None:
    version = standing("p4").pk
    row = tenure("p4", "chief", "2018-05-01")
    do(register.correct_tenure, version=version, row=row, reason="更正")
    assert (
        code_of(
            register.correct_tenure, minutes=2, version=version, row=tenure("p4", "chief", "2017-01-01"), reason="更正"
        )
        == "stale"
    )
    assert (
        code_of(register.correct_tenure, minutes=2, version=standing("p4").pk, row=row, reason="更正")
        == "nothing_changes"
    )
    assert code_of(register.correct_tenure, minutes=2, version=999_999, row=row, reason="更正") == "not_found"


def test_a_correction_speaks_of_the_same_thing() -> None:
    row = tenure("p4", "second", "2018-05-01")
    assert code_of(register.correct_tenure, version=standing("p4").pk, row=row, reason="更正") == "another_thing"


def test_a_rename_from_an_old_page_is_stale() -> None:
    version = UnitRecord.everything(reason="a test").get(unit__code="bureau").pk
    do(register.rename_unit, unit="bureau", name="新局", on=ON, version=version)
    assert code_of(register.rename_unit, minutes=2, unit="bureau", name="另一局", on=ON, version=version) == "stale"


def test_a_row_made_in_error_is_withdrawn() -> None:
    do(register.withdraw_row, name="tenures", version=standing("p5").pk, reason="误登")
    assert holders("teller") == []
    assert code_of(register.withdraw_row, minutes=2, name="tenures", version=999_999, reason="误登") == "not_found"


def test_submitting_twice_under_one_key_does_it_once() -> None:
    asked: dict[str, Any] = {"person": "p6", "post": "second", "on": ON, "key": "form-1"}
    first, again = do(register.appoint, **asked), do(register.appoint, 2, **asked)
    assert (again.act, again.repeated) == (first.act, True)
    assert holders("second") == ["p6"]
    assert code_of(register.appoint, **{**asked, "person": "p7"}) == "key_reused"


def test_every_act_has_one_entry_and_a_refused_one_its_refusal() -> None:
    before = Entry.everything(reason="a test").count()
    done = do(register.rename_unit, unit="bureau", name="新局", on=ON)
    assert Entry.everything(reason="a test").count() == before + 1
    entry = Entry.everything(reason="a test").get(seq=done.entry or 0)
    assert (entry.event, entry.object_id, entry.kind, len(entry.after)) == (
        "register:unit:renamed",
        "bureau",
        "act",
        64,
    )
    assert Act.everything(reason="a test").get(pk=done.act or 0).entry == done.entry


def test_an_undone_act_leaves_the_register_as_it_was_and_the_history_as_it_became() -> None:
    before = shown()
    done = do(register.merge_units, units=["bureau", "college"], into=unit("union", "government", starts_on=ON), on=ON)
    after = shown()
    do(register.undo_act, 2, act=done.act)
    assert shown() == before != after
    assert shown(later(1)) == after
    assert code_of(register.undo_act, minutes=3, act=done.act) == "undone_before"


def shown(known: Any = None) -> list[str]:
    found = register_from_database(keeper(), known_at=known)
    bare = [replace(row, recorded_at=None, superseded_at=None) for name in LISTS for row in getattr(found, name)]
    return sorted(map(repr, bare))


LISTS = ("organizations", "bodies", "posts", "people", "tenures", "portfolios", "absences")


def test_an_undo_that_can_be_undone_again() -> None:
    done = do(register.rename_unit, unit="bureau", name="新局", on=ON)
    after = shown()
    undone = do(register.undo_act, 2, act=done.act)
    do(register.undo_act, 3, act=undone.act)
    assert shown() == after


def test_an_act_on_which_later_ones_rest_is_not_undone() -> None:
    rows = Register(
        organizations=(unit("new", "city"),), posts=(post("new-post", "new"),), people=(person("newcomer"),)
    )
    done = register.write_rows(rows, by=keeper(later()), at=later(), act="import")
    appointed = do(register.appoint, 2, person="newcomer", post="new-post", on=ON)
    assert code_of(register.undo_act, minutes=3, act=done.act) == "depended_on"
    do(register.undo_act, 4, act=appointed.act)
    do(register.undo_act, 5, act=done.act)
    assert view().organization("new", ON) is None
    renamed = do(register.rename_unit, 6, unit="bureau", name="新局", on=ON)
    do(register.rename_unit, 7, unit="bureau", name="再新局", on=ON)
    assert code_of(register.undo_act, minutes=8, act=renamed.act) == "changed_since"


def test_what_was_undone_can_be_written_again() -> None:
    rows = Register(
        organizations=(unit("new", "city"),), posts=(post("new-post", "new"),), people=(person("newcomer"),)
    )
    done = register.write_rows(rows, by=keeper(later()), at=later(), act="import")
    do(register.undo_act, 2, act=done.act)
    again = register.write_rows(rows, by=keeper(later(3)), at=later(3), act="import")
    assert again.added == 3
    assert Person.everything(reason="a test").filter(name="石newcomer").count() == 1


@pytest.mark.parametrize(
    ("rows", "code", "where"),
    [
        (Register(posts=(post("x", "bureau", seats=0),)), "no_seats", "register.posts[0].seats"),
        (Register(posts=(post("x", "bureu"),)), "undeclared_id", "register.posts[0].organization"),
        (Register(posts=(post("a b/c?<>", "bureau"),)), "bad_code", "register.posts[0].id"),
        (Register(posts=(post("bureau", "bureau"),)), "doubled_id", "register.posts"),
        (Register(posts=(post("chief", "bureau"),)), "doubled_id", "register.posts[0]"),
        (Register(tenures=(tenure("p6", "second", "2020-01-02", "2020-01-02"),)), "end_not_after_start", "register.tenures[0].ends_before"),
        (Register(tenures=(tenure("p6", "second", "1066-01-02"),)), "year_out_of_range", "register.tenures[0].starts_on"),
        (Register(tenures=(tenure("p6", "second"), tenure("p7", "second", "2020-01-01"))), "seat_overfilled", "register.tenures[1]"),
        (Register(organizations=(unit("a", "b"), unit("b", "a"))), "superior_cycle", "register.organizations[1].superior"),
        (Register(tenures=(tenure("p6", "chief", "2020-01-01"),)), "seat_overfilled", "register.tenures[0]"),
    ],
)  # fmt: skip
def test_many_rows_are_refused_whole_with_the_place_of_the_first_fault(rows: Register, code: str, where: str) -> None:
    before = shown()
    with pytest.raises(Refusal) as refused:
        register.write_rows(rows, by=keeper(later()), at=later(), act="import")
    assert (refused.value.code, refused.value.where) == (code, where)
    assert shown() == before


def test_an_empty_portfolio_is_neither_assigned_nor_made_by_a_correction() -> None:
    assert code_of(register.assign_portfolio, portfolio=Portfolio(post="chief", starts_on=ON)) == "empty_portfolio"
    version = PortfolioRecord.everything(reason="a test").get(post__code="vice").pk
    assert (
        code_of(register.correct_portfolio, version=version, row=Portfolio(post="vice"), reason="x")
        == "empty_portfolio"
    )


def test_a_clock_far_behind_the_last_act_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        register.rename_unit(unit="bureau", name="新局", on=ON, by=keeper(AT), at=AT - timedelta(hours=2))
    assert refused.value.code == "clock_behind"


def test_knowledge_never_runs_backward() -> None:
    do(register.rename_unit, 10, unit="bureau", name="新局", on=ON)
    do(register.rename_unit, 5, unit="bureau", name="再新局", on=ON)
    records = UnitRecord.everything(reason="a test").filter(unit__code="bureau").order_by("pk")
    instants = [each.recorded_at or AT for each in records]
    assert instants == sorted(instants)


def test_the_units_under_a_unit_are_those_of_the_day() -> None:
    ids = {row.unit.code: row.unit_id for row in UnitRecord.everything(reason="a test").select_related("unit")}
    do(register.move_unit, unit="office", superior="college", on=ON)
    assert subtree_ids(ids["bureau"], ON - timedelta(days=1)) == {ids["bureau"], ids["office"]}
    assert subtree_ids(ids["bureau"], ON) == {ids["bureau"]}
    assert subtree_ids(ids["college"], ON) == {ids["college"], ids["office"]}
    assert subtree_ids(ids["city"], ON) == set(ids.values())


def test_a_unit_that_closed_stays_within_the_grant_over_what_it_last_stood_under() -> None:
    ids = {row.unit.code: row.unit_id for row in UnitRecord.everything(reason="a test").select_related("unit")}
    do(register.move_unit, unit="office", superior="college", on=ON)
    do(register.close_unit, unit="office", on=ON + timedelta(days=30))
    after = ON + timedelta(days=60)
    assert ids["office"] in subtree_ids(ids["college"], after)
    assert ids["office"] in subtree_ids(ids["city"], after)
    assert ids["office"] not in subtree_ids(ids["bureau"], after)


def test_a_timeline_tells_every_record_and_the_act_that_wrote_it() -> None:
    do(register.rename_unit, unit="bureau", name="新局", on=ON)
    moments = [each for each in timeline(keeper(), "unit", "bureau") if each.list == "organizations"]
    assert [each.event for each in moments] == [
        "register:rows:written",
        "register:unit:renamed",
        "register:unit:renamed",
    ]
    assert [each.row.superseded_at is None for each in moments] == [False, True, True]
