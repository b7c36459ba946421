"""The invented prefecture: its figures, its variety, and that it is the same each time."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random
from time import perf_counter

import pytest

from quanze.core.periods import Period
from quanze.core.register import Register, check_register
from quanze.core.register.fiction import prefecture, random_register
from tests.conftest import full_size

LAST_DAY = date(2011, 12, 31)


@pytest.fixture(scope="module")
def loudi() -> Register:
    return prefecture(2012)


def test_the_default_prefecture_has_loudis_figures(loudi: Register) -> None:
    view = loudi.view(None)
    keys = {row.id for row in loudi.organizations if row.id.startswith("city-u") and "-s" not in row.id}
    assert sum(view.organization(id, LAST_DAY) is not None for id in keys) == 67
    assert len({post.id for post in loudi.posts}) == len(loudi.posts) == 8878
    assert abs(len(loudi.tenures) / 26738 - 1) < 0.01
    assert 1900 < len({row.id for row in loudi.organizations}) < 2200


def test_the_default_prefecture_passes_the_checks(loudi: Register) -> None:
    check_register(loudi)


def test_it_has_merged_split_renamed_and_moved_units(loudi: Register) -> None:
    view = loudi.view(None)
    assert view.successors("city-old1") == view.successors("city-old2") == ("city-u01",)
    assert view.successors("city-old3") == ("city-u02", "city-u03")
    renamed = view.organizations("city-u04", Period(None, None))
    assert len({row.name for row in renamed}) == 2
    moved = view.organizations("city-u05", Period(None, None))
    assert [row.superior for row in moved] == ["city-committee", "city-gov"]


def test_it_has_vertical_units_resident_groups_and_all_levels(loudi: Register) -> None:
    view = loudi.view(None)
    vertical = [row.id for row in loudi.organizations if row.line == "leads"]
    assert {view.leading_superiors(id, LAST_DAY)[0].line for id in vertical} == {"vertical"}
    assert len(view.resident_groups_for("city-u07", LAST_DAY)) == 1
    kinds = Counter(row.kind for row in loudi.organizations)
    assert kinds["township"] == 70
    assert kinds["village"] > 1000
    assert kinds["discipline_commission"] == 7
    chain = view.above("county1-t01-v01", LAST_DAY, 9)
    assert [level[0].unit for level in chain] == ["county1-t01", "county1", "city", "pr"]


def test_it_has_vacancies_acting_and_concurrent_holders_absences_and_corrections(loudi: Register) -> None:
    view, day = loudi.view(None), date(2006, 6, 30)
    open_posts = [post.id for post in loudi.posts if view.post(post.id, day)]
    assert 20 < sum(not view.holders(id, day) for id in open_posts) < 500
    assert sum(row.acting for row in loudi.tenures) > 100
    regular = [row for row in loudi.tenures if not row.acting and row.starts_on]
    assert sum(len(view.held(row.person, row.starts_on or day)) > 1 for row in regular) > 100
    assert len(loudi.absences) > 300
    for rows in (loudi.tenures, loudi.portfolios, loudi.organizations):
        assert any(row.superseded_at for row in rows)


def test_reshuffles_move_many_leaders_in_a_few_weeks(loudi: Register) -> None:
    leaders = {post.id for post in loudi.posts if post.role in ("principal", "party_principal", "admin_principal")}
    starts = Counter(
        (row.starts_on.year, row.starts_on.month) for row in loudi.tenures if row.post in leaders and row.starts_on
    )
    busiest, usual = starts.most_common(1)[0][1], sorted(starts.values())[len(starts) // 2]
    assert busiest > 5 * usual


def test_every_reference_keeps_within_the_life_of_its_unit_and_post(loudi: Register) -> None:
    posts = {post.id: post for post in loudi.posts}
    for row in loudi.tenures:
        life = Period(posts[row.post].starts_on, posts[row.post].ends_before)
        assert Period(row.starts_on, row.ends_before).intersection(life) == Period(row.starts_on, row.ends_before)


@pytest.mark.parametrize(
    ("units", "posts", "years"), [(6, 50, 1), (7, 60, 3), (12, 400, 12), (20, 900, 25), (6, 900, 90)]
)
def test_prefectures_of_other_sizes_pass_too(units: int, posts: int, years: int) -> None:
    for seed in range(3):
        register = prefecture(seed, units=units, posts=posts, years=years)
        check_register(register)
        assert len(register.posts) == posts


def test_the_same_seed_gives_the_same_rows_and_another_seed_others() -> None:
    assert prefecture(7, units=8, posts=300) == prefecture(7, units=8, posts=300)
    assert prefecture(7, units=8, posts=300) != prefecture(8, units=8, posts=300)
    assert random_register(Random(3), 6) == random_register(Random(3), 6)


@pytest.mark.parametrize("bad", [{"units": 5}, {"posts": 49}, {"years": 0}, {"years": 91}])
def test_a_prefecture_too_small_or_too_long_is_refused(bad: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="at least"):
        prefecture(1, **bad)


def test_random_registers_pass_the_checks_and_hold_everything_nasty() -> None:
    seen: Counter[str] = Counter()
    for seed in range(full_size(100, 1000)):
        register = random_register(Random(seed), 1 + seed % 9)
        check_register(register)
        seen["acting"] += any(row.acting for row in register.tenures)
        seen["renamed"] += len({row.id for row in register.organizations}) < len(register.organizations)
        seen["closed"] += any(row.succeeded_by for row in register.organizations)
        seen["corrected"] += any(row.superseded_at for row in register.tenures)
        seen["absent"] += bool(register.absences)
    assert min(seen.values()) > 50
    assert len(seen) == 5


def test_questions_to_a_whole_prefecture_cost_no_pass_over_its_rows(loudi: Register) -> None:
    """A pass over all tenures takes milliseconds; ten thousand warm questions must not take ten thousand of them."""
    view = loudi.view(None)
    view.holders(loudi.posts[0].id, LAST_DAY)
    begun = perf_counter()
    for post in loudi.posts:
        view.holders(post.id, LAST_DAY)
    assert perf_counter() - begun < 15
