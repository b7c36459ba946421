"""What the trace reaches beyond the asker's view is a question and a referral, and says nothing about who is there."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from quanze.apps.determinations.answering import Answered, answer
from quanze.apps.determinations.beyond import SUPERIOR, SUPERVISION
from quanze.apps.determinations.tests.cases import BUREAU, asking, below, case_text, rules, town, violator, within
from quanze.core.refusals import Refusal
from quanze.core.register.register import Register
from quanze.core.register.rows import Person, Tenure


def asked(register: Register, *, limited: bool = True) -> Answered:
    return answer(asking(case_text(*violator(town()))), register, rules(), limited=limited)


def seen_by_bureau(register: Register) -> Register:
    return within(register, below(register, BUREAU))


def another_head_above(register: Register) -> Register:
    """The same register but for who heads the city's government, and two more units there."""
    heads = {row.id for row in register.posts if row.organization == "city-gov" and row.role == "admin_principal"}
    others = tuple(row for row in register.tenures if row.post not in heads)
    stranger = Person(id="p99999", name="诸葛无恙", party_member=True)
    found = [Tenure(person=stranger.id, post=post, starts_on=date(2001, 1, 1)) for post in sorted(heads)]
    return replace(register, people=(*register.people, stranger), tenures=(*others, *found))


def vacant_above(register: Register) -> Register:
    """The same register with nobody in any post outside the bureau."""
    own = {row.id for row in register.posts if row.organization in below(register, BUREAU)}
    return replace(register, tenures=tuple(row for row in register.tenures if row.post in own))


def names(register: Register) -> set[str]:
    people, units = {row.name for row in register.people}, {row.name for row in register.organizations}
    return {name for name in people | units if name}


def test_the_superior_and_the_discipline_side_beyond_are_asked_and_referred() -> None:
    sheet = asked(seen_by_bureau(town())).sheet
    questions = {question.fact: question for question in sheet.questions}
    assert questions[SUPERIOR].about == "city-gov"
    assert questions[SUPERVISION].about == BUREAU
    assert {referral.to for referral in sheet.referrals} >= {"city-gov", "discipline_commission"}
    assert "可见范围以外" in sheet.double_check.main_body["zh"]
    assert "beyond" in sheet.double_check.supervision["en"]


def test_without_the_step_the_place_beyond_would_be_nobody() -> None:
    sheet = asked(seen_by_bureau(town()), limited=False).sheet
    assert not [question for question in sheet.questions if question.fact in (SUPERIOR, SUPERVISION)]
    assert "city-gov" not in {referral.to for referral in sheet.referrals}


def test_who_sees_everything_is_told_who_is_above_and_referred_nowhere() -> None:
    whole = asked(town(), limited=False).sheet
    assert any(party.levels_up == 1 for party in whole.parties)
    narrow = asked(seen_by_bureau(town())).sheet
    assert not any(party.levels_up for party in narrow.parties)


@pytest.mark.parametrize("changed", [another_head_above, vacant_above])
def test_the_sheet_is_the_same_whoever_sits_beyond(changed: Callable[[Register], Register]) -> None:
    here, there = town(), changed(town())
    assert asked(here, limited=False).data != asked(there, limited=False).data, "the two worlds must differ"
    assert asked(seen_by_bureau(here)).data == asked(seen_by_bureau(there)).data


def test_no_name_from_beyond_stands_on_the_sheet() -> None:
    register, seen = town(), seen_by_bureau(town())
    known = "\n".join(names(seen))
    hidden = {name for name in names(register) if len(name) > 2 and name not in known}
    text, whole = asked(seen).data.decode(), asked(register, limited=False).data.decode()
    assert not [name for name in hidden if name in text]
    assert [name for name in hidden if name in whole], "somebody who sees everything is told names"


def test_the_core_does_not_say_that_nothing_is_recorded_where_nobody_can_know() -> None:
    sheet = asked(seen_by_bureau(town())).sheet
    about = [question for question in sheet.questions if question.about == "city-gov"]
    assert [question.fact for question in about] == [SUPERIOR]


def test_a_unit_out_of_sight_does_not_exist_for_the_case() -> None:
    register = seen_by_bureau(town())
    texts = []
    for unit in ("city-u06", "city-u77"):  # one that exists beyond, one that does not exist
        with pytest.raises(Refusal) as refused:
            answer(asking(case_text(*violator(town()), unit=unit)), register, rules(), limited=True)
        texts.append((refused.value.code, refused.value.zh.replace(unit, "…")))
    assert texts[0] == texts[1]
    assert texts[0][0] == "undeclared_id"


def test_the_whole_city_seen_leaves_no_question_about_its_own_discipline_organ() -> None:
    register = within(town(), {row.id for row in town().organizations if not row.id.startswith("pr")})
    sheet = asked(register).sheet
    assert SUPERVISION not in {question.fact for question in sheet.questions}
    assert any(party.levels_up == 1 for party in sheet.parties)


def test_a_case_with_a_register_of_its_own_is_refused() -> None:
    data = case_text(*violator(town()), more="register: {organizations: []}\n")
    with pytest.raises(Refusal) as refused:
        answer(asking(data), town(), rules(), limited=False)
    assert refused.value.code == "own_register"


def test_the_same_question_gives_the_same_bytes() -> None:
    first, second = (asked(seen_by_bureau(town())).data for _ in range(2))
    assert first == second
    assert json.loads(first)["asked"]["known_at"] == "2026-03-02T09:00:00+08:00"
