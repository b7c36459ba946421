"""May this person ask about this unit, or see this determination, now?"""

from __future__ import annotations

from collections.abc import Collection

from quanze.apps.access.caller import Caller, Reach
from quanze.apps.access.checks import check_may, not_permitted
from quanze.core.refusals import Refusal


def check_may_ask(caller: Caller, reason: str) -> int:
    """Who asks (the id of his person). Refuses whoever may not ask at all, a program without a person, no reason.

    Raises Refusal: not_permitted, no_reason, bad_sign.
    """
    person = check_may_try(caller)
    if not reason.strip():
        raise Refusal(
            "no_reason", zh="请写明询问的理由（事由、批准）", en="give the reason for asking (matter, approval)",
            where="reason",
        )  # fmt: skip
    if any(not sign.isprintable() and sign not in "\n\t" for sign in reason):
        raise Refusal(
            "bad_sign", zh="理由含有不可见的控制字符，请删去", where="reason",
            en="the reason holds signs that cannot be shown; delete them",
        )  # fmt: skip
    return person


def check_may_try(caller: Caller) -> int:
    """Who tries a question without keeping its answer, or drafts one (the id of his person).

    Raises Refusal "not_permitted" for whoever may not ask, and for a program without a person.
    """
    check_may(caller, "determination:ask")
    if caller.person is None:
        raise not_permitted()
    return caller.person


def asks_within(caller: Caller, units: Collection[int]) -> bool:
    """Do the caller's grants to ask reach one of these units?"""
    if caller.may("determination:ask") is Reach.ALL:
        return True
    return not caller.units_for("determination:ask").isdisjoint(units)
