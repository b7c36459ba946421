"""A second reading of the register's verbs, by plain loops over days: what two clocks must show after any history."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count

# The first stands for all days before: no row starts on it.
DAYS = tuple(date(1990 + 3 * number, 1, 1) for number in range(9))
ALL = range(len(DAYS))
_tokens = count()


class Refused(Exception):
    """The oracle's refusal."""


@dataclass
class Stay:
    """One tenure from one day to before another (places in DAYS)."""

    person: str
    post: str
    first: int
    behind: int
    acting: bool

    def on(self, day: int) -> bool:
        """True on the days of the tenure."""
        return self.first <= day < self.behind


@dataclass
class State:
    """What is so on every day: a unit's (row, name, superior), and the tenures."""

    units: dict[str, list[tuple[int, str, str | None] | None]] = field(default_factory=dict)
    stays: list[Stay] = field(default_factory=list)


class Oracle:
    """The state now, and the state known after each act."""

    def __init__(self, seats: dict[str, int]) -> None:
        self.seats = seats
        self.now = State()
        self.known: list[tuple[datetime, State]] = []

    def done(self, at: datetime, change: State) -> None:
        """An act came to a new state at an instant."""
        self.now = change
        self.known.append((at, change))

    def as_known(self, at: datetime | None) -> State:
        """The state as known at an instant; None: now."""
        found = State()
        for instant, state in self.known:
            if at is None or instant <= at:
                found = state
        return found

    def establish(self, unit: str, superior: str | None, first: int) -> State:
        """A new unit from a day on (0: since ever)."""
        state = deepcopy(self.now)
        row = next(_tokens)
        state.units[unit] = [(row, unit, superior) if day >= first else None for day in ALL]
        return state

    def change(self, unit: str, first: int, *, name: str | None = None, superior: str | None = None) -> State:
        """Another name or superior from a day to the end of the row in force on it."""
        state = deepcopy(self.now)
        here = state.units[unit][first]
        if here is None:
            raise Refused("not_found")
        after = (next(_tokens), name or here[1], superior if name is None else here[2])
        if after[1:] == here[1:]:
            raise Refused("nothing_changes")
        for day in ALL:
            if day >= first and state.units[unit][day] == here:
                state.units[unit][day] = after
        _check_no_circle(state)
        return state

    def seat(self, stay: Stay, main: bool) -> State:
        """Somebody takes a post."""
        if main and any(
            each.on(stay.first) and each.person == stay.person and not each.acting for each in self.now.stays
        ):
            raise Refused("already_in_post")
        state = deepcopy(self.now)
        state.stays.append(stay)
        self._check_seats(state)
        return state

    def leave(self, person: str, post: str, day: int) -> State:
        """Somebody leaves a post before a day."""
        state = deepcopy(self.now)
        found = [stay for stay in state.stays if (stay.person, stay.post) == (person, post) and stay.on(day)]
        if not found:
            raise Refused("not_held")
        found[0].behind = day
        state.stays = [stay for stay in state.stays if stay.first < stay.behind]
        return state

    def correct(self, number: int, first: int, behind: int) -> State:
        """A tenure had other days."""
        state = deepcopy(self.now)
        stay = state.stays[number]
        if (stay.first, stay.behind) == (first, behind):
            raise Refused("nothing_changes")
        stay.first, stay.behind = first, behind
        self._check_seats(state)
        return state

    def _check_seats(self, state: State) -> None:
        for day in ALL:
            here = [(stay.person, stay.post) for stay in state.stays if stay.on(day)]
            if len(set(here)) < len(here):
                raise Refused("tenure_overlap")
        for day in ALL:
            seated = [(stay.post, stay.acting) for stay in state.stays if stay.on(day)]
            if any(seated.count(each) > self.seats[each[0]] for each in seated):
                raise Refused("seat_overfilled")


def _check_no_circle(state: State) -> None:
    for day in ALL:
        for unit in state.units:
            seen, here = set(), state.units[unit][day]
            while here is not None and here[2] is not None and here[2] not in seen:
                seen.add(here[2])
                here = state.units[here[2]][day]
            if unit in seen:
                raise Refused("superior_cycle")
