"""How periods, instants and numbers are told at the terminal: last days included, instants in China."""

from __future__ import annotations

from datetime import datetime

from quanze.cli.console import Console
from quanze.core.periods import Period
from quanze.core.periods.instants import CHINA_TIME


def span_told(period: Period, console: Console) -> str:
    """The first and the last day of a period, both included, since readers take the last day they see for one of it."""
    first, last = period.starts_on, period.last_day
    if first and last:
        return console.say(f"{first} 至 {last}", f"{first} to {last}")
    if first:
        return console.say(f"{first} 起", f"from {first}")
    return console.say(f"至 {last}", f"to {last}") if last else console.say("起止未载", "no dates recorded")


def instant_told(at: str) -> str:
    """An instant of the data (ISO text) as it was in China, to the second: 2026-11-22 10:00:00 +08:00."""
    return f"{datetime.fromisoformat(at).astimezone(CHINA_TIME):%Y-%m-%d %H:%M:%S} +08:00"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun in English: 1 rulebook, 2 rulebooks."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"
