"""The checks that speak of "a day as known at an instant", against trying every day and every instant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from random import Random
from typing import Any

import pytest

from quanze.core.refusals import Refusal
from quanze.core.register import Organization, Person, Post, Register, Row, Tenure
from quanze.core.register.check_heads import check_heads
from quanze.core.register.check_ids import check_doubled
from quanze.core.register.check_lines import check_cycles
from quanze.core.register.check_seats import check_holders, check_repeated
from quanze.core.register.places import Places
from tests.conftest import full_size

ROUNDS = full_size(600, 6000)
DAYS = [date(2000 + year, 1, 1) for year in range(7)]
INSTANTS = [datetime(2000 + year, 6, 1, tzinfo=UTC) for year in range(4)]


def clocks(rng: Random) -> dict[str, Any]:
    first, end = sorted(rng.sample(DAYS, 2))
    recorded, superseded = sorted(rng.sample(INSTANTS, 2))
    return {
        "starts_on": rng.choice((first, first, None)),
        "ends_before": rng.choice((end, end, None)),
        "recorded_at": rng.choice((recorded, None)),
        "superseded_at": rng.choice((superseded, None)),
    }


def so(row: Row, day: date, instant: datetime) -> bool:
    return (
        (row.starts_on is None or row.starts_on <= day)
        and (row.ends_before is None or day < row.ends_before)
        and (row.recorded_at is None or row.recorded_at <= instant)
        and (row.superseded_at is None or instant < row.superseded_at)
    )


def moments() -> Iterator[tuple[date, datetime]]:
    """One moment before everything, and each day and instant on which something may change."""
    for day in [date(1999, 1, 1), *DAYS]:
        for instant in [datetime(1999, 1, 1, tzinfo=UTC), *INSTANTS]:
            yield day, instant


def refused(check: Any, register: Register) -> bool:
    try:
        check(Places.of(register))
    except Refusal:
        return True
    return False


def without_doubled(rows: list[Any]) -> tuple[Any, ...]:
    """Rows of which no two of one id stand at one moment: later ones that would are left out."""
    kept: list[Any] = []
    for row in rows:
        if not any(so(row, *at) and so(other, *at) for other in kept if other.id == row.id for at in moments()):
            kept.append(row)
    return tuple(kept)


def random_units(rng: Random) -> list[Organization]:
    ids = "abcd"[: rng.randrange(2, 5)]
    return [
        Organization(id=rng.choice(ids), kind="other", superior=rng.choice((None, *ids)), **clocks(rng))
        for _ in range(rng.randrange(1, 8))
    ]


def random_seats(rng: Random) -> Register:
    roles = ("principal", "party_principal", "admin_principal", "deputy")
    rows = [
        Post(
            id=rng.choice("xyz"),
            organization=rng.choice("ab"),
            role=rng.choice(roles),
            seats=rng.choice((1, 1, 2)),
            **(clocks(rng) if rng.random() < 0.5 else {}),
        )
        for _ in range(rng.randrange(1, 6))
    ]
    posts = without_doubled(rows)
    ids = [post.id for post in posts]
    tenures = tuple(
        Tenure(person=rng.choice("pqr"), post=rng.choice(ids), acting=rng.random() < 0.25, **clocks(rng))
        for _ in range(rng.randrange(1, 5))
    )
    return Register(posts=posts, tenures=tenures, people=tuple(Person(id=id) for id in "pqr"))


def doubled_on_a_day(register: Register) -> bool:
    return any(
        max(Counter(row.id for row in register.organizations if so(row, *at)).values(), default=0) > 1
        for at in moments()
    )


def circle_on_a_day(register: Register) -> bool:
    for at in moments():
        above = {row.id: row.superior for row in register.organizations if so(row, *at)}
        for start in above:
            unit = above.get(start)
            for _ in above:
                if unit == start:
                    return True
                unit = above.get(unit or "")
    return False


def repeated_on_a_day(register: Register) -> bool:
    return any(
        max(Counter((row.person, row.post) for row in register.tenures if so(row, *at)).values(), default=0) > 1
        for at in moments()
    )


def overfilled_on_a_day(register: Register) -> bool:
    most = {post.id: max(row.seats for row in register.posts if row.id == post.id) for post in register.posts}
    for at in moments():
        seats = most | {row.id: row.seats for row in register.posts if so(row, *at)}
        filled = Counter((row.post, row.acting) for row in register.tenures if so(row, *at))
        if any(number > seats[post] for (post, _), number in filled.items()):
            return True
    return False


def two_heads_on_a_day(register: Register) -> bool:
    heads = ("principal", "party_principal", "admin_principal")
    for at in moments():
        sitting = [
            (post.organization, post.role, row.person)
            for post in register.posts
            if post.role in heads and so(post, *at)
            for row in register.tenures
            if row.post == post.id and not row.acting and so(row, *at)
        ]
        for unit, role, person in sitting:
            if role == "principal" and any(other[0] == unit and other[2] != person for other in sitting):
                return True
    return False


SEATS = (
    (check_repeated, repeated_on_a_day),
    (check_holders, overfilled_on_a_day),
    (check_heads, two_heads_on_a_day),
)


@pytest.mark.parametrize(("check", "by_days"), SEATS, ids=["repeated", "overfilled", "two heads"])
def test_seats_are_refused_exactly_when_some_day_and_instant_is_at_fault(check: Any, by_days: Any) -> None:
    outcomes = Counter()  # type: ignore[var-annotated]
    for seed in range(ROUNDS):
        register = random_seats(Random(seed))
        expected = by_days(register)
        assert refused(check, register) == expected, f"seed {seed}"
        outcomes[expected] += 1
    assert min(outcomes[True], outcomes[False]) > ROUNDS // 20


def test_a_doubled_id_is_refused_exactly_when_two_rows_stand_on_one_day_and_instant() -> None:
    outcomes = Counter()  # type: ignore[var-annotated]
    for seed in range(ROUNDS):
        register = Register(organizations=tuple(random_units(Random(seed))))
        expected = doubled_on_a_day(register)
        assert refused(check_doubled, register) == expected, f"seed {seed}"
        outcomes[expected] += 1
    assert min(outcomes[True], outcomes[False]) > ROUNDS // 20


def test_a_circle_is_refused_exactly_when_it_is_closed_on_one_day_and_instant() -> None:
    outcomes = Counter()  # type: ignore[var-annotated]
    for seed in range(ROUNDS):
        register = Register(organizations=without_doubled(random_units(Random(seed))))
        expected = circle_on_a_day(register)
        assert refused(check_cycles, register) == expected, f"seed {seed}"
        outcomes[expected] += 1
    assert min(outcomes[True], outcomes[False]) > ROUNDS // 20
