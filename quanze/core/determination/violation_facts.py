"""Facts of one violation as a clause sees it (violation.*), relative to the party that may answer for it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from quanze.core.determination import roles
from quanze.core.determination.candidate import Candidate
from quanze.core.determination.case import Violation
from quanze.core.determination.ground import Ground
from quanze.core.register import Post
from quanze.core.rulebook.facts import Between, Known


def violation_facts(ground: Ground, violation: Violation, candidate: Candidate) -> Mapping[str, Known]:
    """The violation.* facts, each about the violation."""
    posts = ground.violator_posts(violation)
    post = posts[0] if posts else None
    facts: dict[str, Any] = {
        "amount_yuan": amount(ground, violation),
        "investigated_by": violation.investigated_by,
        "rank": _rank(ground, violation, post),
        "role": post.role if post else None,
        "sanctions": violation.sanctions,
        "transferred_to_justice": violation.transferred_to_justice,
        "major": violation.major,
        "head": _head(ground, violation, post),
        "member_or_direct": _direct(ground, violation, post),
        "by_unit": violation.organization is not None,
    }
    return {f"violation.{name}": Known(value, violation.id) for name, value in facts.items()}


def amount(ground: Ground, violation: Violation) -> Decimal | Between | None:
    """The person's whole amount in the incident, in yuan: a sum, or bounds where part of it is not known (reading 5).

    An amount under a count above one is no single person's: each had at most that much.
    """
    if violation.count is not None and violation.count != 1:
        return None if violation.amount_fen is None else Between(Decimal(0), _yuan(violation.amount_fen))
    if violation.person is None:
        return None if violation.amount_fen is None else _yuan(violation.amount_fen)
    amounts = [v.amount_fen for v in ground.case.violations if v.person == violation.person]
    total = _yuan(sum(a for a in amounts if a is not None))
    if None not in amounts:
        return total
    return Between(total, None) if total else None


def _yuan(fen: int) -> Decimal:
    return Decimal(fen) / 100


def _rank(ground: Ground, violation: Violation, post: Post | None) -> str | None:
    if violation.person and post:
        for tenure in ground.view.tenures_of_person(violation.person, ground.violation_period(violation)):
            if tenure.post == post.id and tenure.rank:
                return tenure.rank
    return post.rank if post else None


def _head(ground: Ground, violation: Violation, post: Post | None) -> bool | None:
    """Whether the violator headed a unit below that of the incident."""
    if post is None:
        return False if violation.organization else None
    unit = ground.organization(post.organization)
    return post.organization != ground.unit and roles.heads(post.role, unit.kind if unit else "")


def _direct(ground: Ground, violation: Violation, post: Post | None) -> bool | None:
    """Whether the violator is a member of the unit's body, or managed directly by it."""
    if violation.organization is not None:
        return True if ground.view.superior_of(violation.organization, ground.day) == ground.unit else None
    if post is None:
        return None
    if post.organization == ground.unit or post.managed_by == ground.unit:
        return True
    unit = ground.organization(post.organization)
    return True if unit is not None and unit.superior == ground.unit else None
