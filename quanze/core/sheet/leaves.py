"""The picture of a long chain, cut between rows of units into leaves that each fit a printed page."""

from __future__ import annotations

from quanze.core.sheet.figures import Figure
from quanze.core.sheet.layout import layout
from quanze.core.sheet.picture import drawn
from quanze.core.sheet.reader import Reader


def leaves(found: tuple[Figure, ...], read: Reader, width: int, height: int) -> tuple[str, ...]:
    """SVG pictures from the top of the chain down, ``width`` px wide and at most ``height`` px high.

    A unit's row is never cut: one that is higher by itself stands alone and is as high as it needs. No figures: none.
    """
    cut: list[tuple[Figure, ...]] = []
    for row in _rows(found):
        together = (*cut[-1], *row) if cut else row
        if cut and layout(together, read, width)[1] <= height:
            cut[-1] = together
        else:
            cut.append(row)
    return tuple(drawn(part, read, width) for part in cut)


def _rows(found: tuple[Figure, ...]) -> list[tuple[Figure, ...]]:
    """Figures of one level and unit together, levels from the top, as the picture sets them."""
    rows: dict[tuple[int, str | None], tuple[Figure, ...]] = {}
    for figure in found:
        key = (figure.level, figure.unit)
        rows[key] = (*rows.get(key, ()), figure)
    return list(rows.values())
