"""The canonical export: every table by name, every row by its key, one line of canonical JSON each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from quanze.config.backup.sources import Picture
from quanze.config.backup.tables import Row, Table, written
from quanze.core.ledger.canonical import Json, encoded
from quanze.core.ledger.hashing import GENESIS, Hashing
from quanze.core.ledger.merkle import Tree
from quanze.core.refusals import Refusal

AUDIT = "audit_entry"


@dataclass(slots=True)
class Sum:
    """What the export comes to, added up line by line: rows, its digest, and the head and root of the audit record."""

    rows: int = 0
    entries: int = 0
    head: bytes = GENESIS
    tree: Tree | None = None
    _running: Hashing = field(default_factory=sha256)

    def line(self, data: bytes) -> None:
        """Take one line of the export, without its line feed."""
        self._running.update(data + b"\n")

    def entry(self, own: bytes, hash_name: str) -> None:
        """Take one entry of the audit record, in order."""
        self.tree = self.tree or Tree(hash_name)
        self.tree.add(own)
        self.entries, self.head = self.entries + 1, own

    def total(self) -> dict[str, Json]:
        """The last line of a backup."""
        root = self.tree.root().hex() if self.tree else ""
        audit: dict[str, Json] = {"entries": self.entries, "head": self.head.hex(), "root": root}
        return {"audit": audit, "end": True, "export": self._running.hexdigest(), "rows": self.rows}


def export(picture: Picture, total: Sum) -> Iterator[bytes]:
    """The lines of the export, without line feeds, added up in ``total``. Raises Refusal "odd_value"."""
    for each in picture.tables():
        yield _counted(total, encoded(each.described()))
        for row in picture.rows(each):
            total.rows += 1
            if each.name == AUDIT:
                _take_entry(each, row, total)
            yield _counted(total, encoded(_values(each, row)))


def _counted(total: Sum, line: bytes) -> bytes:
    total.line(line)
    return line


def _values(of: Table, row: Row) -> list[Json]:
    try:
        return [written(column.kind, value) for column, value in zip(of.columns, row, strict=True)]
    except (ValueError, TypeError, ArithmeticError, Refusal):
        shown = dict(zip((column.name for column in of.columns), row, strict=True))
        place = ", ".join(f"{name}={shown[name]!r}" for name in of.key)
        raise Refusal(
            "odd_value", zh="这一行有与列类型不符的值，可能被直接改过数据库；没有备份，请先核对", where=f"{of.name} {place}",
            en="this row holds a value that does not fit its column, perhaps altered past the program; nothing was "
            "backed up: look at it first",
        ) from None  # fmt: skip


def _take_entry(of: Table, row: Row, total: Sum) -> None:
    values = {column.name: value for column, value in zip(of.columns, row, strict=True)}
    total.entry(bytes(values["hash"]), values["hash_name"])
