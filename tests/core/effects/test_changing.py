"""Decisions that are changed or revoked: old bars stop, new periods are re-based."""

from __future__ import annotations

import pytest

from quanze.core.effects import changing
from quanze.core.refusals import Refusal
from tests.core.effects.law import bars, day, days, measure


def lighter_counts_from_the_original() -> None:
    found = bars(
        measure("party_serious_warning", "2020-01-06", id="d1"),
        measure("party_warning", "2020-09-01", id="d2", replaces="d1"),
    )
    assert days(found, "party_serious_warning") == [("2020-01-06", "2020-08-31", "?")]
    assert days(found, "party_warning") == [("2020-01-06", "2021-01-05", "?")]


def heavier_counts_from_the_new_less_the_time_served() -> None:
    found = bars(
        measure("party_warning", "2020-01-06", id="d1"),
        measure("party_serious_warning", "2020-09-01", id="d2", replaces="d1"),
    )
    assert days(found, "party_warning") == [("2020-01-06", "2020-08-31", "?")]
    assert days(found, "party_serious_warning") == [("2020-09-01", "2021-07-05", "?")]


def test_a_lighter_sanction_counts_from_the_original_decision() -> None:
    lighter_counts_from_the_original()


def test_a_heavier_sanction_counts_from_the_new_decision_less_the_time_served() -> None:
    heavier_counts_from_the_new_less_the_time_served()


def test_a_program_that_confuses_lighter_and_heavier_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changing, "_step", lambda measure: -len(measure.method))
    with pytest.raises(AssertionError):
        lighter_counts_from_the_original()
    with pytest.raises(AssertionError):
        heavier_counts_from_the_new_less_the_time_served()


def test_a_period_that_had_run_out_is_deducted_whole() -> None:
    found = bars(
        measure("party_warning", "2018-01-01", id="d1"),
        measure("party_serious_warning", "2020-01-01", id="d2", replaces="d1"),
    )
    assert days(found, "party_warning") == [("2018-01-01", "2018-12-31", "?")]
    assert days(found, "party_serious_warning") == [("2020-01-01", "2020-06-30", "?")]


def test_a_period_already_served_in_full_leaves_nothing_after_the_new_decision() -> None:
    found = bars(
        measure("state_demotion", "2018-01-01", id="d1"),
        measure("state_removal", "2021-01-01", id="d2", replaces="d1"),
    )
    ((first, last, other),) = days(found, "state_removal")
    assert (last, other) == ("2020-12-31", "?")
    assert first <= last


def test_a_dismissal_changed_to_removal_counts_from_the_dismissal() -> None:
    found = bars(
        measure("state_dismissal", "2021-01-01", id="d1"),
        measure("state_removal", "2021-06-01", id="d2", replaces="d1"),
    )
    assert days(found, "state_removal") == [("2021-01-01", "2022-12-31", "?")]


def test_a_chain_of_changes_goes_back_to_the_first() -> None:
    found = bars(
        measure("party_removal", "2020-01-06", id="d1"),
        measure("party_serious_warning", "2020-05-01", id="d2", replaces="d1"),
        measure("party_warning", "2020-09-01", id="d3", replaces="d2"),
    )
    assert days(found, "party_warning") == [("2020-01-06", "2021-01-05", "?")]


def test_a_revocation_stops_the_bars_and_brings_none() -> None:
    found = bars(
        measure("party_warning", "2020-01-06", id="d1"), measure("revocation", "2020-03-01", id="d2", replaces="d1")
    )
    assert days(found, "party_warning") == [("2020-01-06", "2020-02-29", "?")]
    assert {span.method for span in found} == {"party_warning"}


def test_a_replaced_sanction_lends_no_remainder_to_a_later_one() -> None:
    found = bars(
        measure("party_serious_warning", "2020-01-06", id="d1"),
        measure("revocation", "2020-03-01", id="d2", replaces="d1"),
        measure("party_warning", "2020-04-01", id="d3"),
    )
    assert days(found, "party_warning") == [("2020-04-01", "2021-03-31", "?")]


def test_a_sanction_decided_in_between_is_added_to_the_changed_one() -> None:
    found = bars(
        measure("party_serious_warning", "2020-01-06", id="d1"),
        measure("party_warning", "2020-06-01", id="d2"),
        measure("party_warning", "2020-09-01", id="d3", replaces="d1"),
    )
    assert days(found, "party_warning") == [("2020-06-01", "2022-01-05", "?"), ("2020-01-06", "2021-01-05", "?")]


def test_a_changed_sanction_keeps_the_remainder_that_stood_before_the_original() -> None:
    found = bars(
        measure("party_warning", "2019-08-06", id="d0"),
        measure("party_removal", "2020-01-06", id="d1"),
        measure("party_serious_warning", "2021-06-01", id="d2", replaces="d1"),
    )
    assert days(found, "party_serious_warning") == [("2020-01-06", "2022-02-05", "?")]


def test_what_no_ladder_weighs_shows_both_readings() -> None:
    found = bars(
        measure("post_adjustment", "2022-03-01", id="d1"), measure("demotion", "2022-06-01", id="d2", replaces="d1")
    )
    assert days(found, "demotion") == [("2022-06-01", "2024-02-29", "2024-05-31")]
    (open_one,) = (span for span in found if span.method == "demotion" and span.bar == "no_promotion")
    assert open_one.note is not None
    assert "轻重不可比" in open_one.note["zh"]


def test_the_same_handling_upheld_counts_from_the_original() -> None:
    found = bars(measure("demotion", "2022-03-01", id="d1"), measure("demotion", "2022-06-01", id="d2", replaces="d1"))
    assert days(found, "demotion")[-1] == ("2022-03-01", "2024-02-29", "?")
    assert days(found, "demotion", "comment_only")[-1] == ("2022-03-01", "2022-12-31", "?")


def test_a_sanction_on_a_new_track_counts_from_its_own_decision() -> None:
    new = (
        measure("party_serious_warning", "2021-09-01", id="d2", replaces="d1"),
        measure("state_demerit", "2021-09-01", id="d2", replaces="d1"),
    )
    found = bars(measure("party_warning", "2021-03-01", id="d1"), new)
    assert days(found, "party_serious_warning") == [("2021-09-01", "2022-08-31", "?")]
    assert days(found, "state_demerit") == [("2021-09-01", "2022-08-31", "?")]


def test_institution_staff_reduction_is_weighed_as_demotion() -> None:
    change = changing.change_of_weight(
        measure("state_major_demerit", "2021-09-01"),
        [changing.Measure(method="post_grade_reduction", decided_on=day("2021-01-01"), track="state")],
    )
    assert change == "lighter"


@pytest.mark.parametrize("replaces", ["nowhere", "d2"])
def test_a_decision_that_replaces_nothing_known_is_refused(replaces: str) -> None:
    with pytest.raises(Refusal) as refused:
        bars(
            measure("party_warning", "2020-01-06", id="d1"),
            measure("party_serious_warning", "2020-09-01", id="d2", replaces=replaces),
        )
    assert refused.value.code == "replaced_decision"
    assert replaces in refused.value.text("zh")


def test_a_decision_and_its_change_on_one_day_come_in_their_order() -> None:
    first = measure("party_serious_warning", "2020-01-06", id="z")
    second = measure("party_warning", "2020-01-06", id="a", replaces="z")
    assert days(bars(second, first), "party_warning") == [("2020-01-06", "2021-01-05", "?")]
    assert days(bars(second, first), "party_serious_warning") == []
