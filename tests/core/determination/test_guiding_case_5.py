"""CCDI guiding case no. 5 (2021) as a case: its six defects warn one by one, and the same case mended warns of none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quanze.core.determination.selection import Switches
from tests.core.determination.cases import Data, add, codes, find, ids, in_2022, refs, row, the
from tests.core.determination.conftest import Ask

MONTH = ["2022-05-06", "2022-05-10", "2022-05-13", "2022-05-20", "2022-05-27", "2022-06-02"]
SIX = [["circular"], ["circular"], ["circular"], ["admonition"], ["party_warning"], ["removal"]]
STEPS = ("initiation_approved", "fact_material_met", "statement_heard", "report_discussed", "collective_decision")
DEFECTS = {
    "approval_missing", "fact_meeting_missing", "hearing_missing", "label_missing", "several_in_a_month",
    "nominal_post_only", "below_threshold",
}  # fmt: skip


def mended() -> Data:
    """A district bureau's weak control of dust: everything done as the regulations ask."""
    data = in_2022(area="110000", id="dust-control")
    data["incident"].update(field="ecology", influence="vile", consequence="serious")
    data["violations"] = []
    data["findings"] = [*find("bureau", "leadership_duty_weak", "weak_execution"), *find("chu", "took_part")]
    data["proposals"] = [
        {"about": "bureau", "methods": ["body_circular"], "liability": "overall_leadership"},
        {"about": "feng", "methods": ["admonition"], "liability": "main_leadership"},
        {"about": "chu", "methods": ["circular"], "liability": "important_leadership"},
    ]
    data["steps"] = [{"step": step, "done": True} for step in STEPS]
    data["decisions"] = []
    return data


def no_approval(data: Data) -> None:
    data["steps"][0]["done"] = False


def no_meeting(data: Data) -> None:
    data["steps"][1]["done"] = False


def no_hearing(data: Data) -> None:
    data["steps"][2]["done"] = False


def bare_leadership(data: Data) -> None:
    data["proposals"][1]["liability"] = "leadership"


def six_in_a_month(data: Data) -> None:
    data["decisions"] = [
        {
            "person": "chu",
            "methods": methods,
            "decided_on": day,
            "facts": [f"dust-{number}"],
            "ground": "accountability",
        }
        for number, (day, methods) in enumerate(zip(MONTH, SIX, strict=True))
    ]


def away_on_study(data: Data) -> None:
    add(data, "absences", person="wang", starts_on="2020-09-01", ends_before="2022-07-01", reason="脱产学习")
    add(data, "people", id="wang", name="王十二", party_member=True, category="civil_servant", now="in_post")
    add(
        data,
        "posts",
        id="engineer",
        organization="bureau",
        title="总工程师",
        role="chief_engineer",
        rank="deputy_division_chief",
    )
    add(data, "tenures", person="wang", post="engineer", starts_on="2015-01-01")
    data["proposals"].append({"about": "wang", "methods": ["admonition"], "liability": "important_leadership"})


def no_consequence(data: Data) -> None:
    data["incident"].update(influence="bad", consequence="ordinary", loss="none")


SIX_DEFECTS: dict[str, Callable[[Data], None]] = {
    "approval_missing": no_approval,
    "fact_meeting_missing": no_meeting,
    "hearing_missing": no_hearing,
    "label_missing": bare_leadership,
    "several_in_a_month": six_in_a_month,
    "nominal_post_only": away_on_study,
    "below_threshold": no_consequence,
}


def test_the_mended_case_has_none_of_the_defects(ask: Ask) -> None:
    assert codes(ask(mended())) & DEFECTS == set()


@pytest.mark.parametrize("code", sorted(SIX_DEFECTS))
def test_each_defect_alone_gives_its_warning_and_no_other_defects(ask: Ask, code: str) -> None:
    data = mended()
    SIX_DEFECTS[code](data)
    assert codes(ask(data)) & DEFECTS == {code}


def test_all_six_defects_together_give_all_warnings(ask: Ask) -> None:
    data = mended()
    for spoil in SIX_DEFECTS.values():
        spoil(data)
    sheet = ask(data)
    assert codes(sheet) >= DEFECTS
    for warning in sheet.warnings:
        assert warning.cite.rulebook
        assert warning.text["zh"].strip()
        assert warning.text["en"].strip()


def test_measures_for_the_same_facts_are_named_as_such(ask: Ask) -> None:
    data = mended()
    six_in_a_month(data)
    for decision in data["decisions"]:
        decision["facts"] = ["dust"]
    assert codes(ask(data)) >= {"several_in_a_month", "same_facts_again"}


def test_one_away_on_study_is_no_party_and_stands_with_the_reason(ask: Ask) -> None:
    data = mended()
    away_on_study(data)
    data["proposals"].pop()
    sheet = ask(data)
    assert "wang" in refs(sheet.not_responsible)
    assert "wang" not in {i for p in sheet.parties for i in p.party.values()}


def test_below_the_threshold_only_reminder_or_criticism_stays(ask: Ask) -> None:
    data = mended()
    no_consequence(data)
    sheet = ask(data, switches=Switches(rulebooks=frozenset({"WZ2019", "ZD5"})))
    light = {"oral_criticism", "reminder_talk", "warning_talk", "criticism_education", "alert_talk"}
    assert {"feng", "chu"} <= ids(sheet)
    assert "bureau" in ids(sheet) | refs(sheet.not_responsible)
    for party in (the(sheet, "feng"), the(sheet, "chu")):
        assert [(c.cite.rulebook, c.track) for c in party.clauses] == [("ZD5", "first_form")]
        assert party.liability == "none"
        assert set(party.methods.permitted) <= light
        assert party.methods.conditional == ()


def test_the_staff_post_alone_makes_nobody_answer(ask: Ask) -> None:
    data = mended()
    row(data, "people", "shen")["now"] = "in_post"
    assert "shen" not in {i for p in ask(data).parties for i in p.party.values()}
