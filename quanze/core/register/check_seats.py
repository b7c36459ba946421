"""Checks of who sits where: nobody twice in one seat, no seat filled beyond its number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from quanze.core.refusals import Refusal
from quanze.core.register.overlaps import known_from, overlapping_pairs, runs_on
from quanze.core.register.places import Place, Places, by_key
from quanze.core.register.rows import Post, Tenure


def check_repeated(places: Places) -> None:
    """Refuse two tenures of one person in the same post that share a day and an instant."""
    for rows in by_key(places.tenures, lambda place: (place.row.person, place.row.post)).values():
        for first, second in overlapping_pairs(rows) if len(rows) > 1 else ():
            raise Refusal(
                "tenure_overlap",
                zh=f"“{second.row.person}”在职务“{second.row.post}”上的任职与 {first.path} 时间重叠，请合并或改正日期",
                en=f"“{second.row.person}” already holds “{second.row.post}” by {first.path} at that time; "
                "join the two or correct their dates",
                where=second.path,
            )


def check_holders(places: Places) -> None:
    """Refuse more holders of a post on a day than it has seats.

    Acting holders are counted apart, against the same number: an acting holder may sit beside a
    holder who is absent or busy elsewhere, two holders who both do not act may not share one seat.
    """
    posts = by_key((place.row for place in places.posts), lambda row: row.id)
    holders = by_key(places.tenures, lambda place: (place.row.post, place.row.acting))
    for (post, _), rows in holders.items():
        if most_at_once(rows) > min(row.seats for row in posts[post]):
            _check_filled(rows, posts[post])


def most_at_once(places: Sequence[Place[Tenure]]) -> int:
    """The most tenures that run on one day, whatever was known when: a quick bound in n log n."""
    if len(places) == 1:
        return 1
    starts = sorted(place.row.starts_on or date.min for place in places)
    ends = sorted(place.row.ends_before or date.max for place in places)
    most = done = 0
    for begun, day in enumerate(starts, 1):
        while ends[done] <= day:
            done += 1
        most = max(most, begun - done)
    return most


def _check_filled(places: Sequence[Place[Tenure]], posts: Sequence[Post]) -> None:
    """Look at each day on which a tenure or a row of the post begins, and each instant known by then."""
    waiting = sorted(places, key=lambda place: place.row.starts_on or date.min, reverse=True)
    running: list[Place[Tenure]] = []
    for day in sorted({row.starts_on or date.min for row in (*(place.row for place in places), *posts)}):
        running = [place for place in running if runs_on(place.row, day)]
        while waiting and (waiting[-1].row.starts_on or date.min) <= day:
            running.append(waiting.pop())
        if len(running) > min(post.seats for post in posts):
            _check_filled_on(day, running, posts)


def _check_filled_on(day: date, running: Sequence[Place[Tenure]], posts: Sequence[Post]) -> None:
    instants = {row.recorded_at for row in (*(place.row for place in running), *posts)}
    for instant in (None, *sorted(instant for instant in instants if instant is not None)):
        holding = [place for place in running if known_from(place.row, instant)]
        seats = _seats(posts, day, instant)
        if len(holding) > seats:
            raise _overfilled(holding[-2], holding[-1], seats)


def _seats(posts: Sequence[Post], day: date, instant: datetime | None) -> int:
    """Seats on the day as known at the instant; where no row says so, the most any row gives."""
    for post in posts:
        begun = post.starts_on is None or post.starts_on <= day
        if begun and runs_on(post, day) and known_from(post, instant):
            return post.seats
    return max(post.seats for post in posts)


def _overfilled(first: Place[Tenure], second: Place[Tenure], seats: int) -> Refusal:
    return Refusal(
        "seat_overfilled",
        zh=f"职务“{second.row.post}”职数为 {seats}，与 {first.path} 同日在任已超出；请改正日期，或注明代理、增加职数",
        en=f"post “{second.row.post}” has {seats} seat(s) and is held by more on one day, {first.path} among them; "
        "correct the dates, mark one as acting, or raise seats",
        where=second.path,
    )
