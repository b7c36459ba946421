"""Walks kept in memory: the same answer as a fresh one, whatever was done or undone in between."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from django.db import connection

from quanze.apps.access.context import reading
from quanze.apps.organizations import lasting
from quanze.apps.organizations import services as register
from quanze.apps.organizations.models import Unit
from quanze.apps.organizations.selectors import subtree_ids, walks
from quanze.apps.organizations.services.change import Done
from quanze.apps.organizations.services.rehearsing import rehearse
from quanze.apps.organizations.tests.factories import city, keeper, later, lay_out
from quanze.core.refusals import Refusal

pytestmark = pytest.mark.django_db(transaction=True)
ON = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def ids() -> dict[str, int]:
    """A city with a bureau, an office below it, and a college."""
    lay_out(city())
    return dict(Unit.everything(reason="a test").values_list("code", "pk"))


def under(unit_id: int, on: date = ON) -> frozenset[int]:
    with reading(keeper()):
        return subtree_ids(unit_id, on)


def moved(superior: str, minutes: int) -> Done:
    return register.move_unit(unit="office", superior=superior, on=ON, by=keeper(later(minutes)), at=later(minutes))


def test_a_walk_is_made_once_until_somebody_acts_on_the_register(ids: dict[str, int]) -> None:
    walks._kept.cache_clear()
    for _ in range(3):
        assert under(ids["bureau"]) == {ids["bureau"], ids["office"]}
    assert walks._kept.cache_info().misses == 1
    moved("college", 1)
    assert under(ids["bureau"]) == {ids["bureau"]}
    assert under(ids["college"]) == {ids["college"], ids["office"]}


def test_many_moves_leave_every_walk_as_a_fresh_one_would_be(ids: dict[str, int]) -> None:
    rng = Random(7)
    for minute in range(1, 13):
        with suppress(Refusal):
            moved(rng.choice(["college", "bureau", "city"]), minute)
        for each, day in ((rng.choice(list(ids.values())), ON + timedelta(days=days)) for days in (-1, 0, 9)):
            kept = under(each, day)
            walks._kept.cache_clear()
            assert kept == under(each, day)


def rehearsed(superior: str, unit_id: int) -> frozenset[int]:
    """What stands under a unit while the office's move is rehearsed, before it is taken back."""
    found = []

    def looked_at_within() -> Done:
        done = moved(superior, 1)
        found.append(under(unit_id))
        return done

    rehearse(looked_at_within, by=keeper(later()), codes_in=lambda _: set())
    return found[0]


def test_what_an_act_wrote_before_it_was_undone_is_never_kept(ids: dict[str, int]) -> None:
    assert rehearsed("college", ids["bureau"]) == {ids["bureau"]}
    assert under(ids["bureau"]) == {ids["bureau"], ids["office"]}


def test_an_act_that_takes_the_number_of_one_undone_is_told_apart_from_it(ids: dict[str, int]) -> None:
    assert rehearsed("college", ids["college"]) == {ids["college"], ids["office"]}
    moved("city", 1)
    assert under(ids["college"]) == {ids["college"]}
    assert rehearsed("bureau", ids["bureau"]) == {ids["bureau"], ids["office"]}
    moved("college", 2)
    assert under(ids["college"]) == {ids["college"], ids["office"]}


def test_a_kept_walk_that_forgot_who_acted_last_would_be_found_out(
    ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """The planted fault: a mark that does not change with the register."""
    monkeypatch.setattr(
        lasting, "_LAST_ACT", "SELECT CAST('x' AS BLOB)" if connection.vendor == "sqlite" else "SELECT 'x'::bytea"
    )
    before = under(ids["bureau"])
    moved("college", 1)
    assert under(ids["bureau"]) == before != {ids["bureau"]}


def test_the_marks_of_any_two_acts_differ() -> None:
    marks = []
    for minute, superior in enumerate(("college", "bureau", "city"), 1):
        moved(superior, minute)
        with reading(keeper()):
            marks.append(lasting.last_act())
    assert None not in marks
    assert all(one != other for one, other in pairwise(marks))
