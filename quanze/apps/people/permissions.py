"""May this person be recorded or changed by this caller, now?"""

from __future__ import annotations

from collections.abc import Iterable

from quanze.apps.access.caller import Caller, Reach
from quanze.apps.access.checks import check_may, not_permitted


def check_may_keep_in(caller: Caller, units: Iterable[int | None], action: str) -> None:
    """Refuse records kept by units that the caller's grants do not reach (None: by no unit, for ``all`` only).

    Raises Refusal "not_permitted".
    """
    if check_may(caller, action) is Reach.ALL:
        return
    if not set(units) <= caller.units_for(action):
        raise not_permitted()
