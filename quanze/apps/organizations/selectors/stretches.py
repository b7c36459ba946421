"""The tree on a day as stretches of home paths: everything under a unit without walking the tree.

Home paths never change, so a stretch of them is a stretch of every table in tree order. On a given day some units
lie elsewhere (away from home) or do not stand at all; their stretches are cut out, and those of units that came in
from elsewhere are put in.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Case, Max, Q, When

from quanze.apps.organizations import paths
from quanze.apps.organizations.models import UnitRecord, in_force, known_at

WHY = "the tree on a day"
# How many stretches one statement is asked about.
MOST = 50


class Stretch(NamedTuple):
    """Home paths from ``first`` (inclusive) to ``behind`` (exclusive)."""

    first: str
    behind: str


def stretches_under(top: str, day: date, known: datetime | None) -> list[Stretch]:
    """The stretches of home paths of all units under the one at home path ``top``, itself included, on a day.

    A unit lies under another if dated links to superiors, as known at the instant (None: now), lead up to it through
    units in force on the day. () if the top itself does not stand then.
    """
    found: list[Stretch] = []
    waiting, seen = [top], {top}
    while waiting:
        here, waiting = waiting[:MOST], waiting[MOST:]
        wholes = [Stretch(each, paths.after(each)) for each in here]
        gone = _not_at_home(wholes, day, known)
        if here == [top] and top in gone and not _stands(top, day, known):
            return []
        kept = [part for whole in wholes for part in _without(whole, gone)]
        found += kept
        came = [each for each in _come_under(wholes, kept, day, known) if each not in seen]
        seen.update(came)
        waiting += dict.fromkeys(came)
    return _joined(found)


def _joined(found: Iterable[Stretch]) -> list[Stretch]:
    """The stretches in order, those that touch made one."""
    joined: list[Stretch] = []
    for each in sorted(found):
        if joined and joined[-1].behind == each.first:
            each = Stretch(joined.pop().first, each.behind)
        joined.append(each)
    return joined


def _stands(path: str, day: date, known: datetime | None) -> bool:
    return UnitRecord.whole(reason=WHY).filter(in_force(day), known_at(known), path=path).exists()


def _within(column: str, stretches: Iterable[Stretch]) -> Q:
    """The condition that a column's path lies in one of some stretches."""
    return reduce(or_, (Q(**{f"{column}__gte": each.first, f"{column}__lt": each.behind}) for each in stretches))


def _not_at_home(wholes: Iterable[Stretch], day: date, known: datetime | None) -> set[str]:
    """Homes in some stretches whose units, on the day, do not stand or lie under another superior than at home."""
    at_home = in_force(day) & known_at(known) & Q(away=False)
    rows = UnitRecord.whole(reason=WHY).filter(_within("path", wholes)).order_by("path")
    by_path = rows.values("path").annotate(home=Max(Case(When(at_home, then=1), default=0)))
    return set(by_path.filter(home=0).values_list("path", flat=True))


def _without(whole: Stretch, gone: Iterable[str]) -> list[Stretch]:
    """A stretch with the stretches of homes inside it cut out, but for its own top, which is elsewhere by now."""
    kept: list[Stretch] = []
    first = whole.first
    for path in sorted(each for each in gone if whole.first < each < whole.behind):
        if path < first:
            continue
        if first < path:
            kept.append(Stretch(first, path))
        first = paths.after(path)
    if first < whole.behind:
        kept.append(Stretch(first, whole.behind))
    return kept


def _come_under(wholes: Iterable[Stretch], kept: Iterable[Stretch], day: date, known: datetime | None) -> list[str]:
    """Homes of units away from home whose superior, on the day, lies in one of the stretches kept of some wholes."""
    found: list[tuple[str, str]] = []
    # One statement each: joined by "or" they would go through all units that ever moved.
    for whole in wholes:
        rows = UnitRecord.whole(reason=WHY).filter(in_force(day), known_at(known), _within("above", [whole]), away=True)
        found += rows.values_list("path", "above")
    return [path for path, above in found if any(each.first <= above < each.behind for each in kept)]
