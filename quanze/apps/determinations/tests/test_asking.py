"""Asking a case against the stored register: what is kept, what is seen, what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from quanze.apps.access.caller import Caller
from quanze.apps.accounts.tests.factories import AT, caller_of
from quanze.apps.audit.models import Entry
from quanze.apps.determinations import services
from quanze.apps.determinations.answering import answer
from quanze.apps.determinations.models import Concerned, Determination
from quanze.apps.determinations.tests.cases import (
    BUREAU,
    SECTION,
    asking,
    below,
    case_text,
    rules,
    town,
    violator,
    within,
)
from quanze.apps.determinations.tests.laid_out import WHY, kin_to, place
from quanze.apps.organizations.demo import builder
from quanze.apps.organizations.services import write_rows
from quanze.core.refusals import Refusal
from quanze.core.register.register import Register
from quanze.core.register.rows import Person, Tenure

pytestmark = pytest.mark.django_db


def kept() -> int:
    return Determination.everything(reason="test").count()


def last_entry() -> Entry:
    found = Entry.everything(reason="test").order_by("seq").last()
    assert found is not None
    return found


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code


def test_a_question_is_kept_with_who_asked_why_and_both_clocks() -> None:
    town_ = place()
    made = town_.ask().determination
    row = Determination.everything(reason="test").get(public_id=made.public_id)
    assert (row.asked_by, row.reason, row.known_at, row.asked_at) == (900_001, WHY, AT, AT)
    assert row.asked_on.isoformat() == "2010-06-01"
    assert bytes(row.case_text) == case_text(*violator(town()))
    assert row.compartment == f"determination:{row.public_id}"
    assert json.loads(bytes(row.sheet))["asked"]["rules_digest"] == row.rules_digest


def test_the_database_gives_the_sheet_that_its_rows_give() -> None:
    town_ = place()
    for top in (BUREAU, ""):
        units = below(town(), top) if top else {row.id for row in town().organizations}
        rows = answer(asking(case_text(*violator(town())), known_at=AT), within(town(), units), rules(), limited=True)
        assert town_.ask(town_.officer(top)).answered.data == rows.data


def test_the_act_stands_in_the_record_with_its_reason_and_digest() -> None:
    made = place().ask().determination
    entry = last_entry()
    assert (entry.event, entry.kind, entry.object_id) == ("determinations:sheet:asked", "act", made.public_id)
    assert entry.reason == WHY
    assert entry.after


def test_a_question_whose_entry_cannot_be_written_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    town_ = place()

    def broken(**_: object) -> None:
        raise Refusal("audit_unwritable", zh="写不进", en="unwritable")

    monkeypatch.setattr(services, "record", broken)
    assert refused(town_.ask) == "audit_unwritable"
    assert kept() == 0


def test_who_may_not_ask_is_refused_and_the_refusal_recorded() -> None:
    town_ = place()
    for role in ("unit_head", "register_clerk", "leading_group_officer", "organization_officer"):
        assert refused(lambda role=role: town_.ask(town_.officer(role=role))) == "not_permitted"  # type: ignore[misc]
    assert last_entry().kind == "refusal"
    assert kept() == 0


def test_a_question_without_a_readable_reason_is_refused() -> None:
    by = place().officer()
    question = asking(case_text(*violator(town())), known_at=AT)
    for reason, code in (("  ", "no_reason"), ("立案\0审查", "bad_sign")):
        assert refused(lambda reason=reason: services.ask(question, rules=rules(), by=by, at=AT, reason=reason)) == code  # type: ignore[misc]


def test_knowledge_of_tomorrow_is_refused() -> None:
    town_ = place()
    assert refused(lambda: town_.ask(known_at=AT + timedelta(seconds=1))) == "known_in_future"


def test_a_unit_beyond_sight_is_refused_like_one_that_does_not_exist() -> None:
    town_, texts = place(), []
    for unit in ("city-u06", "city-u77"):
        with pytest.raises(Refusal) as caught:
            town_.ask(data=case_text(*violator(town()), unit=unit))
        texts.append((caught.value.code, caught.value.zh.replace(unit, ""), caught.value.en.replace(unit, "")))
    assert texts[0] == texts[1]


def test_a_unit_that_is_seen_but_not_granted_for_asking_is_refused() -> None:
    town_ = place()
    head, officer = (town_.officer(role=role) for role in ("unit_head", "conduct_officer"))
    holdings = (*(head.holdings or ()), replace((officer.holdings or ())[0], units=town_.ids(frozenset({SECTION}))))
    both = replace(officer, holdings=holdings)
    assert refused(lambda: town_.ask(both)) == "not_permitted"
    wide = replace(officer, holdings=(*(head.holdings or ()), *(officer.holdings or ())))
    assert town_.ask(wide).determination.pk


def test_who_is_kin_to_somebody_on_the_sheet_cannot_ask() -> None:
    town_ = place()
    person, _ = violator(town())
    by = town_.officer()
    assert refused(lambda: town_.ask(kin_to(by, town_.person(person)))) == "not_found"
    assert kept() == 0
    assert town_.ask(kin_to(by, 123_456_789)).determination.pk


def test_everybody_on_the_sheet_is_noted_as_concerned() -> None:
    town_ = place()
    asked = town_.ask()
    noted = set(Concerned.everything(reason="test").values_list("person_id", flat=True))
    people = {party.party["person"] for party in asked.answered.sheet.parties if "person" in party.party}
    assert {town_.person(code) for code in (*people, violator(town())[0])} <= noted


def somebody_above(at: datetime) -> None:
    """In a unit that the bureau's officer does not see, somebody new acts as head during the conduct."""
    stranger = Person(id="p99999", name="诸葛无恙", party_member=True)
    post = next(row.id for row in town().posts if row.organization == "city-gov" and row.role == "admin_principal")
    acting = Tenure(
        person=stranger.id, post=post, acting=True, starts_on=date(2009, 7, 1), ends_before=date(2010, 6, 30)
    )
    rows = Register(people=(stranger,), tenures=(acting,))
    write_rows(rows, by=builder(at), at=at, act="planted", as_recorded=True)


def test_two_worlds_that_differ_beyond_sight_give_the_same_answer() -> None:
    town_ = place()
    officers = [town_.officer(), town_.officer(top="")]
    here = [town_.ask(by).answered.data for by in officers]
    somebody_above(AT)
    there = [town_.ask(by).answered.data for by in officers]
    assert here[0] == there[0]
    assert here[1] != there[1], "who sees both tells them apart"


def test_what_was_answered_is_never_changed_or_removed() -> None:
    place().ask()
    table = Determination._meta.db_table
    for statement in (f"UPDATE {table} SET reason = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert kept() == 1


def test_a_program_without_a_person_asks_nothing() -> None:
    town_ = place()
    by: Caller = replace(town_.officer(), person=None)
    assert refused(lambda: town_.ask(by)) == "not_permitted"


def test_the_same_caller_without_units_sees_nothing_to_ask_about() -> None:
    town_ = place()
    assert refused(lambda: town_.ask(caller_of("conduct_officer"))) == "undeclared_id"
