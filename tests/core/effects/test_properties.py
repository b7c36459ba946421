"""What holds for every sequence of decisions."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from quanze.core.effects import BarSpan, Measure, bars_of
from quanze.core.periods import last_day
from tests.core.effects.law import ALL, bars, measure

DAYS = st.dates(date(2021, 1, 1), date(2026, 12, 31))
PARTY = st.sampled_from(["party_warning", "party_serious_warning", "party_removal"])
STATE = st.sampled_from(["state_warning", "state_demerit", "state_major_demerit", "state_demotion", "state_removal"])


def decisions(methods: st.SearchStrategy[str]) -> st.SearchStrategy[list[Measure]]:
    counts = st.integers(1, 4)
    return st.lists(st.builds(lambda m, d, n: measure(m, d, count=n), methods, DAYS, counts), min_size=1, max_size=5)


def facts(span: BarSpan) -> tuple[str, ...]:
    return tuple(str(x) for x in (span.method, span.bar, span.starts_on, span.ends_on, span.or_ends_on))


def end(span: BarSpan) -> date:
    assert span.ends_on is not None
    return span.ends_on


@given(decisions(PARTY))
def test_a_sum_is_never_shorter_than_each_period_alone(given_decisions: list[Measure]) -> None:
    latest_alone = max(end(span) for one in given_decisions for span in bars_of(one, ALL))
    combined = bars(*given_decisions)
    assert max(end(span) for span in combined) >= latest_alone
    for span in combined:
        (alone,) = (own for own in bars_of(span.measure, ALL) if own.row == span.row)
        assert end(span) >= end(alone)


@given(decisions(STATE))
def test_no_state_period_passes_its_cap(given_decisions: list[Measure]) -> None:
    for span in bars(*given_decisions):
        limit = last_day(span.measure.decided_on, 48)
        assert end(span) <= limit.ends_on
        assert (span.latest or date.max) <= (limit.or_ends_on or limit.ends_on)


@given(st.lists(st.one_of(decisions(PARTY), decisions(STATE)), min_size=1, max_size=2), st.randoms())
def test_the_order_in_which_decisions_are_given_does_not_matter(groups: list[list[Measure]], random: object) -> None:
    given_decisions = [one for group in groups for one in group]
    shuffled = list(given_decisions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert sorted(map(facts, bars(*given_decisions))) == sorted(map(facts, bars(*shuffled)))


@given(decisions(PARTY), decisions(STATE))
def test_the_tracks_do_not_touch_each_other(party: list[Measure], state: list[Measure]) -> None:
    together = sorted(map(facts, bars(*party, *state)))
    assert together == sorted([*map(facts, bars(*party)), *map(facts, bars(*state))])


@given(PARTY, PARTY, DAYS, DAYS)
def test_a_changed_sanction_ends_as_if_it_had_been_decided_at_first(
    first: str, second: str, one: date, other: date
) -> None:
    decided_on, changed_on = sorted((one, other))
    original = measure(first, decided_on, id="a")
    latest = max(end(span) for span in bars(original))
    changed = [s for s in bars(original, measure(second, changed_on, id="b", replaces="a")) if s.measure.id == "b"]
    if changed_on <= latest:
        (expected,) = {end(span) for span in bars(measure(second, decided_on))}
        assert {end(span) for span in changed} == {expected}


@given(decisions(st.one_of(PARTY, STATE, st.sampled_from(["admonition", "demotion", "post_adjustment"]))))
def test_every_bar_has_its_days_in_order(given_decisions: list[Measure]) -> None:
    for span in bars(*given_decisions):
        assert span.starts_on is not None
        assert span.starts_on <= end(span)
        assert span.or_ends_on is None or span.or_ends_on > end(span)
