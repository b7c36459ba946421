"""Which rows of rulebooks a sheet cites, wherever on it they stand."""

from __future__ import annotations

from typing import Any


def rows_cited(sheet: Any) -> list[tuple[str, str]]:
    """Every (rulebook, row) that a sheet, as data, cites: in clauses, bars, competence, deadlines and all else. Sorted."""
    found: set[tuple[str, str]] = set()
    waiting = [sheet]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            rulebook, row = part.get("rulebook"), part.get("row")
            if isinstance(rulebook, str) and isinstance(row, str) and rulebook and row:
                found.add((rulebook, row))
            waiting += part.values()
        elif isinstance(part, list | tuple):
            waiting += part
    return sorted(found)
