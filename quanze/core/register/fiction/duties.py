"""Who looked after what in an invented prefecture (实际分工), changed at every reshuffle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from quanze.core.register.places import by_key
from quanze.core.register.rows import Organization, Portfolio, Post

FIELDS = ("finance", "personnel", "work_safety", "education", "health", "ecology")
IN_CHARGE = frozenset({"deputy", "executive_deputy"})


def portfolios(
    organizations: Iterable[Organization], posts: Iterable[Post], reshuffles: Sequence[date]
) -> list[Portfolio]:
    """For each unit's deputies the units below, shared out among them, and one field each.

    Standing members of a committee have linking and assisting portfolios beside.
    """
    below = {
        unit: list(dict.fromkeys(row.id for row in rows))
        for unit, rows in by_key(organizations, lambda row: row.superior).items()
    }
    found: list[Portfolio] = []
    for unit, group in by_key(posts, lambda post: post.organization).items():
        deputies = [post for post in group if post.role in IN_CHARGE]
        found.extend(_shared_out(deputies, below.get(unit, []), reshuffles))
        found.extend(_linked([post for post in group if post.role == "standing_member"], unit, below))
    return found


def _shared_out(deputies: Sequence[Post], units: Sequence[str], reshuffles: Sequence[date]) -> Iterator[Portfolio]:
    times: list[date | None] = [None, *reshuffles, None]
    for turn, (starts_on, ends_before) in enumerate(pairwise(times)):
        for index, deputy in enumerate(deputies):
            share = (index + turn) % len(deputies)
            period = _within(deputy, starts_on, ends_before)
            if period is not None:
                yield Portfolio(
                    post=deputy.id,
                    covers=tuple(units[share :: len(deputies)]),
                    fields=(FIELDS[share % len(FIELDS)],),
                    starts_on=period[0],
                    ends_before=period[1],
                )


def _within(post: Post, starts_on: date | None, ends_before: date | None) -> tuple[date | None, date | None] | None:
    first = max((day for day in (post.starts_on, starts_on) if day is not None), default=None)
    end = min((day for day in (post.ends_before, ends_before) if day is not None), default=None)
    return None if first is not None and end is not None and end <= first else (first, end)


def _linked(members: Sequence[Post], unit: str, below: dict[str | None, list[str]]) -> Iterator[Portfolio]:
    """Standing members link up with the territories below theirs (联系点); the first also helps with personnel."""
    territory = unit.removesuffix("-committee")
    counties = [id for id in below.get(territory, []) if not id.startswith(f"{territory}-") or "-t" in id]
    for index, member in enumerate(members):
        if counties:
            yield Portfolio(post=member.id, covers=(counties[index % len(counties)],), manner="linking")
        if index == 0:
            yield Portfolio(post=member.id, fields=("personnel",), manner="assisting")
