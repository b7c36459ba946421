"""Which units of a level above stand there beside the leadership and do not lead the unit below."""

from __future__ import annotations

from quanze.core.determination.roles import NO_LEADERSHIP
from quanze.core.register import Organization


def stands_beside(unit: Organization | None, *, direct: bool) -> bool:
    """True for discipline organs, congress and CPPCC of the territory above; not for a ``direct`` superior.

    Committee, government and commissions of a territory are one level (formats.md, reading 3); of them the party
    committee and the government lead.
    """
    return unit is not None and unit.kind in NO_LEADERSHIP and not direct
