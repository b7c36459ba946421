"""Notes on facts: read beside the facts, refused where they are about nothing, and no clause reads them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from quanze.core.casefile import ReadCase, read_case
from quanze.core.determination.case import FactNote
from quanze.core.refusals import Refusal

EXAMPLE = (Path(__file__).resolve().parents[3] / "examples" / "yiyang-big-case.yaml").read_text("utf-8")
NOTE = "notes:\n  - {fact: incident.influence, evidence: [通报第2页], by: 市纪委, on: 2010-05-20}\n"


def read(more: str) -> ReadCase:
    return read_case(f"{EXAMPLE}\n{more}".encode(), name="case.yaml")


def refused(more: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read(more)
    return caught.value


def test_a_note_says_on_what_an_answer_rests_who_gave_it_and_when() -> None:
    told = FactNote(fact="incident.influence", evidence=("通报第2页",), by="市纪委", on=date(2010, 5, 20))
    assert read(NOTE).case.notes == (told,)


def test_notes_are_input_and_stand_in_its_digest() -> None:
    assert read("").case.notes == ()
    assert read(NOTE).case.input_digest != read("").case.input_digest


@pytest.mark.parametrize(
    "fact", ["finding.knew_and_did_not_stop", "parameter.YY2009.two_heads_months", "dates.conduct"]
)
def test_findings_parameters_and_dates_may_carry_one(fact: str) -> None:
    assert read(f"notes: [{{fact: {fact}, evidence: [a]}}]\n").case.notes[0].fact == fact


def test_an_unknown_fact_is_refused_with_the_nearest() -> None:
    refusal = refused("notes: [{fact: incident.influenc, evidence: [a]}]\n")
    assert (refusal.code, refusal.where) == ("unknown_fact", "notes[0].fact")
    assert "incident.influence" in refusal.zh
    assert "incident.influence" in refusal.en


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("notes: [{fact: violation.major, about: v77}]\n", "undeclared_id"),
        ("notes: [{evidence: [a]}]\n", "missing_key"),
        ("notes: [{fact: incident.loss, evidence: ['']}]\n", "blank"),
        ("notes: [{fact: incident.loss, value: 3}]\n", "unknown_key"),
    ],
)
def test_a_note_about_nothing_or_with_other_keys_is_refused(more: str, code: str) -> None:
    assert refused(more).code == code
