"""The common refusals of access: no permission, no fresh second factor, recused."""

from __future__ import annotations

from quanze.apps.access.caller import Caller, Reach
from quanze.core.refusals import Refusal


def check_may(caller: Caller, action: str) -> Reach:
    """The widest reach in which the caller may do the action.

    Raises Refusal "not_permitted", in words that tell nothing about what exists.
    """
    reach = caller.may(action)
    if reach is None:
        raise not_permitted()
    return reach


def not_permitted() -> Refusal:
    """The refusal for whoever has no permission: the same for every object, existing or not."""
    return Refusal(
        "not_permitted", zh="您没有办理此事项的权限；需要时请向安全管理员申请授权",
        en="you are not permitted to do this; ask the security administrator for a grant if you need it",
    )  # fmt: skip


def not_found(where: str = "") -> Refusal:
    """The refusal for what does not exist or is not the caller's to know: one answer for both."""
    return Refusal("not_found", zh="没有找到，或者不在您的权限范围内", en="not found, or not yours to see", where=where)


def check_fresh_factor(caller: Caller) -> None:
    """Refuse grants, exports and the like without a second factor given within five minutes.

    Raises Refusal "step_up_needed".
    """
    if not caller.fresh_factor:
        raise Refusal(
            "step_up_needed", zh="此事项需要重新输入动态口令（五分钟内有效），请验证后重试",
            en="this needs your one-time code again (valid for five minutes): confirm it and try again",
        )  # fmt: skip
