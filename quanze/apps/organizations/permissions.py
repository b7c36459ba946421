"""May this caller change these units, posts and people, now?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from quanze.apps.access.caller import Caller, Holding, Reach
from quanze.apps.access.checks import check_may, not_found
from quanze.apps.access.compartments import REGISTER
from quanze.apps.access.recusal import check_not_recused


def check_may_change(caller: Caller, action: str, units: Iterable[int], persons: Collection[int]) -> None:
    """Refuse a change to units (ids) beyond the caller's grants, or about himself, his spouse or near kin.

    Raises Refusal: not_permitted without any reach; not_found beyond it, as for what does not exist.
    """
    reach = check_may(caller, action)
    check_not_recused(caller, persons)
    if reach is Reach.ALL:
        return
    if reach is not Reach.UNITS or not caller.units_for(action).issuperset(units):
        raise not_found()


def check_may_label(caller: Caller, compartment: str) -> None:
    """Refuse a compartment that is not open to the caller. Raises Refusal "not_found"."""
    if compartment != REGISTER and compartment not in caller.compartments:
        raise not_found()


def reaching(caller: Caller, action: str, units: Collection[int]) -> Caller:
    """The caller, reaching also units (ids) that he is just bringing below his own; for the act under way only."""
    more = frozenset(units)
    if not more or caller.may(action) is Reach.ALL:
        return caller
    holding = Holding(permissions=caller.permissions, units=more)
    holdings = caller.holdings
    if holdings is None:
        holdings = (Holding(permissions=caller.permissions, units=caller.units, compartments=caller.compartments),)
    return replace(caller, units=caller.units | more, holdings=(*holdings, holding))
