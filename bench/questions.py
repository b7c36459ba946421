"""The register's single questions against plain loops over all rows, checked for the same answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from random import Random
from typing import Any

from bench.timing import seconds
from quanze.core.periods import Period
from quanze.core.register import Register
from quanze.core.register.known import in_force, touches

DAY = date(2009, 7, 1)
HALF_YEAR = Period.days(date(2009, 7, 1), date(2009, 12, 31))
Ask = Callable[[str], object]


def measure(register: Register, number: int) -> dict[str, Any]:
    """Microseconds a question by view and by loop, and their ratio, over ``number`` random ids."""
    rng, view = Random(1), register.view(None)
    posts = [post.id for post in rng.sample(register.posts, min(number, len(register.posts)))]
    units = [row.id for row in rng.sample(register.organizations, min(number, len(register.organizations)))]
    return {
        "holders on a day": _compared(
            lambda id: {row.person for row in view.holders(id, DAY)}, lambda id: plain_holders(register, id), posts
        ),
        "children on a day": _compared(
            lambda id: set(view.children(id, DAY)), lambda id: plain_children(register, id), units
        ),
        "portfolios covering": _compared(
            lambda id: {row.post for row in view.portfolios_covering(id, HALF_YEAR)},
            lambda id: plain_covering(register, id),
            units,
        ),
    }


def plain_holders(register: Register, post: str) -> set[str]:
    """Who held the post, by going through all tenures."""
    return {
        row.person for row in register.tenures if row.post == post and row.superseded_at is None and in_force(row, DAY)
    }


def plain_children(register: Register, unit: str) -> set[str]:
    """The units below, by going through all units."""
    return {
        row.id
        for row in register.organizations
        if row.superior == unit and row.superseded_at is None and in_force(row, DAY)
    }


def plain_covering(register: Register, target: str) -> set[str]:
    """The posts in charge, by going through all portfolios."""
    return {
        row.post
        for row in register.portfolios
        if target in row.covers and row.superseded_at is None and touches(row, HALF_YEAR)
    }


def _compared(view: Ask, plain: Ask, ids: Sequence[str]) -> dict[str, float]:
    differing = [id for id in ids if view(id) != plain(id)]
    if differing:
        raise SystemExit(f"the answers differ for {differing[:3]}")
    fast = min(seconds(lambda: [view(id) for id in ids]) for _ in range(3)) / len(ids)
    slow = seconds(lambda: [plain(id) for id in ids]) / len(ids)
    return {"ours_us": round(fast * 1e6, 1), "peer_us": round(slow * 1e6, 1), "ratio": round(slow / fast, 1)}
