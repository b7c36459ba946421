"""Lists of the posts under a unit on a day, with their units' names and their holders, in one statement a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Aggregate, Case, Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce, Concat

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import not_found
from quanze.apps.organizations.models import (
    PersonRecord,
    PostRecord,
    TenureRecord,
    UnitRecord,
    in_force,
    known_at,
)
from quanze.apps.organizations.selectors.stretches import stretches_under

# Tree order: the home of the unit, then the post. Together unique among the posts of one day.
ORDER = ("unit__path", "post_id")
COLUMNS = ("post__code", "title", "unit__code", "unit_name", "role", "rank", "seats", "holders")
_APART, _INSIDE = "\x1f", "\x1e"


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
    caller: Caller, unit: str, on: date, known: datetime | None = None, asked: Asked = Asked()
) -> QuerySet[Any]:  # fmt: skip
    """The posts in force on a day in a unit and all units under it, narrowed; to be read inside ``reading(caller)``.

    ``unit_name`` and ``holders`` (for ``holders_told``) are annotated. Raises Refusal "not_found".
    """
    now = in_force(on) & known_at(known)
    rows = PostRecord.visible.to(caller).filter(now, _within(caller, unit, on, known, asked.only_own))
    for column in ("role", "rank"):
        if getattr(asked, column):
            rows = rows.filter(**{column: getattr(asked, column)})
    if asked.title:
        rows = rows.filter(title__icontains=asked.title)
    held = TenureRecord.visible.to(caller).filter(now, post_id=OuterRef("post_id"))
    if asked.vacant:
        rows = rows.exclude(Exists(held.filter(acting=False)))
    called = UnitRecord.visible.to(caller).filter(now, unit_id=OuterRef("unit_id")).values("name")[:1]
    return rows.annotate(unit_name=Subquery(called), holders=Subquery(_holders(caller, held, now)))


def holders_told(text: str | None) -> Iterator[tuple[str, str, bool]]:
    """Code, name and whether acting, of each holder in the ``holders`` of a row."""
    for each in sorted(text.split(_APART)) if text else ():
        acting, name, code = each.split(_INSIDE)
        yield code, name, acting == "1"


def _within(caller: Caller, unit: str, on: date, known: datetime | None, only_own: bool) -> Q:
    found = UnitRecord.visible.to(caller).filter(known_at(known), unit__code=unit).values_list("path").first()
    if found is None:
        raise not_found("unit")
    if only_own:
        return Q(unit__path=found[0])
    stretches = stretches_under(found[0], on, known)
    parts = (Q(unit__path__gte=each.first, unit__path__lt=each.behind) for each in stretches)
    return reduce(or_, parts, Q(unit__path=found[0]) if not stretches else Q(pk__in=()))


def _holders(caller: Caller, held: QuerySet[Any], now: Q) -> QuerySet[Any]:
    """Sign, name and code of the holders of a post, joined."""
    name = PersonRecord.visible.to(caller).filter(now, person_id=OuterRef("person_id")).values("name")[:1]
    acting = Case(When(acting=True, then=Value("1")), default=Value("0"), output_field=TextField())
    told = Concat(
        acting, Value(_INSIDE), Coalesce(Subquery(name), F("person__code")), Value(_INSIDE), F("person__code"),
        output_field=TextField(),
    )  # fmt: skip
    return held.order_by().values("post_id").annotate(told=_Together(told)).values("told")
