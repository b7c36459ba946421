"""Persons: recorded in one act or many, corrected with a trace, seen and named only as far as permitted."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from quanze.apps.access.caller import Caller, system_caller
from quanze.apps.access.managers import EVERYTHING
from quanze.apps.accounts.tests.factories import AT, caller_of, keeper, person
from quanze.apps.audit.models import Entry
from quanze.apps.people.facts import person_row
from quanze.apps.people.models import Person, mark_of_number
from quanze.apps.people.selectors import identity_number, person_of, visible_to
from quanze.apps.people.services import (
    PersonFacts,
    correct_person,
    place_person,
    record_kinship,
    record_person,
    record_persons,
)
from quanze.core.refusals import Refusal

pytestmark = pytest.mark.django_db
HARD_NAMES = [
    "阿依古丽·买买提",
    "䶮",
    "𠮷野",
    "欧阳　清",
    "O'Neil-陈",
    "\ue81e林",
    "\U00031350",
    "葛\U000e0100",
    "a" * 100,
]


def refused(code: str):  # type: ignore[no-untyped-def]
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def events() -> list[tuple[str, str]]:
    return list(Entry.everything(reason="test").order_by("seq").values_list("kind", "event"))


def test_many_persons_are_one_act_with_one_entry() -> None:
    made = record_persons([PersonFacts(name=f"石{n}", unit_id=3) for n in range(1200)], by=keeper(), at=AT)
    assert len({each.public_id for each in made}) == len({each.pk for each in made}) == 1200
    assert events() == [("act", "people:person:recorded")]


@pytest.mark.parametrize("name", HARD_NAMES)
def test_every_real_name_is_kept_as_written(name: str) -> None:
    made = record_person(PersonFacts(name=name), by=keeper(), at=AT)
    assert Person.everything(reason="test").get(pk=made.pk).name == name


@pytest.mark.parametrize(
    ("facts", "code", "where"),
    [
        ({"name": " "}, "no_name", "persons[1].name"),
        ({"name": "a" * 101}, "too_long", "persons[1].name"),
        ({"name": "石\0岩"}, "bad_sign", "persons[1].name"),
        ({"name": "石\u202e岩"}, "bad_sign", "persons[1].name"),
        ({"name": "石\n岩"}, "bad_sign", "persons[1].name"),
        ({"name": "石\ud800岩"}, "bad_sign", "persons[1].name"),
        ({"name": "石岩", "identity_no": "1" * 33}, "too_long", "persons[1].identity_no"),
        ({"name": "石岩", "now": "promted"}, "unknown_word", "persons[1].now"),
        ({"name": "石岩", "gender": "x"}, "unknown_word", "persons[1].gender"),
    ],
)
def test_a_fault_is_named_with_its_place_and_nothing_is_written(facts: dict[str, str], code: str, where: str) -> None:
    with refused(code) as refusal:
        record_persons([PersonFacts(name="郎溪"), PersonFacts(**facts)], by=keeper(), at=AT)  # type: ignore[arg-type]
    assert refusal.value.where == where
    assert not Person.everything(reason="test").exists()


def test_an_identity_number_belongs_to_one_person() -> None:
    person("石岩", identity_no="43000019900101001X")
    with refused("identity_known"):
        person("郎溪", identity_no="43000019900101001X")
    twice = [PersonFacts(name=name, identity_no="81000019900101001x") for name in ("石岩", "郎溪")]
    with refused("identity_known"):
        record_persons(twice, by=keeper(), at=AT)
    person("无证甲")
    person("无证乙")


def test_the_database_itself_keeps_numbers_apart_and_words_in_their_lists() -> None:
    person("石岩", identity_no="1")
    other = person("郎溪", identity_no="2")
    rows = Person.everything(reason="test").filter(pk=other.pk)
    for fault in (
        {"identity_mark": mark_of_number("1")},
        {"identity_sealed": ""},
        {"name": ""},
        {"now": "x"},
        {"gender": "x"},
        {"category": "x"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**fault)


def test_a_clerk_sees_and_changes_only_persons_of_his_units() -> None:
    mine, other = person(unit_id=5), person(unit_id=6)
    clerk = caller_of("register_clerk", units=[5])
    assert set(visible_to(clerk)) == {mine}
    assert person_of(clerk, mine.public_id) == mine
    with refused("not_found"):
        person_of(clerk, other.public_id)
    with refused("not_found"):
        correct_person(other, changes={"now": "retired"}, by=clerk, at=AT, reason="x")
    with refused("not_permitted"):
        record_person(PersonFacts(name="石岩", unit_id=6), by=clerk, at=AT)
    with refused("not_permitted"):
        place_person(mine, unit_id=6, by=clerk, at=AT)
    with refused("not_permitted"):
        record_person(PersonFacts(name="石岩"), by=clerk, at=AT)


@pytest.mark.parametrize("role", ["system_administrator", "security_administrator", "audit_administrator"])
def test_administrators_see_no_person(role: str) -> None:
    someone = person(unit_id=5)
    administrator = caller_of(role, units=[5])
    assert not visible_to(administrator).exists()
    with refused("not_permitted"):
        record_person(PersonFacts(name="x", unit_id=5), by=administrator, at=AT)
    with refused("not_permitted"):
        correct_person(someone, changes={"now": "retired"}, by=administrator, at=AT, reason="x")


def test_an_official_sees_himself_alone() -> None:
    me, _ = person(), person()
    assert list(visible_to(caller_of("official", person=me.pk))) == [me]


def test_nobody_corrects_himself_or_his_kin() -> None:
    me, wife, other = person(unit_id=5), person(unit_id=5), person(unit_id=5)
    clerk = caller_of("register_clerk", units=[5], person=me.pk, kin=[wife.pk])
    for who in (me, wife):
        with refused("not_found"):
            correct_person(who, changes={"now": "retired"}, by=clerk, at=AT, reason="x")
        with refused("not_found"):
            place_person(who, unit_id=5, by=clerk, at=AT)
    assert correct_person(other, changes={"now": "retired"}, by=clerk, at=AT, reason="x").now == "retired"


def test_a_correction_stands_in_the_record_and_the_rest_stays() -> None:
    someone = person("石岩", unit_id=5, birth=date(1980, 2, 29), party_member=True)
    correct_person(someone, changes={"name": "石砚", "identity_no": "9"}, by=keeper(), at=AT, reason="户籍更正")
    now = Person.everything(reason="test").get(pk=someone.pk)
    assert (now.name, now.identity_no, now.birth, now.party_member) == ("石砚", "9", date(1980, 2, 29), True)
    last = Entry.everything(reason="test").order_by("-seq")[0]
    assert (last.event, last.object_id, last.reason) == ("people:person:corrected", someone.public_id, "户籍更正")
    assert last.before != last.after
    with pytest.raises(ValueError, match="no fields"):
        correct_person(someone, changes={"unit_id": 9}, by=keeper(), at=AT, reason="x")


def test_an_identity_number_is_read_by_the_permitted_and_every_look_is_recorded() -> None:
    me, wife = person(unit_id=5, identity_no="1"), person(unit_id=5, identity_no="2")
    other, far = person(unit_id=5, identity_no="3"), person(unit_id=6, identity_no="4")
    clerk = caller_of("register_clerk", units=[5], person=me.pk, kin=[wife.pk])
    assert identity_number(other, by=clerk, at=AT) == "3"
    assert identity_number(me, by=clerk, at=AT) == "1"
    assert events()[-2:] == [("read", "people:person:identity_read")] * 2
    for who, by in ((wife, clerk), (far, clerk), (other, caller_of("unit_head", units=[5]))):
        with refused("not_found"):
            identity_number(who, by=by, at=AT)
    assert visible_to(clerk)[0].get_deferred_fields() == {"identity_sealed", "identity_mark"}


def test_if_the_look_cannot_be_recorded_nothing_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    someone = person(unit_id=5, identity_no="1")

    def fail(**_: object) -> None:
        raise Refusal("audit_unwritable", zh="记不上", en="unwritable")

    monkeypatch.setattr("quanze.apps.people.selectors.record_read", fail)
    with refused("audit_unwritable"):
        identity_number(someone, by=caller_of("register_clerk", units=[5]), at=AT)


def test_the_core_gets_facts_with_unknowns_as_none() -> None:
    row = person_row(person("石岩", now="retired"))
    assert (row.name, row.now, row.category, row.party_member) == ("石岩", "retired", None, None)


def test_a_planted_rule_that_shows_all_would_be_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    person(unit_id=6)
    monkeypatch.setattr(Person, "visible_rule", classmethod(lambda cls, caller: EVERYTHING))
    assert visible_to(caller_of("register_clerk", units=[5])).exists()


def test_canary_persons_reach_nobody_without_the_permission() -> None:
    canaries = {person(f"金丝雀{n}", unit_id=100 + n).pk for n in range(10)}
    strangers: list[Caller] = [caller_of(role, units=[5]) for role in ("unit_head", "official", "register_clerk")]
    strangers.append(system_caller("nothing", permissions=[], at=AT))
    for each in strangers:
        assert not canaries & set(visible_to(each).values_list("pk", flat=True))
    owner = caller_of("register_clerk", units=range(100, 110))
    assert set(visible_to(owner).values_list("pk", flat=True)) == canaries


def test_kinship_is_not_recorded_for_persons_of_other_units() -> None:
    mine, other = person(unit_id=5), person(unit_id=6)
    officer = caller_of("organization_officer", units=[5])
    record_kinship(mine, other, relation="spouse", by=officer, at=AT)
    with refused("not_permitted"):
        record_kinship(other, mine, relation="spouse", by=officer, at=AT)
