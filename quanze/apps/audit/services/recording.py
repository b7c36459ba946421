"""Adding to the record: an act, a refusal, a read. Nothing is ever changed or removed."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import DatabaseError, connection, transaction

from quanze.apps.access.caller import Caller
from quanze.apps.audit import anchoring
from quanze.apps.audit.chaining import What, append
from quanze.apps.audit.models import Entry
from quanze.apps.audit.within import note_recorded
from quanze.core.ledger.anchors import EVERY
from quanze.core.ledger.digests import Digestible
from quanze.core.ledger.entries import KINDS
from quanze.core.refusals import Refusal

LOG = logging.getLogger("quanze.audit")
LONGEST_REFUSED = 200


def record(
    *,
    by: Caller,
    at: datetime,
    event: str,
    object_kind: str,
    object_id: str,
    before: Digestible = None,
    after: Digestible = None,
    reason: str = "",
    kind: str = "act",
) -> Entry:
    """Record what is done, in the same transaction: both are kept or neither.

    ``before`` and ``after`` are kept as digests (digest_rows() makes one of many rows); ``reason`` defaults to the
    caller's; on whose behalf comes from the caller. Call it last in the act: it makes other writers wait until the
    transaction ends. At every 100th entry the head goes to the witnesses after commit.
    Raises RuntimeError outside a transaction, ValueError for an unlisted event or kind, Refusal "audit_unwritable"
    when the entry cannot be written and "not_canonical" at text that no engine keeps; either way the transaction
    can no longer commit.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{event}: an act is recorded inside its own transaction")
    if kind not in KINDS:
        raise ValueError(f"no such kind of entry: {kind!r}")
    try:
        entry = append(by, at, What(event, kind, object_kind, object_id, before, after, reason))
    except Refusal:
        transaction.set_rollback(True)
        raise
    except (DatabaseError, OSError) as error:
        transaction.set_rollback(True)
        raise _unwritable() from error
    note_recorded(event)
    if entry.seq % EVERY == 0:
        transaction.on_commit(lambda: anchor_after_commit(entry.seq, at), robust=True)
    return entry


def record_refusal(
    *, by: Caller, at: datetime, event: str, object_kind: str, object_id: str, refusal: Refusal
) -> Entry:
    """Record that an act was refused, in a transaction of its own, after the act was rolled back.

    Only the refusal's code is kept: its sentence may quote what the record's readers may not know.
    Raises RuntimeError inside another transaction, Refusal ("audit_unwritable").
    """
    with transaction.atomic(durable=True):
        return record(
            by=by, at=at, event=event, object_kind=object_kind, object_id=_storable(object_id),
            reason=refusal.code, kind="refusal",
        )  # fmt: skip


def record_read(*, by: Caller, at: datetime, event: str, object_kind: str, object_id: str, reason: str = "") -> Entry:
    """Record that sensitive data is read, before the answer leaves. Raises Refusal: then nothing may be answered.

    Within an act it is part of it: an entry that fails undoes the act, so there is no savepoint to go back to.
    """
    with transaction.atomic(savepoint=False):
        return record(
            by=by, at=at, event=event, object_kind=object_kind, object_id=object_id, reason=reason, kind="read"
        )


def anchor_after_commit(entries: int, at: datetime) -> None:
    """Tell the witnesses the head at that number; what goes wrong is recorded, for the act itself stands."""
    for failure in anchoring.tell_witnesses(entries, at):
        record_failure(failure, at)


def record_failure(failure: anchoring.Failure, at: datetime) -> None:
    """Record, in the program's name, that a witness disagreed or failed."""
    LOG.critical("%s / %s", failure.zh, failure.en)
    with transaction.atomic():
        record(
            by=anchoring.program(at), at=at, event=failure.event, object_kind="witness",
            object_id=failure.witness, reason=failure.code,
        )  # fmt: skip


def _storable(text: str) -> str:
    """Text that every engine can keep: what a refused act named may be anything."""
    whole = text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\N{REPLACEMENT CHARACTER}")
    return whole[:LONGEST_REFUSED]


def _unwritable() -> Refusal:
    return Refusal(
        "audit_unwritable",
        zh="审计记录写不进去，本次办理已全部撤回；请联系系统管理员检查数据库后重试",
        en="the audit entry could not be written, so nothing was done; "
        "ask the system administrator to check the database and try again",
    )
