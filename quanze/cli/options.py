"""Values of options that several commands take."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from quanze.cli.arguments import Arguments
from quanze.cli.console import WrongUse
from quanze.core.casefile.days import Area, day_of, instant_of
from quanze.core.periods import end_of_day
from quanze.core.refusals import Refusal

_T = TypeVar("_T")


def day_option(text: str | None, option: str) -> date | None:
    """The day an option names, None if it was not given. Raises WrongUse for anything that is no day."""
    return None if text is None else _used(day_of, text, option)


def known_option(parser: Arguments) -> None:
    """The option --known-at."""
    told = (
        "只用该时刻已记录的登记（只写日期即当日终了）",
        "what was recorded by then; a bare day means its end in China",
    )
    parser.option("--known-at", told, metavar="INSTANT")


def known_at(args: argparse.Namespace) -> datetime | None:
    """What --known-at names, None if it was not given; a bare day means its end, as it does for the API.

    Raises WrongUse for anything that is no instant.
    """
    text: str | None = args.known_at
    if text is None:
        return None
    found = _used(instant_of, text, "--known-at")
    return end_of_day(found.date()) if len(text) == len("2026-11-21") else found


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
