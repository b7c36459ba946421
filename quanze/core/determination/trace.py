"""Who, at the level of the incident: body, principals, the one really in charge, participants, discipline side.

determination.md §4 step 2; WZ2019 art. 6; RZ2010 arts. 6, 25; guiding case 5 (actual duty, not the nominal post).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quanze.core.determination import members
from quanze.core.determination.candidate import Candidate, Freed, Gap, Traced, Unsettled
from quanze.core.determination.ground import Ground
from quanze.core.determination.roles import DISCIPLINE_HEADS, DISCIPLINE_KINDS, INNER_KINDS, heads
from quanze.core.determination.texts import say
from quanze.core.periods import Period
from quanze.core.register import Portfolio, Post, Tenure

DISCIPLINE_BODIES = frozenset({"discipline_organ", "resident_group"})
MANNERS = {"in_charge": "in_charge", "assisting": "assisting", "stand_in": "stand_in", "linking": "linking"}


def trace_level_zero(ground: Ground) -> Traced:
    """Everybody the trace reaches in the unit of the incident and the units below it down to the violators."""
    answer = Traced(candidates=tuple(_bodies(ground)))
    for unit in ground.level_zero:
        answer = answer.plus(principals(ground, unit, 0, "principal"))
    answer = answer.plus(in_charge(ground))
    answer = answer.plus(discipline_side(ground)).plus(Traced(candidates=tuple(_named_bodies(ground))))
    return answer.plus(members.members(ground, answer))


def _named_bodies(ground: Ground) -> Iterator[Candidate]:
    """Organizations elsewhere that a finding or a proposal names: they answer for their own neglect."""
    for unit, abouts in ground.named_units.items():
        if unit not in ground.level_zero and not members.is_superior(ground, unit):
            yield from (b for b in bodies(ground, unit, 0) if abouts & {unit, b.id})


def _bodies(ground: Ground) -> Iterator[Candidate]:
    for unit in ground.level_zero:
        row = ground.organization(unit)
        if unit == ground.unit or (row is not None and row.kind not in INNER_KINDS):
            yield from bodies(ground, unit, 0)


def bodies(ground: Ground, unit: str, levels_up: int) -> Iterator[Candidate]:
    """The named bodies of a unit, and the one that it implies where not both kinds are named (reading 6)."""
    named = ground.view.bodies_of(unit, ground.day)
    for body in named:
        relation = "discipline_body" if body.kind in DISCIPLINE_BODIES else "body"
        yield Candidate(
            kind="body",
            id=body.id,
            unit=unit,
            relation=relation,
            levels_up=levels_up,
            body_kind=body.kind,
            named_body=True,
        )
    implied = _implied({b.kind for b in named} - DISCIPLINE_BODIES)
    if implied is not None:
        row = ground.organization(unit)
        discipline = row is not None and row.kind in DISCIPLINE_KINDS
        yield Candidate(
            kind="body",
            id=unit,
            unit=unit,
            relation="discipline_body" if discipline else "body",
            levels_up=levels_up,
            body_kind=implied or None,
        )


def _implied(named: set[str]) -> str | None:
    """Which of leading body and party organization a unit still implies: "" both, None neither (reading 6)."""
    if not named:
        return ""
    if "leading_body" not in named:
        return "leading_body"
    return "party_organization" if named == {"leading_body"} else None


def principals(ground: Ground, unit: str, levels_up: int, relation: str) -> Traced:
    """The heads of a unit over the conduct; a head's post without a holder is a question, never nobody."""
    row = ground.organization(unit)
    kind = row.kind if row else ""
    posts = [p for p in ground.view.posts_of(unit, ground.period) if heads(p.role, kind)]
    answer = Traced()
    for post in {p.id: p for p in posts}.values():
        answer = answer.plus(holders(ground, post, relation, levels_up))
    if not posts and levels_up == 0 and unit == ground.unit:
        return answer.plus(Traced(gaps=(_no_head(ground, unit),)))
    return answer


def holders(
    ground: Ground,
    post: Post,
    relation: str,
    levels_up: int,
    line: str = "leadership",
    within: Period | None = None,
) -> Traced:
    """Those who held a post during the conduct, or the part of it given; absent ones are freed, a vacancy is asked about."""
    found, freed = [], []
    tenures = ground.view.tenures_of_post(post.id, within or ground.period)
    for tenure in tenures:
        candidate = person(ground, tenure, post, relation, levels_up, line, within)
        if candidate.parts:
            found.append(candidate)
        else:
            freed.append(Freed(candidate=candidate, ground="absent", why=say("absent", post=post.title or post.id)))
    gaps = () if found else (_vacant(post),)
    return Traced(candidates=tuple(found), freed=tuple(freed), gaps=gaps)


def person(
    ground: Ground,
    tenure: Tenure,
    post: Post,
    relation: str,
    levels_up: int,
    line: str = "leadership",
    within: Period | None = None,
) -> Candidate:
    """A person as a candidate in one post."""
    return Candidate(
        kind="person",
        id=tenure.person,
        unit=post.organization,
        relation=relation,
        post=post.id,
        role=post.role,
        levels_up=levels_up,
        tenure=tenure,
        parts=ground.parts(tenure, within),
        line=line,
    )


def in_charge(ground: Ground) -> Traced:
    """Those whose actual portfolio covers the violator's post, a unit below, or the field of the incident."""
    answer = Traced()
    for portfolio in portfolios(ground):
        post = ground.post(portfolio.post)
        if post is None or post.organization not in ground.level_zero:
            continue
        held = holders(ground, post, MANNERS[portfolio.manner], 0, within=days_of(ground, portfolio))
        answer = answer.plus(_unless_only_helping(ground, held, portfolio))
    if not any(c.relation in ("in_charge", "stand_in") for c in answer.candidates):
        answer = answer.plus(_nobody_in_charge(ground))
    return answer


def days_of(ground: Ground, portfolio: Portfolio) -> Period | None:
    """The days of the conduct on which a portfolio was in force: who left before or came after was never in charge."""
    return ground.period.intersection(Period(portfolio.starts_on, portfolio.ends_before))


def portfolios(ground: Ground) -> list[Portfolio]:
    """The portfolios at the conduct that cover what the incident touched, most direct first."""
    view, period = ground.view, ground.period
    targets = [p.id for v in ground.case.violations for p in ground.violator_posts(v)]
    targets += [v.organization for v in ground.case.violations if v.organization and v.organization != ground.unit]
    targets += [unit for unit in ground.level_zero if unit != ground.unit]
    found = [p for target in dict.fromkeys(targets) for p in view.portfolios_covering(target, period)]
    field = ground.case.incident.field
    if field:
        found += view.portfolios_for_field(ground.unit, field, period)
    return list(dict.fromkeys(found))


def _unless_only_helping(ground: Ground, held: Traced, portfolio: Portfolio) -> Traced:
    """Helping and linking make nobody a party by themselves; a finding of his own does."""
    if portfolio.manner in ("in_charge", "stand_in"):
        return held
    kept = [c for c in held.candidates if members.has_own_finding(ground, c.id)]
    rest = [c for c in held.candidates if c not in kept]
    unsettled = tuple(Unsettled(candidate=c, ground=portfolio.manner, why=say(portfolio.manner)) for c in rest)
    return Traced(candidates=tuple(kept), freed=held.freed, unsettled=unsettled, gaps=held.gaps)


def _nobody_in_charge(ground: Ground) -> Traced:
    """Nobody recorded in charge: a question; until it is answered the principal answers for it (§4 step 2)."""
    deputies = [p for p in ground.view.posts_of(ground.unit, ground.period) if p.role in members.COULD_BE_IN_CHARGE]
    if not deputies:
        return Traced()
    gap = Gap(fact="portfolio.in_charge", about=ground.unit, ask=say("who_in_charge", unit=ground.name(ground.unit)))
    return Traced(gaps=(gap,))


def discipline_side(ground: Ground) -> Traced:
    """The discipline organ of the unit and the resident group that supervises it: supervision only."""
    answer = Traced()
    for post in ground.view.posts_of(ground.unit, ground.period):
        if post.role in DISCIPLINE_HEADS:
            answer = answer.plus(_heads_only(ground, post, "discipline_head"))
    for group in ground.view.resident_groups_for(ground.unit, ground.day):
        answer = answer.plus(_discipline_unit(ground, group, "resident_group"))
    for unit in ground.view.discipline_units_for(ground.unit, ground.day):
        if unit != ground.unit:
            answer = answer.plus(_discipline_unit(ground, unit, "discipline_head"))
    return answer


def _discipline_unit(ground: Ground, unit: str, relation: str) -> Traced:
    body = Candidate(kind="body", id=unit, unit=unit, relation="discipline_body")
    answer = Traced(candidates=(body,))
    for post in ground.view.posts_of(unit, ground.period):
        if post.role in DISCIPLINE_HEADS:
            answer = answer.plus(_heads_only(ground, post, relation))
    return answer


def _heads_only(ground: Ground, post: Post, relation: str) -> Traced:
    return holders(ground, post, relation, 0)


def merged(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """One party per person and post, or per body (reading 6); relations are added up, the nearest level leads."""
    kept: dict[tuple[str, str, str], Candidate] = {}
    for candidate in candidates:
        key = (candidate.kind, candidate.id, candidate.post or "")
        if key in kept:
            for relation in candidate.relations:
                kept[key] = kept[key].with_relation(relation)
        else:
            kept[key] = candidate
    return tuple(kept.values())


def _vacant(post: Post) -> Gap:
    return Gap(fact="tenure.holder", about=post.id, ask=say("vacant", post=post.title or post.id))


def _no_head(ground: Ground, unit: str) -> Gap:
    return Gap(fact="post.principal", about=unit, ask=say("no_head", unit=ground.name(unit)))
