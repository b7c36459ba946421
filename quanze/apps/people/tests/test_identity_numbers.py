"""Identity numbers never lie open in the database, are found again by their mark, and tell nothing beyond reach."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from quanze.apps.accounts.tests.factories import AT, caller_of, keeper, person
from quanze.apps.audit.models import Entry
from quanze.apps.people import models, services
from quanze.apps.people.models import Person
from quanze.apps.people.selectors import identity_number
from quanze.apps.people.services import PersonFacts, correct_person, place_person, record_person
from quanze.core.refusals import Refusal

pytestmark = pytest.mark.django_db
NUMBER = "11010519491231002X"


def everything_stored() -> str:
    """Every value of every column of the persons and of the record, as the database holds them."""
    with connection.cursor() as cursor:
        found = []
        for table in (Person._meta.db_table, Entry._meta.db_table):
            cursor.execute(f"SELECT * FROM {table}")
            found += [str(bytes(value) if isinstance(value, memoryview) else value) for row in cursor for value in row]
    return "\n".join(found)


def answer(act: Any) -> str:
    """What somebody is told: "done", or the whole refusal."""
    try:
        act()
    except Refusal as refusal:
        return f"{refusal.code} {refusal.zh} {refusal.en} {refusal.where}"
    return "done"


def test_no_number_lies_open_in_the_database() -> None:
    someone = person("石岩", unit_id=5, identity_no=NUMBER)
    correct_person(someone, changes={"name": "石砚"}, by=keeper(), at=AT, reason="户籍更正")
    assert NUMBER not in everything_stored()
    assert identity_number(someone, by=caller_of("register_clerk", units=[5]), at=AT) == NUMBER


def test_a_number_stored_open_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: a seal that does not encrypt."""
    monkeypatch.setattr(models, "seal", lambda plain, *, purpose, row: plain.decode())
    person("石岩", identity_no=NUMBER)
    assert NUMBER in everything_stored()


def test_a_sealed_number_opens_for_its_person_only() -> None:
    one, other = person(unit_id=5, identity_no="1"), person(unit_id=5, identity_no="2")
    rows = Person.everything(reason="test")
    rows.filter(pk=one.pk).update(identity_sealed=rows.get(pk=other.pk).identity_sealed)
    with pytest.raises(Refusal, check=lambda refusal: refusal.code == "seal_broken"):
        identity_number(one, by=caller_of("register_clerk", units=[5]), at=AT)


def test_the_mark_of_a_number_cannot_be_made_without_the_key(settings: Any) -> None:
    before = models.mark_of_number(NUMBER)
    settings.QUANZE_SEAL_KEY = "another key, sixty-four signs or not"
    assert models.mark_of_number(NUMBER) != before


def test_two_seals_of_one_number_differ_and_its_marks_agree() -> None:
    rows = [Person() for _ in range(2)]
    for row in rows:
        row.identity_no = NUMBER
    assert rows[0].identity_sealed != rows[1].identity_sealed
    assert rows[0].identity_mark == rows[1].identity_mark
    assert settings.QUANZE_SEAL_KEY not in rows[0].identity_mark


def in_both_worlds(act: Any) -> tuple[str, str]:
    """The answers to an act where nobody has the number, and where somebody beyond the caller's reach has it."""
    without = answer(lambda: act("43000019900101001X"))
    person("隐者", unit_id=6, identity_no="43000019900101002X")
    return without, answer(lambda: act("43000019900101002X"))


def record_by_clerk(number: str) -> None:
    """A clerk of one unit records somebody of a number."""
    facts = PersonFacts(name="石岩", unit_id=5, identity_no=number)
    record_person(facts, by=caller_of("register_clerk", units=[5]), at=AT)


def test_recording_a_number_tells_nothing_of_persons_beyond_reach() -> None:
    assert in_both_worlds(record_by_clerk) == ("done", "done")


def test_correcting_a_number_tells_nothing_of_persons_beyond_reach() -> None:
    clerk, someone = caller_of("register_clerk", units=[5]), person(unit_id=5)

    def correct(number: str) -> None:
        correct_person(someone, changes={"identity_no": number}, by=clerk, at=AT, reason="x")

    assert in_both_worlds(correct) == ("done", "done")


def test_a_look_at_everybody_would_tell_that_he_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: numbers compared with persons whom the caller cannot see."""
    monkeypatch.setattr(services, "_check_identities_new", lambda marks, by: unseen(marks))
    without, within = in_both_worlds(record_by_clerk)
    assert without != within


def unseen(marks: list[str]) -> None:
    """The look that tells."""
    if Person.everything(reason="test").filter(identity_mark__in=marks).exists():
        raise Refusal("identity_known", zh="", en="")


def test_one_unit_keeps_one_person_of_a_number() -> None:
    clerk = caller_of("register_clerk", units=[5])
    record_person(PersonFacts(name="石岩", unit_id=5, identity_no="1"), by=clerk, at=AT)
    double = record_person(
        PersonFacts(name="石岩", unit_id=6, identity_no="1"), by=caller_of("register_clerk", units=[6]), at=AT
    )
    with pytest.raises(Refusal, check=lambda refusal: refusal.code == "identity_known"):
        place_person(double, unit_id=5, by=caller_of("register_clerk", units=[5, 6]), at=AT)
    with pytest.raises(Refusal, check=lambda refusal: refusal.code == "identity_known"):
        record_person(PersonFacts(name="郎溪", unit_id=5, identity_no="1"), by=clerk, at=AT)
