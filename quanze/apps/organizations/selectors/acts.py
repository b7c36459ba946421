"""Acts on the register: the latest, and when anything was last written."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max, QuerySet

from quanze.apps.access.caller import Caller
from quanze.apps.access.context import reading
from quanze.apps.organizations.models import Act


def acts_visible(caller: Caller) -> QuerySet[Act]:
    """Acts that the caller may see: all of them with reach everywhere, else those of his own account."""
    if caller.may("register:read") == "all" or caller.account is None:
        return Act.visible.to(caller).order_by("-at", "-pk")
    own = Act.everything(reason="one's own acts").filter(Act.open_to(caller), account=caller.account)
    return own.order_by("-at", "-pk")


def last_written(caller: Caller) -> datetime | None:
    """The instant of the last act in the compartments open to the caller; None before the first.

    Knowledge never lies behind it.
    """
    with reading(caller):
        found: datetime | None = (
            Act.everything(reason="the last act").filter(Act.open_to(caller)).aggregate(last=Max("at"))["last"]
        )
    return found
