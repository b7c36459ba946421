"""The hand-written table, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.journeys.matrix.world import ROLES

FILE = Path(__file__).with_name("table.csv")


class Cell(NamedTuple):
    """May this role do this to a thing in this state?"""

    object: str
    state: str
    action: str
    role: str
    allowed: bool


def cells() -> Iterator[Cell]:
    """Every cell of the table. Raises ValueError for a role that does not exist or a line written twice."""
    seen = set()
    for line in FILE.read_text("utf-8").splitlines()[1:]:
        if line.startswith("#"):
            continue
        object, state, action, allowed = line.split(",")
        named = allowed.split()
        if (object, state, action) in seen or not ROLES.keys() >= set(named):
            raise ValueError(line)
        seen.add((object, state, action))
        yield from (Cell(object, state, action, role, role in named) for role in ROLES)
