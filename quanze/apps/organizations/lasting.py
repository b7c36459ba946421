"""Answers about the register that last until somebody acts on it."""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import Any

from django.db import connection

from quanze.apps.access.caller import Caller
from quanze.apps.access.context import entered_as, noted
from quanze.apps.access.prepared import Asked, Prepared

# How many answers a process keeps before it begins anew, and the longest of them, in rows.
MOST, LONGEST = 1000, 200
# By the last act on the register, then by what was asked; there is one such act at a time.
KEPT: dict[bytes, dict[Hashable, list[tuple[Any, ...]]]] = {}
_LAST_ACT = "SELECT hash FROM audit_entry WHERE seq = (SELECT MAX(entry) FROM organizations_act)"
_TABLES = re.compile(r'(?:FROM|JOIN) "(\w+)"')


def last_act() -> bytes | None:
    """The hash of the last act's entry in the record: no other act, done or undone, ever has the same.

    None before the first act, and in a transaction that may write: what it has written may yet be undone.
    """
    notes = noted()
    if notes is None:
        return None
    if _LAST_ACT not in notes:
        with connection.cursor() as cursor:
            cursor.execute(_LAST_ACT)
            found = cursor.fetchone()
        notes[_LAST_ACT] = bytes(found[0]) if found else None
    mark: bytes | None = notes[_LAST_ACT]
    return mark


def seeing() -> Hashable:
    """All of the caller that row security looks at; on SQLite there is none."""
    caller = entered_as()
    if connection.vendor != "postgresql" or caller is None:
        return None
    return caller.person, caller.account, caller.permissions, caller.units, caller.compartments


class Lasting(Prepared):
    """A prepared query of the register's tables alone; what was found is found again until somebody acts on them.

    It is kept by the whole statement with every value in it, the caller's reach among them: whoever asks otherwise, or
    may see otherwise, asks the database. Raises TypeError for a query of any other table.
    """

    def rows(self, *, caller: Caller | None = None, shape: Hashable = None, **values: Any) -> list[tuple[Any, ...]]:
        """As of ``Prepared``."""
        asked = self.asked(caller=caller, shape=shape, **values)
        if asked is None:
            return []
        mark = last_act()
        if mark is None:
            return asked.rows()
        kept = _kept_since(mark)
        key = (seeing(), asked.key())
        if (found := kept.get(key)) is None:
            _check_tables(asked)
            found = asked.rows()
            if len(found) <= LONGEST:
                kept[key] = found
        return list(found)


def _kept_since(mark: bytes) -> dict[Hashable, list[tuple[Any, ...]]]:
    if len(KEPT.get(mark, ())) >= MOST or mark not in KEPT:
        KEPT.clear()
    return KEPT.setdefault(mark, {})


def _check_tables(asked: Asked) -> None:
    strange = {table for table in _TABLES.findall(asked.made.sql) if not table.startswith("organizations_")}
    if strange:
        raise TypeError(f"no act on the register tells when these change: {sorted(strange)}")
