"""Who holds a post, and what a person holds, on a day."""

from __future__ import annotations

from datetime import date, datetime

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import not_found
from quanze.apps.access.context import reading
from quanze.apps.organizations.facts import rows_of
from quanze.apps.organizations.models import PostRecord, TenureRecord, in_force, known_at
from quanze.core.register import Tenure


def who_holds(caller: Caller, *, post: str, on: date, known: datetime | None = None) -> tuple[Tenure, ...]:
    """The tenures in a post on a day, acting and absent holders included, as known at an instant (None: now).

    Raises Refusal "not_found" for a post that the caller may not see, existing or not.
    """
    with reading(caller):
        if not PostRecord.visible.to(caller).filter(post__code=post).exists():
            raise not_found("post")
        rows = TenureRecord.visible.to(caller).filter(in_force(on), known_at(known), post__code=post)
        return tuple(row for _, row in rows_of("tenures", rows))
