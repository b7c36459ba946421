"""Reading a backup: every piece opened, every line counted, before anything is believed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from quanze.config.backup.exporting import AUDIT, Sum
from quanze.config.backup.making import FORM
from quanze.config.backup.sealing import damaged, unsealed
from quanze.config.backup.tables import Column, Table
from quanze.core.ledger.canonical import Json, parsed
from quanze.core.refusals import Refusal
from quanze.core.words.system import reason


@dataclass(frozen=True, slots=True)
class Front:
    """What a backup says of itself: when, by which program, the schema's migrations, and the seal key."""

    at: str
    program: str
    migrations: tuple[tuple[str, str], ...]
    seal_key: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A backup found whole: its front and its total."""

    front: Front
    total: dict[str, Any]


Line = tuple[Table, list[Any] | None]


def check_backup(file: Path, key: X25519PrivateKey) -> Checked:
    """Open every piece and add every line up; nothing is touched by it.

    Raises Refusal: unreadable, not_a_backup, unknown_suite, other_key, backup_damaged, newer_backup.
    """
    total = Sum()
    lines = _lines(file, key)
    try:
        front = _front(next(lines, b""))
        last = _walked(lines, total)
    except (ValueError, KeyError, TypeError, AttributeError):  # whoever has the public key can seal nonsense
        raise damaged() from None
    if last != total.total():
        raise damaged()
    return Checked(front, last)


def contents(file: Path, key: X25519PrivateKey) -> Iterator[Line]:
    """The tables of a checked backup, each as (table, None) followed by its rows as (table, values)."""
    lines = _lines(file, key)
    next(lines, b"")
    current: Table | None = None
    for line in lines:
        found: Any = parsed(line)
        if isinstance(found, dict) and "end" in found:
            return
        current = _table(found) if isinstance(found, dict) else _under(current)
        yield current, None if isinstance(found, dict) else found


def _walked(lines: Iterator[bytes], total: Sum) -> dict[str, Any]:
    """Add up all lines but the last and return that one. Raises Refusal "backup_damaged" for a wrong shape."""
    current: Table | None = None
    for line in lines:
        found: Any = _right(line)
        if isinstance(found, dict) and "end" in found:
            if next(lines, None) is not None:
                raise damaged()
            return found
        total.line(line)
        current = _table(found) if isinstance(found, dict) else _row(_under(current), found, total)
    raise damaged()


def _row(current: Table, values: list[Any], total: Sum) -> Table:
    if len(values) != len(current.columns):
        raise damaged()
    total.rows += 1
    if current.name == AUDIT:
        named = dict(zip((each.name for each in current.columns), values, strict=True))
        total.entry(bytes.fromhex(named["hash"]), named["hash_name"])
    return current


def _under(current: Table | None) -> Table:
    if current is None:
        raise damaged()
    return current


def _table(found: dict[str, Any]) -> Table:
    columns = tuple(Column(name, kind) for name, kind in found["columns"])
    return Table(found["table"], columns, tuple(found["key"]))


def _front(line: bytes) -> Front:
    found: Any = _right(line)
    if not isinstance(found, dict) or found.get("backup") != FORM:
        raise newer()
    migrations = tuple((app, name) for app, name in found["migrations"])
    return Front(found["at"], found["program"], migrations, found["seal_key"])


def newer() -> Refusal:
    """The refusal of a backup that a later program made."""
    return Refusal(
        "newer_backup", zh="此备份由更新版本的程序制作；请先升级程序再恢复",
        en="a later program made this backup; upgrade first, then restore",
    )  # fmt: skip


def _right(line: bytes) -> Json:
    try:
        return parsed(line)
    except Refusal:
        raise damaged() from None


def _lines(file: Path, key: X25519PrivateKey) -> Iterator[bytes]:
    """The lines of the text, without line feeds."""
    rest = b""
    try:
        with file.open("rb") as raw:
            for part in unsealed(raw, key):
                *whole, rest = (rest + part).split(b"\n")
                yield from whole
    except OSError as error:
        zh, en = f"读不到备份：{reason(error).zh}", f"the backup cannot be read: {reason(error).en}"
        raise Refusal("unreadable", zh=zh, en=en, where=str(file)) from None
    if rest:
        raise damaged()
