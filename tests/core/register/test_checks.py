"""Each refusal of the register's checks, set off by a planted fault in a register that passes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from quanze.core.refusals import Refusal
from quanze.core.register import (
    Absence,
    Body,
    Organization,
    Person,
    Portfolio,
    Post,
    Register,
    Tenure,
    check_register,
)
from quanze.core.register.fiction import prefecture

D = date
SOUND = Register(
    organizations=(
        Organization(id="city", kind="territory", level="prefecture"),
        Organization(id="bureau", name="某局", kind="department", superior="city", ends_before=D(2010, 1, 1)),
        Organization(id="bureau", name="某委", kind="department", superior="city", starts_on=D(2010, 1, 1)),
        Organization(id="office", kind="internal_unit", superior="bureau"),
    ),
    bodies=(Body(id="group", of="bureau", kind="party_group"),),
    posts=(
        Post(id="head", organization="bureau", role="principal", managed_by="city"),
        Post(id="deputy", organization="bureau", role="deputy", managed_by="group"),
        Post(id="second", organization="bureau", role="admin_principal"),
        Post(id="clerk", organization="office", role="staff", seats=2),
    ),
    people=(Person(id="p1"), Person(id="p2"), Person(id="p3"), Person(id="p4")),
    tenures=(
        Tenure(person="p1", post="head", ends_before=D(2010, 1, 1)),
        Tenure(person="p2", post="deputy", starts_on=D(2005, 3, 1)),
        Tenure(person="p2", post="head", acting=True, starts_on=D(2009, 6, 1), ends_before=D(2010, 3, 1)),
        Tenure(person="p3", post="clerk"),
        Tenure(person="p4", post="clerk"),
        Tenure(person="p4", post="head", starts_on=D(2010, 1, 1)),
    ),
    portfolios=(Portfolio(post="deputy", covers=("office", "clerk"), fields=("finance",)),),
    absences=(Absence(person="p1", starts_on=D(2009, 6, 1), ends_before=D(2009, 12, 1), reason="病假"),),
)


def with_row(name: str, index: int, **changes: Any) -> Register:
    rows = list(getattr(SOUND, name))
    rows[index] = replace(rows[index], **changes)
    return replace(SOUND, **{name: tuple(rows)})


def with_more(name: str, *rows: Any) -> Register:
    return replace(SOUND, **{name: (*getattr(SOUND, name), *rows)})


def instant(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=UTC)


FAULTS: tuple[tuple[str, Register, str, str], ...] = (
    (
        "an end on the day of the start",
        with_row("tenures", 1, ends_before=D(2005, 3, 1)),
        "end_not_after_start",
        "register.tenures[1].ends_before",
    ),
    (
        "an end before the start",
        with_row("absences", 0, ends_before=D(2009, 5, 1)),
        "end_not_after_start",
        "register.absences[0].ends_before",
    ),
    (
        "superseded when recorded",
        with_row("people", 0, recorded_at=instant(2010), superseded_at=instant(2010)),
        "end_not_after_start",
        "register.people[0].superseded_at",
    ),
    (
        "a year before 1949",
        with_row("tenures", 1, starts_on=D(1948, 12, 31)),
        "year_out_of_range",
        "register.tenures[1].starts_on",
    ),
    (
        "a year after 2100",
        with_row("portfolios", 0, ends_before=D(2101, 1, 1)),
        "year_out_of_range",
        "register.portfolios[0].ends_before",
    ),
    (
        "an instant before 1949",
        with_row("bodies", 0, recorded_at=instant(1900)),
        "year_out_of_range",
        "register.bodies[0].recorded_at",
    ),
    (
        "instants with and without zone",
        with_more(
            "people", Person(id="x", recorded_at=instant(2010)), Person(id="y", recorded_at=datetime(2010, 1, 1))
        ),
        "mixed_instants",
        "register.people[5]",
    ),
    ("no seat", with_row("posts", 3, seats=0), "no_seats", "register.posts[3].seats"),
    (
        "one id for two units",
        with_more("organizations", Organization(id="city", kind="other")),
        "doubled_id",
        "register.organizations[4]",
    ),
    (
        "a rename that overlaps by a day",
        with_row("organizations", 2, starts_on=D(2009, 12, 31)),
        "doubled_id",
        "register.organizations[2]",
    ),
    ("one id for a unit and a person", with_more("people", Person(id="city")), "doubled_id", "register.people[4]"),
    (
        "an unknown superior",
        with_row("organizations", 3, superior="burau"),
        "undeclared_id",
        "register.organizations[3].superior",
    ),
    (
        "an unknown line superior",
        with_row("organizations", 3, line_superior="ministry"),
        "undeclared_id",
        "register.organizations[3].line_superior",
    ),
    (
        "an unknown unit supervised",
        with_row("organizations", 3, supervises=("bureau", "x")),
        "undeclared_id",
        "register.organizations[3].supervises[1]",
    ),
    (
        "an unknown heir",
        with_row("organizations", 1, succeeded_by=("x",)),
        "undeclared_id",
        "register.organizations[1].succeeded_by[0]",
    ),
    (
        "an unknown sender",
        with_row("organizations", 3, dispatched_by="x"),
        "undeclared_id",
        "register.organizations[3].dispatched_by",
    ),
    ("a body of no unit", with_row("bodies", 0, of="head"), "undeclared_id", "register.bodies[0].of"),
    (
        "a post of no unit",
        with_row("posts", 0, organization="group"),
        "undeclared_id",
        "register.posts[0].organization",
    ),
    ("an unknown manager", with_row("posts", 0, managed_by="x"), "undeclared_id", "register.posts[0].managed_by"),
    (
        "an unknown second manager",
        with_row("posts", 0, co_managed_by="x"),
        "undeclared_id",
        "register.posts[0].co_managed_by",
    ),
    ("a tenure of nobody", with_row("tenures", 3, person="p9"), "undeclared_id", "register.tenures[3].person"),
    ("a tenure of no post", with_row("tenures", 3, post="clark"), "undeclared_id", "register.tenures[3].post"),
    (
        "a portfolio of no post",
        with_row("portfolios", 0, post="office"),
        "undeclared_id",
        "register.portfolios[0].post",
    ),
    (
        "a portfolio over nothing",
        with_row("portfolios", 0, covers=("office", "p1")),
        "undeclared_id",
        "register.portfolios[0].covers[1]",
    ),
    ("an absence of nobody", with_row("absences", 0, person="head"), "undeclared_id", "register.absences[0].person"),
    (
        "a unit above itself",
        with_row("organizations", 3, superior="office"),
        "superior_cycle",
        "register.organizations[3].superior",
    ),
    (
        "a circle on the days of one row",
        with_row("organizations", 0, superior="office"),
        "superior_cycle",
        "register.organizations[3].superior",
    ),
    (
        "a circle along the line",
        replace(
            with_row("organizations", 3, line_superior="bureau"),
            organizations=(
                SOUND.organizations[0],
                replace(SOUND.organizations[1], line_superior="office"),
                SOUND.organizations[2],
                replace(SOUND.organizations[3], line_superior="bureau"),
            ),
        ),
        "line_superior_cycle",
        "register.organizations[3].line_superior",
    ),
    (
        "one person twice in one post",
        with_more("tenures", Tenure(person="p2", post="deputy", ends_before=D(2005, 3, 2))),
        "tenure_overlap",
        "register.tenures[1]",
    ),
    (
        "one person acting beside himself",
        with_more("tenures", Tenure(person="p1", post="head", acting=True, starts_on=D(2009, 12, 1))),
        "tenure_overlap",
        "register.tenures[6]",
    ),
    (
        "two holders of one seat",
        with_more("tenures", Tenure(person="p3", post="deputy", starts_on=D(2020, 1, 1))),
        "seat_overfilled",
        "register.tenures[6]",
    ),
    (
        "three holders of two seats",
        with_more("tenures", Tenure(person="p1", post="clerk", starts_on=D(2020, 1, 1))),
        "seat_overfilled",
        "register.tenures[6]",
    ),
    (
        "two acting in one seat",
        with_more(
            "tenures",
            Tenure(person="p3", post="head", acting=True, starts_on=D(2010, 2, 28), ends_before=D(2011, 1, 1)),
        ),
        "seat_overfilled",
        "register.tenures[6]",
    ),
    (
        "a principal beside an administrative principal",
        with_more("tenures", Tenure(person="p3", post="second", starts_on=D(2009, 1, 1), ends_before=D(2009, 2, 1))),
        "two_heads",
        "register.tenures[6]",
    ),
    (
        "a second principal",
        replace(with_row("posts", 1, role="principal"), tenures=SOUND.tenures),
        "two_heads",
        "register.tenures[1]",
    ),
    (
        "a principal's post with two seats filled",
        replace(
            with_row("posts", 0, seats=2),
            tenures=(*SOUND.tenures, Tenure(person="p3", post="head", starts_on=D(2020, 1, 1))),
        ),
        "two_heads",
        "register.tenures[6]",
    ),
)


@pytest.mark.parametrize(
    ("register", "code", "where"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS]
)
def test_each_planted_fault_is_refused_by_name(register: Register, code: str, where: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_register(register)
    assert (refused.value.code, refused.value.where) == (code, where)
    assert refused.value.zh
    assert refused.value.en
    assert "\n" not in refused.value.zh + refused.value.en


def test_a_sound_register_passes() -> None:
    check_register(SOUND)
    check_register(Register())


def test_an_unknown_id_is_answered_with_the_nearest_known_one() -> None:
    with pytest.raises(Refusal, match="did you mean “clerk”"):
        check_register(with_row("tenures", 3, post="clark"))


def test_a_corrected_row_and_its_correction_do_not_clash() -> None:
    wrong = replace(SOUND.tenures[1], person="p3", superseded_at=instant(2012))
    right = replace(SOUND.tenures[1], recorded_at=instant(2012))
    check_register(replace(SOUND, tenures=(SOUND.tenures[0], wrong, right)))


def test_a_correction_recorded_a_moment_too_early_clashes() -> None:
    wrong = replace(SOUND.tenures[1], person="p3", superseded_at=instant(2012))
    right = replace(SOUND.tenures[1], recorded_at=instant(2011))
    with pytest.raises(Refusal) as refused:
        check_register(replace(SOUND, tenures=(wrong, right)))
    assert refused.value.code == "seat_overfilled"


def test_lines_that_turn_round_in_time_are_no_circle() -> None:
    turned = (
        Organization(id="a", kind="other", superior="b", ends_before=D(2010, 1, 1)),
        Organization(id="a", kind="other", starts_on=D(2010, 1, 1)),
        Organization(id="b", kind="other", ends_before=D(2010, 1, 1)),
        Organization(id="b", kind="other", superior="a", starts_on=D(2010, 1, 1)),
    )
    check_register(Register(organizations=turned))
    late = D(2010, 1, 2)
    one_day_late = (replace(turned[0], ends_before=late), replace(turned[1], starts_on=late), *turned[2:])
    with pytest.raises(Refusal) as refused:
        check_register(Register(organizations=one_day_late))
    assert refused.value.code == "superior_cycle"


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ({"recorded_at": instant(2012)}, {"recorded_at": instant(2011)}, {"superseded_at": instant(2012)}),
        ({"superseded_at": instant(2012)}, {"superseded_at": instant(2013)}, {"recorded_at": instant(2012)}),
    ],
)
def test_links_that_were_never_all_known_together_are_no_circle(first: Any, second: Any, third: Any) -> None:
    links = (
        Organization(id="a", kind="other", superior="b", **first),
        Organization(id="b", kind="other", superior="c", **second),
        Organization(id="c", kind="other", superior="a", **third),
    )
    for turned in (links, links[1:] + links[:1], links[2:] + links[:2]):
        check_register(Register(organizations=turned))
        ever_known = tuple(replace(row, recorded_at=None, superseded_at=None) for row in turned)
        with pytest.raises(Refusal) as refused:
            check_register(Register(organizations=ever_known))
        assert refused.value.code == "superior_cycle"


def test_a_post_known_as_a_head_only_later_makes_no_second_head_before() -> None:
    became = (
        replace(SOUND.posts[1], superseded_at=instant(2012)),
        replace(SOUND.posts[1], role="admin_principal", recorded_at=instant(2012)),
    )
    posts = (SOUND.posts[0], *became, *SOUND.posts[2:])
    until = replace(SOUND.tenures[5], superseded_at=instant(2012))
    check_register(replace(SOUND, posts=posts, tenures=(SOUND.tenures[1], until)))
    with pytest.raises(Refusal) as refused:
        check_register(replace(SOUND, posts=posts, tenures=(SOUND.tenures[1], SOUND.tenures[5])))
    assert refused.value.code == "two_heads"


def test_one_person_may_head_party_and_administration_in_two_posts() -> None:
    check_register(with_more("tenures", Tenure(person="p4", post="second", starts_on=D(2011, 1, 1))))


def test_an_acting_head_beside_a_head_is_not_a_second_head() -> None:
    check_register(with_more("tenures", Tenure(person="p3", post="second", acting=True, starts_on=D(2009, 1, 1))))


@pytest.mark.parametrize("name", ["organizations", "posts", "people", "tenures", "portfolios", "absences"])
def test_a_fault_in_the_last_row_of_a_whole_prefecture_is_named(name: str) -> None:
    register = prefecture(5, units=8, posts=200)
    rows = getattr(register, name)
    spoilt = replace(rows[-1], starts_on=D(1940, 1, 1))
    with pytest.raises(Refusal) as refused:
        check_register(replace(register, **{name: (*rows[:-1], spoilt)}))
    assert refused.value.where == f"register.{name}[{len(rows) - 1}].starts_on"
