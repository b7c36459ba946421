"""Who is near kin: chains of recorded relations against a plain search, and recusal at the next request."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from django.db import IntegrityError, transaction

from quanze.apps.accounts.tests.factories import AT, caller_of, installation, keeper, person
from quanze.apps.people.kinship import NEAR, WORDS, turned
from quanze.apps.people.models import Kinship, Person
from quanze.apps.people.selectors import kin_of
from quanze.apps.people.services import end_kinship, record_kinship, withdraw_kinship
from quanze.apps.people.words import RELATIONS
from quanze.core.refusals import Refusal
from tests.conftest import full_size

pytestmark = pytest.mark.django_db
ON = AT.date()


def refused(code: str):  # type: ignore[no-untyped-def]
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def family(chain: str) -> list[Person]:
    """Persons, each the parent, child or spouse of the one before, as a word says: "UUD" for an aunt."""
    names = {"U": "parent", "D": "child", "S": "spouse"}
    members = [person() for _ in range(len(chain) + 1)]
    for before, after, step in zip(members, members[1:], chain, strict=False):
        record_kinship(before, after, relation=names[step], by=keeper(), at=AT)
    return members


def test_every_relation_has_its_word_and_turns_round() -> None:
    assert WORDS.keys() == RELATIONS.keys()
    assert all(turned(turned(word)) == word for word in WORDS.values())
    assert turned("UUD") == WORDS["nephew_niece"]
    assert {turned(word) for word in WORDS.values()} <= NEAR


@pytest.mark.parametrize("word", sorted(NEAR))
def test_near_kin_is_found_through_a_chain_from_both_ends(word: str) -> None:
    members = family(word)
    first, last = members[0].pk, members[-1].pk
    assert last in kin_of(first, ON)
    assert (first in kin_of(last, ON)) is (turned(word) in NEAR)


@pytest.mark.parametrize("word", ["SS", "DU", "UUDDD", "UUUDD", "SUDD", "UDSU", "DSUD", "UUUUU", "SUU"])
def test_far_relations_are_no_near_kin(word: str) -> None:
    members = family(word)
    assert members[-1].pk not in kin_of(members[0].pk, ON)


@pytest.mark.parametrize("relation", sorted(RELATIONS))
def test_one_recorded_relation_is_enough(relation: str) -> None:
    one, other = person(), person()
    record_kinship(one, other, relation=relation, by=keeper(), at=AT)
    assert kin_of(one.pk, ON) == {one.pk, other.pk}


def test_everybody_is_his_own_kin_even_alone() -> None:
    one = person()
    assert kin_of(one.pk, ON) == {one.pk}


def test_kinship_holds_from_its_first_day_until_before_its_end() -> None:
    one, other = person(), person()
    first, end = date(2020, 5, 1), date(2024, 5, 1)
    made = record_kinship(one, other, relation="spouse", by=keeper(), at=AT, starts_on=first)
    end_kinship(made, ends_before=end, by=keeper(), at=AT, reason="离婚")
    day = timedelta(days=1)
    held = [other.pk in kin_of(one.pk, each) for each in (first - day, first, end - day, end)]
    assert held == [False, True, True, False]
    withdraw_kinship(made, by=keeper(), at=AT, reason="误登")
    assert other.pk not in kin_of(one.pk, first)
    with refused("not_found"):
        withdraw_kinship(made, by=keeper(), at=AT, reason="再次")


def test_faults_in_kinship_are_refused_by_the_service_and_by_the_database() -> None:
    one, other = person(), person()
    with refused("same_person"):
        record_kinship(one, one, relation="spouse", by=keeper(), at=AT)
    with refused("unknown_word"):
        record_kinship(one, other, relation="friend", by=keeper(), at=AT)
    with refused("ends_before_start"):
        record_kinship(one, other, relation="spouse", by=keeper(), at=AT, starts_on=ON, ends_before=ON)
    made = record_kinship(one, other, relation="spouse", by=keeper(), at=AT, starts_on=ON)
    for fault in ({"relative": one}, {"relation": "friend"}, {"ends_before": ON}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Kinship.everything(reason="test").filter(pk=made.pk).update(**fault)


def test_nobody_records_the_kinship_of_his_own_kin() -> None:
    me, sister, stranger = person(unit_id=5), person(unit_id=5), person(unit_id=5)
    officer = caller_of("organization_officer", units=[5], person=me.pk, kin=[sister.pk])
    for one, other in ((me, stranger), (stranger, me), (sister, stranger)):
        with refused("not_found"):
            record_kinship(one, other, relation="spouse", by=officer, at=AT)
    made = record_kinship(sister, stranger, relation="spouse", by=keeper(), at=AT)
    with refused("not_found"):
        withdraw_kinship(made, by=officer, at=AT, reason="掩盖")


def test_kin_recorded_or_ended_counts_at_the_next_request() -> None:
    place = installation()
    man, woman = person(), person()
    holder = place.holder("unit_head", unit_id=5, who=man)
    assert holder.caller().kin == {man.pk}
    made = record_kinship(man, woman, relation="spouse", by=keeper(), at=AT)
    assert holder.caller().kin == {man.pk, woman.pk}
    end_kinship(made, ends_before=holder.caller().on, by=keeper(), at=AT, reason="离婚")
    assert holder.caller().kin == {man.pk}


def test_random_families_agree_with_a_plain_search() -> None:
    random = Random(20260302)
    people = [person().pk for _ in range(40)]
    edges: list[tuple[int, int, str]] = []
    for _ in range(full_size(40, 120)):
        one, other = random.sample(people, 2)
        relation = random.choice(sorted(RELATIONS))
        edges.append((one, other, WORDS[relation]))
        Kinship(compartment="people", person_id=one, relative_id=other, relation=relation, recorded_at=AT).save()
    for each in people:
        assert kin_of(each, ON) == plain_kin(each, edges)


def plain_kin(person_id: int, edges: list[tuple[int, int, str]]) -> set[int]:
    """Every walk of at most five recorded relations, joined and looked up."""
    both = [*edges, *((other, one, turned(word)) for one, other, word in edges)]
    walks = {(person_id, "")}
    found = {person_id}
    for _ in range(5):
        walks = {
            (other, word + more)
            for here, word in walks
            for one, other, more in both
            if one == here and len(word + more) <= 5
        }
        found |= {here for here, word in walks if word in NEAR}
    return found
