"""Warnings about whom: wrong targets, missing ones, and measures that do not fit the person (Q06, Q08–Q10)."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.core.determination import roles
from quanze.core.determination.bars import track_of
from quanze.core.determination.warning_lines import Scene, about_persons
from quanze.core.ladders import LADDERS, SETS

Found = Iterator[tuple[str, str | None]]
LEADERSHIP = frozenset({"leadership", "main_leadership", "important_leadership", "overall_leadership"})
HEADS = frozenset({"principal", "superior_principal"})
ORDINARY_TRACKS = frozenset({"accountability", "handling"})
STATUS_BOUND = SETS["handling"] | SETS["state_sanctions"]


def only_deputies(scene: Scene) -> Found:
    """Every leader proposed is a deputy while a head stands on the sheet with a clause of his own."""
    proposed = [scene.role(p.about) for p in about_persons(scene)]
    leading = [r for r in proposed if roles.leads(r) and r]
    heads = [p for p in scene.parties if p.relation == "principal" and p.liability != "none" and "person" in p.party]
    if leading and heads and not any(r in roles.HEADS for r in leading) and all(r in roles.MEMBERS for r in leading):
        yield "only_deputies", None


def only_lower_levels(scene: Scene) -> Found:
    """Only units below that of the incident, or staff, are proposed while leaders of the unit or above stand on the sheet."""
    proposed = list(about_persons(scene))
    if not proposed:
        return
    lower = all(_is_low(scene, p.about) for p in proposed)
    upper = [p for p in scene.parties if p.unit == scene.ground.unit or p.levels_up > 0]
    if lower and any(p.liability != "none" and "person" in p.party for p in upper):
        yield "only_lower_levels", None


def _is_low(scene: Scene, person: str) -> bool:
    post = scene.ground.post_then(person)
    if post is None:
        return False
    return post.role in roles.ORDINARY or (
        post.organization != scene.ground.unit and post.organization in scene.ground.level_zero
    )


def staff_as_target(scene: Scene) -> Found:
    """Ordinary staff are no objects of accountability (WZ2019 art. 5), unless a text of its own reaches all staff."""
    for proposal in about_persons(scene):
        if scene.role(proposal.about) in roles.ORDINARY and scene.party(proposal.about) is None:
            yield "staff_as_target", proposal.about


def direct_for_leadership(scene: Scene) -> Found:
    """The direct violator is given leadership liability, or a leader's is called direct."""
    for proposal in about_persons(scene):
        violator = proposal.about in scene.ground.violators
        if violator and proposal.liability in LEADERSHIP:
            yield "direct_for_leadership", proposal.about
        if not violator and proposal.liability == "direct":
            yield "direct_for_leadership", proposal.about
    proposed = [p.about for p in about_persons(scene)]
    if proposed and all(p in scene.ground.violators for p in proposed) and scene.parties:
        yield "direct_for_leadership", None


def person_for_body(scene: Scene) -> Found:
    """A body that answers is passed over and only persons are proposed."""
    proposals = scene.ground.case.proposals
    if not proposals or any(not scene.is_person(p.about) for p in proposals):
        return
    decision = scene.ground.case.incident.decision
    bodies = [p for p in scene.parties if p.relation == "body" and any(c.status == "applies" for c in p.clauses)]
    if bodies and (decision is None or decision.by != "personal"):
        yield "person_for_body", None


def superior_by_level_only(scene: Scene) -> Found:
    """A superior proposed without a finding of his own and without a text that reaches up."""
    open_superiors = {u.candidate.id for u in scene.unsettled if u.ground == "superior"}
    by_text = {c.id for c in scene.candidates if c.by_trace}
    above = {c.id for c in scene.candidates if c.levels_up > 0} | open_superiors
    for proposal in about_persons(scene):
        own = [
            f
            for f in scene.ground.findings_about(proposal.about)
            if f.value not in (None, False) and f.finding not in roles.FAVOURABLE
        ]
        if proposal.about in above and proposal.about not in by_text and not own:
            yield "superior_by_level_only", proposal.about


def nominal_post_only(scene: Scene) -> Found:
    """Proposed by post description although he did not actually exercise it or was not in charge (guiding case 5)."""
    freed = {f.candidate.id for f in scene.freed if f.ground in ("absent", "not_in_charge")}
    away = {p.about for p in about_persons(scene) if _away(scene, p.about)}
    for proposal in about_persons(scene):
        if proposal.about in freed | away:
            yield "nominal_post_only", proposal.about


def _away(scene: Scene, person: str) -> bool:
    tenure = scene.ground.tenure_then(person)
    return tenure is not None and not scene.ground.parts(tenure)


def village_cadre(scene: Scene) -> Found:
    """Village cadres stay with the discipline track."""
    for proposal in about_persons(scene):
        post = scene.ground.post_then(proposal.about)
        unit = scene.ground.organization(post.organization) if post else None
        village = post is not None and (
            post.role in roles.VILLAGE or (unit is not None and unit.kind in roles.VILLAGE_KINDS)
        )
        if village and any(track_of(m) in ORDINARY_TRACKS for m in proposal.methods):
            yield "village_cadre", proposal.about


def non_party_target(scene: Scene) -> Found:
    """A person who is no party member proposed for party accountability or a party sanction."""
    for proposal in about_persons(scene):
        person = scene.ground.view.person(proposal.about)
        outside = person is not None and person.party_member is False
        if outside and (set(proposal.methods) & SETS["party_sanctions"] or (proposal.clause or "").startswith("WZ")):
            yield "non_party_target", proposal.about


def retired_method(scene: Scene) -> Found:
    """Retired: no state sanction and no handling (ZW2020 art. 27)."""
    for proposal in about_persons(scene):
        person = scene.ground.view.person(proposal.about)
        if person is not None and person.now == "retired" and set(proposal.methods) & STATUS_BOUND:
            yield "retired_method", proposal.about


def deputy_heavier_than_head(scene: Scene) -> Found:
    """A deputy's sanction stands above the head's: allowed, but it wants a reason."""
    weights = {p.about: _weight(p.methods) for p in about_persons(scene)}
    heads = [w for person, w in weights.items() if scene.role(person) in roles.HEADS]
    for person, heaviest in weights.items():
        if heads and scene.role(person) in roles.MEMBERS and heaviest > max(heads):
            yield "deputy_heavier_than_head", person


def _weight(methods: tuple[str, ...]) -> int:
    ladder = [
        LADDERS[name].index(m) + 1
        for name in ("party_sanction", "state_sanction")
        for m in methods
        if m in LADDERS[name]
    ]
    handling = [1] if set(methods) & SETS["handling"] else []
    return max([*ladder, *handling], default=0)


def below_threshold(scene: Scene) -> Found:
    """A party for whom the consequence element is missing: reminder or criticism only."""
    for party in scene.parties:
        name = next(iter(party.party.values()))
        below = any(c.track == "first_form" and c.cite.rulebook == "ZD5" for c in party.clauses)
        if below or name in scene.short_of_consequence:
            yield "below_threshold", name
