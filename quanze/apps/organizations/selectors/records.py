"""One record of the register by its list and number, for whoever is about to correct or end it; the look is recorded."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import check_may, not_found
from quanze.apps.access.context import entered
from quanze.apps.audit.acts import act
from quanze.apps.audit.services import record_read
from quanze.apps.organizations.facts import TABLES, rows_of

EVENT = "register:record:read"


@act(event=EVENT, of="number")
@entered
def record_numbered(*, name: str, number: int, by: Caller, at: datetime) -> Any:
    """The row of a record of a list, superseded or not. Raises Refusal: not_permitted, not_found, audit_unwritable."""
    check_may(by, "register:read")
    records = TABLES[name].visible.to(by).filter(pk=number)
    rows = dict(rows_of(name, records))
    if number not in rows:
        raise not_found()
    record_read(by=by, at=at, event=EVENT, object_kind="record", object_id=f"{name} {number}")
    return rows[number]
