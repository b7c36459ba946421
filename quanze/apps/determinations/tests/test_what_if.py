"""What if, the same again, and comparing: nothing is kept, nobody looks further than he may."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quanze.apps.audit.models import Entry
from quanze.apps.determinations.answering import Asking
from quanze.apps.determinations.casework.text import as_text, read_text
from quanze.apps.determinations.facts import Sight, within
from quanze.apps.determinations.models import Determination
from quanze.apps.determinations.recomputing import asking_of
from quanze.apps.determinations.selectors import shown
from quanze.apps.determinations.tests.cases import BUREAU, rules
from quanze.apps.determinations.tests.laid_out import named_for
from quanze.apps.determinations.tests.laid_out import place as town_laid_out
from quanze.apps.determinations.tests.office import Office, form, kept, main_of
from quanze.apps.determinations.trying import varied
from quanze.core.refusals import Refusal

pytestmark = pytest.mark.django_db


def test_another_amount_shows_what_would_differ_and_keeps_nothing(place: Office) -> None:
    screen = place.screen()
    number = screen.asked()
    page = screen.get(f"/determinations/{number}/what-if").text
    assert 'value="1200000"' in page
    less = form(act="try") | {"violations[0].id": "v1", "violations[0].amount_yuan": "1000"}
    told = main_of(screen.post(f"/determinations/{number}/what-if", less).text)
    assert "与留存的那一份相比" in told
    assert "由“适用”改为" in told or "不再有" in told
    assert kept() == (1, 0)
    entry = Entry.everything(reason="test").order_by("-seq").first()
    assert entry is not None
    assert (entry.event, entry.object_id) == ("determinations:sheet:tried", number)


def test_the_same_facts_show_no_difference_of_the_answer(place: Office) -> None:
    screen = place.screen()
    number = screen.asked()
    same = form(act="try") | {"violations[0].id": "v1"}
    told = main_of(screen.post(f"/determinations/{number}/what-if", same).text)
    assert "没有不同" in told


def test_a_wrong_fact_is_refused_at_its_field(place: Office) -> None:
    screen = place.screen()
    number = screen.asked()
    answer = screen.post(f"/determinations/{number}/what-if", form(act="try", **{"dates.conduct.from": "2011-01-01"}))
    assert answer.status_code == 400
    assert 'href="#dates-conduct-to"' in answer.text


def test_computed_again_it_is_the_same_byte_for_byte(place: Office) -> None:
    screen = place.screen()
    number = screen.asked()
    place.made.clock.tick(minutes=5)
    assert "逐字节相同" in screen.get(f"/determinations/{number}/again").text


def test_another_day_and_another_rulebook_are_compared(place: Office) -> None:
    screen = place.screen()
    number = screen.asked()
    assert "询问日由" in screen.get(f"/determinations/{number}/compare?on=2012-06-01").text
    assert "与留存的那一份相比" in screen.get(f"/determinations/{number}/compare?rulebook=RZ2010").text
    for wrong in ("on=2012-13-01", "rulebook=XX1", "known=yesterday", f"with={'0' * 16}"):
        answer = screen.get(f"/determinations/{number}/compare?{wrong}")
        assert answer.status_code == 400, wrong
    assert kept() == (1, 0)


def test_two_kept_sheets_are_compared(place: Office) -> None:
    screen = place.screen()
    first, second = screen.asked(), screen.asked()
    told = screen.get(f"/determinations/{first}/compare?with={second}").text
    assert "与留存的那一份相比" in told
    assert second in told


def test_a_kept_case_becomes_a_draft_to_be_asked_anew(place: Office) -> None:
    screen = place.screen()
    number = screen.asked()
    where = screen.post(f"/determinations/{number}/draft")["Location"]
    assert 'value="town-case"' in screen.get(where).text
    assert kept() == (1, 1)


def test_who_is_named_for_one_sheet_cannot_try_it_on_other_units() -> None:
    town = town_laid_out()
    asked = town.ask().determination
    by = named_for(asked.public_id, person=900_777)
    found = shown(asked.public_id, by=by, at=by.at)
    case = read_text(found.case_text)
    case["incident"]["organization"] = "city-gov"
    case["violations"] = []
    asking: Asking = replace(asking_of(found), data=as_text(case).encode())
    with pytest.raises(Refusal) as caught:
        varied(found, asking, rules=rules(), by=by, at=by.at)
    there = caught.value.zh
    case["incident"]["organization"] = "city-nowhere"
    with pytest.raises(Refusal) as caught:
        varied(found, replace(asking, data=as_text(case).encode()), rules=rules(), by=by, at=by.at)
    assert there.replace("city-gov", "city-nowhere") == caught.value.zh
    assert Determination.everything(reason="test").count() == 1
    assert BUREAU


def test_what_two_see_together_is_no_more_than_either_sees() -> None:
    wide, narrow = Sight(None, ("a", "b")), Sight((1, 2), ("b",))
    assert within(wide, narrow) == narrow
    assert within(narrow, wide) == narrow
    assert within(Sight((1, 3), ()), narrow) == Sight((1,), ())
    assert within(wide, wide) == wide
