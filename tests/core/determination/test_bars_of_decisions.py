"""Bars that run from decisions already made, first and last day (regulations 5; readings 8 and 17)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from quanze.core.determination.result import Bar, Sheet
from tests.core.determination.cases import Data, in_2022
from tests.core.determination.conftest import Ask

CIVIL = "chen"


def decided(*decisions: dict[str, Any], asked: str = "2023-06-01") -> Data:
    """The base case of 2022 with decisions on one civil servant; without days of their own they concern 2014."""
    days = {
        "conduct": {"from": "2014-01-01", "to": "2014-06-30"},
        "discovered": "2014-07-01",
        "filed": "2014-07-02",
        "asked_on": asked,
    }
    rows = [{"person": CIVIL, "facts": [f"facts-{n}"], **row} for n, row in enumerate(decisions)]
    return in_2022(dates=days, decisions=rows)


def on(day: str, *methods: str, conduct: tuple[str, str] | None = None, **more: Any) -> dict[str, Any]:
    days = {"conduct": {"from": conduct[0], "to": conduct[1]}} if conduct else {}
    return {"decided_on": day, "methods": list(methods), **days, **more}


def bars(sheet: Sheet, day: str, bar: str, books: str = "") -> list[Bar]:
    line = next(d for d in sheet.decided if d.decided_on == date.fromisoformat(day))
    return [b for b in line.bars if b.bar == bar and b.cite.rulebook.startswith(books)]


def span(sheet: Sheet, day: str, bar: str, books: str = "") -> tuple[str, str]:
    """First and last day of the one bar of this kind; all rulebooks that set it must agree."""
    found = {(str(b.starts_on), str(b.ends_on)) for b in bars(sheet, day, bar, books)}
    assert len(found) == 1, found
    return found.pop()


@pytest.mark.parametrize(
    ("conduct", "day", "last", "book"),
    [
        (("2015-01-01", "2015-12-31"), "2016-03-01", "2017-02-28", "CF2003"),
        (("2015-06-01", "2016-01-01"), "2016-03-01", "2017-08-31", "CF2015"),
        (("2016-01-01", "2016-02-01"), "2016-03-01", "2017-08-31", "CF2015"),
        (("2015-01-01", "2015-06-30"), "2015-12-31", "2016-12-30", "CF2003"),
    ],
)
def test_a_serious_warning_runs_a_year_before_2016_and_a_year_and_a_half_from_it(
    ask: Ask, conduct: tuple[str, str], day: str, last: str, book: str
) -> None:
    sheet = ask(decided(on(day, "party_serious_warning", conduct=conduct)))
    assert span(sheet, day, "no_promotion", "CF") == (day, last)
    assert {b.cite.rulebook for b in bars(sheet, day, "no_promotion", "CF")} == {book}


def test_a_serious_warning_in_the_period_of_a_warning_runs_twenty_five_months(ask: Ask) -> None:
    days = ("2019-01-01", "2019-05-01")
    sheet = ask(
        decided(
            on("2019-08-06", "party_warning", conduct=days), on("2020-01-06", "party_serious_warning", conduct=days)
        )
    )
    assert span(sheet, "2019-08-06", "no_promotion", "CF") == ("2019-08-06", "2020-08-05")
    assert span(sheet, "2020-01-06", "no_promotion", "CF") == ("2020-01-06", "2022-02-05")
    assert {b.combined for b in bars(sheet, "2020-01-06", "no_promotion", "CF")} == {"sum"}


def test_a_serious_warning_after_the_period_of_a_warning_is_not_lengthened(ask: Ask) -> None:
    days = ("2019-01-01", "2019-05-01")
    sheet = ask(
        decided(
            on("2019-08-06", "party_warning", conduct=days), on("2020-08-06", "party_serious_warning", conduct=days)
        )
    )
    assert span(sheet, "2020-08-06", "no_promotion", "CF") == ("2020-08-06", "2022-02-05")


def test_a_state_warning_runs_six_months_to_the_day_before(ask: Ask) -> None:
    sheet = ask(decided(on("2020-12-15", "state_warning", conduct=("2020-08-01", "2020-09-01"))))
    assert span(sheet, "2020-12-15", "no_promotion") == ("2020-12-15", "2021-06-14")


def test_at_the_months_end_both_readings_are_shown(ask: Ask) -> None:
    sheet = ask(decided(on("2021-03-31", "admonition", conduct=("2020-08-01", "2020-09-01"))))
    found = bars(sheet, "2021-03-31", "no_promotion", "YJ2015")
    assert [(b.ends_on, b.or_ends_on) for b in found] == [(date(2021, 9, 29), date(2021, 9, 30))]


@pytest.mark.parametrize(
    ("days", "last"),
    [
        (["2021-01-10"], "2023-01-09"),
        (["2021-01-10", "2021-07-10"], "2025-01-09"),
        (["2021-01-10", "2021-07-10", "2021-10-10"], "2025-10-09"),
    ],
)
def test_state_sanctions_add_up_to_forty_eight_months_at_most(ask: Ask, days: list[str], last: str) -> None:
    rows = [on(day, "state_removal", conduct=("2020-08-01", "2020-09-01")) for day in days]
    assert span(ask(decided(*rows)), days[-1], "no_promotion", "ZW2020") == (days[-1], last)


def test_an_ordered_resignation_bars_twice(ask: Ask) -> None:
    sheet = ask(
        decided(on("2022-03-01", "ordered_resignation", conduct=("2021-08-01", "2021-09-01"), ground="accountability"))
    )
    assert span(sheet, "2022-03-01", "no_leading_post") == ("2022-03-01", "2023-02-28")
    assert span(sheet, "2022-03-01", "no_higher_post") == ("2022-03-01", "2024-02-29")
    assert span(sheet, "2022-03-01", "no_rank_advancement") == ("2022-03-01", "2024-02-29")


def test_removal_for_unfitness_bars_promotion_for_a_year_only(ask: Ask) -> None:
    days = ("2021-08-01", "2021-09-01")
    unfit = ask(decided(on("2022-03-01", "removal", conduct=days, ground="unfitness")))
    assert span(unfit, "2022-03-01", "no_promotion", "RY2019") == ("2022-03-01", "2023-02-28")
    assert bars(unfit, "2022-03-01", "no_leading_post") == []
    accountable = ask(decided(on("2022-03-01", "removal", conduct=days, ground="accountability")))
    assert span(accountable, "2022-03-01", "no_leading_post") == ("2022-03-01", "2023-02-28")


def test_the_two_years_after_probation_count_from_restored_rights(ask: Ask) -> None:
    probation = on("2020-06-01", "party_probation", conduct=("2019-08-01", "2019-09-01"), months=12)
    sheet = ask(decided({**probation, "restored_on": "2021-07-15"}))
    found = {(str(b.starts_on), str(b.ends_on)) for b in bars(sheet, "2020-06-01", "no_equal_or_higher_post", "CF")}
    assert ("2021-07-15", "2023-07-14") in found
    open_case = ask(decided(probation))
    later = [
        b for b in bars(open_case, "2020-06-01", "no_equal_or_higher_post", "CF") if b.cite.row.endswith("restored")
    ]
    assert [(b.starts_on, b.ends_on) for b in later] == [(None, None)]


def changed(first: str, second: str) -> Data:
    days = ("2019-08-01", "2019-09-01")
    old = on("2021-02-01", first, conduct=days, id="d1", facts=["same"])
    return decided(old, on("2021-08-01", second, conduct=days, id="d2", replaces="d1", facts=["same"]))


def test_a_sanction_made_lighter_counts_from_the_first_decision(ask: Ask) -> None:
    sheet = ask(changed("party_serious_warning", "party_warning"))
    assert span(sheet, "2021-08-01", "no_promotion", "CF") == ("2021-02-01", "2022-01-31")
    assert {b.combined for b in bars(sheet, "2021-08-01", "no_promotion", "CF")} == {"rebased"}


def test_a_sanction_made_heavier_counts_from_the_new_decision_less_the_time_served(ask: Ask) -> None:
    sheet = ask(changed("party_warning", "party_serious_warning"))
    assert span(sheet, "2021-08-01", "no_promotion", "CF") == ("2021-08-01", "2022-07-31")


def test_a_changed_sanction_is_no_second_accountability(ask: Ask) -> None:
    found = {w.code for w in ask(changed("party_serious_warning", "party_warning")).warnings}
    assert "same_facts_again" not in found


def test_handling_and_sanction_together_run_the_longer_period(ask: Ask) -> None:
    sheet = ask(decided(on("2022-03-01", "demotion", "party_warning", conduct=("2021-08-01", "2021-09-01"))))
    assert max(str(b.ends_on) for b in bars(sheet, "2022-03-01", "no_promotion")) == "2024-02-29"
    assert "sum" not in {b.combined for b in bars(sheet, "2022-03-01", "no_promotion")}


def test_an_admonition_is_absorbed_by_a_later_sanction_and_not_added(ask: Ask) -> None:
    days = ("2020-08-01", "2020-09-01")
    sheet = ask(decided(on("2021-02-01", "admonition", conduct=days), on("2021-04-01", "party_warning", conduct=days)))
    assert span(sheet, "2021-04-01", "no_promotion", "CF") == ("2021-04-01", "2022-03-31")
    assert {b.combined for b in bars(sheet, "2021-02-01", "no_promotion", "YJ2015")} == {"absorb"}


def test_bars_of_decisions_are_decided_and_those_of_proposals_assumed(ask: Ask) -> None:
    sheet = ask(decided(on("2022-03-01", "admonition", conduct=("2021-08-01", "2021-09-01"))))
    assert {b.basis for d in sheet.decided for b in d.bars} == {"decided"}
    assumed = [b for p in ask(in_2022()).parties for b in p.bars]
    assert assumed
    assert {b.basis for b in assumed} == {"assumed"}
    assert {b.starts_on for b in assumed if b.starts_on and b.bar == "no_promotion"} == {date(2022, 8, 1)}


def test_a_decision_takes_the_days_of_the_case_only_if_they_lie_before_it(ask: Ask) -> None:
    sheet = ask(decided(on("2016-03-01", "party_serious_warning")))
    assert span(sheet, "2016-03-01", "no_promotion", "CF") == ("2016-03-01", "2017-02-28")
    later = decided(on("2016-03-01", "party_serious_warning"))
    later["dates"].update(conduct={"from": "2021-03-01", "to": "2022-03-31"})
    assert span(ask(later), "2016-03-01", "no_promotion", "CF") == ("2016-03-01", "2017-08-31")
