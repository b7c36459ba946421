"""Lists of the posts under a unit on a day, with their units' names and their holders, in one statement a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Aggregate, Case, Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce, Concat

from quanze.apps.access.caller import Caller
from quanze.apps.organizations.lasting import Lasting
from quanze.apps.organizations.models import (
    PersonRecord,
    PostRecord,
    TenureRecord,
    UnitRecord,
    in_force,
    known_at,
)
from quanze.apps.organizations.selectors.called import Seen
from quanze.apps.organizations.selectors.subtrees import region_under
from quanze.apps.organizations.selectors.walks import Region

# Tree order: the home of the unit, then the post. Together unique among the posts of one day.
ORDER = ("unit__path", "post_id")
COLUMNS = ("post__code", "title", "unit__code", "unit_name", "role", "rank", "seats", "holders")
WHY = "names in a list of posts"
_APART, _INSIDE = "\x1f", "\x1e"


class Line(NamedTuple):
    """A row of the list, by ORDER and COLUMNS."""

    path: str
    number: int
    post: str
    title: str
    unit: str
    unit_name: str | None
    role: str
    rank: str
    seats: int | None
    holders: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a list of posts is narrowed to; empty texts and None narrow nothing."""

    title: str = ""
    role: str = ""
    rank: str = ""
    vacant: bool = False
    only_own: bool = False


class _Together(Aggregate):
    """Texts of a group joined by a separator, on either engine."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def __init__(self, text: Any) -> None:
        super().__init__(text, Value(_APART))

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """PostgreSQL has another name for it."""
        return self.as_sql(compiler, connection, function="STRING_AGG", **more)


def posts_listed(
    caller: Caller, unit: Seen, on: date, known: datetime | None = None, asked: Asked = Asked()
) -> QuerySet[Any]:  # fmt: skip
    """The posts in force on a day in a unit and all units under it, narrowed; to be read inside ``reading(caller)``.

    ``unit_name`` and ``holders`` (for ``holders_told``) are annotated.
    """
    region = _region(unit, on, known, asked)
    now = in_force(on) & known_at(known)
    return _told(_narrowed(_posts(caller, *region, now), caller, now, asked), caller, now)


def posts_page(
    caller: Caller, unit: Seen, on: date, known: datetime | None, asked: Asked, *, after: Sequence[Any], most: int
) -> list[tuple[Any, ...]]:
    """At most so many rows of ``posts_listed`` in its order, behind the keys ``after`` (() for the first ones).

    Each has ORDER and COLUMNS: the values of a ``Line``.
    """
    region = _region(unit, on, known, asked)
    path, post = after or (None, None)
    told: dict[str, Any] = {
        "caller": caller, "shape": (asked.vacant, most), "units": region.units, "first": path or region.first,
        "last": region.last, "on": on, "known": known, "path": path, "post": post,
        "title": asked.title or None, "role": asked.role or None, "rank": asked.rank or None,
    }  # fmt: skip
    # A part of a title is no plain value: signs in it are guarded while the text is made.
    return list(_page(**told)) if asked.title else _PAGE.rows(**told)


def _page(
    *, caller: Caller, shape: tuple[bool, int], units: frozenset[int], first: str, last: str, on: date,
    known: datetime | None, path: str | None, post: int | None, title: str | None, role: str | None, rank: str | None,
) -> QuerySet[Any]:  # fmt: skip
    vacant, most = shape
    now = in_force(on) & known_at(known)
    asked = Asked(title=title or "", role=role or "", rank=rank or "", vacant=vacant)
    rows = _narrowed(_posts(caller, units, first, last, now), caller, now, asked)
    if path is not None:
        rows = rows.filter(Q(unit__path__gt=path) | Q(unit__path=path, post_id__gt=post))
    # Names and holders only of the rows of the page: what is sorted first and cut afterwards would need them all.
    page = PostRecord.everything(reason=WHY).filter(pk__in=rows.order_by(*ORDER).values("pk")[:most])
    return _told(page, caller, now).order_by(*ORDER).values_list(*ORDER, *COLUMNS)


_PAGE = Lasting(_page, "register:read")


def _posts(caller: Caller, units: frozenset[int], first: str, last: str, now: Q) -> QuerySet[Any]:
    """The posts of some units between two home paths that the caller may see."""
    rows = PostRecord.visible.to(caller).filter(now, unit_id__among=units)
    return rows.filter(unit__path__gte=first, unit__path__lte=last)


def _told(rows: QuerySet[Any], caller: Caller, now: Q) -> QuerySet[Any]:
    """Posts that the caller was found to see, with the names of their units and their holders.

    Who may see a post may see its unit, and who may see a tenure its holder; only their compartments may differ.
    """
    called = UnitRecord.everything(reason=WHY).filter(UnitRecord.open_to(caller), now, unit_id=OuterRef("unit_id"))
    held = TenureRecord.visible.to(caller).filter(now, post_id=OuterRef("post_id"))
    holders = Subquery(_holders(caller, held, now))
    told: QuerySet[Any] = rows.annotate(unit_name=Subquery(called.values("name")[:1]), holders=holders)
    return told


def _narrowed(rows: QuerySet[Any], caller: Caller, now: Q, asked: Asked) -> QuerySet[Any]:
    for column in ("role", "rank"):
        if getattr(asked, column):
            rows = rows.filter(**{column: getattr(asked, column)})
    if asked.title:
        rows = rows.filter(title__icontains=asked.title)
    held = TenureRecord.visible.to(caller).filter(now, post_id=OuterRef("post_id"), acting=False)
    return rows.exclude(Exists(held)) if asked.vacant else rows


def holders_told(text: str | None) -> list[tuple[str, str, bool]]:
    """Code, name and whether acting, of each holder in the ``holders`` of a row."""
    holders = [each.split(_INSIDE) for each in sorted(text.split(_APART))] if text else []
    return [(code, name, acting == "1") for acting, name, code in holders]


def _region(unit: Seen, on: date, known: datetime | None, asked: Asked) -> Region:
    if asked.only_own:
        return Region(frozenset({unit.number}), unit.path, unit.path)
    return region_under(unit.number, unit.path, on, known)


def _holders(caller: Caller, held: QuerySet[Any], now: Q) -> QuerySet[Any]:
    """Sign, name and code of the holders of a post, joined."""
    people = PersonRecord.everything(reason=WHY).filter(PersonRecord.open_to(caller), now)
    name = people.filter(person_id=OuterRef("person_id")).values("name")[:1]
    acting = Case(When(acting=True, then=Value("1")), default=Value("0"), output_field=TextField())
    told = Concat(
        acting, Value(_INSIDE), Coalesce(Subquery(name), F("person__code")), Value(_INSIDE), F("person__code"),
        output_field=TextField(),
    )  # fmt: skip
    joined: QuerySet[Any] = held.order_by().values("post_id").annotate(told=_Together(told)).values("told")
    return joined
