"""Who the caller himself is in the register."""

from __future__ import annotations

from typing import Any

from quanze.apps.access.caller import Caller
from quanze.apps.access.context import reading
from quanze.apps.organizations.lasting import Lasting
from quanze.apps.organizations.models import PersonRecord


def own_code(caller: Caller) -> str:
    """The code under which the caller's own page opens; "" if he is not in the register or it is not his to see."""
    if caller.person is None or not caller.may("register:read"):
        return ""
    with reading(caller):
        found = _OWN.rows(caller=caller, himself=caller.person)
    return str(found[0][0]) if found else ""


def _own(*, caller: Caller, himself: int) -> Any:
    rows = PersonRecord.visible.to(caller).filter(person_id=himself, superseded_at=None)
    return rows.values_list("person__code")[:1]


_OWN = Lasting(_own, "register:read")
