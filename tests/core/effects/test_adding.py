"""A sanction during a running one: remainder plus new, capped for state sanctions."""

from __future__ import annotations

from datetime import date

import pytest

from quanze.core.effects import adding, spans
from tests.core.effects.law import CF2023, ZW2020, bars, day, days, measure, row


def twenty_five_months() -> None:
    """The worked example of the official answer of 2020."""
    found = bars(measure("party_warning", "2019-08-06"), measure("party_serious_warning", "2020-01-06"))
    assert days(found, "party_warning") == [("2019-08-06", "2020-08-05", "?")]
    assert days(found, "party_serious_warning") == [("2020-01-06", "2022-02-05", "?")]
    assert days(found, "party_serious_warning", "no_further_use") == [("2020-01-06", "2022-02-05", "?")]


def no_state_period_passes_forty_eight_months() -> None:
    found = bars(
        measure("state_major_demerit", "2021-01-01"),
        measure("state_demotion", "2021-02-01"),
        measure("state_removal", "2021-03-01"),
        rows=ZW2020,
    )
    assert days(found, "state_major_demerit") == [("2021-01-01", "2022-06-30", "?")]
    assert days(found, "state_demotion") == [("2021-02-01", "2024-06-30", "?")]
    assert days(found, "state_removal") == [("2021-03-01", "2025-02-28", "?")]


def test_a_serious_warning_during_a_warning_lasts_twenty_five_months() -> None:
    twenty_five_months()


def test_a_program_that_forgets_the_remainder_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "ADDING", frozenset({"capped"}))
    with pytest.raises(AssertionError):
        twenty_five_months()


def test_a_program_that_is_one_day_off_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "ONE_DAY", day("2020-01-01") - day("2020-01-01"))
    with pytest.raises(AssertionError):
        twenty_five_months()


@pytest.mark.parametrize(
    ("decided_on", "ends_on", "combined"),
    [("2020-08-04", "2022-02-05", "sum"), ("2020-08-05", "2022-02-05", "sum"), ("2020-08-06", "2022-02-05", None)],
)
def test_only_a_sanction_decided_while_another_runs_gets_its_remainder(
    decided_on: str, ends_on: str, combined: str | None
) -> None:
    found = bars(measure("party_warning", "2019-08-06"), measure("party_serious_warning", decided_on))
    assert days(found, "party_serious_warning") == [(decided_on, ends_on, "?")]
    assert found[-1].combined == combined


def test_party_sums_have_no_cap() -> None:
    found = bars(*(measure("party_removal", f"202{year}-01-01") for year in range(4)), rows=CF2023)
    assert [str(span.ends_on) for span in found] == ["2021-12-31", "2023-12-31", "2025-12-31", "2027-12-31"]


def test_the_remainder_counts_whatever_the_running_sanction_barred() -> None:
    found = bars(measure("party_warning", "2019-08-06"), measure("party_removal", "2020-01-06"))
    assert days(found, "party_removal", "no_equal_or_higher_post") == [("2020-01-06", "2022-08-05", "?")]


def test_party_and_state_periods_are_not_added_to_each_other() -> None:
    found = bars(measure("party_warning", "2021-01-01"), measure("state_demerit", "2021-03-01"))
    assert days(found, "state_demerit") == [("2021-03-01", "2022-02-28", "?")]


def test_state_periods_add_the_remainder_below_the_cap() -> None:
    found = bars(measure("state_demerit", "2021-01-01"), measure("state_warning", "2021-03-01"))
    assert days(found, "state_warning") == [("2021-03-01", "2022-06-30", "?")]
    assert found[-1].combined == "capped"


def test_no_state_period_passes_forty_eight_months_from_the_new_decision() -> None:
    no_state_period_passes_forty_eight_months()


def test_a_program_without_the_cap_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = spans.last_day
    monkeypatch.setattr(spans, "last_day", lambda start, months: honest(start, 480 if months == 48 else months))
    with pytest.raises(AssertionError):
        no_state_period_passes_forty_eight_months()


def test_merged_identical_sanctions_carry_the_remainder_in_both_readings() -> None:
    found = bars(measure("state_warning", "2020-10-01"), measure("state_demerit", "2021-01-01", count=2))
    assert days(found, "state_demerit") == [("2021-01-01", "2022-03-31", "2023-03-31")]


def test_both_readings_of_a_month_end_are_carried_on() -> None:
    found = bars(measure("state_warning", "2024-08-31"), measure("state_warning", "2025-01-10"))
    assert days(found, "state_warning")[1] == ("2025-01-10", "2025-08-27", "2025-08-31")


def test_a_sanction_on_a_day_that_only_one_reading_reaches_shows_both() -> None:
    found = bars(measure("state_warning", "2024-08-31"), measure("state_warning", "2025-02-28"))
    assert days(found, "state_warning")[1] == ("2025-02-28", "2025-08-27", "2025-08-31")


def test_the_remainder_follows_probation_into_restored_rights() -> None:
    probation = measure("party_probation", "2020-01-06", restored_on=day("2021-01-06"))
    found = bars(measure("party_warning", "2019-08-06"), probation)
    assert days(found, "party_probation", "no_equal_or_higher_post") == [("2021-01-06", "2023-08-05", "?")]


def test_the_remainder_is_added_once_and_never_to_the_months_of_probation_itself() -> None:
    running = row("CF2023", "12", "party_probation", "no_equal_or_higher_post", months="chosen", combine="sum")
    probation = measure("party_probation", "2020-01-06", restored_on=day("2021-01-06"), months=12)
    found = bars(measure("party_warning", "2019-08-06"), probation, rows=(*CF2023, running))
    assert sorted(days(found, "party_probation", "no_equal_or_higher_post")) == [
        ("2020-01-06", "2021-01-05", "?"),
        ("2021-01-06", "2023-08-05", "?"),
    ]


def test_an_unknown_remainder_makes_the_end_unknown_and_says_why() -> None:
    found = bars(measure("party_probation", "2020-01-06"), measure("party_warning", "2021-01-06"))
    assert days(found, "party_warning") == [("2021-01-06", "?", "?")]
    assert found[-1].note is not None
    assert "前一处分" in found[-1].note["zh"]


def test_two_sanctions_of_one_day_add_up_in_whatever_order_they_come() -> None:
    one, other = measure("party_warning", "2020-01-01"), measure("party_serious_warning", "2020-01-01")
    assert bars(one, other) == bars(other, one)
    assert max(span.ends_on or date.min for span in bars(one, other)) == day("2022-06-30")


def test_identical_sanctions_of_one_decision_are_not_each_others_remainder() -> None:
    both = (measure("state_warning", "2021-01-01"), measure("state_demerit", "2021-01-01"))
    assert [str(span.ends_on) for span in bars(both)] == ["2021-06-30", "2021-12-31"]
