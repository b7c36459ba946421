"""Every question on both clocks, against plain loops over all rows, on many random registers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from quanze.core.periods import Period
from quanze.core.register import Register, View, check_register
from quanze.core.register.fiction.small import DAYS, FIELDS, INSTANTS, random_register
from quanze.core.register.rows import Tenure
from tests.conftest import full_size
from tests.core.register.oracle import Plain

ROUNDS = full_size(100, 1000)
LISTS = ("organizations", "posts", "tenures", "absences", "portfolios")
ONE_DAY = timedelta(days=1)


def some_day(rng: Random) -> date:
    return rng.choice(DAYS) + rng.choice((-ONE_DAY, ONE_DAY * 0, ONE_DAY))


def some_period(rng: Random) -> Period:
    first, end = sorted((some_day(rng), some_day(rng)))
    return Period(rng.choice((first, first, None)), rng.choice((end + ONE_DAY, end + ONE_DAY, None)))


def some_instant(rng: Random) -> datetime | None:
    return rng.choice((None, rng.choice(INSTANTS) + rng.choice((-ONE_DAY, ONE_DAY * 0, ONE_DAY))))


def same_rows(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Equal as bags of rows and ordered by start; rows that tie in start may stand either way."""
    starts = [row.starts_on or date.min for row in one]
    return sorted(map(repr, one)) == sorted(map(repr, other)) and starts == sorted(starts)


def bag_differences(
    view: View, plain: Plain, post: str, person: str, unit: str, target: str, field: str, period: Period
) -> list[str]:
    """Questions whose answers are bags of rows."""
    bags = (
        ("portfolios_of", (post, period)),
        ("portfolios_covering", (target, period)),
        ("portfolios_for_field", (unit, field, period)),
        ("absences_of", (person, period)),
    )
    return [n for n, asked in bags if not same_rows(getattr(view, n)(*asked), getattr(plain, n)(*asked))]


def differences(view: View, plain: Plain, rng: Random) -> list[str]:
    """Names of the questions about ids and times of chance on which the two disagree."""
    rows = plain.register
    unit = rng.choice(rows.organizations).id
    top = rng.choice(rows.organizations).id
    post = rng.choice(rows.posts).id if rows.posts else "none"
    person = rng.choice(rows.people).id
    body = rng.choice(rows.bodies).id if rows.bodies else "none"
    field, target, day, period = rng.choice(FIELDS), rng.choice((unit, post)), some_day(rng), some_period(rng)
    exact: dict[str, tuple[Any, Any]] = {
        name: (getattr(view, name)(*asked), getattr(plain, name)(*asked))
        for name, asked in (
            ("organization", (unit, day)),
            ("organizations", (unit, period)),
            ("latest_organization", (unit,)),
            ("children", (unit, day)),
            ("superior_of", (unit, day)),
            ("line_superior_of", (unit, day)),
            ("told_superiors", (unit, day)),
            ("territory_unit", (unit, day)),
            ("chain_up", (unit, top, day)),
            ("bodies_of", (unit, day)),
            ("body", (body,)),
            ("post", (post, day)),
            ("latest_post", (post,)),
            ("posts_of", (unit, period)),
            ("tenures_of_post", (post, period)),
            ("holders", (post, day)),
            ("tenures_of_person", (person, period)),
            ("held", (person, day)),
            ("person", (person,)),
            ("resident_groups_for", (unit, day)),
        )
    }
    exact["present_tenures"] = view.present_tenures(person, day), plain.held(person, day)
    exact["successors"] = set(view.successors(unit)), plain.successors(unit)
    exact["discipline_units_for"] = set(view.discipline_units_for(unit, day)), plain.discipline_units_for(unit, day)
    exact["leading_superiors"] = pairs(view.leading_superiors(unit, day)), plain.leading(unit, day)
    exact["above"] = [pairs(level) for level in view.above(unit, day, 3)], plain.above(unit, day, 3)
    for id in (unit, post, person, body, "nobody"):
        exact[f"declared {id}"] = view.declared(id), plain.declared(id)
    found = [name for name, (one, other) in exact.items() if one != other]
    found += bag_differences(view, plain, post, person, unit, target, field, period)
    tenures = [row for row in rows.tenures if row.person == person] or list(rows.tenures)
    if tenures and not exercised_agrees(view, plain, rng.choice(tenures), period):
        found.append("exercised")
    return found


def pairs(level: Any) -> list[tuple[str, str]]:
    return [(superior.unit, superior.line) for superior in level]


def exercised_agrees(view: View, plain: Plain, tenure: Tenure, period: Period) -> bool:
    parts = view.exercised(tenure, period)
    if any(part.is_empty for part in parts) or any(
        one.ends_before is None or other.starts_on is None or one.ends_before >= other.starts_on
        for one, other in pairwise(parts)
    ):
        return False
    days = [day + step * ONE_DAY for day in DAYS for step in (-1, 0, 1)]
    return all(any(part.contains(day) for part in parts) == plain.exercised_on(tenure, period, day) for day in days)


def disagreements(register: Register, rng: Random, questions: int = 12) -> list[str]:
    found: list[str] = []
    for _ in range(questions):
        instant = some_instant(rng)
        found += differences(register.view(instant), Plain(register, instant), rng)
    return found


@pytest.mark.parametrize("block", range(10))
def test_every_question_agrees_with_plain_loops_over_all_rows(block: int) -> None:
    for seed in range(block * ROUNDS // 10, (block + 1) * ROUNDS // 10):
        rng = Random(seed)
        register = random_register(rng, 1 + seed % 9)
        check_register(register)
        assert disagreements(register, rng) == [], f"seed {seed}"


@pytest.mark.parametrize("fault", ["the end day counted in", "corrections ignored", "recording ignored"])
def test_the_comparison_catches_a_planted_fault(fault: str) -> None:
    caught = 0
    for seed in range(12):
        rng = Random(seed)
        register = random_register(rng, 1 + seed % 9)
        spoilt = spoil(register, fault)
        for _ in range(25):
            instant = some_instant(rng)
            caught += len(differences(spoilt.view(instant), Plain(register, instant), rng))
    assert caught > 0


def spoil(register: Register, fault: str) -> Register:
    """The rows as a program with the fault would read them."""
    changes: dict[str, Any] = {}
    for name in LISTS:
        rows = getattr(register, name)
        if fault == "the end day counted in":
            rows = tuple(replace(row, ends_before=row.ends_before and row.ends_before + ONE_DAY) for row in rows)
        elif fault == "corrections ignored":
            rows = tuple(replace(row, superseded_at=None) for row in rows)
        else:
            rows = tuple(replace(row, recorded_at=None) for row in rows)
        changes[name] = rows
    return replace(register, **changes)


def test_the_order_of_the_rows_given_changes_no_answer() -> None:
    for seed in range(20):
        rng = Random(seed)
        register = random_register(rng, 6)
        turned = replace(register, **{name: getattr(register, name)[::-1] for name in LISTS})
        for unit in {row.id for row in register.organizations}:
            day, period, instant = some_day(rng), some_period(rng), some_instant(rng)
            one, other = register.view(instant), turned.view(instant)
            assert one.above(unit, day, 9) == other.above(unit, day, 9)
            assert one.children(unit, day) == other.children(unit, day)
            for post in one.posts_of(unit, period):
                assert one.tenures_of_post(post.id, period) == other.tenures_of_post(post.id, period)
                assert one.portfolios_of(post.id, period) == other.portfolios_of(post.id, period)


def test_a_correction_changes_answers_only_for_instants_from_it_on() -> None:
    """Whatever is corrected at an instant, every view of an earlier instant stays as it was."""
    for seed in range(20):
        rng = Random(seed)
        register = random_register(rng, 5)
        corrected_at = rng.choice(INSTANTS[4:])
        known = [row for row in register.tenures if row.recorded_at is None or row.recorded_at < corrected_at]
        standing = [row for row in known if row.superseded_at is None]
        if not standing:
            continue
        wrong = rng.choice(standing)
        right = replace(wrong, person="mistaken", recorded_at=corrected_at)
        rows = tuple(replace(row, superseded_at=corrected_at) if row is wrong else row for row in register.tenures)
        after = replace(register, tenures=(*rows, right))
        day = wrong.starts_on or DAYS[0] - 9999 * ONE_DAY
        for instant in INSTANTS:
            before_holders, after_holders = (each.view(instant).holders(wrong.post, day) for each in (register, after))
            same = [row.person for row in before_holders] == [row.person for row in after_holders]
            assert same == (instant < corrected_at), f"seed {seed}, {instant}"
