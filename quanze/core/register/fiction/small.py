"""Small registers with everything that goes wrong in real ones, for proofs against a slow but plain reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import TypeVar

from quanze.core.register.register import Register
from quanze.core.register.rows import Absence, Body, Organization, Person, Portfolio, Post, Row, Tenure

R = TypeVar("R", bound=Row)
DAYS = tuple(date(2000, 1, 1) + timedelta(days=97 * step) for step in range(40))
INSTANTS = tuple(datetime(2002, 1, 1, tzinfo=UTC) + timedelta(days=211 * step) for step in range(12))
KINDS = (
    "territory",
    "party_committee",
    "government",
    "discipline_commission",
    "people_congress",
    "department",
    "department",
    "department",
    "resident_group",
    "resident_group",
    "line_unit",
    "internal_unit",
)
FIELDS = ("finance", "personnel", "education")
HEADS = (("principal",), ("party_principal", "admin_principal"), ("party_principal",), ())


def random_register(rng: Random, size: int) -> Register:
    """A register of ``size`` units (at least 1) that ``check_register`` accepts; the same ``rng`` state, the same rows.

    In it: vacancies, acting and concurrent holders, absences, renames, new superiors, mergers
    whose heirs may close in turn or run in a circle, posts that move, corrections with instants.
    Days come from ``DAYS`` and instants from ``INSTANTS``, so that ends and starts often meet.
    """
    units = [f"u{number}" for number in range(size)]
    people = [f"p{number}" for number in range(2 + size * 2)]
    organizations = [row for number in range(size) for row in _unit(rng, units, number)]
    posts = [post for unit in units for post in _posts(rng, unit, units)]
    ids = list(dict.fromkeys(post.id for post in posts))
    tenures = [tenure for id in ids for tenure in _tenures(rng, id, people)]
    return Register(
        organizations=_shuffled(rng, organizations),
        bodies=_shuffled(rng, [_body(rng, number, units) for number in range(size // 2)]),
        posts=_shuffled(rng, posts),
        people=_shuffled(rng, [row for id in (*people, "mistaken") for row in _person(rng, id)]),
        tenures=_shuffled(rng, tenures),
        portfolios=_shuffled(rng, [row for id in ids for row in _portfolios(rng, id, ids + units)]),
        absences=_shuffled(rng, [row for id in people for row in _absences(rng, id)]),
    )


def _shuffled(rng: Random, rows: Sequence[R]) -> tuple[R, ...]:
    return tuple(rng.sample(rows, len(rows)))


def _cuts(rng: Random, pieces: int) -> list[tuple[date | None, date | None]]:
    """A time line in at most ``pieces`` adjoining pieces, open at its ends by chance."""
    cuts = sorted(rng.sample(DAYS, pieces + 1))
    ends: list[date | None] = [*cuts]
    if rng.random() < 0.5:
        ends[0] = None
    if rng.random() < 0.6:
        ends[-1] = None
    return list(pairwise(ends))


def _period(rng: Random) -> tuple[date | None, date | None]:
    return _cuts(rng, 1)[0]


def _corrected(rng: Random, right: R, wrong: R) -> list[R]:
    """The row alone or, by chance, the wrong row first and the right one known only later."""
    if rng.random() < 0.65:
        return [right if rng.random() < 0.8 else replace(right, recorded_at=rng.choice(INSTANTS))]
    first, second, third = sorted(rng.sample(INSTANTS, 3))
    known_first = None if rng.random() < 0.3 else first
    rows = [replace(wrong, recorded_at=known_first, superseded_at=second), replace(right, recorded_at=second)]
    if rng.random() < 0.2:
        rows[1] = replace(rows[1], superseded_at=third)
    return rows


def _unit(rng: Random, units: Sequence[str], number: int) -> list[Organization]:
    """The rows of one unit: superiors have lower numbers, so no line can run in a circle."""
    kind = "territory" if number == 0 else rng.choice(KINDS)
    rows: list[Organization] = []
    for piece, (starts_on, ends_before) in enumerate(_cuts(rng, rng.choice((1, 1, 2, 3)))):
        row = Organization(
            id=units[number],
            name=f"某单位{number}（第{piece + 1}名）",
            kind=kind,
            superior=_above(rng, units, number, 0.85),
            line_superior=_above(rng, units, number, 0.4),
            line=rng.choice((None, "leads", "co_leads", "guides")),
            supervises=tuple(rng.sample(units, min(len(units), 2))) if kind == "resident_group" else (),
            starts_on=starts_on,
            ends_before=ends_before,
        )
        rows.extend(_corrected(rng, row, replace(row, superior=_above(rng, units, number, 0.5), name="误登")))
    last = rows[-1]
    if last.ends_before is not None:
        rows[-1] = replace(last, succeeded_by=tuple(rng.sample(units, min(len(units), rng.choice((0, 1, 1, 2))))))
    return rows


def _above(rng: Random, units: Sequence[str], number: int, chance: float) -> str | None:
    if number == 0 or rng.random() >= chance:
        return None
    return units[min(rng.randrange(number), rng.randrange(number))]


def _body(rng: Random, number: int, units: Sequence[str]) -> Body:
    starts_on, ends_before = _period(rng)
    of = rng.choice(units)
    return Body(id=f"b{number}", of=of, kind="party_group", starts_on=starts_on, ends_before=ends_before)


def _person(rng: Random, id: str) -> list[Person]:
    right = Person(id=id, name=f"人员{id}", now=rng.choice((None, "in_post", "retired")))
    return _corrected(rng, right, replace(right, name="误登"))


def _posts(rng: Random, unit: str, units: Sequence[str]) -> list[Post]:
    """Posts of one unit: heads stay where they are, a deputy's post may move to another unit."""
    rows = [Post(id=f"{unit}-{role}", organization=unit, role=role) for role in rng.choice(HEADS)]
    deputies = [
        Post(
            id=f"{unit}-deputy",
            organization=rng.choice((unit, unit, rng.choice(units))),
            role="deputy",
            starts_on=starts_on,
            ends_before=ends_before,
        )
        for starts_on, ends_before in _cuts(rng, rng.choice((1, 2)))
    ]
    staff = Post(id=f"{unit}-staff", organization=unit, role="staff", seats=rng.choice((1, 1, 2)))
    found = [row for deputy in deputies for row in _corrected(rng, deputy, replace(deputy, title="误登"))]
    return [*rows, *found, *_corrected(rng, staff, replace(staff, title="误登"))]


def _tenures(rng: Random, post: str, people: Sequence[str]) -> list[Tenure]:
    """One holder after another, some pieces vacant; now and then somebody acts, in a gap or beside the holder."""
    deputising, *others = rng.sample(people, len(people))
    rows: list[Tenure] = []
    for starts_on, ends_before in _cuts(rng, rng.choice((1, 2, 3, 5))):
        if rng.random() < 0.75:
            right = Tenure(person=rng.choice(others), post=post, starts_on=starts_on, ends_before=ends_before)
            rows.extend(_corrected(rng, right, replace(right, person="mistaken", rank="staff")))
    if rng.random() < 0.4:
        starts_on, ends_before = _period(rng)
        acting = Tenure(person=deputising, post=post, acting=True, starts_on=starts_on, ends_before=ends_before)
        rows.extend(_corrected(rng, acting, replace(acting, rank="section_chief")))
    return rows


def _portfolios(rng: Random, post: str, targets: Sequence[str]) -> list[Portfolio]:
    rows: list[Portfolio] = []
    for starts_on, ends_before in _cuts(rng, rng.choice((1, 2))) if rng.random() < 0.6 else ():
        right = Portfolio(
            post=post,
            covers=tuple(rng.sample(targets, min(len(targets), rng.choice((0, 1, 3))))),
            fields=tuple(rng.sample(FIELDS, rng.choice((0, 1, 2)))),
            manner=rng.choice(("in_charge", "in_charge", "assisting", "stand_in", "linking")),
            starts_on=starts_on,
            ends_before=ends_before,
        )
        rows.extend(_corrected(rng, right, replace(right, covers=(rng.choice(targets),))))
    return rows


def _absences(rng: Random, person: str) -> list[Absence]:
    """Up to three absences, which may overlap one another."""
    rows: list[Absence] = []
    for _ in range(rng.choice((0, 0, 1, 3))):
        starts_on, ends_before = _period(rng)
        right = Absence(person=person, reason="脱产学习", starts_on=starts_on, ends_before=ends_before)
        rows.extend(_corrected(rng, right, replace(right, ends_before=None, reason="误登")))
    return rows
