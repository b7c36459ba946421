"""The first unit of an empty register: after it, clerks record everything below it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import check_may
from quanze.apps.access.context import entered
from quanze.apps.audit.acts import act
from quanze.apps.organizations.models import UnitRecord
from quanze.apps.organizations.services.change import Done
from quanze.apps.organizations.services.units import establish_unit
from quanze.apps.organizations.storage import lock_register
from quanze.core.refusals import Refusal
from quanze.core.register import Organization


@act(event="register:unit:established")
@entered
def begin_register(*, unit: Organization, by: Caller, at: datetime) -> Done:
    """Establish the top unit of a register that holds none; no grant can reach over what does not stand yet.

    Raises Refusal: not_permitted, register_begun, or as ``establish_unit``.
    """
    check_may(by, "register:begin")
    lock_register()
    if UnitRecord.everything(reason="is the register empty").filter(superseded_at=None).exists():
        raise Refusal(
            "register_begun", zh="台账中已有单位；其余单位由台账管理员登记或导入",
            en="the register holds units already; the register clerk records or imports all others",
        )  # fmt: skip
    writing = replace(by, permissions=by.permissions | {"all:register:read", "all:register:write"})
    return establish_unit(unit=unit, by=writing, at=at)
