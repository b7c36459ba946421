"""Random cases on the small nasty registers: richer posts, and incidents, violators, findings on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

from quanze.core.determination.case import Case, Conduct, DecisionMade, Finding, Incident, Proposal, Violation
from quanze.core.register.fiction import random_register
from quanze.core.register.fiction.small import DAYS, FIELDS, INSTANTS
from quanze.core.register.register import Register
from quanze.core.register.rows import Post

DEPUTIES = (
    "deputy deputy deputy executive_deputy party_deputy party_group_member standing_member chief_engineer "
    "section_head discipline_head discipline_member resident_group_deputy non_leading".split()
)
FINDINGS = (
    "leadership_duty_weak lax_management supervision_duty_weak should_have_found took_part personally_approved "
    "cooperated dissented acted_diligently".split()
)
HEAD_OF = {
    "resident_group": "resident_group_head",
    "discipline_commission": "discipline_head",
    "internal_unit": "section_head",
}


def random_case(rng: Random, size: int) -> Case:
    """One case; the same ``rng`` state gives the same case."""
    register = enriched(rng, random_register(rng, size))
    units = sorted({row.id for row in register.organizations})
    people = sorted({row.id for row in register.people})
    first = rng.choice(DAYS[:-4])
    last = first + timedelta(days=rng.choice((0, 30, 97, 300, 900)))
    return Case(
        id="random",
        area=rng.choice(("430900", "430000")),
        conduct=Conduct(first=first, last=last),
        asked_on=last + timedelta(days=400),
        known_at=rng.choice((None, None, rng.choice(INSTANTS))),
        incident=Incident(
            organization=rng.choice(units),
            field=rng.choice((None, *FIELDS)),
            decision=_decision(rng, people),
            influence=rng.choice((None, "vile")),
        ),
        register=register,
        violations=tuple(_violation(rng, n, register, units, people) for n in range(rng.choice((0, 1, 1, 2, 3)))),
        findings=tuple(_finding(rng, units, people, register) for _ in range(rng.choice((0, 1, 2, 4)))),
        proposals=tuple(Proposal(about=p, methods=("admonition",)) for p in rng.sample(people, rng.choice((0, 0, 1)))),
    )


def enriched(rng: Random, register: Register) -> Register:
    """The register with more kinds of roles than deputies and staff; a post keeps one role through all its rows."""
    kinds = {row.id: row.kind for row in register.organizations}
    roles = {id: _role(rng, id, kinds) for id in sorted({p.id for p in register.posts})}
    return replace(register, posts=tuple(_with_role(p, roles[p.id]) for p in register.posts))


def _role(rng: Random, post: str, kinds: dict[str, str]) -> str | None:
    unit, name = post.split("-", 1)
    if name == "principal":
        return HEAD_OF.get(kinds[unit]) if rng.random() < 0.7 else None
    return rng.choice(DEPUTIES) if name == "deputy" else None


def _with_role(post: Post, role: str | None) -> Post:
    return replace(post, role=role) if role else post


def _decision(rng: Random, people: Sequence[str]) -> DecisionMade | None:
    if rng.random() < 0.6:
        return None
    by = rng.choice(("collective", "personal", None))
    deciders = None if rng.random() < 0.2 else tuple(rng.sample(people, 1 if by == "personal" else 2))
    return DecisionMade(by=by, decided_by=deciders)


def _violation(rng: Random, number: int, register: Register, units: Sequence[str], people: Sequence[str]) -> Violation:
    id = f"v{number}"
    chance = rng.random()
    if chance < 0.15:
        return Violation(id=id, organization=rng.choice(units))
    if chance < 0.3:
        return Violation(id=id, count=3, post=rng.choice(register.posts).id)
    if chance < 0.5:
        return Violation(id=id, person=rng.choice(people))
    tenure = rng.choice(register.tenures) if register.tenures else None
    return Violation(id=id, person=tenure.person if tenure else people[0], post=tenure.post if tenure else None)


def _finding(rng: Random, units: Sequence[str], people: Sequence[str], register: Register) -> Finding:
    bodies = [b.id for b in register.bodies]
    about = rng.choice(
        (rng.choice(units), rng.choice(people), rng.choice(people), rng.choice([*bodies, units[0]]), None)
    )
    personal = about in people
    name = rng.choice(FINDINGS if personal else FINDINGS[:4])
    return Finding(about=about, finding=name, value=rng.choice((True, True, True, False, None)))
