"""Cases asked against the register of a whole invented city: twenty different ones, the same for the same register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from quanze.core.determination.case import Case, Conduct, Finding, Incident, Violation
from quanze.core.register import Post, Register, View
from quanze.core.register.known import in_force

YEARS = (2010, 2015, 2018, 2022)
AREAS = ("430900", "431300", "430900", "320683", "370100")
PLACES = (
    ("department", "prefecture"),
    ("department", "county"),
    ("township", "township"),
    ("line_unit", "prefecture"),
    ("village", "village"),
    ("internal_unit", "county"),
    ("government", "county"),
)
AMOUNTS = (120_000_00, 499_999_99, 500_000_00, 1_000_000_00, 3_600_000_00)
SANCTIONS = (("party_expulsion", "state_dismissal"), ("party_warning",), ("state_removal",), None)
INFLUENCES = ("bad", "serious_bad", "vile", None)
ON_UNIT = ("leadership_duty_weak", "supervision_duty_weak", "lax_management", "concealed")


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a case happens and who did it: a post of the unit and the person who held it on the last day."""

    unit: str
    level: str
    post: str
    person: str


def city_cases(register: Register, number: int, seed: int) -> tuple[Case, ...]:
    """``number`` cases on units and posts of the register, spread over years, areas and kinds of unit."""
    rng = Random(seed)
    return tuple(_case(register, rng, place) for place in range(number))


def _case(register: Register, rng: Random, number: int) -> Case:
    first, last = _conduct(number)
    scene = _scene(register, rng, PLACES[number % len(PLACES)], last)
    return Case(
        id=f"city-{number + 1:02}",
        area=AREAS[number % len(AREAS)],
        conduct=Conduct(first, last),
        asked_on=date(last.year + 1, 3, 1),
        discovered=date(last.year, 9, 10),
        filed=date(last.year, 10, 8),
        incident=_incident(scene, rng),
        register=register,
        violations=(_violation(scene, rng),),
        findings=_findings(scene, register.view(None), rng, last),
        parameters={"YY2009.two_heads_months": 12},
    )


def _conduct(number: int) -> tuple[date, date]:
    year = YEARS[number % len(YEARS)]
    return date(year, 1 + number % 3, 1), date(year, 6, 30)


def _scene(register: Register, rng: Random, place: tuple[str, str], day: date) -> Scene:
    """A unit of that kind and level where somebody held a post on the day."""
    view = register.view(None)
    units = [row for row in register.organizations if (row.kind, row.level) == place and in_force(row, day)]
    for unit in rng.sample(units, len(units)):
        seats = [(post, held) for post in _posts(view, unit.id, day) for held in view.holders(post.id, day)]
        if seats:
            post, held = seats[-1]
            return Scene(unit.id, unit.level or "county", post.id, held.person)
    raise ValueError(f"no unit {place} with a holder on {day}")


def _posts(view: View, unit: str, day: date) -> list[Post]:
    return [post for post in view.index.posts_of.rows(unit) if in_force(post, day)]


def _incident(scene: Scene, rng: Random) -> Incident:
    field = rng.choice(("finance", "personnel", "education", None))
    influence = rng.choice(INFLUENCES)
    return Incident(
        organization=scene.unit, field=field, influence=influence, consequence=rng.choice(("serious", None))
    )


def _violation(scene: Scene, rng: Random) -> Violation:
    return Violation(
        id="v1",
        person=scene.person,
        post=scene.post,
        kind="misappropriation",
        amount_fen=rng.choice(AMOUNTS),
        investigated_by="prefecture" if scene.level == "prefecture" else "county",
        sanctions=rng.choice(SANCTIONS),
        transferred_to_justice=rng.choice((True, None)),
    )


def _findings(scene: Scene, view: View, rng: Random, day: date) -> tuple[Finding, ...]:
    """One finding about the unit, one about a colleague who led it then, if somebody did."""
    on_unit = Finding(about=scene.unit, finding=rng.choice(ON_UNIT), value=True)
    leading = [
        post for post in _posts(view, scene.unit, day) if post.role in ("deputy", "principal", "admin_principal")
    ]
    held = [held.person for post in leading for held in view.holders(post.id, day) if held.person != scene.person]
    return (on_unit, *(Finding(about=person, finding="took_part", value=True) for person in held[:1]))
