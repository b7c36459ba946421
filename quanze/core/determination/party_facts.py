"""Facts about the party itself, read from the register (party.*)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quanze.core.determination import roles
from quanze.core.determination.candidate import Candidate
from quanze.core.determination.ground import Ground

DISCIPLINE_RELATIONS = frozenset({"discipline_head", "resident_group", "discipline_body"})


def party_facts(ground: Ground, candidate: Candidate) -> Mapping[str, Any]:
    """The party.* facts of a candidate; None is unknown."""
    unit = ground.organization(candidate.unit)
    common: dict[str, Any] = {
        "kind": candidate.kind,
        "relation": candidate.relation,
        "level": unit.level if unit else None,
        "unit_kind": unit.kind if unit else None,
        "levels_up": candidate.levels_up,
        "discipline_side": bool(set(candidate.relations) & DISCIPLINE_RELATIONS),
    }
    own = _body(candidate) if candidate.kind == "body" else _person(ground, candidate, common["unit_kind"])
    return {**common, **own}


def is_member(ground: Ground, candidate: Candidate) -> bool | None:
    """Party membership: as recorded, else implied by a role nobody holds without it, else unknown."""
    person = ground.view.person(candidate.id)
    if person is not None and person.party_member is not None:
        return person.party_member
    return True if candidate.role in roles.PARTY_ROLES else None


def is_village(candidate: Candidate, unit_kind: str | None) -> bool:
    """True for village cadres: by role, or any leading role inside a village."""
    return candidate.role in roles.VILLAGE or unit_kind in roles.VILLAGE_KINDS


def _person(ground: Ground, candidate: Candidate, unit_kind: str | None) -> Mapping[str, Any]:
    person = ground.view.person(candidate.id)
    post = ground.post(candidate.post) if candidate.post else None
    village = is_village(candidate, unit_kind)
    return {
        "role": candidate.role or None,
        "rank": (candidate.tenure.rank if candidate.tenure else None) or (post.rank if post else None),
        "member": is_member(ground, candidate),
        "category": person.category if person else None,
        "leading": roles.leads(candidate.role) and not village,
        "village": village,
        "now": person.now if person else None,
        "party_post": _party_post(ground, candidate),
        "acting": candidate.tenure.acting if candidate.tenure else None,
        "party_organization": False,
        "leading_body": False,
    }


def _party_post(ground: Ground, candidate: Candidate) -> bool | None:
    if is_member(ground, candidate) is False:
        return False
    return roles.holds_party_post(candidate.role)


def _body(candidate: Candidate) -> Mapping[str, Any]:
    """An implied body is leading body and party organization at once (reading 6)."""
    kind = candidate.body_kind
    discipline = kind in ("discipline_organ", "resident_group") or candidate.relation == "discipline_body"
    return {
        "body_kind": kind,
        "party_organization": kind != "leading_body",
        "leading_body": not discipline and kind in (None, "leading_body"),
        "village": False,
        "leading": None,
    }
