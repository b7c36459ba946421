"""The walk down the dated links from a unit, kept in memory for as long as nobody has acted on the register."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from django.db import connection

from quanze.apps.organizations.lasting import last_act, seeing
from quanze.apps.organizations.storage import stored

KEPT = 128


class Region(NamedTuple):
    """Units (ids), and the first and last of their home paths ("" for none)."""

    units: frozenset[int]
    first: str
    last: str


class Walk(NamedTuple):
    """From which unit, on which day, as known at an instant (None: now); through ``labels`` only (None: any).

    ``closed_too``: also to units that have closed by then, where they stood at their end (as known now).
    """

    unit: int
    on: date
    known: datetime | None = None
    labels: tuple[str, ...] | None = None
    closed_too: bool = False


def walked(walk: Walk) -> Region:
    """The units under one on a day, itself included; none if it does not stand.

    What was found before is given again only while the last act on the register is the same one, and to whom the
    database shows the same. Never within an act: what that has written may yet be undone.
    """
    mark = last_act()
    return _walked(walk) if mark is None else _kept(mark, seeing(), walk)


@lru_cache(maxsize=KEPT)
def _kept(_last_act: bytes, _seen: Hashable, walk: Walk) -> Region:
    """``_last_act`` is the hash of its entry in the record: no other act, done or undone, ever has the same."""
    return _walked(walk)


def _walked(walk: Walk) -> Region:
    day, then = connection.ops.adapt_datefield_value(walk.on), stored(walk.known)
    clocks, values = (_UNSUPERSEDED, [day, day]) if walk.known is None else (_KNOWN, [day, day, then, then])
    if walk.closed_too:
        clocks, values = _LAST, [day, day, day]
    labels = walk.labels or ()
    listed = "" if walk.labels is None else f"AND u.compartment IN ({', '.join(['%s'] * len(labels))})"
    with connection.cursor() as cursor:
        cursor.execute(_UNDER.format(so=clocks, labels=listed), [walk.unit, *values, *values, *labels])
        found = cursor.fetchall()
    homes = [home for _, home in found]
    return Region(frozenset(unit for unit, _ in found), min(homes, default=""), max(homes, default=""))


_DAY = "(r.starts_on IS NULL OR r.starts_on <= %s) AND (r.ends_before IS NULL OR r.ends_before > %s) "
_UNSUPERSEDED = f"{_DAY} AND r.superseded_at IS NULL"
_KNOWN = f"{_DAY} AND (r.recorded_at IS NULL OR r.recorded_at <= %s) "
_KNOWN += "AND (r.superseded_at IS NULL OR r.superseded_at > %s)"
# So on the day, or the last that had begun by then: what has closed is looked up only for rows that have ended.
_LAST = """(r.starts_on IS NULL OR r.starts_on <= %s) AND r.superseded_at IS NULL
  AND (r.ends_before IS NULL OR r.ends_before > %s OR NOT EXISTS (
    SELECT 1 FROM organizations_unit_record l WHERE l.unit_id = r.unit_id AND l.superseded_at IS NULL
    AND l.starts_on <= %s AND (r.starts_on IS NULL OR l.starts_on > r.starts_on)))"""
# One statement, for it is asked at every request; along the dated links, as ``stretches_under`` says it by home paths.
_UNDER = """
WITH RECURSIVE under (unit) AS (
  SELECT r.unit_id FROM organizations_unit_record r WHERE r.unit_id = %s AND {so}
  UNION
  SELECT r.unit_id FROM under CROSS JOIN organizations_unit_record r WHERE r.superior_id = under.unit AND {so}
)
SELECT u.id, u.path FROM under CROSS JOIN organizations_unit u WHERE u.id = under.unit {labels}
"""
