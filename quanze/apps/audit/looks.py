"""A look at sensitive data: one picture of the database, and its entry in the record before the answer leaves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from quanze.apps.access.caller import Caller
from quanze.apps.access.context import reading
from quanze.apps.audit.acts import record_refused
from quanze.apps.audit.services.recording import record_read
from quanze.core.refusals import Refusal


@contextmanager
def recorded_look(*, event: str, object_kind: str, object_id: str, by: Caller, at: datetime) -> Iterator[None]:
    """What is read inside is recorded at the end, in a transaction of its own: nobody waits for it while looking.

    A Refusal inside is recorded as such and raised again. Raises Refusal "audit_unwritable": then nothing may be
    answered.
    """
    try:
        with reading(by):
            yield
    except Refusal as refusal:
        record_refused(refusal, event=event, object_kind=object_kind, object_id=object_id, by=by, at=at)
        raise
    record_read(by=by, at=at, event=event, object_kind=object_kind, object_id=object_id)
