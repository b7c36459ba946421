"""Queries whose text is kept find what the plain ones find, for whoever asks, and forget what was taken away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.db.models import Q, QuerySet

from quanze.apps.access import prepared
from quanze.apps.access.among import FEW
from quanze.apps.access.caller import Caller, Holding
from quanze.apps.access.prepared import TEXTS, Prepared
from quanze.apps.accounts.tests.factories import caller_of
from quanze.apps.organizations.models import PersonRecord, Spelling, TenureRecord, Unit, UnitRecord, in_force
from quanze.apps.organizations.selectors.stretches import stretches_under
from quanze.apps.organizations.selectors.subtrees import subtree_ids
from quanze.apps.organizations.services import move_unit
from quanze.apps.organizations.tests.factories import city, day, keeper, later, lay_out, unit
from quanze.core.register import Register

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)
READS = "units:register:read"
outline = prepared._outline


@pytest.fixture
def units() -> list[int]:
    lay_out(city([unit(f"u{n}", "city") for n in range(2 * FEW)]))
    return list(Unit.everything(reason="test").order_by("pk").values_list("pk", flat=True))


def seen(*, caller: Caller, on: date) -> QuerySet[Any, Any]:
    return UnitRecord.visible.to(caller).filter(in_force(on)).order_by("pk").values_list("pk", "unit_id")


@pytest.mark.parametrize("size", [0, 1, FEW, FEW + 1, 2 * FEW])
def test_among_some_numbers_finds_what_in_finds(units: list[int], size: int) -> None:
    some = frozenset(Random(size).sample(units, size))
    rows = UnitRecord.everything(reason="test")
    for among, plain in ((Q(unit_id__among=some), Q(unit_id__in=some)), (~Q(unit__among=some), ~Q(unit__in=some))):
        assert set(rows.filter(among)) == set(rows.filter(plain))


def test_a_kept_text_finds_what_the_plain_query_finds(units: list[int]) -> None:
    asked, rng = Prepared(seen, "register:read"), Random(1)
    for turn in range(30):
        by = caller_of("unit_head", units=rng.sample(units, rng.choice([0, 1, 3, FEW, FEW + 5])))
        two = replace(
            by, holdings=(*(by.holdings or ()), Holding(permissions=frozenset({READS}), units=frozenset(units[:2])))
        )
        for caller in (by, two, keeper()):
            on = ON - timedelta(days=turn)
            assert asked.rows(caller=caller, on=on) == list(seen(caller=caller, on=on)), turn


@pytest.mark.parametrize("size", [0, 1, FEW, FEW + 1])
def test_a_set_of_codes_is_one_value(units: list[int], size: int) -> None:
    codes = frozenset(f"u{number}" for number in range(size))
    rows = UnitRecord.everything(reason="test")
    assert set(rows.filter(unit__code__each_of=codes)) == set(rows.filter(unit__code__in=codes))
    asked = Prepared(
        lambda codes: rows.filter(unit__code__each_of=codes).order_by("unit__code").values_list("unit__code")
    )
    assert asked.rows(codes=codes) == [(code,) for code in sorted(codes)]
    assert asked.rows(codes=frozenset({"u1", "nobody"})) == [("u1",)]


def own(*, caller: Caller) -> QuerySet[Any, Any]:
    return PersonRecord.visible.to(caller).order_by("pk").values_list("person_id")


def test_who_share_a_role_share_a_text_and_each_sees_himself(units: list[int]) -> None:
    people = PersonRecord.everything(reason="test").order_by("pk").values_list("person_id", flat=True)
    asked = Prepared(own, "register:read")
    for each in people:
        by = replace(caller_of("official", person=each), kin=frozenset({each}), account=each)
        assert asked.rows(caller=by) == list(own(caller=by)) == [(each,)]
    assert sum(key[0] is asked for texts in TEXTS.values() for key in texts) == 1


def test_a_text_that_held_who_asked_first_is_caught(units: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: who somebody is shapes no text and is no value either."""
    first, second, *_ = PersonRecord.everything(reason="test").order_by("pk").values_list("person_id", flat=True)
    monkeypatch.setattr(prepared, "_HIMSELF", ())
    monkeypatch.setattr(prepared, "_outline", lambda caller: replace(outline(caller), person=first))
    asked = Prepared(own, "register:read")
    assert asked.rows(caller=caller_of("official", person=second)) == [(first,)]


@pytest.mark.parametrize("part", ["u1", "%", "_", "\\", "'", "U1"])
def test_a_part_of_a_name_is_sought_sign_for_sign(units: list[int], part: str) -> None:
    lay_out(Register(organizations=(unit("odd_%\\'", "city"),)), at=later())
    rows = Spelling.everything(reason="test")
    found = set(rows.filter(text__holds=part).values_list("text", flat=True))
    assert found == {text for text in rows.values_list("text", flat=True) if part in text}


def test_what_is_taken_from_somebody_is_gone_at_his_next_question(units: list[int]) -> None:
    asked = Prepared(seen, "register:read")
    by = caller_of("unit_head", units=units)
    assert len(asked.rows(caller=by, on=ON)) == len(units)
    fewer = caller_of("unit_head", units=units[:3])
    assert [row[1] for row in asked.rows(caller=fewer, on=ON)] == units[:3]
    nothing = replace(by, permissions=frozenset(), holdings=())
    assert asked.rows(caller=nothing, on=ON) == []
    assert len(asked.rows(caller=by, on=ON)) == len(units)


def test_the_text_is_made_once_for_all_days_and_units(units: list[int]) -> None:
    made: list[Caller] = []

    def noted(*, caller: Caller, on: date) -> QuerySet[Any, Any]:
        made.append(caller)
        return seen(caller=caller, on=on)

    asked = Prepared(noted, "register:read")
    for number in range(3):
        asked.rows(caller=caller_of("unit_head", units=units[number:5]), on=ON - timedelta(days=number))
    assert len(made) == 1


def test_a_value_reckoned_from_a_given_one_is_refused(units: list[int]) -> None:
    """What the text would hold for ever: the day after the first day ever asked about."""
    asked = Prepared(
        lambda on: UnitRecord.everything(reason="test").filter(starts_on=on + timedelta(days=1)).values_list("pk")
    )
    with pytest.raises(TypeError, match="not plain values"):
        asked.rows(on=ON)


def test_units_of_an_action_that_was_not_named_are_refused(units: list[int]) -> None:
    asked = Prepared(seen)
    with pytest.raises(TypeError, match="not plain values"):
        asked.rows(caller=caller_of("unit_head", units=units[:2]), on=ON)


def test_the_walk_down_the_links_finds_what_the_home_paths_tell(units: list[int]) -> None:
    ids = dict(Unit.everything(reason="test").values_list("code", "pk"))
    for number, (moved, to) in enumerate(
        (("bureau", "college"), ("u3", "bureau"), ("office", "u7"), ("college", "city"))
    ):
        move_unit(unit=moved, superior=to, on=day(f"2024-0{number + 1}-01"), by=keeper(later(number)), at=later(number))
    for on in (day("2023-06-01"), day("2024-01-01"), day("2024-02-15"), day("2024-03-02"), ON):
        for top in ("city", "government", "bureau", "college", "u7"):
            assert subtree_ids(ids[top], on) == by_paths(top, ids[top], on), (top, on)
    assert TenureRecord.everything(reason="test").exists()


def by_paths(top: str, number: int, on: date) -> set[int]:
    stretches = stretches_under(Unit.everything(reason="test").get(code=top).path, on, None)
    rows = Unit.everything(reason="test").values_list("pk", "path")
    return {number, *(pk for pk, path in rows if any(each.first <= path < each.behind for each in stretches))}
