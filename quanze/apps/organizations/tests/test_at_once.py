"""Two writers of the register at the same moment have exactly one outcome, on real connections."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Barrier, BrokenBarrierError, Thread
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections

from quanze.apps.organizations import services as register
from quanze.apps.organizations.facts import register_from_database
from quanze.apps.organizations.models import Act, TenureRecord, UnitRecord
from quanze.apps.organizations.services import checking, writing
from quanze.apps.organizations.tests.factories import day, keeper, later, lay_out, person, post, unit
from quanze.core.refusals import Refusal
from quanze.core.register import Register, Tenure
from tests.conftest import Counted, full_size

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = full_size(20, 500)
ON = day("2026-01-10")
PATIENCE = 60


def connected() -> None:
    """A connection of this thread's own."""
    connection.ensure_connection()


def at_once(*acts: Callable[[], Any], prepare: Callable[[], None] = connected) -> list[str]:
    """What became of acts that began together: "done", "repeated", or the code of what refused it.

    ``prepare`` is done first on the connection of each.
    """
    ready, ended = Barrier(len(acts)), []

    def run(act: Callable[[], Any]) -> None:
        try:
            prepare()
            ready.wait(PATIENCE)
            ended.append("repeated" if act().repeated else "done")
        except Refusal as refusal:
            ended.append(refusal.code)
        except DatabaseError as fault:
            ended.append(type(fault).__name__)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for each in threads:
        each.start()
    for each in threads:
        each.join(PATIENCE)
    assert len(ended) == len(acts), "a writer did not end"
    return sorted(ended)


def bound(service: Any, number: int, **what: Any) -> Callable[[], Any]:
    """A service of a round, ready to be called."""
    at = later(number + 1)
    return partial(service, by=keeper(at), at=at, **what)


def lay_rounds(*kinds: str) -> None:
    """For every round a bureau with a head's seat and a vacant deputy's, two people, two rooms beside each other."""
    numbers = range(ROUNDS)
    lay_out(Register(
        organizations=(unit("city", kind="territory"), *(
            row for n in numbers for row in (
                unit(f"b{n}", "city"), unit(f"x{n}", f"b{n}", "internal_unit"), unit(f"y{n}", f"b{n}", "internal_unit"))
        )),
        posts=tuple(post(f"chief{n}", f"b{n}", "principal") for n in numbers),
        people=tuple(person(f"{who}{n}") for n in numbers for who in "pq"),
        tenures=tuple(Tenure(person=f"p{n}", post=f"chief{n}", starts_on=day("2020-01-01")) for n in numbers)
        if "seated" in kinds else (),
    ))  # fmt: skip


def standing(table: Any, **which: Any) -> Any:
    return table.everything(reason="a test").filter(superseded_at=None, **which)


def two_heads(number: int) -> list[Callable[[], Any]]:
    return [bound(register.appoint, number, person=f"{who}{number}", post=f"chief{number}", on=ON) for who in "pq"]


def two_moves(number: int) -> list[Callable[[], Any]]:
    pairs = ((f"x{number}", f"y{number}"), (f"y{number}", f"x{number}"))
    return [bound(register.move_unit, number, unit=one, superior=other, on=ON) for one, other in pairs]


def test_one_of_two_heads_of_one_seat_is_appointed(counted: Counted) -> None:
    lay_rounds()
    counted("两名主官 two heads", ROUNDS)
    for number in range(ROUNDS):
        assert at_once(*two_heads(number)) == ["done", "seat_overfilled"], number
        assert standing(TenureRecord, post__code=f"chief{number}").count() == 1


def test_one_of_two_moves_that_would_form_a_circle_is_made(counted: Counted) -> None:
    lay_rounds()
    counted("成环调整 cycles", ROUNDS)
    for number in range(ROUNDS):
        assert at_once(*two_moves(number)) == ["done", "superior_cycle"], number
    view = register_from_database(keeper()).view(None)
    for number in range(ROUNDS):
        above = {view.superior_of(f"{each}{number}", ON) for each in "xy"}
        assert f"b{number}" in above


def test_a_request_sent_twice_is_done_once(counted: Counted) -> None:
    lay_rounds()
    counted("重复提交 double submits", ROUNDS)
    acts = Act.everything(reason="a test")
    before = acts.count()
    for number in range(ROUNDS):
        again = bound(register.rename_unit, number, unit=f"b{number}", name="新名", on=ON, key=f"key{number}")
        assert at_once(again, again) == ["done", "repeated"], number
        assert standing(UnitRecord, unit__code=f"b{number}").count() == 2
    assert acts.count() == before + ROUNDS


def test_one_of_two_corrections_of_one_record_stands_and_the_other_is_stale(counted: Counted) -> None:
    lay_rounds("seated")
    counted("旧页更正 stale edits", ROUNDS)
    for number in range(ROUNDS):
        version = standing(TenureRecord, person__code=f"p{number}").values_list("pk", flat=True)[0]
        rows = [Tenure(person=f"p{number}", post=f"chief{number}", starts_on=day(start)) for start in
                ("2020-02-01", "2020-03-01")]  # fmt: skip
        both = [bound(register.correct_tenure, number, version=version, row=row, reason="更正") for row in rows]
        assert at_once(*both) == ["done", "stale"], number
        assert standing(TenureRecord, person__code=f"p{number}").count() == 1


def test_one_of_two_new_things_with_one_code_is_entered(counted: Counted) -> None:
    lay_rounds()
    counted("同一编号 one code twice", ROUNDS)
    for number in range(ROUNDS):
        new = [unit(f"n{number}", f"b{number}", "internal_unit"), unit(f"n{number}", "city")]
        ended = at_once(*(bound(register.establish_unit, number, unit=each) for each in new))
        assert ended[0] == "done", (number, ended)
        assert ended[1:] == ["doubled_id"], (number, ended)
        assert standing(UnitRecord, unit__code=f"n{number}").count() == 1


def without_turns(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """The plant: no writer waits for another, and both have looked before either writes."""
    looked, check = Barrier(2), checking.check_invariants

    def checked(*change: Any, **more: Any) -> None:
        check(*change, **more)
        try:
            looked.wait(10)
        except BrokenBarrierError:
            return

    def prepare() -> None:
        connected()
        if connection.vendor == "sqlite":
            own: Any = connection
            own.transaction_mode = "DEFERRED"

    monkeypatch.setattr(writing, "lock_register", lambda: None)
    monkeypatch.setattr(writing, "check_invariants", checked)
    return prepare


@pytest.mark.parametrize(("acts", "outcome"), [(two_heads, "seat_overfilled"), (two_moves, "superior_cycle")])
def test_planted_writers_that_do_not_wait_for_each_other_are_found(
    acts: Callable[[int], Any], outcome: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay_rounds()
    assert at_once(*acts(0), prepare=without_turns(monkeypatch)) != ["done", outcome]
    monkeypatch.undo()
    assert at_once(*acts(1)) == ["done", outcome]
