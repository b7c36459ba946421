"""Tables as a backup describes them, and values as it writes them: the same text from either engine."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from quanze.core.ledger.canonical import Json, canonical
from quanze.core.refusals import Refusal

Row = Sequence[Any]
BOOLEAN, INTEGER, TEXT, DATE, INSTANT = "boolean", "integer", "text", "date", "instant"
BYTES, DECIMAL, JSON = "bytes", "decimal", "json"

# What an engine calls the type of a column, without its length → the kind.
_KINDS = {
    "bool": BOOLEAN, "boolean": BOOLEAN,
    "integer": INTEGER, "bigint": INTEGER, "smallint": INTEGER, "integer unsigned": INTEGER,
    "bigint unsigned": INTEGER, "smallint unsigned": INTEGER,
    "varchar": TEXT, "char": TEXT, "text": TEXT, "character varying": TEXT, "character": TEXT,
    "date": DATE, "datetime": INSTANT, "timestamp with time zone": INSTANT,
    "blob": BYTES, "bytea": BYTES, "decimal": DECIMAL, "numeric": DECIMAL,
    "json": JSON, "jsonb": JSON,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A stored column: its name and the kind of its values."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its stored columns by name, and those that order its rows (the primary key, else all)."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    def described(self) -> dict[str, Json]:
        """The table as a line of the export."""
        columns: list[Json] = [[each.name, each.kind] for each in self.columns]
        return {"columns": columns, "key": list(self.key), "table": self.name}


def table(name: str, columns: Sequence[tuple[str, str]], key: Sequence[str]) -> Table:
    """A table from (column, type as the engine calls it). Raises Refusal "unknown_type"."""
    found = tuple(Column(column, _kind(name, column, kind)) for column, kind in sorted(columns))
    return Table(name, found, tuple(key) or tuple(each.name for each in found))


def _kind(table_name: str, column: str, called: str) -> str:
    plain = re.sub(r"\(.*?\)", "", called).strip().lower()
    if plain not in _KINDS:
        raise Refusal(
            "unknown_type", zh=f"备份不认识 {table_name}.{column} 的类型 {called}；请告诉维护者",
            en=f"backup does not know the type {called} of {table_name}.{column}; tell the maintainers",
        )  # fmt: skip
    return _KINDS[plain]


def written(kind: str, value: Any) -> Json:
    """A stored value as the export writes it. Raises ValueError for a value that does not fit its column."""
    return None if value is None else _WRITING[kind](value)


def stored(kind: str, value: Json) -> Any:
    """A value of the export as Python has it: date, aware datetime, bytes, Decimal, or as it is."""
    return value if value is None or kind not in _READING else _READING[kind](value)


def _boolean(value: Any) -> Json:
    if value not in (0, 1):
        raise ValueError(value)
    return bool(value)


def _same(*kinds: type) -> Callable[[Any], Json]:
    def check(value: Any) -> Json:
        if type(value) not in kinds:
            raise ValueError(type(value).__name__)
        found: Json = value
        return found

    return check


def _date(value: Any) -> Json:
    return (value if type(value) is date else date.fromisoformat(value)).isoformat()


def _instant(value: Any) -> Json:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    utc = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return f"{utc.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def _bytes(value: Any) -> Json:
    if not isinstance(value, bytes | memoryview):
        raise ValueError(type(value).__name__)
    return bytes(value).hex()


def _json(value: Any) -> Json:
    found: Json = json.loads(value) if isinstance(value, str) else value
    canonical(found)
    return found


def _decimal(value: Any) -> Json:
    return f"{Decimal(str(value)).normalize():f}"


_WRITING: dict[str, Callable[[Any], Json]] = {
    BOOLEAN: _boolean,
    INTEGER: _same(int),
    TEXT: _same(str),
    DATE: _date,
    INSTANT: _instant,
    BYTES: _bytes,
    DECIMAL: _decimal,
    JSON: _json,
}
_READING: dict[str, Callable[[Any], Any]] = {
    DATE: date.fromisoformat,
    INSTANT: datetime.fromisoformat,
    BYTES: bytes.fromhex,
    DECIMAL: Decimal,
}
