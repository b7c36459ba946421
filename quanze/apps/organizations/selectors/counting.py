"""Counts over many stretches of home paths, one statement each: the engine goes along one index, stretch by stretch.

For callers who see everything in the stretches as far as compartments are open to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection

from quanze.apps.access.caller import Caller
from quanze.apps.access.compartments import REGISTER
from quanze.apps.organizations.models import Record
from quanze.apps.organizations.selectors.stretches import Stretch
from quanze.apps.organizations.storage import stored

MOST = 300


class Counting:
    """Rows of the register's tables in force in some stretches, on a day, as known at an instant (None: now)."""

    def __init__(self, caller: Caller, on: date, known: datetime | None, stretches: Sequence[Stretch]) -> None:
        self._opened = [REGISTER, *sorted(caller.compartments)]
        self._on = on
        self._known = known
        self._stretches = stretches

    def count(self, table: type[Record], *, at_home: bool = False) -> int:
        """How many rows, with ``at_home`` only those of what stands at home, in the compartments open."""
        now, values = self._now()
        opened = ", ".join(["%s"] * len(self._opened))
        condition = f"{now} AND r.compartment IN ({opened}){' AND NOT r.away' if at_home else ''}"
        return sum(found for (found,) in self._each("COUNT(*)", table, condition, [*values, *self._opened]))

    def posts_not_at_home(self) -> list[int]:
        """The ids of posts at home in the stretches with any record that is not in force at home now."""
        from quanze.apps.organizations.models import PostRecord

        now, values = self._now()
        found = self._each("r.post_id", PostRecord, f"NOT ({now} AND NOT r.away)", values)
        return sorted({post for (post,) in found})

    def _each(self, what: str, table: type[Record], condition: str, values: list[Any]) -> list[tuple[int]]:
        rows: list[tuple[int]] = []
        for start in range(0, len(self._stretches), MOST):
            part = self._stretches[start : start + MOST]
            listed = ", ".join(["(%s, %s)"] * len(part))
            statement = (
                f"WITH s (first, behind) AS (VALUES {listed}) "  # noqa: S608
                f"SELECT {what} FROM s CROSS JOIN {table._meta.db_table} r "
                f"WHERE r.path >= s.first AND r.path < s.behind AND {condition}"
            )
            with connection.cursor() as cursor:
                cursor.execute(statement, [*(end for each in part for end in each), *values])
                rows += cursor.fetchall()
        return rows

    def _now(self) -> tuple[str, list[Any]]:
        """The condition of both clocks on a row ``r``, and its values."""
        day = "(r.starts_on IS NULL OR r.starts_on <= %s) AND (r.ends_before IS NULL OR r.ends_before > %s)"
        if self._known is None:
            return f"({day} AND r.superseded_at IS NULL)", [self._on, self._on]
        instant = stored(self._known)
        known = "(r.recorded_at IS NULL OR r.recorded_at <= %s) AND (r.superseded_at IS NULL OR r.superseded_at > %s)"
        return f"({day} AND {known})", [self._on, self._on, instant, instant]
