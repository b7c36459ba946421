"""What the address of a page on rules asks: a day and an area, each with its fault where it is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from quanze.apps.access.caller import CHINA_TIME
from quanze.apps.determinations.rulebooks.reading import words
from quanze.apps.pages.dates import day_of
from quanze.apps.pages.language import language
from quanze.core.casefile.days import Area as AreaKind
from quanze.core.refusals import Refusal
from quanze.core.rulebook.areas import AREAS, Area, area_text
from quanze.core.rulebook.library import contains


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The day (inclusive; today where none was given) and the area (None: any), as typed and as understood.

    ``day_given`` says whether the address names a day; ``faults`` holds a refusal by field, what was typed being kept.
    """

    on: date
    day_given: bool
    on_typed: str
    area: str | None
    area_typed: str
    faults: dict[str, Refusal] = field(default_factory=dict)

    @property
    def area_name(self) -> str:
        """The area in words; "" for any."""
        return area_text(self.area, language()) if self.area else ""


def asked_of(request: Any) -> Asked:
    """The day and the area of a request."""
    faults: dict[str, Refusal] = {}
    today = request.at.astimezone(CHINA_TIME).date()
    on: date | None = None
    try:
        on = day_of(request, "on")
    except Refusal as refusal:
        faults["on"] = refusal
    area, typed = None, request.GET.get("area", "").strip()[:40]
    if typed:
        try:
            area = AreaKind().read(typed, "area")
        except Refusal as refusal:
            faults["area"] = refusal
    given = request.GET.get("on", "").strip()[:40]
    return Asked(
        on=on or today, day_given=on is not None, on_typed=given or today.isoformat(), area=area, area_typed=typed,
        faults=faults,
    )  # fmt: skip


def areas_offered() -> list[Area]:
    """The areas to pick from: the nation, those with rules of their own, and what contains them."""
    own = {identity.area for identity in words().library.identities.values()}
    return [Area(code, AREAS[code]) for code in sorted(AREAS) if any(contains(code, one) for one in own)]
