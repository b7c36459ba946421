"""Who sees a determination: who asked, who was named for it, and nobody who is kin to somebody it speaks of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quanze.apps.access.caller import Caller
from quanze.apps.access.managers import EVERYTHING
from quanze.apps.accounts.roles import ROLES
from quanze.apps.accounts.tests.factories import AT, caller_of
from quanze.apps.audit.models import Entry
from quanze.apps.determinations.models import Determination
from quanze.apps.determinations.recomputing import recompute
from quanze.apps.determinations.selectors import compared, determinations_of, shown
from quanze.apps.determinations.tests.cases import rules
from quanze.apps.determinations.tests.laid_out import Place, kin_to, named_for, place
from quanze.core.refusals import Refusal

pytestmark = pytest.mark.django_db
OTHER = 910_000


def refusal(act: Callable[[], object]) -> tuple[str, str, str]:
    with pytest.raises(Refusal) as caught:
        act()
    return caught.value.code, caught.value.zh, caught.value.en


def lists(by: Caller) -> list[str]:
    return [line.public_id for line in determinations_of(by=by, at=AT)]


def strangers(town: Place) -> list[Caller]:
    """Everybody who was not named: each role over the very units asked about."""
    found = []
    for number, role in enumerate(ROLES):
        units = town.officer().units if "unit" in ROLES[role].over else ()
        found.append(caller_of(role, person=OTHER + number, account=OTHER + number, units=units))
    return found


def test_who_asked_reads_it_as_it_was_answered() -> None:
    asked = place().ask()
    found = shown(asked.determination.public_id, by=caller_of("conduct_officer"), at=AT)
    assert found.sheet == asked.answered.data
    assert found.notes == ()
    assert lists(caller_of("conduct_officer")) == [asked.determination.public_id]


def test_for_everybody_else_it_does_not_exist() -> None:
    town = place()
    number = town.ask().determination.public_id
    for by in strangers(town):
        for act in (shown, lambda each, *, by, at: recompute(each, rules=rules(), by=by, at=at)):
            there, nowhere = (refusal(lambda: act(each, by=by, at=AT)) for each in (number, "0" * 16))  # noqa: B023
            assert there == nowhere
            assert there[0] == "not_found"
        if by.may("determination:read"):
            assert lists(by) == []


def test_a_planted_rule_that_forgets_the_asker_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    town = place()
    town.ask()
    monkeypatch.setattr(Determination, "visible_rule", lambda caller: EVERYTHING)
    seen = [lists(by) for by in strangers(town) if by.may("determination:read")]
    assert any(seen)


def test_who_was_named_for_it_reads_it_and_nothing_beside_it() -> None:
    town = place()
    first, second = (town.ask().determination.public_id for _ in range(2))
    by = named_for(first, person=OTHER)
    assert shown(first, by=by, at=AT).public_id == first
    assert refusal(lambda: shown(second, by=by, at=AT))[0] == "not_found"
    assert lists(by) == [first]


def test_kin_to_somebody_on_the_sheet_sees_and_counts_nothing() -> None:
    town = place()
    asked = town.ask()
    number = asked.determination.public_id
    party = next(each.party["person"] for each in asked.answered.sheet.parties if "person" in each.party)
    for by in (named_for(number, person=OTHER), caller_of("conduct_officer")):
        assert lists(by) == [number]
        recused = kin_to(by, town.person(party))
        assert lists(recused) == []
        assert refusal(lambda: shown(number, by=recused, at=AT))[0] == "not_found"  # noqa: B023


def test_a_party_named_for_his_own_determination_does_not_see_it() -> None:
    town = place()
    asked = town.ask()
    party = next(each.party["person"] for each in asked.answered.sheet.parties if "person" in each.party)
    by = named_for(asked.determination.public_id, person=town.person(party))
    assert lists(by) == []


def test_comparing_needs_its_own_permission() -> None:
    town = place()
    first, second = (town.ask().determination.public_id for _ in range(2))
    earlier, later = compared(first, second, by=caller_of("conduct_officer"), at=AT) if _may_compare() else (None, None)
    assert earlier is None or (earlier.public_id, later and later.public_id) == (first, second)
    reader = named_for(first, person=OTHER, role="leading_group_officer")
    assert refusal(lambda: compared(first, first, by=reader, at=AT))[0] == "not_found"
    officer = named_for(first, person=OTHER)
    assert compared(first, first, by=officer, at=AT)[0].public_id == first
    assert refusal(lambda: compared(first, second, by=officer, at=AT))[0] == "not_found"


def _may_compare() -> bool:
    return "own:determination:compare" in ROLES["conduct_officer"].permissions


def test_each_read_is_recorded_before_the_answer() -> None:
    number = place().ask().determination.public_id
    by = named_for(number, person=OTHER)
    shown(number, by=by, at=AT)
    lists(by)
    recompute(number, rules=rules(), by=by, at=AT)
    compared(number, number, by=by, at=AT)
    reads = Entry.everything(reason="test").filter(kind="read").order_by("seq").values_list("event", "object_id")
    assert [event.rpartition(":")[2] for event, _ in reads] == ["read", "read", "recomputed", "compared", "compared"]
    assert {object_id for _, object_id in reads} == {number, ""}


def test_a_read_that_cannot_be_recorded_is_not_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    number = place().ask().determination.public_id

    def broken(**_: object) -> None:
        raise Refusal("audit_unwritable", zh="写不进", en="unwritable")

    monkeypatch.setattr("quanze.apps.determinations.selectors.record_read", broken)
    assert refusal(lambda: shown(number, by=caller_of("conduct_officer"), at=AT))[0] == "audit_unwritable"


def test_rows_are_never_read_without_a_caller() -> None:
    assert refusal(lambda: Determination.objects.all())[0] == "no_caller"
