"""Lists that programs read by the API: every unit of a day; posts as far as they may be taken out."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import check_may, not_found
from quanze.apps.organizations.models import PostRecord, UnitRecord, in_force, known_at
from quanze.apps.organizations.selectors.called import unit_seen
from quanze.apps.organizations.selectors.post_lists import posts_listed

UNITS = ("unit__code", "name", "kind", "level", "superior__code")
EXPORT = "register:export"


def units_listed(caller: Caller, on: date, known: datetime | None = None) -> QuerySet[Any]:
    """Every unit in force on a day, to be ordered by ``path`` and read inside ``reading(caller)``."""
    check_may(caller, "register:read")
    return UnitRecord.visible.to(caller).filter(in_force(on), known_at(known))


def posts_taken_out(caller: Caller, unit: str, on: date, known: datetime | None = None) -> QuerySet[Any]:
    """``posts_listed``, as far as ``register:export`` reaches. Raises Refusal: not_permitted, not_found."""
    check_may(caller, EXPORT)
    seen = unit_seen(caller, unit, on, known)
    if seen is None:
        raise not_found("unit")
    return posts_listed(caller, seen, on, known).filter(PostRecord.reached(caller, EXPORT))
