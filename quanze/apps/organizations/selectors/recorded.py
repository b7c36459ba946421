"""Reads of persons in the register that leave their entry in the record before the answer does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from quanze.apps.access.caller import CHINA_TIME, Caller
from quanze.apps.access.checks import check_may, not_found
from quanze.apps.access.context import reading
from quanze.apps.audit.looks import look, recorded_look
from quanze.apps.audit.services import record_read
from quanze.apps.organizations.selectors.called import Seen, unit_seen
from quanze.apps.organizations.selectors.chains import Chain, who_answers
from quanze.apps.organizations.selectors.finding import MOST, Matches, matches
from quanze.apps.organizations.selectors.timelines import Moment, timeline

EVENT = "register:record:read"


@look(event=EVENT, of="unit", kind="unit")
def chain_read(
    *, unit: str, on: date, by: Caller, at: datetime, levels: int = 1, known: datetime | None = None
) -> Chain:
    """``who_answers``, recorded. Raises Refusal: not_permitted, not_found (recorded too), audit_unwritable."""
    check_may(by, "register:read")
    return who_answers(by, unit=unit, on=on, levels=levels, known=known)


@look(event=EVENT, of="code")
def timeline_read(*, kind: str, code: str, by: Caller, at: datetime) -> tuple[Moment, ...]:
    """``timeline`` of a unit, post or person, recorded. Raises Refusal as ``chain_read``."""
    check_may(by, "register:read")
    return timeline(by, kind, code)


@contextmanager
def unit_looked_into(
    *, unit: str, on: date, by: Caller, at: datetime, known: datetime | None = None
) -> Iterator[Seen]:  # fmt: skip
    """A unit, for what is read of it inside, from one picture of the register; the look into the unit is recorded.

    Raises Refusal: not_permitted, not_found (recorded too), audit_unwritable.
    """
    with recorded_look(event=EVENT, object_kind="unit", object_id=unit, by=by, at=at):
        check_may(by, "register:read")
        found = unit_seen(by, unit, on, known)
        if found is None:
            raise not_found("unit")
        yield found


def persons_sought(*, sought: str, by: Caller, at: datetime, most: int = MOST) -> Matches:
    """``matches`` among persons, recorded with the codes of those shown. Raises Refusal: not_permitted, audit_unwritable.

    An empty answer to an empty question is no read.
    """
    check_may(by, "register:read")
    with reading(by):
        found = matches(by, "person", sought, on=at.astimezone(CHINA_TIME).date(), most=most)
    if sought.strip():
        shown = ",".join(each.code for each in found.found)
        record_read(by=by, at=at, event=EVENT, object_kind="persons sought", object_id=shown)
    return found
