"""Warnings about how: procedure skipped, labels missing, measures repeated, organs without power (guiding case 5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from quanze.core.determination import roles
from quanze.core.determination.bars import track_of
from quanze.core.determination.case import Decision, Proposal
from quanze.core.determination.competence import manager_of
from quanze.core.determination.warning_lines import Scene, about_persons
from quanze.core.ladders import LADDERS, SETS
from quanze.core.periods import add_months
from quanze.core.rulebook.models import Clause, Rulebook

Found = Iterator[tuple[str, str | None]]
STEPS = {
    "initiation_approved": "approval_missing",
    "fact_material_met": "fact_meeting_missing",
    "statement_heard": "hearing_missing",
    "report_discussed": "no_collective_decision",
    "collective_decision": "no_collective_decision",
}


def skipped_steps(scene: Scene) -> Found:
    """A mandatory step recorded as not done."""
    for step in scene.ground.case.steps:
        if step.done is False and step.step in STEPS:
            yield STEPS[step.step], step.about


def label_missing(scene: Scene) -> Found:
    """Leadership responsibility that does not say main or important (WZ2019 art. 6(1))."""
    for proposal in about_persons(scene):
        leading = roles.leads(scene.role(proposal.about)) and proposal.about not in scene.ground.violators
        if leading and proposal.liability in (None, "leadership"):
            yield "label_missing", proposal.about
    for decision in scene.ground.case.decisions:
        if decision.person and decision.liability == "leadership":
            yield "label_missing", decision.person


def catch_all_unreasoned(scene: Scene) -> Found:
    """A catch-all cited without the reason that argues it."""
    for proposal in scene.ground.case.proposals:
        if not (proposal.reason or "").strip() and _is_catch_all(scene, proposal):
            yield "catch_all_unreasoned", proposal.about


def _is_catch_all(scene: Scene, proposal: Proposal) -> bool:
    if proposal.clause:
        return any(
            _cited(proposal.clause, book, row) for book in scene.conduct_books for row in book.clauses if row.catch_all
        )
    party = scene.party(proposal.about)
    applying = [c for c in party.clauses if c.status == "applies"] if party else []
    catch_alls = {(b.id, r.id) for b in scene.conduct_books for r in b.clauses if r.catch_all}
    return bool(applying) and all((c.cite.rulebook, c.cite.row) in catch_alls for c in applying)


def _cited(clause: str, book: Rulebook, row: Clause) -> bool:
    """Whether free text like "WZ2019 7-(11)" names this row."""
    if book.id not in clause:
        return False
    rest = clause.replace(book.id, " ")
    if row.id in rest:
        return True
    numbers = re.findall(r"\d+", rest)
    wanted = [n for n in (row.cite.article, row.cite.item) if n]
    return bool(wanted) and numbers[:1] == wanted[:1] and (len(wanted) == 1 or wanted[-1] in numbers[1:])


def same_facts_again(scene: Scene) -> Found:
    """The same facts answered for twice inside one track (no second accountability; ZW2020 art. 16)."""
    case = scene.ground.case
    ours = {v.id for v in case.violations}
    for number, decision in enumerate(case.decisions):
        person = decision.person or decision.organization
        if any(_same(decision, later) for later in case.decisions[number + 1 :]):
            yield "same_facts_again", person
        if set(decision.facts) & ours and any(
            p.about == person and _tracks(p.methods) & _tracks(decision.methods) for p in case.proposals
        ):
            yield "same_facts_again", person


def _same(one: Decision, other: Decision) -> bool:
    if (one.person, one.organization) != (other.person, other.organization) or (other.replaces == one.id and one.id):
        return False
    same = bool(one.facts) and bool(set(one.facts) & set(other.facts))
    return same and bool(_tracks(one.methods) & _tracks(other.methods))


def _tracks(methods: tuple[str, ...]) -> set[str]:
    """Accountability methods and handling are one track for repetition; sanctions stand on their own."""
    return {
        "accountability" if track_of(m) in ("accountability", "handling", "first_form") else track_of(m)
        for m in methods
    }


def several_in_a_month(scene: Scene) -> Found:
    """More than one separate measure on one person within a month (guiding case 5: six on one deputy)."""
    measures: dict[str, list[Decision]] = {}
    for decision in scene.ground.case.decisions:
        if decision.person and not set(decision.methods) <= SETS["state_sanctions"] and decision.replaces is None:
            measures.setdefault(decision.person, []).append(decision)
    for person, decisions in measures.items():
        dates = sorted(d.decided_on for d in decisions)
        if any(later < add_months(first, 1) for first, later in pairwise(dates)):
            yield "several_in_a_month", person


def under_filed_review(scene: Scene) -> Found:
    """A person under filed review: no separate accountability inquiry (WZ2019 art. 9(3))."""
    proposed = {p.about for p in scene.ground.case.proposals}
    on = scene.ground.case.asked_on
    for review in scene.ground.case.reviews:
        running = review.filed_on <= on and (review.closed_on is None or review.closed_on > on)
        if running and (review.person in proposed or scene.party(review.person) is not None):
            yield "under_filed_review", review.person


def own_organ_cannot_decide(scene: Scene) -> Found:
    """The organ that proposes to decide does not manage the cadre."""
    for proposal in about_persons(scene):
        candidate = next((c for c in scene.candidates if c.id == proposal.about), None)
        manager = manager_of(scene.ground, candidate) if candidate else None
        if proposal.organ and manager and not _same_side(scene, proposal.organ, manager):
            yield "own_organ_cannot_decide", proposal.about


def _same_side(scene: Scene, organ: str, manager: str) -> bool:
    view, day = scene.ground.view, scene.ground.case.asked_on
    if view.latest_organization(organ) is None:
        return True
    if organ in view.territory_unit(manager, day) or organ == manager:
        return True
    return _rank(scene, organ) > _rank(scene, manager)


def _rank(scene: Scene, unit: str) -> int:
    row = scene.ground.organization(unit)
    return LADDERS["level"].index(row.level) if row is not None and row.level else -1


def sanction_pair_missing(scene: Scene) -> Found:
    """State removal (撤职) or heavier in law brings removal from party post or heavier (CF2023 art. 35(2))."""
    for about in dict.fromkeys(
        [p.about for p in about_persons(scene)] + [d.person for d in scene.ground.case.decisions if d.person]
    ):
        methods = {m for p in scene.ground.case.proposals if p.about == about for m in p.methods}
        methods |= {m for d in scene.ground.case.decisions if d.person == about for m in d.methods}
        person = scene.ground.view.person(about)
        outside = person is not None and person.party_member is False
        if (
            methods & {"state_removal", "state_dismissal"}
            and not methods & SETS["party_removal_or_heavier"]
            and not outside
        ):
            yield "sanction_pair_missing", about


def prior_bar_running(scene: Scene) -> Found:
    """An effect period of an earlier decision still runs on the day asked."""
    on = scene.ground.case.asked_on
    concerned = {p.about for p in scene.ground.case.proposals} | {next(iter(p.party.values())) for p in scene.parties}
    for line in scene.decided:
        months = [b for b in line.bars if b.starts_on and b.starts_on <= on and (b.or_ends_on or b.ends_on or on) >= on]
        if line.about in concerned and line.decided_on < on and months:
            yield "prior_bar_running", line.about


def organ_not_named(scene: Scene) -> Found:
    """The investigating organ's level is one that no clause in force names."""
    named = frozenset[str]().union(*(scene.library.investigating_levels(b.id) for b in scene.conduct_books))
    for violation in scene.ground.case.violations:
        if named and violation.investigated_by and violation.investigated_by not in named:
            yield "organ_not_named", violation.person


def wording_unverified(scene: Scene) -> Found:
    """A clause on the sheet whose wording awaits comparison with the official print."""
    if any(c.cite.mark == "M+" for p in scene.parties for c in p.clauses):
        yield "wording_unverified", None
