"""Rows first recorded wrong and put right later: the wrong row stays, superseded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from random import Random
from typing import TypeVar

from quanze.core.register.rows import Organization, Portfolio, Row, Tenure

R = TypeVar("R", bound=Row)
BEIJING = timezone(timedelta(hours=8))


def with_corrections(
    rng: Random, rows: Iterable[R], wrong: Callable[[R], R | None], *, share: float, first: date
) -> list[R]:
    """The rows, of which about ``share`` (0 to 1) stand as ``wrong`` makes them until they are put right.

    A corrected row is first recorded some days after its start (or after ``first``) and put right
    one to twenty months later; where ``wrong`` gives None, the row stays as it is.
    """
    found: list[R] = []
    for row in rows:
        mistaken = wrong(row) if rng.random() < share else None
        if mistaken is None:
            found.append(row)
            continue
        recorded = datetime.combine(row.starts_on or first, time(9), BEIJING) + timedelta(days=rng.randrange(3, 20))
        put_right = recorded + timedelta(days=rng.randrange(30, 600))
        found.append(replace(mistaken, recorded_at=recorded, superseded_at=put_right))
        found.append(replace(row, recorded_at=put_right))
    return found


def begun_too_late(row: Tenure) -> Tenure | None:
    """The tenure as if begun twenty days later; None where it is too short for that."""
    if row.starts_on is None or (row.ends_before is not None and (row.ends_before - row.starts_on).days < 60):
        return None
    return replace(row, starts_on=row.starts_on + timedelta(days=20))


def one_left_out(row: Portfolio) -> Portfolio | None:
    """The portfolio without the first unit it covers; None where it covers none."""
    return replace(row, covers=row.covers[1:]) if row.covers else None


def misnamed(row: Organization) -> Organization | None:
    """The village under a slip of its name; None for any other unit."""
    return replace(row, name=f"{row.name}（误）") if row.kind == "village" else None
