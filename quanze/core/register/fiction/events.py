"""What disturbs successions: absences, acting and concurrent holders, and what became of people since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from quanze.core.periods import Period
from quanze.core.register.fiction.seats import JUNIOR
from quanze.core.register.places import by_key
from quanze.core.register.rows import Absence, Person, Post, Tenure

REASONS = ("脱产学习", "病假", "挂职锻炼", "援派")


def absences(rng: Random, tenures: Iterable[Tenure], end: date) -> list[Absence]:
    """About one tenure in forty sees its holder away for one to six months."""
    found = []
    for tenure in tenures:
        days = ((tenure.ends_before or end) - (tenure.starts_on or end)).days
        if days > 400 and rng.random() < 0.025:
            starts_on = (tenure.starts_on or end) + timedelta(days=rng.randrange(30, days - 220))
            ends_before = starts_on + timedelta(days=rng.randrange(30, 190))
            found.append(
                Absence(person=tenure.person, reason=rng.choice(REASONS), starts_on=starts_on, ends_before=ends_before)
            )
    return found


def stand_ins(
    rng: Random, posts: Iterable[Post], tenures: Sequence[Tenure], away: Iterable[Absence]
) -> Iterator[Tenure]:
    """Colleagues of the same unit who fill a leading post for a time, beside their own.

    They act (代理) or hold it concurrently (兼任) while it is vacant, and act while its holder is away.
    """
    leading = {post.id: post for post in posts if post.role not in JUNIOR and post.seats == 1}
    of_post = by_key((tenure for tenure in tenures if tenure.post in leading), lambda tenure: tenure.post)
    of_unit = by_key((row for rows in of_post.values() for row in rows), lambda row: leading[row.post].organization)
    absent = by_key(away, lambda absence: absence.person)
    for id, rows in of_post.items():
        colleagues = [row for row in of_unit[leading[id].organization] if row.post != id]
        for gap in _gaps(rows):
            yield from _stand_in(rng, id, gap, colleagues, acting=rng.random() < 0.6)
        for gap in _away(rows, absent):
            yield from _stand_in(rng, id, gap, colleagues, acting=True)


def what_became(rng: Random, people: Iterable[Person], tenures: Iterable[Tenure]) -> list[Person]:
    """Each person with the present status: in post while a tenure runs, else left in one way or another."""
    present = {tenure.person for tenure in tenures if tenure.ends_before is None}
    left = ("retired", "moved", "promoted", "left", None)
    return [
        replace(person, now="in_post" if person.id in present else rng.choices(left, (5, 3, 1, 1, 1))[0])
        for person in people
    ]


def _gaps(rows: Sequence[Tenure]) -> Iterator[Period]:
    for before, after in pairwise(rows):
        if before.ends_before is not None and after.starts_on is not None and before.ends_before < after.starts_on:
            yield Period(before.ends_before, after.starts_on)


def _away(rows: Iterable[Tenure], absent: Mapping[str, Sequence[Absence]]) -> Iterator[Period]:
    for row in rows:
        for absence in absent.get(row.person, ()):
            gap = Period(row.starts_on, row.ends_before).intersection(Period(absence.starts_on, absence.ends_before))
            if gap is not None:
                yield gap


def _stand_in(rng: Random, post: str, gap: Period, colleagues: Sequence[Tenure], *, acting: bool) -> Iterator[Tenure]:
    if rng.random() < 0.3:
        return
    fit = [row for row in colleagues if _spans(row, gap)]
    if fit:
        person = rng.choice(fit).person
        yield Tenure(person=person, post=post, acting=acting, starts_on=gap.starts_on, ends_before=gap.ends_before)


def _spans(row: Tenure, gap: Period) -> bool:
    """True if the tenure runs through the whole gap, which has both ends."""
    begun = row.starts_on is None or (gap.starts_on is not None and row.starts_on <= gap.starts_on)
    return begun and (row.ends_before is None or (gap.ends_before is not None and gap.ends_before <= row.ends_before))
