"""Old law unless the new is milder, over whole evaluations (regulations 0.2; CF2015 art. 133(2), CF2023 art. 158)."""

from __future__ import annotations

from typing import Any

import pytest

from quanze.core.determination.mildness import weight
from quanze.core.determination.result import Evaluated, Evaluation
from tests.core.determination.cases import Data, base, find, the
from tests.core.determination.conftest import Ask

RECORDED = {
    "influence": "serious_bad",
    "consequence": "serious",
    "loss": "considerable",
    "harm": "heavier",
    "circumstances": "light",
}


def conduct(first: str, last: str, asked: str, *findings: str, **incident: Any) -> Data:
    days = {"conduct": {"from": first, "to": last}, "discovered": asked, "filed": asked, "asked_on": asked}
    return base(area="110000", dates=days, findings=find("bureau", *findings), incident={**RECORDED, **incident})


def of_head(ask: Ask, data: Data) -> Evaluation | None:
    found = [
        e
        for e in ask(data).evaluations
        if e.party == {"person": "feng"} and e.for_ == "sanction" and e.old.rulebook.startswith("CF")
    ]
    assert len(found) < 2
    return found[0] if found else None


def books(ask: Ask, data: Data) -> set[str]:
    return {c.cite.rulebook for c in the(ask(data), "feng").clauses if c.cite.rulebook.startswith("CF")}


def test_what_the_old_text_did_not_punish_stays_unpunished(ask: Ask) -> None:
    found = of_head(ask, conduct("2015-01-01", "2015-12-31", "2016-06-01", "leadership_duty_weak"))
    assert found is not None
    assert (found.old.rulebook, found.old.violation) == ("CF2003", False)
    assert (found.new.rulebook, found.new.violation) == ("CF2015", True)
    assert found.taken == "old"


def test_conduct_that_lasted_into_2016_is_judged_by_the_text_of_2016_alone(ask: Ask) -> None:
    data = conduct("2015-01-01", "2016-01-01", "2016-06-01", "leadership_duty_weak")
    assert of_head(ask, data) is None
    assert books(ask, data) == {"CF2015"}


def test_a_serious_warning_of_2015_weighs_twelve_months_against_eighteen(ask: Ask) -> None:
    """Heavy loss: punished under both; removal bars 24 months under both, so the lengths compared are those of the ranges."""
    found = of_head(ask, conduct("2015-01-01", "2015-12-31", "2016-06-01", "leadership_duty_weak", loss="heavy"))
    assert found is not None
    assert found.old.violation is True
    assert found.taken == ("new" if weight(found.new) < weight(found.old) else "old")
    twelve = Evaluated(
        rulebook="CF2003", violation=True, heaviest="party_serious_warning", lightest="party_warning", longest_bar=12
    )
    eighteen = Evaluated(
        rulebook="CF2015", violation=True, heaviest="party_serious_warning", lightest="party_warning", longest_bar=18
    )
    assert weight(twelve) < weight(eighteen)


def test_before_a_change_there_is_nothing_to_compare(ask: Ask) -> None:
    assert of_head(ask, conduct("2015-01-01", "2015-12-31", "2015-12-31", "leadership_duty_weak")) is None


@pytest.mark.parametrize(
    ("last", "asked", "old", "new"),
    [("2018-09-30", "2018-10-01", "CF2015", "CF2018"), ("2023-12-31", "2024-01-01", "CF2018", "CF2023")],
)
def test_equal_evaluations_leave_the_old_text_in_place(ask: Ask, last: str, asked: str, old: str, new: str) -> None:
    data = conduct(f"{last[:4]}-01-01", last, asked, "leadership_duty_weak")
    found = of_head(ask, data)
    assert found is not None
    assert (found.old.rulebook, found.new.rulebook, found.taken) == (old, new, "old")
    assert weight(found.old) == weight(found.new)
    assert books(ask, data) == {old}
    assert found.cite is not None
    assert found.cite.rulebook == new


@pytest.mark.parametrize(("last", "book"), [("2023-12-31", "CF2018"), ("2024-01-01", "CF2023")])
def test_the_last_day_decides_between_2018_and_2023(ask: Ask, last: str, book: str) -> None:
    assert books(ask, conduct("2023-01-01", last, "2024-06-01", "leadership_duty_weak")) == {book}


def test_what_only_2023_punishes_is_not_punished_for_2023_conduct(ask: Ask) -> None:
    """Evading old problems became an item of its own in 2024 (CF2023 art. 130(2)); before, it is not judged by it."""
    data = conduct("2023-01-01", "2023-12-31", "2024-06-01", "old_problem_evaded")
    assert "CF2023" not in books(ask, data)
    assert "CF2023" in books(ask, conduct("2023-01-01", "2024-02-01", "2024-06-01", "old_problem_evaded"))


def test_an_open_fact_never_lets_one_text_pass_as_the_milder(ask: Ask) -> None:
    found = of_head(ask, conduct("2023-01-01", "2023-12-31", "2024-06-01", "old_problem_evaded"))
    assert found is not None
    assert None in (found.old.violation, found.new.violation)
    assert found.taken == "old"
    assert "open" in found.why["en"]


def test_the_comparison_runs_violation_then_heaviest_then_lightest_then_bar() -> None:
    def one(violation: bool, heaviest: str | None, lightest: str | None, bar: int | None) -> Evaluated:
        return Evaluated(rulebook="X", violation=violation, heaviest=heaviest, lightest=lightest, longest_bar=bar)

    rising = [
        one(False, None, None, None),
        one(True, "party_warning", "party_warning", 12),
        one(True, "party_serious_warning", "party_warning", 12),
        one(True, "party_serious_warning", "party_warning", 18),
        one(True, "party_serious_warning", "party_serious_warning", 12),
        one(True, "party_removal", "party_warning", 12),
        one(True, "party_expulsion", "party_warning", 12),
    ]
    weights = [weight(e) for e in rising]
    assert weights == sorted(weights)
    assert len(set(weights)) == len(weights)
