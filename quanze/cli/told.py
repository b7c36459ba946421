"""How periods are told at the terminal: last days included."""

from __future__ import annotations

from quanze.cli.console import Console
from quanze.core.periods import Period


def span_told(period: Period, console: Console) -> str:
    """The first and the last day of a period, both included, since readers take the last day they see for one of it."""
    first, last = period.starts_on, period.last_day
    if first and last:
        return console.say(f"{first} 至 {last}", f"{first} to {last}")
    if first:
        return console.say(f"{first} 起", f"from {first}")
    return console.say(f"至 {last}", f"to {last}") if last else console.say("起止未载", "no dates recorded")
