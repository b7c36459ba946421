"""Two heads of units below, investigated by the next higher organ (Yiyang 2009; regulations 4.1(5); Y24)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.determination.cases import Data, add, base, missing, status, the
from tests.core.determination.conftest import Ask

ROW = ("YY2009", "two-heads-principal")


def heads(*ends: tuple[str, str], months: int | None = 12, **keys: Any) -> Data:
    """The bureau with violations of heads (person and day of conclusion); the second division has a head of its own."""
    data = base()
    add(data, "organizations", id="second", name="人事科", kind="internal_unit", superior="bureau")
    add(data, "posts", id="chief2", organization="second", role="section_head", rank="section_chief")
    add(data, "people", id="han", name="韩十一", party_member=True)
    add(data, "tenures", person="han", post="chief2", starts_on="2007-01-01")
    posts = {"jiang": "chief", "han": "chief2", "shen": "clerk", "chu": "deputy2"}
    data["violations"] = [
        {
            "id": f"v{n}",
            "person": person,
            "post": posts[person],
            "major": True,
            "investigated_by": "prefecture",
            "concluded_on": day,
            **keys,
        }
        for n, (person, day) in enumerate(ends)
    ]
    data["parameters"] = {} if months is None else {"YY2009.two_heads_months": months}
    return data


def outcome(ask: Ask, data: Data) -> str:
    return status(ask(data), "feng", *ROW)


def test_the_second_head_triggers_and_the_first_does_not(ask: Ask) -> None:
    assert outcome(ask, heads(("jiang", "2009-09-01"))) == "gone"
    assert outcome(ask, heads(("jiang", "2009-09-01"), ("han", "2010-01-15"))) == "applies"


def test_the_package_of_four_steps_is_permitted(ask: Ask) -> None:
    sheet = ask(heads(("jiang", "2009-09-01"), ("han", "2010-01-15")))
    assert {"written_self_criticism", "explain_in_person", "circular"} <= set(the(sheet, "feng").methods.permitted)
    assert status(sheet, "bureau", "YY2009", "two-heads-body") == "applies"
    assert "body_admonition_talk" in the(sheet, "bureau").methods.permitted


def test_one_head_twice_is_one_head(ask: Ask) -> None:
    assert outcome(ask, heads(("jiang", "2009-09-01"), ("jiang", "2010-01-15"))) == "gone"


@pytest.mark.parametrize("other", ["shen", "chu"])
def test_staff_and_deputies_are_no_heads_of_units_below(ask: Ask, other: str) -> None:
    assert outcome(ask, heads(("jiang", "2009-09-01"), (other, "2010-01-15"))) == "gone"


@pytest.mark.parametrize(("second", "expected"), [("2010-08-31", "applies"), ("2010-09-02", "gone")])
def test_the_windows_edge_counts(ask: Ask, second: str, expected: str) -> None:
    data = heads(("jiang", "2009-09-01"), ("han", second))
    data["dates"]["asked_on"] = "2011-01-01"
    assert outcome(ask, data) == expected


def test_the_window_is_asked_for_where_nobody_set_it(ask: Ask) -> None:
    sheet = ask(heads(("jiang", "2009-09-01"), ("han", "2010-01-15"), months=None))
    assert status(sheet, "feng", *ROW) == "depends"
    assert {fact.rsplit(".", 1)[-1] for fact in missing(sheet, "feng", *ROW)} == {"two_heads_months"}
    assert sheet.parameters["YY2009.two_heads_months"] is None


def test_an_organ_that_is_not_the_next_higher_one_does_not_count(ask: Ask) -> None:
    days = (("jiang", "2009-09-01"), ("han", "2010-01-15"))
    assert outcome(ask, heads(*days, investigated_by="county")) == "gone"


def test_a_minor_violation_does_not_count_unless_it_went_to_justice(ask: Ask) -> None:
    days = (("jiang", "2009-09-01"), ("han", "2010-01-15"))
    assert outcome(ask, heads(*days, major=False, transferred_to_justice=False)) == "gone"
    assert outcome(ask, heads(*days, major=False, transferred_to_justice=True)) == "applies"
    assert outcome(ask, heads(*days, major=None, transferred_to_justice=None)) == "depends"
