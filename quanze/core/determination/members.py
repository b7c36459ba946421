"""The other members of the unit: who took part, who did not, and of whom nothing is recorded.

RZ2010 art. 25: members who took part bear important leadership responsibility; one who clearly opposed bears none.
"Not responsible" is never said because nothing is recorded: then the member stands under to_check with a question.
"""

from __future__ import annotations

from dataclasses import replace

from quanze.core.determination.candidate import Candidate, Freed, Gap, Traced, Unsettled
from quanze.core.determination.ground import Ground
from quanze.core.determination.roles import DISCIPLINE, DISCIPLINE_HEADS, FAVOURABLE, MEMBERS, heads
from quanze.core.determination.texts import say
from quanze.core.register import Post

COULD_BE_IN_CHARGE = frozenset(
    {"executive_deputy", "party_deputy", "deputy", "party_group_member", "standing_member", "chief_engineer"}
)


def members(ground: Ground, so_far: Traced) -> Traced:
    """Members of the units of level 0 whom the trace has not reached yet, and persons the case names itself."""
    reached = {(c.id, c.post) for c in so_far.candidates} | {
        (u.candidate.id, u.candidate.post) for u in so_far.unsettled
    }
    answer = Traced()
    for post in ground.view.posts_of(ground.unit, ground.period):
        if post.role in MEMBERS or post.role in DISCIPLINE - DISCIPLINE_HEADS:
            answer = answer.plus(_holders(ground, post, reached))
    known = {c.id for c in so_far.candidates} | {c.id for c in answer.candidates}
    return answer.plus(_participants(ground, so_far)).plus(_named(ground, known)).plus(_without_post(ground))


def has_own_finding(ground: Ground, person: str) -> bool:
    """A recorded finding against this very person, a proposal about him, or his hand in the decision."""
    found = any(f.value not in (None, False) and f.finding not in FAVOURABLE for f in ground.findings_about(person))
    return found or took_part(ground, person) is True or any(p.about == person for p in ground.case.proposals)


def took_part(ground: Ground, person: str) -> bool | None:
    """Whether he took part in the decision and work, as recorded; None: not recorded."""
    decision = ground.case.incident.decision
    listed = decision.decided_by if decision else None
    if decision and listed is not None and (person in listed or person in (decision.dissented or ())):
        return True
    for finding in ground.findings_about(person):
        if finding.finding in ("took_part", "personally_approved") and finding.value is not None:
            return bool(finding.value)
    if decision and decision.decided_by is not None:
        return False
    return None


def _holders(ground: Ground, post: Post, reached: set[tuple[str, str | None]]) -> Traced:
    answer = Traced()
    for tenure in ground.view.tenures_of_post(post.id, ground.period):
        if (tenure.person, post.id) not in reached:
            parts = ground.parts(tenure)
            candidate = Candidate(
                kind="person",
                id=tenure.person,
                unit=post.organization,
                relation="member",
                post=post.id,
                role=post.role,
                tenure=tenure,
                parts=parts,
            )
            answer = answer.plus(_settled(ground, candidate, post))
    return answer


def _settled(ground: Ground, candidate: Candidate, post: Post) -> Traced:
    if not candidate.parts:
        return Traced(
            freed=(Freed(candidate=candidate, ground="absent", why=say("absent", post=post.title or post.id)),)
        )
    if has_own_finding(ground, candidate.id) or _tolerated(ground, candidate.id):
        return Traced(candidates=(_participant(candidate),))
    if took_part(ground, candidate.id) is False:
        return Traced(freed=(Freed(candidate=candidate, ground="not_in_charge", why=say("took_no_part")),))
    if ground.view.portfolios_of(post.id, ground.period):
        return Traced(freed=(Freed(candidate=candidate, ground="not_in_charge", why=say("other_portfolio")),))
    gap = Gap(fact="finding.took_part", about=candidate.id, ask=say("took_part", person=ground.name(candidate.id)))
    return Traced(unsettled=(Unsettled(candidate=candidate, ground="member", why=say("member_open")),), gaps=(gap,))


def _tolerated(ground: Ground, person: str) -> bool:
    """Recorded as tolerated: judged like a participant, so that the sheet says that and why he is freed."""
    return any(f.finding == "tolerance_applies" and f.value is True for f in ground.findings_about(person))


def _participant(candidate: Candidate) -> Candidate:
    if candidate.role in DISCIPLINE:
        return replace(candidate, relation="discipline_head")
    return replace(candidate, relation="participant")


def _participants(ground: Ground, so_far: Traced) -> Traced:
    """Heads and others already reached who also took part in the decision carry that relation too."""
    found = [
        c.with_relation("participant")
        for c in so_far.candidates
        if c.kind == "person" and took_part(ground, c.id) is True and c.parts
    ]
    return Traced(candidates=tuple(found))


def _named(ground: Ground, reached: set[str]) -> Traced:
    """Persons in other units whom a finding, a proposal or the decision names: they answer for their own neglect."""
    found = []
    for person, post in ground.named.items():
        outside = post.organization not in ground.level_zero or person not in reached
        if person in reached or not outside or not has_own_finding(ground, person):
            continue
        if is_superior(ground, post.organization):
            continue
        found.append(_outsider(ground, person, post))
    away = [
        Freed(candidate=c, ground="absent", why=say("absent", post=ground.name(c.post or "")))
        for c in found
        if not c.parts
    ]
    return Traced(candidates=tuple(c for c in found if c.parts), freed=tuple(away))


def _without_post(ground: Ground) -> Traced:
    """Persons named whose post at the conduct nobody recorded: a question, never nobody."""
    lost = [
        p
        for p in ground.spoken_of
        if p not in ground.named and p not in ground.violators and has_own_finding(ground, p)
    ]
    gaps = [Gap(fact="tenure.holder", about=p, ask=say("no_post", person=ground.name(p))) for p in lost]
    return Traced(gaps=tuple(gaps))


def _outsider(ground: Ground, person: str, post: Post) -> Candidate:
    row = ground.organization(post.organization)
    own_head = post.organization != ground.unit and heads(post.role, row.kind if row else "")
    relation = "principal" if own_head else "discipline_head" if post.role in DISCIPLINE else "participant"
    tenure = ground.tenure_then(person)
    return Candidate(
        kind="person",
        id=person,
        unit=post.organization,
        relation=relation,
        post=post.id,
        role=post.role,
        tenure=tenure,
        parts=ground.parts(tenure) if tenure else (),
    )


def is_superior(ground: Ground, unit: str) -> bool:
    """True if the unit stands above that of the incident on a leading line."""
    levels = ground.above
    return any(unit == superior.unit for level in levels for superior in level)
