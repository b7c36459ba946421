"""The life of the instruments as a picture: one lane for a regulation with all its versions, years across."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from quanze.apps.determinations.rulebooks.terms import state_on
from quanze.core.rulebook.library import Library
from quanze.core.rulebook.models import Identity
from quanze.core.rulebook.naming import period_text
from quanze.core.sheet.reader import Reader

LEFT, RIGHT, HEAD, LANE, WIDTH = 290, 16, 24, 24, 1100  # px of the picture
_YEAR_AT_END = re.compile(r"[（(\s]*\d{4}[）)]?$")


class Life(NamedTuple):
    """The bar of one version: where it stands, how it looks, its year, and the sentence it stands for."""

    x: float
    y: float
    width: float
    look: str  # in_force, past, to_come; with "doubtful" where the dates or the text are to be verified
    year: str
    told: str


class Lane(NamedTuple):
    """A regulation: its name, its versions; ``note`` stands where no bar can (the start is not at hand)."""

    y: float
    name: str
    lives: list[Life]
    note: str


class Tick(NamedTuple):
    """A year across the picture."""

    x: float
    year: int


class Picture(NamedTuple):
    """The whole time line; lengths in px."""

    width: int
    height: int
    lanes: list[Lane]
    ticks: list[Tick]
    day_x: float
    note_x: float


def picture(chosen: Iterable[Identity], library: Library, on: date, reader: Reader) -> Picture:
    """Lanes by first start, those without a start last; the line of the day asked runs down through all."""
    families: dict[str, list[Identity]] = {}
    for identity in chosen:
        families.setdefault(identity.family or identity.id, []).append(identity)
    scale = _Scale(families.values(), library, on)
    ordered = sorted(families.values(), key=lambda versions: scale.first_of(versions))
    lanes = [_lane(HEAD + number * LANE, versions, scale, reader) for number, versions in enumerate(ordered)]
    height = HEAD + len(lanes) * LANE + 8
    years = range(scale.first.year, scale.last.year + 1)
    step = 5 if len(years) > 12 else 1
    ticks = [Tick(scale.x(date(year, 1, 1)), year) for year in years if year % step == 0]
    return Picture(WIDTH, height, lanes, ticks, scale.x(on), LEFT + 4)


class _Scale:
    """Days to px; from two years before the first start to a year after the last day that counts."""

    def __init__(self, families: Iterable[list[Identity]], library: Library, on: date) -> None:
        self.library, self.on = library, on
        found = [library.period(i.id, {}) for versions in families for i in versions]
        starts = [p.starts_on for p in found if p is not None and p.starts_on is not None]
        self.first = date(max(1, min([*starts, on]).year - 1), 1, 1)
        self.last = date(min(9999, max([*starts, on]).year + 2), 1, 1)

    def x(self, day: date) -> float:
        within = min(max(day, self.first), self.last)
        share = (within - self.first).days / (self.last - self.first).days
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def first_of(self, versions: list[Identity]) -> tuple[date, str]:
        periods = [self.library.period(i.id, {}) for i in versions]
        starts = [p.starts_on for p in periods if p is not None and p.starts_on is not None]
        return min(starts, default=date.max), versions[0].id


def _lane(y: float, versions: list[Identity], scale: _Scale, reader: Reader) -> Lane:
    lives = [life for identity in versions if (life := _life(y, identity, scale, reader)) is not None]
    name = reader.text(versions[-1].short)
    if len(versions) > 1:
        name = _YEAR_AT_END.sub("", name)
    return Lane(y, name, lives, "" if lives else reader.say("施行日未载", "start not at hand"))


def _life(y: float, identity: Identity, scale: _Scale, reader: Reader) -> Life | None:
    period = scale.library.period(identity.id, {})
    if period is None or period.starts_on is None:
        return None
    left = scale.x(period.starts_on)
    right = scale.x(period.ends_before) if period.ends_before else float(WIDTH - RIGHT)
    doubtful = identity.off or identity.in_force.mark in ("M", "M+")
    look = state_on(identity, scale.library, scale.on) + (" doubtful" if doubtful else "")
    width = max(round(right - left - 1.5, 1), 2.0)
    text = f"{reader.text(identity.title)}{reader.say('：', ': ')}{period_text(identity, reader.lang)}"
    return Life(left, y + 4, width, look, str(period.starts_on.year) if width > 34 else "", text)
