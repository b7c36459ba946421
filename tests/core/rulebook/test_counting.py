"""Counts within sliding windows, against a plain loop over every day and every way to date what has no date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.core.rulebook.counting import Count, Tally, bounds
from quanze.core.rulebook.examples import ExampleFacts
from quanze.core.rulebook.facts import Item
from quanze.core.rulebook.parsing import parse_condition

NOBODY = ExampleFacts({}, {})
FIRST, DAYS = date(2020, 1, 28), 75
SPAN = [FIRST + timedelta(days=n) for n in range(-40, DAYS + 40)]
FAR = date(2030, 1, 1)
ITEMS = st.lists(
    st.tuples(st.sampled_from("abc"), st.none() | st.integers(0, DAYS).map(lambda n: FIRST + timedelta(days=n)),
              st.sampled_from([True, None])),
    max_size=4,
)  # fmt: skip
Dated = tuple[str, date | None, bool | None]


def in_window(day: date, start: date, months: int) -> bool:
    """Whether a day lies in so many months from ``start`` (the corresponding date itself lies outside)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if day < start:
        return False
    if (day.year, day.month) != (year, month + 1):
        return (day.year, day.month) < (year, month + 1)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return day.day < min(start.day, last)


def densest(dated: Sequence[tuple[str, date]], months: int) -> int:
    """The most distinct persons in any window, by trying every day as its first."""
    starts = {*SPAN, *(day for _, day in dated)}
    return max((len({who for who, day in dated if day in window(s, months)}) for s in starts), default=0)


@cache
def window(start: date, months: int) -> frozenset[date]:
    """The days of a window, one by one."""
    after = (start + timedelta(days=n) for n in range(31 * months + 1))
    return frozenset(day for day in after if in_window(day, start, months))


def worlds(items: Sequence[Dated]) -> Iterator[list[tuple[str, date]]]:
    """Every way things can have been: the doubtful count or not, the undated lie on some day, or far away."""
    somewhere = [FIRST + timedelta(days=n) for n in range(0, DAYS + 1, 25)]
    choices: list[list[tuple[str, date] | None]] = []
    for number, (who, on, certain) in enumerate(items):
        days = [on] if on else [*somewhere, *(d for _, d, _ in items if d), FAR.replace(year=2030 + 3 * number)]
        choices.append([(who, day) for day in days] + ([] if certain else [None]))
    for world in product(*choices):
        yield [each for each in world if each is not None]


def tally(items: Sequence[Dated]) -> Tally:
    """The tally of such items."""
    found = [(Item(on, who, NOBODY), certain) for who, on, certain in items]
    return Tally(tuple(i for i, certain in found if certain), tuple(i for i, _ in found), ())


@given(ITEMS.filter(lambda items: sum(on is None for _, on, _ in items) <= 2), st.sampled_from([1, 2]))
def test_the_bounds_are_the_least_and_the_most_of_all_possible_worlds(items: list[Dated], months: int) -> None:
    counts = [densest(world, months) for world in worlds(items)]
    assert bounds(tally(items), months, windowed=True) == (min(counts), max(counts))


@given(ITEMS)
def test_without_a_window_everybody_counts_once(items: list[Dated]) -> None:
    certain = {who for who, _, sure in items if sure}
    assert bounds(tally(items), None, windowed=False) == (len(certain), len({who for who, _, _ in items}))


@given(ITEMS, st.integers(1, 24))
def test_an_unspecified_window_keeps_every_window_possible(items: list[Dated], months: int) -> None:
    low, high = bounds(tally(items), None, windowed=True)
    least, most = bounds(tally(items), months, windowed=True)
    assert low <= least <= most <= high


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        (date(2020, 1, 31), date(2020, 2, 28), True),
        (date(2020, 1, 31), date(2020, 2, 29), False),  # the corresponding date stands in, and lies outside
        (date(2020, 2, 1), date(2020, 2, 29), True),
        (date(2020, 2, 1), date(2020, 3, 1), False),
    ],
)
def test_a_month_ends_the_day_before_the_corresponding_date(first: date, second: date, together: bool) -> None:
    both: list[Dated] = [("a", first, True), ("b", second, True)]
    assert bounds(tally(both), 1, windowed=True) == ((2, 2) if together else (1, 1))
    assert densest([("a", first), ("b", second)], 1) == (2 if together else 1)


def test_the_plain_loop_catches_a_window_one_day_too_long() -> None:
    """The planted fault: with the corresponding date itself counted in, two would stand together."""
    edge = [("a", date(2020, 2, 1)), ("b", date(2020, 3, 1))]
    too_long = len({who for who, day in edge if date(2020, 2, 1) <= day <= date(2020, 3, 1)})
    assert too_long != densest(edge, 1)


def heads(*days: str | None) -> dict[str, Any]:
    """Violations of different persons, concluded on these days."""
    return {"violations": [{"person": f"p{n}", "concluded_on": day} for n, day in enumerate(days)]}


TWO_HEADS = {"count": {"of": "violators", "within_months": "$months", "at_least": 2}}


@pytest.mark.parametrize(
    ("given_", "months", "expected"),
    [
        (heads("2009-07-01", "2010-06-30"), 12, True),
        (heads("2009-07-01", "2010-07-01"), 12, False),
        (heads("2009-07-01", "2010-07-01"), None, None),
        (heads("2009-07-01", "2009-07-01"), None, True),
        (heads("2009-07-01"), None, False),
        (heads("2009-07-01", None), 12, None),
        (heads(None, None), 12, None),
        (heads(None), 12, False),
        (heads(), None, False),
    ],
)
def test_two_heads_need_the_window_that_the_text_leaves_open(
    given_: dict[str, Any], months: int | None, expected: bool | None
) -> None:
    found = parse_condition(TWO_HEADS, "").holds(ExampleFacts(given_, {"months": months}))
    assert found.value is expected
    if months is None and expected is None:
        assert [m.fact for m in found.missing] == ["parameter.months"]


def test_the_same_person_twice_is_one_head() -> None:
    twice = {"violations": [{"person": "p", "concluded_on": day} for day in ("2009-07-01", "2009-08-01")]}
    assert parse_condition(TWO_HEADS, "").holds(ExampleFacts(twice, {"months": 12})).value is False


def test_one_event_without_a_date_is_still_one_event() -> None:
    once = parse_condition({"count": {"of": "events", "kind": "x", "within_months": 12, "at_least": 1}}, "")
    assert once.holds(ExampleFacts({"events": [{"kind": "x"}]}, {})).value is True
    assert once.holds(ExampleFacts({"events": [{"kind": "y"}]}, {})).value is False


@pytest.mark.parametrize(("operator", "expected"), [("at_least", True), ("at_most", False), ("exactly", False)])
def test_a_settled_count_needs_no_window(operator: str, expected: bool) -> None:
    count = Count("violators", parse_condition({"always": True}, ""), operator, 0, "$n")
    facts = ExampleFacts(heads("2009-07-01"), {"n": None})
    assert count.holds(facts).value is expected


@pytest.mark.parametrize(
    ("years", "expected"), [([2007, 2008], True), ([2006, 2008], False), ([2008], False), ([2006, 2008, 2009], True)]
)
def test_last_place_counts_in_consecutive_years_of_one_group(years: list[int], expected: bool) -> None:
    placings = [{"group": "g", "year": year, "place": 9, "of": 9} for year in years]
    last_place = parse_condition({"last_place_years": 2}, "")
    assert last_place.holds(ExampleFacts({"placings": placings}, {})).value is expected
    apart = [{**row, "group": f"g{n}"} for n, row in enumerate(placings)]
    assert last_place.holds(ExampleFacts({"placings": apart}, {})).value is False


@pytest.mark.parametrize(("good", "expected"), [(69, True), (70, False), (71, False)])
def test_a_vote_share_is_of_the_valid_ballots_and_seventy_per_cent_is_not_below_seventy(
    good: int, expected: bool
) -> None:
    share = parse_condition({"vote_share": {"counting": ["excellent", "competent", "basic"], "below_percent": 70}}, "")
    votes = [{"on": "2009-12-01", "valid": 100, "excellent": good - 2, "competent": 1, "basic": 1, "poor": 100 - good}]
    assert share.holds(ExampleFacts({"votes": votes}, {})).value is expected
    earlier = {"on": "2008-12-01", "valid": 100, "excellent": 1, "competent": 0, "basic": 0, "poor": 99}
    assert share.holds(ExampleFacts({"votes": [*votes, earlier]}, {})).value is expected
