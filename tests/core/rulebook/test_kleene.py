"""Three-valued logic: the laws of Kleene's connectives, and that learning more never turns yes into no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from quanze.core.rulebook.conditions import All, Always, AnyOf, Condition, Not
from quanze.core.rulebook.examples import ExampleFacts
from quanze.core.rulebook.facts import Facts
from quanze.core.rulebook.parsing import parse_condition
from quanze.core.rulebook.verdict import Verdict

FACTS: Mapping[str, st.SearchStrategy[Any]] = {
    "party.member": st.booleans(),
    "party.rank": st.sampled_from(["staff", "section_chief", "division_chief"]),
    "incident.harm": st.sampled_from(["light", "heavier", "serious"]),
    "incident.loss_yuan": st.integers(0, 3),
    "finding.a": st.booleans(),
    "finding.b": st.sampled_from(["light", "heavier", "serious"]),
    "parameter.n": st.integers(0, 3),
}
LEAVES: list[dict[str, Any]] = [
    {"always": True},
    {"fact": "party.member", "is": True},
    {"fact": "party.rank", "at_least": "section_chief"},
    {"fact": "party.rank", "in": ["staff", "division_chief"]},
    {"fact": "incident.harm", "below": "serious"},
    {"fact": "incident.loss_yuan", "above": 1},
    {"fact": "incident.loss_yuan", "at_most": "1.50"},
    {"finding": "a"},
    {"finding": "a", "is": False},
    {"finding": "b", "at_least": "heavier"},
    {"parameter": "n", "at_least": 2},
    {"violation": {"fact": "violation.major", "is": True}},
    {"violation": {"fact": "violation.amount_yuan", "at_least": 2}},
    {"count": {"of": "violators", "where": {"fact": "violation.major", "is": True}, "at_least": 2}},
    {"count": {"of": "violators", "within_months": 12, "at_most": 1}},
    {"count": {"of": "violators", "within_months": "$n", "exactly": 2}},
    {"count": {"of": "decisions", "within_months": 12, "where": {"fact": "decision.ground", "is": "unfitness"}, "exactly": 1}},
    {"count": {"of": "events", "kind": "x", "within_months": 6, "at_least": 2}},
]  # fmt: skip
CONDITIONS = st.recursive(
    st.sampled_from(LEAVES).map(lambda data: parse_condition(data, "")),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=6,
)
DAYS = st.sampled_from(["2020-01-31", "2020-02-29", "2020-07-30", "2021-01-30", "2021-01-31"])


def things(**known: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """A list of up to three things, every field known or not."""
    return st.lists(st.fixed_dictionaries({key: st.none() | value for key, value in known.items()}), max_size=3)


GIVEN = st.builds(
    lambda facts, lists: {**{key: value for key, value in facts.items() if value is not None}, **lists},
    st.fixed_dictionaries({key: st.none() | value for key, value in FACTS.items()}),
    st.fixed_dictionaries(
        {
            "violations": things(major=st.booleans(), amount_yuan=st.integers(1, 3), concluded_on=DAYS).map(
                lambda found: [{**one, "person": f"p{n}"} for n, one in enumerate(found)]
            ),
            "decisions": things(ground=st.sampled_from(["unfitness", "accountability"]), decided_on=DAYS),
            "events": things(on=DAYS).map(lambda found: [{**one, "kind": "x"} for one in found]),
        }
    ),
)


def verdict(condition: Condition, facts: Mapping[str, Any]) -> Verdict:
    """The verdict on an example's facts."""
    return condition.holds(ExampleFacts(facts, {}))


@st.composite
def learned(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """Facts, and the same facts with some unknown ones made known."""
    after = draw(GIVEN)
    before = {key: value for key, value in after.items() if isinstance(value, list) or draw(st.booleans())}
    for name in ("violations", "decisions", "events"):
        kept = ("person", "kind")
        before[name] = [{k: v for k, v in one.items() if k in kept or draw(st.booleans())} for one in after[name]]
    return before, after


@given(CONDITIONS, CONDITIONS, GIVEN)
def test_de_morgan(one: Condition, other: Condition, facts: dict[str, Any]) -> None:
    assert verdict(Not(All((one, other))), facts).value is verdict(AnyOf((Not(one), Not(other))), facts).value
    assert verdict(Not(AnyOf((one, other))), facts).value is verdict(All((Not(one), Not(other))), facts).value


@given(CONDITIONS, CONDITIONS, GIVEN)
def test_order_and_repetition_change_nothing(one: Condition, other: Condition, facts: dict[str, Any]) -> None:
    for join in (All, AnyOf):
        assert verdict(join((one, other)), facts).value is verdict(join((other, one)), facts).value
        assert verdict(join((one, one)), facts).value is verdict(one, facts).value
    assert verdict(Not(Not(one)), facts).value is verdict(one, facts).value
    assert verdict(All((one, Always())), facts).value is verdict(one, facts).value


@given(CONDITIONS, CONDITIONS, GIVEN)
def test_the_connectives_are_kleenes_table(one: Condition, other: Condition, facts: dict[str, Any]) -> None:
    a, b = verdict(one, facts).value, verdict(other, facts).value
    both, either = verdict(All((one, other)), facts).value, verdict(AnyOf((one, other)), facts).value
    assert both is (False if False in (a, b) else None if None in (a, b) else True)
    assert either is (True if True in (a, b) else None if None in (a, b) else False)


def steady(condition: Condition, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether a settled verdict stays what it is once more is known."""
    first, then = verdict(condition, before).value, verdict(condition, after).value
    return first is None or first is then


@given(CONDITIONS, learned())
def test_knowing_more_never_turns_yes_into_no(
    condition: Condition, both: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    assert steady(condition, *both)


@given(CONDITIONS, GIVEN)
def test_an_open_verdict_names_what_is_missing_and_a_settled_one_nothing(
    condition: Condition, facts: dict[str, Any]
) -> None:
    found = verdict(condition, facts)
    assert bool(found.missing) is (found.value is None)
    assert len(set(found.missing)) == len(found.missing)


@dataclass(frozen=True, slots=True)
class ClosedWorld:
    """The planted fault: what is not recorded counts as no."""

    part: Condition

    def holds(self, facts: Facts) -> Verdict:
        """The verdict of the part, unknown read as no."""
        return Verdict(bool(self.part.holds(facts).value))


def test_the_law_of_learning_catches_a_missing_fact_read_as_no() -> None:
    asks = parse_condition({"finding": "a"}, "")
    assert steady(Not(asks), {}, {"finding.a": True})
    assert not steady(Not(ClosedWorld(asks)), {}, {"finding.a": True})
