"""How one entry gets behind the last: the lock on the head, the row, and each full block's checkpoint."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import connection

from quanze.apps.access.caller import Caller
from quanze.apps.access.prepared import Prepared
from quanze.apps.audit.models import Checkpoint, Entry
from quanze.apps.audit.registry import is_business
from quanze.core.ledger.digests import Digestible, digest, instant_text
from quanze.core.ledger.entries import Entry as Content
from quanze.core.ledger.entries import chained
from quanze.core.ledger.hashing import GENESIS
from quanze.core.ledger.merkle import BLOCK, leaf, root
from quanze.core.refusals import Refusal

_COLUMNS = tuple(field.attname for field in Entry._meta.concrete_fields)
# Written out: every look leaves an entry, and the model's own way takes four times as long.
_INSERT = f"INSERT INTO {Entry._meta.db_table} ({', '.join(_COLUMNS)}) VALUES ({', '.join(['%s'] * len(_COLUMNS))})"  # noqa: S608 (names of the model)
# The one number under which writers of the record wait for each other on PostgreSQL.
HEAD_LOCK = 0x71756E7A65


class What(NamedTuple):
    """What an entry is to say, beyond who and when."""

    event: str
    kind: str
    object_kind: str
    object_id: str
    before: Digestible
    after: Digestible
    reason: str


def append(by: Caller, at: datetime, what: What) -> Entry:
    """Write the next entry inside the caller's transaction, and the block's checkpoint when it is full.

    Raises Refusal at text or values that no canonical bytes can carry, and the database's own errors.
    """
    _check_text(what)
    last = _locked_head()
    content = _content(last[0] + 1, by, at, what)
    row = chained(content, last[1])
    entry = Entry(**content._asdict(), prev_hash=row.prev_hash, hash=row.hash, canonical=row.canonical)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [getattr(entry, name) for name in _COLUMNS])
    if entry.seq % BLOCK == 0:
        _close_block(entry.seq)
    return entry


def _check_text(what: What) -> None:
    """PostgreSQL keeps no NUL; SQLite would. Neither takes one here."""
    if "\0" in what.object_id or "\0" in what.reason:
        raise Refusal("not_canonical", zh="文字中有空字符（NUL）", en="a NUL in the text")


def _locked_head() -> tuple[int, bytes]:
    """The last number and hash, with every other writer waiting until this transaction ends.

    On SQLite BEGIN IMMEDIATE has already taken the only writer's place.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [HEAD_LOCK])
    found = _HEAD.rows()
    return (found[0][0], bytes(found[0][1])) if found else (0, GENESIS)


_HEAD = Prepared(lambda: Entry.everything(reason="the head").order_by("-seq").values_list("seq", "hash")[:1])


def _content(seq: int, by: Caller, at: datetime, what: What) -> Content:
    name: str = getattr(settings, "QUANZE_LEDGER_HASH", "sha256")
    business = is_business(what.event)
    return Content(
        seq=seq,
        hash_name=name,
        event=what.event,
        kind=what.kind,
        business=business,
        actor_person=by.person,
        actor_account=by.account,
        at=instant_text(at),
        object_kind=what.object_kind,
        object_id=what.object_id,
        on_behalf_of=by.on_behalf_of,
        before=digest(what.before, name),
        after=digest(what.after, name),
        reason=what.reason or by.reason,
        salt=secrets.token_hex(16) if business else "",
    )


def _close_block(last: int) -> None:
    rows = Entry.everything(reason="a full block").filter(seq__gt=last - BLOCK, seq__lte=last).order_by("seq")
    name = tree_name()
    above = root([leaf(bytes(each), name) for each in rows.values_list("hash", flat=True)], name)
    Checkpoint(first_seq=last - BLOCK + 1, last_seq=last, root=above.hex(), hash_name=name).save(force_insert=True)


def tree_name() -> str:
    """The hash of the Merkle tree: that of entry 1, for the whole life of the record. "" while it is empty."""
    first = Entry.everything(reason="the tree's hash").filter(seq=1).values_list("hash_name", flat=True).first()
    return first or ""
