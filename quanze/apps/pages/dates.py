"""The two clocks of a page, from its address: ``on`` (the day it shows) and ``known`` (as we knew it then)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from quanze.apps.access.caller import CHINA_TIME
from quanze.core.periods import day_ended, end_of_day
from quanze.core.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Clocks:
    """What a page shows: the day (inclusive) and the instant of knowledge (None: as known now); ``today`` for compare."""

    on: date
    known: datetime | None
    today: date

    @property
    def is_usual(self) -> bool:
        """True for today as known now."""
        return self.on == self.today and self.known is None

    @property
    def query(self) -> str:
        """What must stand in a link so that the next page keeps both clocks; "" for today as known now."""
        told = {} if self.on == self.today else {"on": self.on.isoformat()}
        if self.known is not None:
            local, day = self.known.astimezone(CHINA_TIME), day_ended(self.known)
            told["known"] = day.isoformat() if day else local.strftime("%Y-%m-%dT%H:%M")
        return f"?{urlencode(told)}" if told else ""


def clocks_of(request: Any) -> Clocks:
    """The clocks a request asks for. Raises Refusal: bad_day, bad_instant (where: the field)."""
    today = request.at.astimezone(CHINA_TIME).date()
    return Clocks(day_of(request, "on") or today, known_of(request, "known"), today)


def day_of(request: Any, name: str) -> date | None:
    """A day from the address, None if absent or empty. Raises Refusal "bad_day"."""
    given = request.GET.get(name, "").strip()
    if not given:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise Refusal(
            "bad_day", zh="日期应写作 2026-11-21，且须真实存在", en="write the day as 2026-11-21, and it must exist",
            where=name,
        ) from None  # fmt: skip


def known_of(request: Any, name: str) -> datetime | None:
    """An instant in China time from the address: a day means its end; None if absent. Raises Refusal "bad_instant"."""
    given = request.GET.get(name, "").strip()
    if not given:
        return None
    try:
        if len(given) == len("2026-11-21"):
            return end_of_day(date.fromisoformat(given))
        return datetime.fromisoformat(given).replace(tzinfo=CHINA_TIME)
    except ValueError:
        raise Refusal(
            "bad_instant", zh="时点应写作 2026-11-21 或 2026-11-21T09:30（北京时间）", where=name,
            en="write the instant as 2026-11-21 or 2026-11-21T09:30 (Beijing time)",
        ) from None  # fmt: skip
