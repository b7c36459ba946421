"""Timelines: every record of one unit, post or person, with the act that wrote it, as far as the caller may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import not_found
from quanze.apps.access.context import reading
from quanze.apps.organizations.facts import TABLES
from quanze.apps.organizations.facts.rows import columns_of, made
from quanze.apps.organizations.lasting import Lasting
from quanze.core.register import Row

# What is shown of each kind of thing: list → how its records speak of the thing.
ABOUT: dict[str, dict[str, str]] = {
    "unit": {"organizations": "unit__code", "bodies": "unit__code", "posts": "unit__code"},
    "post": {"posts": "post__code", "tenures": "post__code", "portfolios": "post__code"},
    "person": {"people": "person__code", "tenures": "person__code", "absences": "person__code"},
}
_OWN = {"unit": "organizations", "post": "posts", "person": "people"}


@dataclass(frozen=True, slots=True)
class Moment:
    """One record: its list and number (the version to correct it by), its row, and the event that wrote it."""

    list: str
    record: int
    row: Row
    act: int
    event: str
    replaces: int | None


def timeline(caller: Caller, kind: str, code: str) -> tuple[Moment, ...]:
    """Every record, superseded ones too, about a unit, post or person, by start (None first), then record number.

    Raises Refusal "not_found" for what does not exist or is not the caller's to see.
    """
    with reading(caller):
        moments = [moment for name, about in ABOUT[kind].items() for moment in _moments(caller, name, about, code)]
        if not any(moment.list == _OWN[kind] for moment in moments):
            raise not_found(kind)
    return tuple(sorted(moments, key=lambda each: (str(each.row.starts_on or ""), each.list, each.record)))


def _moments(caller: Caller, name: str, about: str, code: str) -> list[Moment]:
    told = {row[0]: row for row in _SEEN.rows(caller=caller, shape=(name, about), code=code)}
    rows = made(name, [row[:-3] for row in told.values()])
    return [Moment(name, id, row, *told[id][-3:]) for id, row in rows]


def _seen(*, caller: Caller, shape: tuple[str, str], code: str) -> QuerySet[Any, Any]:
    """Columns of every visible record about a thing, with the act that wrote it and what it replaced."""
    name, about = shape
    records = TABLES[name].visible.to(caller).filter(**{about: code}).order_by("id")
    return records.values_list(*columns_of(name), "act_id", "act__event", "replaces")


_SEEN = Lasting(_seen, "register:read")
