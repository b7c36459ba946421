"""Django's SQLite backend; only the marks of a statement are written in SQLite's way once, not at every execution."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

# As many as a connection keeps prepared queries, and the model's own.
KEPT = 5000


class Cursor(base.SQLiteCursorWrapper):
    """A cursor for which statements with "%s" are kept with "?" in their place."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        """The statement as SQLite takes it."""
        if param_names is not None:
            return str(super().convert_query(query, param_names=param_names))
        return _with_marks(query)


class DatabaseWrapper(base.DatabaseWrapper):
    """The connection, with such cursors."""

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor of this connection."""
        return self.connection.cursor(factory=Cursor)


@lru_cache(maxsize=KEPT)
def _with_marks(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
