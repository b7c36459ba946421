"""Acts undone in reverse: a row is followed through later acts that were undone, and nothing of its history is lost."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest

from quanze.apps.organizations import services as register
from quanze.apps.organizations.models import UnitRecord
from quanze.apps.organizations.services import following
from quanze.apps.organizations.tests.factories import city, day, keeper, later, lay_out, post, unit
from quanze.apps.organizations.tests.test_writing import do, shown
from quanze.core.refusals import Refusal
from quanze.core.register import Portfolio, Register

pytestmark = pytest.mark.django_db
ON = date(2026, 1, 10)


@pytest.fixture(autouse=True)
def _laid_out() -> None:
    lay_out(city(), as_recorded=False)


def test_acts_are_undone_in_reverse_and_their_undos_too() -> None:
    states = [shown()]
    acts = []
    for number, name in enumerate(("丙局", "丁局", "戊局"), 1):
        acts.append(do(register.rename_unit, number, unit="bureau", name=name, on=ON).act)
        states.append(shown())
    undos = []
    for number, act in enumerate(reversed(acts), 4):
        undos.append(do(register.undo_act, number, act=act).act)
        assert shown() == states[6 - number]
    for number, act in enumerate(reversed(undos), 7):
        do(register.undo_act, number, act=act)
        assert shown() == states[number - 6]
    assert [shown(later(minutes)) for minutes in range(1, 10)] == [states[at] for at in (1, 2, 3, 2, 1, 0, 1, 2, 3)]
    assert gaps() == []


def gaps() -> list[int]:
    """Records of units that replace one which was not superseded at the very instant."""
    rows = {row.pk: row for row in UnitRecord.everything(reason="a test")}
    replacing = [(row, rows[row.replaces]) for row in rows.values() if row.replaces is not None]
    return [row.pk for row, old in replacing if (old.unit_id, old.superseded_at) != (row.unit_id, row.recorded_at)]


def test_an_undo_follows_rows_of_every_list_through_undone_acts() -> None:
    states = [shown()]
    acts = []
    done: tuple[tuple[Any, dict[str, Any]], ...] = (
        (register.appoint, {"person": "p6", "post": "second", "on": day("2024-01-01")}),
        (register.assign_portfolio, {"portfolio": Portfolio(post="second", covers=("office",), starts_on=ON)}),
        (register.assign_portfolio, {"portfolio": Portfolio(post="second", covers=("office",), starts_on=ON)}),
        (register.set_supervision, {"unit": "college", "supervises": ["bureau"], "dispatched_by": None, "on": ON}),
        (register.close_post, {"post": "second", "on": ON + timedelta(days=9)}),
        (register.retire, {"person": "p6", "on": ON}),
    )
    for number, (service, what) in enumerate(done, 1):
        acts.append(do(service, number, **what).act)
        states.append(shown())
    for number, act in enumerate(reversed(acts), 10):
        do(register.undo_act, number, act=act)
        assert shown() == states[15 - number]


def test_an_undo_in_the_way_is_named_and_only_what_can_be_undone() -> None:
    first, second = (
        do(register.rename_unit, number, unit="bureau", name=f"新{number}局", on=ON).act for number in (1, 2)
    )
    assert named_in(first) == second
    taken = do(register.undo_act, 4, act=second).act
    again = do(register.undo_act, 5, act=taken).act
    assert named_in(first) == again
    do(register.undo_act, 7, act=again)
    do(register.undo_act, 8, act=first)
    rows = Register(organizations=(unit("new", "city"),), posts=(post("new-post", "new"),))
    brought = register.write_rows(rows, by=keeper(later(9)), at=later(9), act="import").act
    appointed = do(register.appoint, 10, person="p6", post="new-post", on=ON).act
    corrected = do(register.remove, 11, person="p6", post="new-post", on=ON + timedelta(days=9)).act
    do(register.undo_act, 12, act=corrected)
    assert named_in(brought, 13) == appointed
    do(register.undo_act, 14, act=do(register.undo_act, 14, act=appointed).act)
    assert named_in(brought, 15) not in (appointed, corrected)


def named_in(act: int | None, minutes: int = 6) -> int:
    """The number of the act that the refusal of an undo names, in both languages."""
    with pytest.raises(Refusal) as refused:
        do(register.undo_act, minutes, act=act)
    zh, en = (
        set(re.findall(pattern, text))
        for pattern, text in ((r"办理 (\d+)", refused.value.zh), (r"act (\d+)", refused.value.en))
    )
    assert len(zh) == 1
    assert zh == en
    return int(zh.pop())


def test_an_undo_blind_to_later_undos_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: nobody looks which row stands again after a later act was undone."""
    first, second = (
        do(register.rename_unit, number, unit="bureau", name=f"新{number}局", on=ON).act for number in (1, 2)
    )
    do(register.undo_act, 3, act=second)
    monkeypatch.setattr(following, "_restored", lambda name, act: {})
    assert named_in(first) == second
