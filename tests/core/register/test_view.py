"""Each question put to one small city drawn by hand, with the answers a person would give."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from quanze.core.periods import Period
from quanze.core.register import (
    Absence,
    Body,
    Organization,
    Person,
    Portfolio,
    Post,
    Register,
    Superior,
    Tenure,
    View,
    check_register,
)

D = date
TODAY = D(2012, 5, 1)
ALWAYS = Period(None, None)
MERGED = D(2010, 1, 1)
CORRECTED = datetime(2011, 3, 1, 9, tzinfo=UTC)

CITY = Register(
    organizations=(
        Organization(id="province", kind="territory"),
        Organization(id="province-tax", kind="department", superior="province"),
        Organization(id="province-dc", kind="discipline_commission", superior="province"),
        Organization(id="city", kind="territory", superior="province"),
        Organization(id="city-committee", kind="party_committee", superior="city"),
        Organization(id="city-gov", kind="government", superior="city"),
        Organization(
            id="city-dc", kind="discipline_commission", superior="city", line_superior="province-dc", line="co_leads"
        ),
        Organization(id="finance", kind="department", superior="city-gov", line_superior="province", line="guides"),
        Organization(id="tax", kind="line_unit", superior="city-gov", line_superior="province-tax", line="leads"),
        Organization(id="roads", kind="department", superior="city-gov", ends_before=MERGED, succeeded_by=("traffic",)),
        Organization(id="rails", kind="department", superior="city-gov", ends_before=MERGED, succeeded_by=("traffic",)),
        Organization(
            id="traffic",
            kind="department",
            superior="city-gov",
            starts_on=MERGED,
            ends_before=D(2012, 1, 1),
            succeeded_by=("land", "water"),
        ),
        Organization(id="land", name="陆运局", kind="department", superior="city-gov", starts_on=D(2012, 1, 1)),
        Organization(id="water", name="水运局", kind="department", superior="city-gov", starts_on=D(2012, 1, 1)),
        Organization(id="office", kind="internal_unit", superior="finance"),
        Organization(id="finance-dc", kind="discipline_commission", superior="finance"),
        Organization(
            id="group",
            kind="resident_group",
            superior="city-dc",
            dispatched_by="city-dc",
            supervises=("finance", "tax"),
            starts_on=D(2008, 1, 1),
        ),
    ),
    bodies=(Body(id="finance-pg", of="finance", kind="party_group", starts_on=D(2003, 1, 1)),),
    posts=(
        Post(id="head", organization="finance", role="principal"),
        Post(id="deputy", organization="finance", role="deputy"),
        Post(id="clerk", organization="office", role="staff", ends_before=D(2011, 1, 1)),
    ),
    people=(
        Person(id="jia", name="甲", now="in_post", superseded_at=CORRECTED),
        Person(id="jia", name="甲", now="retired", recorded_at=CORRECTED),
        Person(id="yi", name="乙"),
        Person(id="bing", name="丙"),
    ),
    tenures=(
        Tenure(person="jia", post="head", starts_on=D(2006, 1, 1), ends_before=D(2010, 1, 1)),
        Tenure(person="yi", post="head", starts_on=D(2010, 6, 1), superseded_at=CORRECTED),
        Tenure(person="bing", post="head", starts_on=D(2010, 6, 1), recorded_at=CORRECTED),
        Tenure(person="yi", post="deputy", starts_on=D(2005, 1, 1)),
        Tenure(person="yi", post="head", acting=True, starts_on=D(2010, 1, 1), ends_before=D(2010, 6, 1)),
    ),
    portfolios=(
        Portfolio(post="deputy", covers=("office", "clerk"), fields=("finance",), ends_before=D(2009, 1, 1)),
        Portfolio(post="head", covers=("office",), fields=("personnel",), starts_on=D(2009, 1, 1)),
    ),
    absences=(
        Absence(person="jia", starts_on=D(2007, 3, 1), ends_before=D(2007, 9, 1), reason="脱产学习"),
        Absence(person="jia", starts_on=D(2007, 8, 1), ends_before=D(2007, 10, 1), reason="病假"),
    ),
)


@pytest.fixture
def view() -> View:
    check_register(CITY)
    return CITY.view(None)


def units(levels: tuple[tuple[Superior, ...], ...]) -> list[list[str]]:
    return [[superior.unit for superior in level] for level in levels]


def test_a_department_stands_one_level_below_all_organs_of_its_territory_the_direct_one_first(view: View) -> None:
    level_one, level_two = view.above("finance", TODAY, 5)
    assert [superior.unit for superior in level_one] == ["city-gov", "city", "city-committee", "city-dc"]
    assert {superior.unit for superior in level_two} == {"province", "province-dc"}


def test_no_more_levels_are_climbed_than_asked(view: View) -> None:
    assert len(view.above("office", TODAY, 2)) == 2
    assert view.above("office", TODAY, 0) == ()
    assert units(view.above("office", TODAY, 1)) == [["finance"]]


def test_organs_of_one_territory_are_no_level_above_one_another(view: View) -> None:
    assert units(view.above("city-gov", TODAY, 1)) == [["province", "province-dc"]]


def test_a_vertical_unit_is_led_by_its_line_and_its_territory_is_told(view: View) -> None:
    assert view.leading_superiors("tax", TODAY) == (Superior("province-tax", "vertical"),)
    assert view.told_superiors("tax", TODAY) == ("city-gov",)
    assert view.superior_of("tax", TODAY) == "city-gov"
    assert view.line_superior_of("tax", TODAY) == ("province-tax", "leads")


def test_a_unit_under_two_lines_is_led_by_both(view: View) -> None:
    both = (Superior("city", "leadership"), Superior("province-dc", "vertical"))
    assert view.leading_superiors("city-dc", TODAY) == both
    assert view.told_superiors("city-dc", TODAY) == ()


def test_a_guidance_line_carries_no_leadership(view: View) -> None:
    assert view.leading_superiors("finance", TODAY) == (Superior("city-gov", "leadership"),)
    assert view.line_superior_of("finance", TODAY) == ("province", "guides")


def test_a_line_without_a_recorded_manner_only_guides() -> None:
    view = Register(organizations=(Organization(id="x", kind="other", superior="y", line_superior="z"),)).view(None)
    assert view.line_superior_of("x", TODAY) == ("z", "guides")
    assert view.leading_superiors("x", TODAY) == (Superior("y", "leadership"),)


def test_a_unit_said_to_be_led_by_a_line_that_nobody_recorded_stays_with_its_superior() -> None:
    view = Register(organizations=(Organization(id="x", kind="line_unit", superior="y", line="leads"),)).view(None)
    assert view.leading_superiors("x", TODAY) == (Superior("y", "leadership"),)
    assert view.told_superiors("x", TODAY) == ()


def test_the_chain_up_runs_along_leadership_and_includes_both_ends(view: View) -> None:
    assert view.chain_up("office", "city", TODAY) == ("office", "finance", "city-gov", "city")
    assert view.chain_up("office", "office", TODAY) == ("office",)
    assert view.chain_up("finance", "office", TODAY) == ()
    assert view.chain_up("office", "tax", TODAY) == ()


def test_heirs_of_a_merged_unit_are_followed_through_the_later_split(view: View) -> None:
    assert view.successors("roads") == ("land", "water")
    assert view.successors("finance") == ()
    assert view.successors("nowhere") == ()


def test_a_closed_unit_is_out_of_force_but_still_known(view: View) -> None:
    assert view.organization("roads", D(2009, 12, 31)) is not None
    assert view.organization("roads", MERGED) is None
    assert view.declared("roads")
    latest = view.latest_organization("roads")
    assert latest is not None
    assert latest.succeeded_by == ("traffic",)
    assert "roads" not in view.children("city-gov", MERGED)
    assert "traffic" in view.children("city-gov", MERGED)


def test_circles_in_unchecked_rows_end_the_climb() -> None:
    rows = (Organization(id="a", kind="other", superior="b"), Organization(id="b", kind="other", superior="a"))
    view = Register(organizations=rows).view(None)
    assert units(view.above("a", TODAY, 9)) == [["b"]] or units(view.above("a", TODAY, 9)) == [["b"], ["a"]]
    assert view.chain_up("a", "c", TODAY) == ()


def test_heirs_in_a_circle_end_the_search() -> None:
    closed = D(2010, 1, 1)
    rows = (
        Organization(id="a", kind="other", ends_before=closed, succeeded_by=("b",)),
        Organization(id="b", kind="other", ends_before=closed, succeeded_by=("a",)),
    )
    assert Register(organizations=rows).view(None).successors("a") == ()


def test_discipline_organs_and_resident_groups_are_found_for_their_unit(view: View) -> None:
    assert view.discipline_units_for("finance", TODAY) == ("finance-dc",)
    assert view.discipline_units_for("city-gov", TODAY) == ("city-dc",)
    assert view.discipline_units_for("tax", TODAY) == ()
    assert view.resident_groups_for("tax", TODAY) == ("group",)
    assert view.resident_groups_for("tax", D(2007, 12, 31)) == ()


def test_bodies_are_found_by_unit_and_by_id(view: View) -> None:
    assert [body.id for body in view.bodies_of("finance", TODAY)] == ["finance-pg"]
    assert view.bodies_of("finance", D(2002, 12, 31)) == ()
    assert view.body("finance-pg") is not None
    assert view.body("finance") is None


def test_posts_are_found_while_they_exist_and_remembered_after(view: View) -> None:
    assert view.post("clerk", D(2010, 12, 31)) is not None
    assert view.post("clerk", D(2011, 1, 1)) is None
    assert view.latest_post("clerk") is not None
    assert [post.id for post in view.posts_of("finance", ALWAYS)] == ["deputy", "head"]
    assert view.posts_of("office", Period(D(2011, 1, 1), None)) == ()


def test_the_leaving_day_belongs_to_the_successor(view: View) -> None:
    assert [row.person for row in view.holders("head", D(2009, 12, 31))] == ["jia"]
    assert [(row.person, row.acting) for row in view.holders("head", D(2010, 1, 1))] == [("yi", True)]
    assert [row.person for row in view.holders("head", D(2010, 6, 1))] == ["bing"]


def test_a_concurrent_holder_is_shown_with_all_his_posts(view: View) -> None:
    assert [row.post for row in view.held("yi", D(2010, 3, 1))] == ["deputy", "head"]
    assert view.present_tenures("yi", TODAY) == view.held("yi", TODAY)


def test_tenures_of_part_of_a_period_are_all_given(view: View) -> None:
    period = Period.days(D(2009, 12, 31), D(2010, 6, 1))
    assert [row.person for row in view.tenures_of_post("head", period)] == ["jia", "yi", "bing"]
    assert [row.post for row in view.tenures_of_person("yi", period)] == ["deputy", "head"]


def test_a_correction_changes_the_holder_only_for_those_who_ask_after_it() -> None:
    day = D(2010, 7, 1)
    moment_before = CORRECTED.replace(hour=8, minute=59)
    assert [row.person for row in CITY.view(moment_before).holders("head", day)] == ["yi"]
    assert [row.person for row in CITY.view(CORRECTED).holders("head", day)] == ["bing"]
    assert [row.person for row in CITY.view(None).holders("head", day)] == ["bing"]


def test_the_latest_known_row_of_a_person_counts() -> None:
    before, now = CITY.view(datetime(2011, 2, 28, tzinfo=UTC)).person("jia"), CITY.view(None).person("jia")
    assert before is not None
    assert now is not None
    assert (before.now, now.now) == ("in_post", "retired")


def test_portfolios_are_found_by_post_target_and_field(view: View) -> None:
    period = Period.days(D(2008, 12, 31), D(2009, 1, 1))
    assert [row.post for row in view.portfolios_covering("office", period)] == ["deputy", "head"]
    assert [row.post for row in view.portfolios_covering("clerk", ALWAYS)] == ["deputy"]
    assert [row.fields for row in view.portfolios_of("head", ALWAYS)] == [("personnel",)]
    assert [row.post for row in view.portfolios_for_field("finance", "personnel", ALWAYS)] == ["head"]
    assert view.portfolios_for_field("finance", "personnel", Period(None, D(2009, 1, 1))) == ()
    assert view.portfolios_for_field("office", "personnel", ALWAYS) == ()


def test_a_target_named_twice_in_one_portfolio_is_covered_once() -> None:
    twice = Register(portfolios=(Portfolio(post="deputy", covers=("office", "office")),)).view(None)
    assert len(twice.portfolios_covering("office", ALWAYS)) == 1


def test_a_post_is_exercised_outside_absences_and_overlapping_absences_count_once(view: View) -> None:
    tenure = CITY.tenures[0]
    assert view.exercised(tenure, Period.days(D(2007, 1, 1), D(2007, 12, 31))) == (
        Period(D(2007, 1, 1), D(2007, 3, 1)),
        Period(D(2007, 10, 1), D(2008, 1, 1)),
    )
    assert view.exercised(tenure, Period.days(D(2007, 4, 1), D(2007, 9, 30))) == ()
    assert view.exercised(tenure, Period(D(2010, 1, 1), None)) == ()
    assert len(view.absences_of("jia", Period.days(D(2007, 9, 1), D(2007, 9, 1)))) == 1


def test_an_unknown_id_gets_an_empty_answer_and_no_error(view: View) -> None:
    assert not view.declared("nobody")
    assert view.organization("nobody", TODAY) is None
    assert view.territory_unit("nobody", TODAY) == ("nobody",)
    assert view.above("nobody", TODAY, 3) == ()
    assert view.holders("nobody", TODAY) == ()
    assert view.person("nobody") is None


def test_the_index_is_no_part_of_the_register_as_a_value() -> None:
    one, other = Register(organizations=CITY.organizations), Register(organizations=CITY.organizations)
    one.view(None).children("city", TODAY)
    assert one == other
    assert repr(one) == repr(other)
    assert one.index is one.index
