"""Reads of the record: its rows for verification, and what an administrator may be shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from django.db import DatabaseError

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import check_may
from quanze.apps.audit.anchoring import last_number
from quanze.apps.audit.chaining import tree_name
from quanze.apps.audit.models import Checkpoint, Entry
from quanze.apps.audit.streams import stream, stream_ahead
from quanze.core.ledger import anchors
from quanze.core.ledger.entries import SEALED, Row
from quanze.core.ledger.entries import Entry as Content
from quanze.core.refusals import Refusal

__all__ = [
    "as_bytes", "entries_visible", "number_of_entries", "stored_checkpoints", "stored_links", "stored_row",
    "stored_rows", "tree_name",
]  # fmt: skip
_COLUMNS = (*Content._fields, "prev_hash", "hash", "canonical")
_BUSINESS = Content._fields.index("business")
# SQLite has no truth values of its own; anything but these two stays what it is, and is found out.
_TRUTH: dict[Any, bool] = {0: False, 1: True}


def stored_rows(count: int) -> Iterator[Row]:
    """The first ``count`` rows in order, as stored, however damaged.

    Raises Refusal ("audit_unreadable") at a row that the database itself cannot read.
    """
    try:
        yield from map(_row, stream(_COLUMNS, count))
    except (DatabaseError, sqlite3.Error) as error:
        zh, en = f"数据库读不出审计记录：{error}", f"the database cannot read the audit record: {error}"
        raise Refusal("audit_unreadable", zh=zh, en=en) from error


def stored_row(seq: int) -> Row:
    """One row as stored. Raises Refusal ("no_such_entry")."""
    found = Entry.everything(reason="proof").filter(seq=seq).values_list(*_COLUMNS).first()
    if found is None:
        raise Refusal("no_such_entry", zh=f"没有第 {seq} 条审计记录", en=f"there is no audit entry {seq}")
    return _row(found)


def _row(found: tuple[Any, ...]) -> Row:
    content, links = list(found[:-3]), found[-3:]
    content[_BUSINESS] = _TRUTH.get(content[_BUSINESS], content[_BUSINESS])
    return Row(Content._make(content), as_bytes(links[0]), as_bytes(links[1]), as_bytes(links[2]))


def stored_links(count: int) -> Iterator[tuple[str, bytes, bytes]]:
    """Only what the chain itself needs: hash name, canonical bytes, own hash. Until its end, or until it is closed,
    nothing else is asked of the database.
    """
    return stream_ahead(("hash_name", "canonical", "hash"), count)


def stored_checkpoints(count: int) -> list[anchors.Checkpoint]:
    """The checkpoints over the first ``count`` entries, in order."""
    rows = Checkpoint.everything(reason="verification").filter(last_seq__lte=count).order_by("first_seq")
    return [anchors.Checkpoint(*found) for found in rows.values_list("first_seq", "last_seq", "root", "hash_name")]


def as_bytes(value: Any) -> bytes:
    """A stored value as bytes, whatever somebody may have put into its place."""
    if type(value) is bytes:
        return value
    if isinstance(value, bytearray | memoryview):
        return bytes(value)
    return str(value).encode("utf-8", "replace")


def entries_visible(caller: Caller, *, newest: int = 50, event: str = "") -> list[Content]:
    """The newest entries, newest first, as the record's readers may see them: a business entry without its object,
    reason, principal and digests. Raises Refusal ("not_permitted"). The door that shows them records the read.
    """
    check_may(caller, "audit:read")
    rows = Entry.visible.to(caller).order_by("-seq")
    if event:
        rows = rows.filter(event=event)
    return [_without_business(Content._make(found)) for found in rows.values_list(*Content._fields)[:newest]]


def number_of_entries() -> int:
    """How many entries the record has."""
    return last_number()


def _without_business(content: Content) -> Content:
    if not content.business:
        return content
    blank: dict[str, Any] = dict.fromkeys(SEALED, "") | {"on_behalf_of": None, "salt": ""}
    return content._replace(**blank)
