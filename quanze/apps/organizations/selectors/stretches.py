"""The tree on a day as stretches of home paths: everything under a unit without walking the tree.

Home paths never change, so a stretch of them is a stretch of every table in tree order. On a given day some units
lie elsewhere (away from home) or do not stand at all; their stretches are cut out, and those of units that came in
from elsewhere are put in.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Case, Max, Q, When

from quanze.apps.organizations import paths
from quanze.apps.organizations.models import UnitRecord, in_force, known_at

WHY = "the tree on a day"


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
        whole = Stretch(here := waiting.pop(), paths.after(here))
        gone = _not_at_home(whole, here, day, known)
        if here == top and top in gone and not _stands(top, day, known):
            return []
        kept = _without(whole, gone - {here})
        found += kept
        for moved in _come_under(whole, kept, day, known):
            if moved not in seen:
                seen.add(moved)
                waiting.append(moved)
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


def _not_at_home(whole: Stretch, here: str, day: date, known: datetime | None) -> set[str]:
    """Homes in a stretch whose units, on the day, do not stand or lie under another superior than at home."""
    at_home = in_force(day) & known_at(known) & Q(away=False)
    rows = UnitRecord.whole(reason=WHY).filter(path__gte=whole.first, path__lt=whole.behind).order_by("path")
    by_path = rows.values("path").annotate(home=Max(Case(When(at_home, then=1), default=0)))
    return set(by_path.filter(home=0).values_list("path", flat=True))


def _without(whole: Stretch, gone: Iterable[str]) -> list[Stretch]:
    """A stretch with the stretches of some homes inside it cut out."""
    kept: list[Stretch] = []
    first = whole.first
    for path in sorted(gone):
        if path < first:
            continue
        if first < path:
            kept.append(Stretch(first, path))
        first = paths.after(path)
    if first < whole.behind:
        kept.append(Stretch(first, whole.behind))
    return kept


def _come_under(whole: Stretch, kept: Iterable[Stretch], day: date, known: datetime | None) -> list[str]:
    """Homes of units away from home whose superior, on the day, lies in one of the stretches kept of a whole."""
    rows = UnitRecord.whole(reason=WHY).filter(
        in_force(day), known_at(known), away=True, above__gte=whole.first, above__lt=whole.behind
    )
    found = rows.exclude(above="").values_list("path", "above")
    return [path for path, above in found if any(each.first <= above < each.behind for each in kept)]
