"""Who held which post of an invented prefecture: successions, reshuffles, vacancies, careers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from heapq import heappop, heappush
from random import Random

from quanze.core.register.fiction.names import person_name
from quanze.core.register.fiction.seats import JUNIOR
from quanze.core.register.rows import Person, Post, Tenure

YEARS_IN_POST = 4.075
FAR = date(2099, 1, 1)


@dataclass(frozen=True, slots=True)
class Span:
    """The years told: from ``first`` (inclusive) to ``end`` (exclusive), with the days of general reshuffles (换届)."""

    first: date
    end: date
    reshuffles: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Sitting:
    """A piece of a post's succession before a person is found for it; ``ends_before`` None: still so."""

    post: Post
    starts_on: date
    ends_before: date | None


def sittings(rng: Random, posts: Iterable[Post], span: Span) -> list[Sitting]:
    """One succession for each seat of each post, in order of start; about one holder in eight comes after a vacancy."""
    found = [piece for post in posts for _ in range(post.seats) for piece in _succession(rng, post, span)]
    return sorted(found, key=lambda piece: (piece.starts_on, piece.post.id))


def _succession(rng: Random, post: Post, span: Span) -> Iterator[Sitting]:
    first = post.starts_on or span.first - timedelta(days=rng.randrange(30, 1000))
    told_from = post.starts_on or span.first
    turns = list(_turns(rng, post, told_from, post.ends_before or span.end, span))
    starts = [first, *turns]
    ends: list[date | None] = [*turns, post.ends_before]
    for starts_on, ends_before in zip(starts, ends, strict=True):
        late = starts_on + timedelta(days=rng.randrange(20, 150))
        vacant = starts_on is not first and rng.random() < 0.12 and late < (ends_before or span.end)
        yield Sitting(post, late if vacant else starts_on, ends_before)


def _turns(rng: Random, post: Post, first: date, end: date, span: Span) -> Iterator[date]:
    """Days, each later than the one before, on which the post changes hands."""
    days = (end - first).days
    pieces = max(1, int(days / 365.25 / YEARS_IN_POST + rng.random()))
    last = first
    for piece in range(1, pieces):
        day = first + timedelta(days=int(days * (piece + rng.uniform(-0.5, 0.5)) / pieces))
        if post.role not in JUNIOR:
            day = _with_reshuffle(rng, day, span)
        if last + timedelta(days=60) < day < end - timedelta(days=60):
            last = day
            yield day


def _with_reshuffle(rng: Random, day: date, span: Span) -> date:
    nearest = min(span.reshuffles, key=lambda turn: abs((turn - day).days), default=day)
    if abs((nearest - day).days) > 300:
        return day
    return nearest + timedelta(days=rng.randrange(0, 40))


@dataclass(slots=True)
class Staffing:
    """Finds a person for each sitting: mostly one who has just left a post of the same area, else a new one."""

    rng: Random
    people: list[Person] = field(default_factory=list)
    _running: list[tuple[date, int, str, str]] = field(default_factory=list)
    _free: dict[str, list[tuple[date, str]]] = field(default_factory=dict)

    def tenures(self, pieces: Sequence[Sitting]) -> list[Tenure]:
        """A tenure for each sitting, which come in order of start; nobody holds two posts at once."""
        return [self._tenure(number, piece) for number, piece in enumerate(pieces)]

    def _tenure(self, number: int, piece: Sitting) -> Tenure:
        self._free_those_done(piece.starts_on)
        area = _area(piece.post)
        person = self._somebody_free(area, piece.starts_on) or self._newcomer(piece.post)
        heappush(self._running, (piece.ends_before or FAR, number, person, area))
        return Tenure(person=person, post=piece.post.id, starts_on=piece.starts_on, ends_before=piece.ends_before)

    def _free_those_done(self, day: date) -> None:
        while self._running and self._running[0][0] <= day:
            since, _, person, area = heappop(self._running)
            self._free.setdefault(area, []).append((since, person))

    def _somebody_free(self, area: str, day: date) -> str | None:
        """One of those who left a post in the last 200 days; those free for longer have gone for good."""
        waiting = self._free.get(area, [])
        del waiting[: bisect_left(waiting, (day - timedelta(days=200), ""))]
        if not waiting or self.rng.random() < 0.35:
            return None
        return waiting.pop(self.rng.randrange(len(waiting)))[1]

    def _newcomer(self, post: Post) -> str:
        id = f"p{len(self.people) + 1:05}"
        village = post.role.startswith("village")
        member = self.rng.choices((True, None, False), (88, 8, 4))[0]
        category = "village" if village else self.rng.choices(("civil_servant", "institution"), (4, 1))[0]
        self.people.append(Person(id=id, name=person_name(self.rng), party_member=member, category=category))
        return id


def _area(post: Post) -> str:
    """Where people move about: within a township for village posts, else within one territory and tier."""
    parts = post.id.split("-")
    if post.role.startswith("village"):
        return "-".join(parts[:2])
    return f"{parts[0]} {'junior' if post.role in JUNIOR else 'leading'}"
