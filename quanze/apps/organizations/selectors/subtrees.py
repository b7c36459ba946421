"""Units and what lies under them on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, Max, Q, When

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import not_found
from quanze.apps.access.compartments import REGISTER
from quanze.apps.access.context import reading
from quanze.apps.organizations.models import (
    PostRecord,
    TenureRecord,
    Unit,
    UnitRecord,
    in_force,
    known_at,
)
from quanze.apps.organizations.selectors.counting import Counting
from quanze.apps.organizations.selectors.stretches import Stretch, stretches_under
from quanze.apps.organizations.selectors.walks import Region, Walk, walked

CHUNK = 500
MOST = 50


def subtree_ids(unit_id: int, on: date, opened: Collection[str] = ()) -> frozenset[int]:
    """The ids of a unit and of all units under it on a day, as known now; for the caller's grants.

    A unit that has closed by then stays where it last stood: whoever is granted a unit keeps the past of all below it.

    Units in narrower compartments than the register's are left out, but for those ``opened`` (labels) to the caller:
    a grant over a unit gives no reach into what stands sealed below it.

    The unit itself is always among them, also before it stands and after it has closed: who was granted a unit
    keeps its past. The caller of this function must have entered as one who may read the register everywhere.
    """
    found = walked(Walk(unit_id, on, labels=(REGISTER, *sorted(opened)), closed_too=True))
    return found.units if unit_id in found.units else found.units | {unit_id}


def region_under(unit_id: int, path: str, on: date, known: datetime | None) -> Region:
    """A unit (id and home path) and all units under it on a day, as known at an instant, in whatever compartment."""
    found = walked(Walk(unit_id, on, known))
    if unit_id in found.units:
        return found
    homes = {path, *filter(None, (found.first, found.last))}
    return Region(found.units | {unit_id}, min(homes), max(homes))


def _unit_ids(stretches: Iterable[Stretch], opened: Collection[str]) -> Iterator[int]:
    for stretch in stretches:
        units = Unit.everything(reason="units under a unit").filter(compartment__in=[REGISTER, *sorted(opened)])
        yield from units.filter(path__gte=stretch.first, path__lt=stretch.behind).values_list("pk", flat=True)


def unit_of(caller: Caller, code: str) -> Unit:
    """A unit that the caller may see, by its code. Raises Refusal "not_found" for any other, existing or not."""
    with reading(caller):
        found = Unit.visible.to(caller).filter(code=code).first()
        if found is None or not UnitRecord.visible.to(caller).filter(unit=found).exists():
            raise not_found("unit")
    return found


@dataclass(frozen=True, slots=True)
class Under:
    """What stands under a unit on a day: how many units and posts, and how many holders in them."""

    units: int
    posts: int
    holders: int


def count_under(caller: Caller, unit: str, on: date, known: datetime | None = None) -> Under:
    """Units in force under a unit (itself included), their posts in force, and the tenures running in these.

    Of what the caller may see, on a day, as known at an instant (None: now). Raises Refusal "not_found".
    """
    with reading(caller):
        scope = _Scope(caller, unit_of(caller, unit).path, on, known)
        return scope.counted()


def posts_under(caller: Caller, unit: str, on: date, known: datetime | None = None) -> list[str]:
    """The codes of the posts in force under a unit on a day, in tree order. Raises Refusal "not_found"."""
    with reading(caller):
        scope = _Scope(caller, unit_of(caller, unit).path, on, known)
        return [code for rows in scope.posts() for code in rows.values_list("post__code", flat=True)]


def holders_under(caller: Caller, unit: str, on: date, known: datetime | None = None) -> list[tuple[str, str, bool]]:
    """(post, person, acting) for every tenure running under a unit on a day, in tree order. Raises "not_found"."""
    with reading(caller):
        scope = _Scope(caller, unit_of(caller, unit).path, on, known)
        columns = ("post__code", "person__code", "acting")
        return [found for rows in scope.holders() for found in rows.values_list(*columns)]


class _Scope:
    """Querysets over the stretches under a unit; each reads one stretch of one index."""

    def __init__(self, caller: Caller, top: str, on: date, known: datetime | None) -> None:
        self._caller = caller
        self._on, self._known = on, known
        self._now = in_force(on) & known_at(known)
        self._stretches = stretches_under(top, on, known)
        self._narrow = self._beyond_sight()

    def counted(self) -> Under:
        """How many units, posts and holders."""
        if self._narrow:
            return Under(self._count(self.units()), self._count(self.posts()), self._count(self.holders()))
        plain = Counting(self._caller, self._on, self._known, self._stretches)
        posts, holders = plain.count(PostRecord, at_home=True), plain.count(TenureRecord)
        gone = self._gone(plain.posts_not_at_home())
        holders -= sum(self._holders_in(gone[start : start + CHUNK]) for start in range(0, len(gone), CHUNK))
        away = list(self._posts_away())
        if away:
            posts += self._count(away)
            holders += self._count(self._holders_away(away))
        return Under(plain.count(UnitRecord), posts, holders)

    def _count(self, rows: Iterable[Any]) -> int:
        return sum(each.count() for each in rows)

    def _gone(self, posts: list[int]) -> list[int]:
        """Those of some posts that have no record at home in force now."""
        found: list[int] = []
        for start in range(0, len(posts), CHUNK):
            part = posts[start : start + CHUNK]
            here = PostRecord.everything(reason="posts of a stretch").filter(self._now, post__in=part, away=False)
            standing = set(here.values_list("post_id", flat=True))
            found += [each for each in part if each not in standing]
        return found

    def _holders_in(self, posts: list[int]) -> int:
        held = TenureRecord.everything(reason="within sight").filter(TenureRecord.open_to(self._caller), self._now)
        return int(held.filter(post__in=posts).count())

    def units(self) -> Iterator[Any]:
        for stretch in self._stretches:
            yield self._seen(UnitRecord, stretch)

    def posts(self) -> Iterator[Any]:
        for stretch in self._stretches:
            yield self._seen(PostRecord, stretch).filter(away=False).order_by("path", "post_id")
        yield from self._posts_away()

    def holders(self) -> Iterator[Any]:
        for stretch in self._stretches:
            gone = self._posts_gone(stretch)
            rows = self._seen(TenureRecord, stretch).order_by("path", "post_id", "starts_on")
            yield rows.exclude(post__in=gone) if gone else rows
        yield from self._holders_away(self._posts_away())

    def _holders_away(self, away: Iterable[Any]) -> Iterator[Any]:
        for posts in away:
            held = TenureRecord.visible.to(self._caller).filter(self._now, post__in=posts.values("post_id"))
            yield held.order_by("path", "post_id")

    def _seen(self, table: Any, stretch: Stretch) -> Any:
        rows = table.everything(reason="within sight") if not self._narrow else table.visible.to(self._caller)
        rows = rows.filter(table.open_to(self._caller), path__gte=stretch.first, path__lt=stretch.behind)
        return rows.filter(self._now)

    def _beyond_sight(self) -> bool:
        """True unless the caller sees every unit of the stretches, so that unit by unit need not be asked."""
        if self._caller.may("register:read") == "all":
            return False
        return not self._caller.units_for("register:read").issuperset(
            _unit_ids(self._stretches, self._caller.compartments)
        )

    def _posts_gone(self, stretch: Stretch) -> list[int]:
        """Posts at home in a stretch that on the day do not stand there, though tenures may run in them."""
        here = PostRecord.everything(reason="posts of a stretch")
        here = here.filter(path__gte=stretch.first, path__lt=stretch.behind)
        standing = Max(Case(When(self._now & Q(away=False), then=1), default=0))
        grouped = here.order_by("path", "post_id").values("path", "post_id").annotate(standing=standing)
        return list(grouped.filter(standing=0).values_list("post_id", flat=True))

    def _posts_away(self) -> Iterator[Any]:
        """Posts away from home that stand in a unit of the stretches on the day."""
        for start in range(0, len(self._stretches), MOST):
            part = self._stretches[start : start + MOST]
            within = [Q(unit__path__gte=each.first, unit__path__lt=each.behind) for each in part]
            rows = PostRecord.visible.to(self._caller).filter(self._now, reduce(or_, within), away=True)
            if rows.exists():
                yield rows
