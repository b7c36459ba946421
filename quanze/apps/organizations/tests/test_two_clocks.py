"""Random histories through the services against an oracle of plain loops: every day, as known at every instant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from random import Random
from typing import Any

import pytest

from quanze.apps.organizations import services as register
from quanze.apps.organizations.facts import register_from_database
from quanze.apps.organizations.models import TenureRecord, Unit, UnitRecord
from quanze.apps.organizations.selectors import count_under
from quanze.apps.organizations.tests.factories import keeper, later, lay_out, person, post, unit, without_guards
from quanze.apps.organizations.tests.oracle import ALL, DAYS, Oracle, Refused, State, Stay
from quanze.core.refusals import Refusal
from quanze.core.register import Register, Tenure
from tests.conftest import Counted, full_size, shared

pytestmark = pytest.mark.django_db
ACTS = 10
SEATS = {"a": 1, "b": 2, "c": 1}
OPEN = len(DAYS)


class History:
    """One random history: each act by the service and by the oracle, refused by both or done by both."""

    def __init__(self, rng: Random, number: int) -> None:
        self.rng = rng
        self.mark = f"h{number}-"
        self.clock = number * 1000
        self.oracle = Oracle({self.mark + each: seats for each, seats in SEATS.items()})
        self.people = [f"{self.mark}p{each}" for each in range(4)]
        # What stands undone as yet: number, the state before it, whether it is an undo itself.
        self.acts: list[tuple[int | None, State, bool]] = []
        self._begin()

    def _begin(self) -> None:
        top = unit(f"{self.mark}u0")
        seats = tuple(post(self.mark + each, top.id, seats=number) for each, number in SEATS.items())
        lay_out(Register(organizations=(top,), posts=seats, people=tuple(map(person, self.people))), at=self.at())
        self.oracle.done(self.at(), self.oracle.establish(top.id, None, 0))

    def at(self) -> datetime:
        return later(self.clock)

    def step(self) -> None:
        self.clock += 1
        verb = self.rng.choice(
            [self.establish, self.rename, self.move, self.move, self.appoint, self.appoint, self.act, self.remove,
             self.correct, self.undo]
        )  # fmt: skip
        verb()

    def both(self, expected: Callable[[], State], service: Callable[..., register.Done], **what: Any) -> None:
        try:
            state = expected()
        except Refused as refused:
            self.refused(str(refused), service, what)
            return
        done = service(by=keeper(self.at()), at=self.at(), **what)
        self.acts.append((done.act, self.oracle.now, False))
        self.oracle.done(self.at(), state)

    def refused(self, code: str, service: Callable[..., register.Done], what: dict[str, Any]) -> None:
        with pytest.raises(Refusal) as found:
            service(by=keeper(self.at()), at=self.at(), **what)
        assert found.value.code == code, found.value.zh

    def unit(self) -> str:
        return self.rng.choice(list(self.oracle.now.units))

    def day(self) -> int:
        return self.rng.randrange(1, len(DAYS))

    def establish(self) -> None:
        code, above, first = f"{self.mark}u{self.clock}", self.unit(), self.rng.randrange(len(DAYS))
        row = unit(code, above, starts_on=start_of(first))
        self.both(
            lambda: self.oracle.establish(code, above, first), register.establish_unit, unit=replace_name(row, code)
        )

    def rename(self) -> None:
        code, day = self.unit(), self.day()
        name = f"{code}改{self.rng.randrange(3)}"
        self.both(
            lambda: self.oracle.change(code, day, name=name), register.rename_unit, unit=code, name=name, on=DAYS[day]
        )

    def move(self) -> None:
        code, above, day = self.unit(), self.rng.choice([self.unit(), self.unit(), None]), self.day()
        self.both(
            lambda: self.oracle.change(code, day, superior=above), register.move_unit, unit=code, superior=above,
            on=DAYS[day],
        )  # fmt: skip

    def stay(self, acting: bool) -> Stay:
        first = self.day()
        behind = self.rng.choice([OPEN, self.rng.randrange(first + 1, OPEN + 1)])
        return Stay(self.rng.choice(self.people), self.mark + self.rng.choice("abc"), first, behind, acting)

    def appoint(self) -> None:
        stay = self.stay(acting=False)
        self.both(lambda: self.oracle.seat(stay, True), register.appoint, **asked(stay))

    def act(self) -> None:
        stay = self.stay(acting=True)
        self.both(lambda: self.oracle.seat(stay, False), register.let_act, **asked(stay))

    def remove(self) -> None:
        who, seat, day = self.rng.choice(self.people), self.mark + self.rng.choice("abc"), self.day()
        self.both(lambda: self.oracle.leave(who, seat, day), register.remove, person=who, post=seat, on=DAYS[day])

    def correct(self) -> None:
        if not self.oracle.now.stays:
            return
        number = self.rng.randrange(len(self.oracle.now.stays))
        stay, new = self.oracle.now.stays[number], self.stay(acting=False)
        version = TenureRecord.everything(reason="a test").get(
            superseded_at=None, person__code=stay.person, post__code=stay.post, starts_on=start_of(stay.first)
        )
        row = Stay(stay.person, stay.post, new.first, new.behind, stay.acting)
        self.both(
            lambda: self.oracle.correct(number, new.first, new.behind), register.correct_tenure, version=version.pk,
            row=tenure_of(row), reason="更正",
        )  # fmt: skip

    def undo(self) -> None:
        """Take back the last act not undone yet, so that acts fall in reverse; one undo in four is undone again."""
        if not self.acts:
            return
        act, before, was_undo = self.acts.pop()
        self.both(lambda: before, register.undo_act, act=act)
        if not was_undo:
            undone, after, _ = self.acts.pop()
            self.acts += [] if self.rng.randrange(4) else [(undone, after, True)]


def replace_name(row: Any, name: str) -> Any:
    return replace(row, name=name)


def start_of(day: int) -> date | None:
    return None if day == 0 else DAYS[day]


def end_of(day: int) -> date | None:
    return None if day == OPEN else DAYS[day]


def asked(stay: Stay) -> dict[str, Any]:
    return {"person": stay.person, "post": stay.post, "on": DAYS[stay.first], "until": end_of(stay.behind)}


def tenure_of(stay: Stay) -> Any:
    return Tenure(
        person=stay.person, post=stay.post, starts_on=start_of(stay.first), ends_before=end_of(stay.behind),
        acting=stay.acting,
    )  # fmt: skip


def disagreements(history: History) -> list[str]:
    """Each day and instant at which the register says otherwise than the oracle."""
    found = []
    units = Unit.everything(reason="a test").filter(code__startswith=history.mark).values_list("pk", flat=True)
    instants = [at for at, _ in history.oracle.known]
    for known in (*history.rng.sample(instants, min(4, len(instants))), None):
        state = history.oracle.as_known(known)
        view = register_from_database(keeper(), known_at=known, units=list(units)).view(known)
        for day in ALL:
            for code, row in state.units.items():
                there = view.organization(code, DAYS[day])
                said = None if there is None else (there.name, there.superior)
                here = row[day]
                wanted = None if here is None else (named(here[1], history), here[2])
                if said != wanted:
                    found.append(f"{code} on {DAYS[day]} known {known}: {said}, not {wanted}")
            for seat in history.oracle.seats:
                said_here = {(each.person, each.acting) for each in view.holders(seat, DAYS[day])}
                wanted_here = {(each.person, each.acting) for each in state.stays if each.post == seat and each.on(day)}
                if said_here != wanted_here:
                    found.append(f"{seat} on {DAYS[day]} known {known}: {said_here}, not {wanted_here}")
    return found


def named(name: str, history: History) -> str:
    return f"某{name}" if name == f"{history.mark}u0" else name


def units_under(state: State, top: str, day: int) -> int:
    """How many units lie under a unit on a day, by climbing from each."""
    found = 0
    for unit_code in state.units:
        here = unit_code
        while (row := state.units[here][day]) is not None:
            if here == top:
                found += 1
                break
            if row[2] is None:
                break
            here = row[2]
    return found


def test_random_histories_agree_with_plain_loops_on_every_day_as_known_at_every_instant(counted: Counted) -> None:
    numbers = shared(range(full_size(60, 2000)))
    for number in numbers:
        history = History(Random(number), number)
        for _ in range(ACTS):
            history.step()
        assert disagreements(history) == []
    counted("历史 histories", len(numbers))


def test_what_lies_under_a_unit_agrees_with_climbing_from_every_unit() -> None:
    for number in shared(range(full_size(4, 200))):
        history = History(Random(9000 + number), 9000 + number)
        for _ in range(ACTS):
            for verb in (history.establish, history.move):
                history.clock += 1
                verb()
        for _ in range(40):
            at, state = history.rng.choice(history.oracle.known)
            code, day = history.rng.choice(list(state.units)), history.rng.choice(ALL)
            assert count_under(keeper(), code, DAYS[day], at).units == units_under(state, code, day), (
                number,
                code,
                day,
            )


@pytest.mark.parametrize("clock", ["starts_on", "superseded_at"])
def test_a_planted_slip_of_either_clock_is_found(clock: str) -> None:
    history = History(Random(3), 3)
    while len(history.oracle.known) < 8:
        history.step()
    rows = UnitRecord.everything(reason="a planted fault").filter(superseded_at=None, unit__code__startswith="h3-u")
    last = rows.order_by("-pk").first()
    assert last is not None
    slip = DAYS[4] if clock == "starts_on" else later(4000)
    with without_guards():
        UnitRecord.everything(reason="a planted fault").filter(pk=last.pk).update(
            **{clock: slip if getattr(last, clock) != slip else DAYS[5]}
        )
    assert disagreements(history) != []
