"""The days of the conduct: an end known by month or year only leaves its last day open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from quanze.core.casefile.shapes import Group
from quanze.core.periods.partial import days_of


@dataclass(frozen=True, slots=True)
class ConductDays(Group):
    """The group from/to; beside the last day it may mean, ``to`` keeps the earliest one (readings.md 13)."""

    def read(self, value: Any, path: str) -> dict[str, Any]:
        """first, last and, where ``to`` was given by year or month, last_from (inclusive, not before first)."""
        inner = Group.read(self, value, path)
        if "last" not in inner:
            return inner
        earliest = days_of(value["to"])[0]
        if earliest != inner["last"]:
            inner["last_from"] = max(earliest, inner.get("first", earliest))
        return inner
