"""Values of options that several commands take."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from quanze.cli.console import WrongUse
from quanze.core.casefile.days import Area, day_of, instant_of
from quanze.core.refusals import Refusal

_T = TypeVar("_T")


def day_option(text: str | None, option: str) -> date | None:
    """The day an option names, None if it was not given. Raises WrongUse for anything that is no day."""
    return None if text is None else _used(day_of, text, option)


def instant_option(text: str | None, option: str) -> datetime | None:
    """The instant an option names, None if it was not given. Raises WrongUse for anything that is no instant."""
    return None if text is None else _used(instant_of, text, option)


def _used(read: Callable[..., _T], text: str, option: str) -> _T:
    try:
        return read(text, where=option)
    except Refusal as refusal:
        raise WrongUse(refusal.code, zh=refusal.zh, en=refusal.en, where=refusal.where) from None


def area_option(text: str | None, option: str) -> str | None:
    """The area code an option names, None if it was not given. Raises WrongUse for anything else."""
    return None if text is None else _used(_area, text, option)


def _area(text: str, *, where: str) -> str:
    return Area().read(text, where)
