"""Comparing a fact with what a rule prints: money to the fen, ladders by step, sums known in part."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.core.ladders import LADDERS, SETS
from quanze.core.rulebook.comparing import met, shown, wording
from quanze.core.rulebook.facts import PATHS, Between, ladder_of

ORDER = ["at_least", "at_most", "above", "below"]
YUAN = st.integers(0, 2000).map(lambda fen: Decimal(fen) / 100)
MILLION = 1_000_000


@pytest.mark.parametrize(
    ("amount", "reaches"), [("999999.99", False), ("1000000", True), ("1000000.00", True), ("1000000.01", True)]
)
def test_a_fen_decides(amount: str, reaches: bool) -> None:
    assert met("violation.amount_yuan", "at_least", Decimal(amount), MILLION) is reaches
    assert met("violation.amount_yuan", "below", Decimal(amount), MILLION) is not reaches


@given(YUAN, st.none() | YUAN, YUAN, st.sampled_from(ORDER))
def test_a_sum_known_in_part_is_settled_only_if_every_possible_sum_agrees(
    low: Decimal, more: Decimal | None, wanted: Decimal, operator: str
) -> None:
    high = None if more is None else low + more
    tried = [low, high if high is not None else wanted + low + 1]
    tried += [sum_ for sum_ in (wanted, wanted + 1) if low <= sum_ and (high is None or sum_ <= high)]
    answers = {met("incident.loss_yuan", operator, sum_, str(wanted)) for sum_ in tried}
    found = met("incident.loss_yuan", operator, Between(low, high), str(wanted))
    assert found is (answers.pop() if len(answers) == 1 else None)


@pytest.mark.parametrize("path", [path for path in PATHS if ladder_of(path)])
def test_a_ladder_compares_by_step_and_includes_the_step_itself(path: str) -> None:
    steps = LADDERS[ladder_of(path) or ""]
    for place, value in enumerate(steps):
        for at, wanted in enumerate(steps):
            assert met(path, "at_least", value, wanted) is (place >= at)
            assert met(path, "at_most", value, wanted) is (place <= at)
            assert met(path, "above", value, wanted) is (place > at)
            assert met(path, "below", value, wanted) is (place < at)
            assert met(path, "is", value, wanted) is (place == at)
            assert met(path, "in", value, (wanted,)) is (place == at)


@pytest.mark.parametrize("operator", [*ORDER, "is", "in", "has_any"])
def test_an_unknown_value_is_never_an_answer(operator: str) -> None:
    wanted = "removal_or_heavier" if operator == "has_any" else ("staff",) if operator == "in" else "staff"
    assert met("party.rank", operator, None, wanted) is None


@pytest.mark.parametrize(
    "method", ["removal", "demotion", "state_demotion", "post_adjustment", "party_serious_warning"]
)
def test_removal_from_a_post_in_handling_is_never_removal_as_a_sanction(method: str) -> None:
    assert met("violation.sanctions", "has_any", (method,), "removal_or_heavier") is False


def test_every_sanction_of_the_set_counts_and_one_among_others_is_enough() -> None:
    for method in SETS["removal_or_heavier"]:
        assert met("violation.sanctions", "has_any", ("state_warning", method), "removal_or_heavier") is True
    assert met("violation.sanctions", "has_any", (), "removal_or_heavier") is False


def test_tests_read_as_they_stand() -> None:
    assert wording("at_least", 1000000) == "≥ 1000000"
    assert wording("is", True) == "= true"
    assert wording("in", ("a", "b")) == "∈ a, b"
    assert shown(Between(Decimal("1.50"), None)) == "≥ 1.50"
    assert shown(Between(Decimal(1), Decimal(2))) == "1–2"
    assert shown(frozenset({"b", "a"})) == ("a", "b")
