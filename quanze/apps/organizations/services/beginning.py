"""The top units of the register: the first of an empty one, and further ones beside it; clerks record all below."""

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
def begin_register(*, unit: Organization, by: Caller, at: datetime, another: bool = False) -> Done:
    """Establish a top unit; no grant can reach over what does not stand yet.

    The first of a register that holds none; with ``another`` a further one beside those that stand, such as the
    head office of a vertical system outside the area. Raises Refusal: not_permitted, no_id, no_name, register_begun,
    not_a_top_unit, or as ``establish_unit``.
    """
    check_may(by, "register:begin")
    for key, value, zh, en in (("id", unit.id, "编号", "code"), ("name", unit.name, "名称", "name")):
        if not (value or "").strip():
            raise Refusal(f"no_{key}", zh=f"单位{zh}不能空着，请写明", en=f"a unit needs a {en}; give one", where=key)
    lock_register()
    if unit.superior is not None:
        raise Refusal(
            "not_a_top_unit", zh="最上级单位没有上级；有上级的单位由台账管理员登记或导入", where="superior",
            en="a top unit has no superior; the register clerk records or imports the others",
        )  # fmt: skip
    if not another and UnitRecord.everything(reason="is the register empty").filter(superseded_at=None).exists():
        raise Refusal(
            "register_begun", zh="台账中已有单位；其余单位由台账管理员登记或导入，确需另一个最上级单位（如辖区外的条线上级）的，请加 --another",
            en="the register holds units already; the register clerk records or imports all others; for one more top "
            "unit, such as the head office of a vertical system outside the area, add --another",
        )  # fmt: skip
    writing = replace(by, permissions=by.permissions | {"all:register:read", "all:register:write"})
    return establish_unit(unit=unit, by=writing, at=at)
