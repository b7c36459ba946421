"""What one's own acts were about: a unit, body, post or person of each, as far as one still may see it.

Only his own: what an act of his was about he looked at, on the record, when he did it. Acts of others name nobody here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Count, Min, QuerySet

from quanze.apps.access.caller import Caller
from quanze.apps.access.context import reading
from quanze.apps.organizations.facts import TABLES
from quanze.apps.organizations.lasting import Lasting
from quanze.apps.organizations.models import Act

# The lists that an event's acts are looked for in, by its second word, and the column that says what a row is about.
_OF = {
    "unit": "organizations", "body": "bodies", "post": "posts", "tenure": "tenures", "person": "people",
    "portfolio": "portfolios", "absence": "absences",
}  # fmt: skip
_COLUMNS = {
    "organizations": "unit__code", "bodies": "body__code", "posts": "post__code", "tenures": "person__code",
    "people": "person__code", "portfolios": "post__code", "absences": "person__code",
}  # fmt: skip
# Thousands of rows are about no one thing.
_MANY = "register:rows:written"


class Concern(NamedTuple):
    """The code of one thing that an act was about, and of how many it is the first."""

    code: str
    of: int


def concerns(caller: Caller, acts: Iterable[Act]) -> dict[int, Concern]:
    """By the number of each act that is the caller's own; an act of which he may see no row is left out."""
    wanted: dict[str, set[int]] = {}
    for act in acts:
        if caller.account is not None and act.account == caller.account and act.event != _MANY:
            for name in _lists_of(act.event):
                wanted.setdefault(name, set()).add(act.pk)
    found: dict[int, Concern] = {}
    with reading(caller):
        for name in (each for each in TABLES if each in wanted):
            for role in ("act", "ended_by"):
                left = frozenset(wanted[name] - found.keys())
                rows = _ABOUT.rows(caller=caller, shape=(name, role), acts=left) if left else []
                found |= {act: Concern(code, count) for act, code, count in rows}
    return found


def _lists_of(event: str) -> tuple[str, ...]:
    """The list that an event speaks of; of a row taken back, or an act, it may be any."""
    about = _OF.get(event.split(":")[1])
    return (about,) if about else tuple(_COLUMNS)


def _about(*, caller: Caller, shape: tuple[str, str], acts: frozenset[int]) -> QuerySet[Any, Any]:
    """Of each act: the first code among the rows of a list that it wrote ("act") or ended ("ended_by"), their number."""
    name, role = shape
    column = _COLUMNS[name]
    rows = TABLES[name].visible.to(caller).filter(**{f"{role}__each_of": acts}).order_by().values(role)
    told = rows.annotate(first=Min(column), count=Count(column, distinct=True))
    found: QuerySet[Any, Any] = told.values_list(role, "first", "count")
    return found


_ABOUT = Lasting(_about, "register:read")
