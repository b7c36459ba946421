"""Where and when of a published case: its area code, the days of the facts and the day asked."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date
from typing import Any

from tests.core.cases.words import AREAS

UNDATED = date(2018, 6, 30)  # the day asked where neither facts nor publication carry a date


def area_of(place: str, *, province: bool = False) -> str:
    """GB/T 2260 code of "Bengbu, Anhui"; of its province if asked; 000000 where no place is named."""
    code = AREAS[place.split(",")[0].strip()]
    return f"{code[:2]}0000" if province else code


def dates_of(record: Mapping[str, Any]) -> tuple[dict[str, str] | None, date]:
    """First and last year of the facts, and the day asked: the end of the month or year of publication.

    Without a year of the facts they are taken to have lasted until publication; without either nothing is known.
    """
    years = [word for word in str(record["year_of_facts"] or "").replace("-", " ").split() if word.isdigit()]
    published = record["published"]
    asked = _last_day(published) if published else date(int(years[-1]) + 1, 12, 31) if years else UNDATED
    if record["year_of_facts"] and "before" in record["year_of_facts"]:
        return {"to": str(int(years[-1]) - 1)}, asked
    if not years:
        return ({"to": published}, asked) if published else (None, asked)
    last = years[-1] if int(years[-1]) < asked.year else (published or years[-1])
    return {"from": years[0], "to": last}, asked


def _last_day(month: str) -> date:
    year, _, rest = month.partition("-")
    number = int(rest or 12)
    return date(int(year), number, calendar.monthrange(int(year), number)[1])
