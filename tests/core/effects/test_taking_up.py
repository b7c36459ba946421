"""Absorbed, the longer of two, alone."""

from __future__ import annotations

import pytest

from quanze.core.effects import combine, taking_up
from quanze.core.effects.rows import BarSpan
from tests.core.effects.law import RZ2010, ZZ2021, bars, days, measure, row

ADMONITION = measure("admonition", "2022-01-10")


def the_admonition_is_absorbed() -> None:
    found = bars(ADMONITION, measure("party_warning", "2022-03-01"))
    assert days(found, "admonition") == [("2022-01-10", "2022-02-28", "?")]
    assert days(found, "party_warning") == [("2022-03-01", "2023-02-28", "?")]


def the_longer_applies() -> None:
    together = (measure("post_adjustment", "2022-03-01"), measure("party_serious_warning", "2022-03-01"))
    found = bars(together)
    assert days(found, "post_adjustment") == []
    assert days(found, "party_serious_warning") == [("2022-03-01", "2023-08-31", "?")]
    together = (measure("demotion", "2022-03-01"), measure("party_serious_warning", "2022-03-01"))
    found = bars(together)
    assert days(found, "demotion") == [("2022-03-01", "2024-02-29", "?")]
    assert days(found, "party_serious_warning") == []


def alone_means_without_a_sanction() -> None:
    resignation = measure("ordered_resignation", "2011-03-01")
    assert days(bars(resignation, rows=RZ2010), "ordered_resignation", "no_equal_post") == [
        ("2011-03-01", "2012-02-29", "?")
    ]
    together = (resignation, measure("state_dismissal", "2011-03-01"))
    assert days(bars(together, rows=RZ2010), "ordered_resignation", "no_equal_post") == []


def test_a_later_sanction_absorbs_a_running_admonition() -> None:
    the_admonition_is_absorbed()


@pytest.mark.parametrize(
    ("decided_on", "ends_on"),
    [
        ("2022-01-11", "2022-01-10"),
        ("2022-07-09", "2022-07-08"),
        ("2022-07-10", "2022-07-09"),
        ("2022-01-09", "2022-07-09"),
    ],
)
def test_only_a_sanction_inside_the_six_months_absorbs(decided_on: str, ends_on: str) -> None:
    found = bars(ADMONITION, measure("party_warning", decided_on))
    assert days(found, "admonition") == [("2022-01-10", ends_on, "?")]
    assert len(days(found, "admonition", "no_excellent_grade")) == 1


def test_an_admonition_beside_a_sanction_leaves_only_the_sanctions_bar_and_a_note() -> None:
    found = bars((ADMONITION, measure("state_warning", "2022-01-10")))
    assert days(found, "admonition") == []
    (sanction,) = (span for span in found if span.method == "state_warning")
    assert sanction.note is not None
    assert "吸收" in sanction.note["zh"]


def test_handling_does_not_absorb_an_admonition() -> None:
    found = bars(ADMONITION, measure("demotion", "2022-03-01"))
    assert days(found, "admonition") == [("2022-01-10", "2022-07-09", "?")]


def test_handling_and_sanction_in_one_decision_leave_the_longer() -> None:
    the_longer_applies()


def test_of_two_equal_periods_the_sanctions_stays() -> None:
    found = bars((measure("post_adjustment", "2022-03-01"), measure("party_warning", "2022-03-01")))
    assert days(found, "post_adjustment") == []
    (kept,) = (span for span in found if span.bar == "no_promotion")
    assert kept.combined == "longest"


def test_different_bars_stand_side_by_side() -> None:
    found = bars((measure("ordered_resignation", "2022-03-01"), measure("party_removal", "2022-03-01")), rows=ZZ2021)
    assert [span.bar for span in found] == ["no_leading_post", "no_higher_post", "comment_only"]


def test_overlapping_decisions_keep_their_days_and_name_the_end_that_counts() -> None:
    found = bars(measure("post_adjustment", "2022-03-01"), measure("party_warning", "2022-06-01"))
    assert days(found, "post_adjustment") == [("2022-03-01", "2023-02-28", "?")]
    assert days(found, "party_warning") == [("2022-06-01", "2023-05-31", "?")]
    assert found[0].combined == "longest"
    assert found[0].note is not None
    assert "2023-05-31" in found[0].note["en"]


def test_periods_that_merely_adjoin_do_not_meet() -> None:
    found = bars(measure("post_adjustment", "2022-03-01"), measure("party_warning", "2023-03-01"))
    assert found[0].combined is None


def test_a_bar_for_the_method_alone_yields_to_any_sanction_of_the_decision() -> None:
    alone_means_without_a_sanction()


def test_a_yearly_bar_stays_beside_a_sanction() -> None:
    together = (measure("removal", "2011-03-01"), measure("party_warning", "2011-03-01"))
    assert [span.bar for span in bars(together, rows=RZ2010)] == ["no_excellent_grade"]


def test_of_two_lengths_still_open_neither_goes() -> None:
    local = (row("LOCAL", "1", "demotion", "no_promotion", months=18, combine="longest"),)
    state = (row("ZW2020", "19", "state_demerit", "no_promotion", months=12, combine="capped", cap_months=48),)
    together = (measure("demotion", "2022-03-01"), measure("state_demerit", "2022-03-01", count=2))
    assert len(bars(together, rows=(*local, *state))) == 2


def test_faults_in_taking_up_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    def reversed_covers(one: BarSpan, other: BarSpan) -> bool:
        return one.bar == other.bar and (one.ends_on or one.placed_on) <= (other.ends_on or other.placed_on)

    with monkeypatch.context() as planted:
        planted.setattr(taking_up, "_covers", reversed_covers)
        with pytest.raises(AssertionError):
            the_longer_applies()
    with monkeypatch.context() as planted:
        planted.setattr(taking_up, "_absorber", lambda span, every: None)
        with pytest.raises(AssertionError):
            the_admonition_is_absorbed()
    with monkeypatch.context() as planted:
        planted.setattr(taking_up, "SANCTION_TRACKS", frozenset())
        with pytest.raises(AssertionError):
            alone_means_without_a_sanction()


def test_without_the_measures_a_dismissal_beside_a_resignation_is_not_seen() -> None:
    resignation = measure("ordered_resignation", "2011-03-01")
    spans = bars(resignation, rows=RZ2010)
    assert combine([spans]) == spans
    assert len(combine([spans], [[resignation, measure("state_dismissal", "2011-03-01")]])) == 1
