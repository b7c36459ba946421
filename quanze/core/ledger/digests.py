"""Digests of what an act changed: of one value, or of the many rows of a bulk act."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from types import NoneType
from typing import Any, TypeAlias

from quanze.core.ledger.canonical import canonical
from quanze.core.ledger.hashing import hasher
from quanze.core.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest already taken: 64 hex digits."""

    text: str


Digestible: TypeAlias = (
    "bool | int | str | bytes | date | datetime | Digest | Sequence[Digestible] | Mapping[str, Digestible] | None"
)
Row: TypeAlias = "Sequence[bool | int | str | date | datetime | None]"
_FLAT = {NoneType, bool, int, str, date, datetime}
_CHUNK = 1000


def instant_text(at: datetime) -> str:
    """An instant as the ledger writes it: UTC, six decimals, Z. Raises Refusal ("naive_instant") without a zone."""
    if at.tzinfo is None:
        raise Refusal("naive_instant", zh="时刻必须带时区", en="an instant needs its time zone")
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def digest(value: Digestible, name: str) -> str:
    """64 hex digits over the canonical bytes of a value; "" for None. Raises Refusal ("not_canonical")."""
    if value is None:
        return ""
    if isinstance(value, Digest):
        return value.text
    return hasher(name)(canonical(_plain(value))).hexdigest()


def digest_rows(rows: Iterable[Row], name: str) -> Digest:
    """One digest over many flat rows in their order: of their canonical bytes, each ended by a line feed.

    Raises Refusal ("not_canonical") at a fraction or another type.
    """
    running = hasher(name)(b"")
    remaining = iter(rows)
    while chunk := list(islice(remaining, _CHUNK)):
        text = "\n".join([_line(row) for row in chunk])
        running.update(f"{text}\n".encode("utf-8", "strict"))
    return Digest(running.hexdigest())


def _line(row: Row) -> str:
    if not set(map(type, row)) <= _FLAT:
        return canonical(_plain(row)).decode("utf-8")
    return _encode(row)


def _plain(value: Any) -> Any:
    if isinstance(value, date | bytes):
        return _text(value)
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value.text if isinstance(value, Digest) else value


def _text(value: date | bytes) -> str:
    if isinstance(value, bytes):
        return value.hex()
    return instant_text(value) if isinstance(value, datetime) else value.isoformat()


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_text).encode
