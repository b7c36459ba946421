"""An entry: what was done, and the bytes that stand for it in the chain."""

from __future__ import annotations

from json.encoder import encode_basestring as _quoted
from typing import NamedTuple

from quanze.core.ledger.hashing import hasher
from quanze.core.refusals import Refusal

KINDS = ("act", "refusal", "read")
FORM = 1


class Entry(NamedTuple):
    """The readable columns of one entry.

    ``at`` is instant_text(); ``before`` and ``after`` are digests or "". A business entry's object id, digests,
    reason and principal are sealed: its canonical bytes hold only their salted digest, so that who checks the
    chain learns nothing of the business. ``salt`` is 16 random bytes in hex for a business entry, else "".
    """

    seq: int
    hash_name: str
    event: str
    kind: str
    business: bool
    actor_person: int | None
    actor_account: int | None
    at: str
    object_kind: str
    object_id: str
    on_behalf_of: int | None
    before: str
    after: str
    reason: str
    salt: str


SEALED = ("object_id", "on_behalf_of", "before", "after", "reason")


class Row(NamedTuple):
    """One stored row: the entry, the hash before it, its own hash, and its canonical bytes as stored."""

    entry: Entry
    prev_hash: bytes
    hash: bytes
    canonical: bytes


def entry_bytes(entry: Entry) -> bytes:
    """The canonical bytes of an entry: what canonical() makes of its fields, spelled out here for speed.

    A business entry's hold its seal in place of what it keeps to itself. Raises TypeError for a value of another
    type than the field's, ValueError for a salt that is none, Refusal: not_canonical, unknown_hash.
    """
    e = entry
    if e.business is True:
        text = (
            f'{{"account":{_number(e.actor_account)},"at":{_quoted(e.at)},"business":true,"event":{_quoted(e.event)},'
            f'"form":{FORM},"hash":{_quoted(e.hash_name)},"kind":{_quoted(e.kind)},'
            f'"object_kind":{_quoted(e.object_kind)},"person":{_number(e.actor_person)},'
            f'"seal":"{seal(e)}","seq":{_number(e.seq)}}}'
        )
    elif e.business is False and e.salt == "":
        text = (
            f'{{"account":{_number(e.actor_account)},"after":{_quoted(e.after)},"at":{_quoted(e.at)},'
            f'"before":{_quoted(e.before)},"business":false,"event":{_quoted(e.event)},"form":{FORM},'
            f'"hash":{_quoted(e.hash_name)},"kind":{_quoted(e.kind)},"object_id":{_quoted(e.object_id)},'
            f'"object_kind":{_quoted(e.object_kind)},"on_behalf_of":{_number(e.on_behalf_of)},'
            f'"person":{_number(e.actor_person)},"reason":{_quoted(e.reason)},"seq":{_number(e.seq)}}}'
        )
    else:
        raise TypeError("business is neither true nor false, or an open entry has a salt")
    return _utf8(text)


def seal(entry: Entry) -> str:
    """Hex digest over the salt (16 bytes) and the canonical bytes of the parts a business entry keeps to itself."""
    e = entry
    text = (
        f'{{"after":{_quoted(e.after)},"before":{_quoted(e.before)},"object_id":{_quoted(e.object_id)},'
        f'"on_behalf_of":{_number(e.on_behalf_of)},"reason":{_quoted(e.reason)}}}'
    )
    return hasher(e.hash_name)(bytes.fromhex(e.salt) + _utf8(text)).hexdigest()


def entry_hash(prev_hash: bytes, data: bytes, name: str) -> bytes:
    """32 bytes: the named hash over the hash before and the canonical bytes."""
    return hasher(name)(prev_hash + data).digest()


def chained(entry: Entry, prev_hash: bytes) -> Row:
    """The row that puts the entry behind the given hash."""
    data = entry_bytes(entry)
    return Row(entry, prev_hash, entry_hash(prev_hash, data, entry.hash_name), data)


def _number(value: int | None) -> str:
    """A whole number or null; a TypeError for anything else, even for what looks like a number."""
    return "null" if value is None else int.__repr__(value)


def _utf8(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        zh, en = "文字中有不成对的代理码", "a lone surrogate in the text"
        raise Refusal("not_canonical", zh=zh, en=en) from error
