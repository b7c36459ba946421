"""Kinds of values that are days, spans of days, instants and money."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from quanze.core.casefile.kinds import Kind
from quanze.core.casefile.wording import shown, wrong_type
from quanze.core.periods.partial import days_of
from quanze.core.refusals import Refusal

FIRST_YEAR, LAST_YEAR = 1949, 2100
CHINA_TIME = timezone(timedelta(hours=8))
# Beyond this no sum of yuan is meant seriously, and exact arithmetic stays quick.
MOST_YUAN = Decimal(10) ** 13

_YEAR = r"(1949|19[5-9]\d|20\d\d|2100)"  # the same limits for the schema
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YUAN = re.compile(r"-?(0|[1-9]\d{0,19})(\.\d{1,20})?", re.ASCII)
_AREA = re.compile(r"\d{6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Day(Kind):
    """A day between 1949-01-01 and 2100-12-31, written YYYY-MM-DD."""

    def read(self, value: Any, path: str) -> date:
        """The day. Refuses other shapes, days that do not exist, and years out of range."""
        if isinstance(value, date):
            return _in_range(value, path)
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            raise wrong_type(value, path, "日期，写作 2010-06-01", "a date, written 2010-06-01")
        try:
            return _in_range(date.fromisoformat(value), path)
        except ValueError:
            raise Refusal(
                "no_such_day",
                zh=f"{value} 这一天不存在，请核对月和日",
                en=f"{value} does not exist; check month and day",
                where=path,
            ) from None

    def schema(self) -> dict[str, Any]:
        """An ISO date."""
        return {"type": "string", "format": "date", "pattern": rf"^{_YEAR}-\d\d-\d\d$"}


@dataclass(frozen=True, slots=True)
class SpanEnd(Kind):
    """One end of the conduct: YYYY, YYYY-MM or YYYY-MM-DD; the first or the last day it may mean (inclusive)."""

    last: bool

    def read(self, value: Any, path: str) -> date:
        """The first day of the span for its beginning, the last day for its end."""
        if isinstance(value, bool) or not isinstance(value, (date, int, str)) or len(str(value)) > 10:
            raise wrong_type(
                value, path, "日期，写作 2009、2009-07 或 2009-07-01", "a date: 2009, 2009-07 or 2009-07-01"
            )
        return _in_range(days_of(value, where=path)[self.last], path)

    def schema(self) -> dict[str, Any]:
        """A year as a number, or a partial date as text."""
        text = {"type": "string", "pattern": rf"^{_YEAR}(-\d\d(-\d\d)?)?$"}
        return {"anyOf": [{"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}, text]}


@dataclass(frozen=True, slots=True)
class Instant(Kind):
    """An instant: a day (its first moment) or YYYY-MM-DDTHH:MM[:SS][offset]; no offset means China time."""

    def read(self, value: Any, path: str) -> datetime:
        """The instant with its offset. Refuses other shapes and years out of range."""
        found = _parsed(value)
        if found is None:
            raise wrong_type(
                value, path, "时刻，写作 2016-03-01 或 2016-03-01T09:30", "an instant: 2016-03-01 or 2016-03-01T09:30"
            )
        _in_range(found.date(), path)
        return in_china_time(found)

    def schema(self) -> dict[str, Any]:
        """An ISO date, or date and time."""
        return {"type": "string", "pattern": rf"^{_YEAR}-\d\d-\d\d([T ]\d\d:\d\d.*)?$"}


@dataclass(frozen=True, slots=True)
class Yuan(Kind):
    """Money: yuan with at most two decimals, read exactly into whole fen (RMB, not negative)."""

    def read(self, value: Any, path: str) -> int:
        """The amount in fen. Refuses negative amounts, parts of a fen, and text that is no plain number."""
        amount = self._exact(value, path)
        if amount < 0:
            raise _bad_amount(path, f"金额 {shown(value)} 为负数", f"the amount {shown(value)} is negative")
        if amount >= MOST_YUAN:
            raise _bad_amount(path, "金额大得不合常理", "the amount is beyond all reason")
        fen = amount * 100
        if fen != fen.to_integral_value():
            raise _bad_amount(
                path, f"金额 {shown(value)} 不是整分，最多两位小数",
                f"the amount {shown(value)} is not whole fen; at most two decimals",
            )  # fmt: skip
        return int(fen)

    def _exact(self, value: Any, path: str) -> Decimal:
        if isinstance(value, str) and _YUAN.fullmatch(value):
            return Decimal(value)
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
            raise wrong_type(value, path, "以元计的金额，如 1200000.50", "an amount in yuan such as 1200000.50")
        amount = Decimal(value)
        # An exponent far below the fen would make exact arithmetic endless.
        if amount.adjusted() > 30 or int(amount.as_tuple().exponent) < -60:
            raise _bad_amount(path, "金额不是合理的数", "the amount is no sensible number")
        return amount

    def schema(self) -> dict[str, Any]:
        """A number that is not negative, or the same as text (exact in every reader)."""
        text = {"type": "string", "pattern": r"^(0|[1-9]\d{0,12})(\.\d{1,2}0*)?$"}
        return {"anyOf": [{"type": "number", "minimum": 0, "exclusiveMaximum": int(MOST_YUAN)}, text]}


@dataclass(frozen=True, slots=True)
class Area(Kind):
    """A six-digit area code of GB/T 2260; 000000 is the nation. An unquoted number is read as its digits."""

    def read(self, value: Any, path: str) -> str:
        """The six digits as text."""
        text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
        if isinstance(text, str) and _AREA.fullmatch(text):
            return text
        raise wrong_type(value, path, '六位行政区划代码，如 "430900"', 'a six-digit area code such as "430900"')

    def schema(self) -> dict[str, Any]:
        """Six digits, as text or as a number."""
        return {
            "anyOf": [
                {"type": "string", "pattern": r"^\d{6}$"},
                {"type": "integer", "minimum": 100000, "maximum": 999999},
            ]
        }


def in_china_time(moment: datetime) -> datetime:
    """The instant with an offset; one without is read as China time (UTC+8)."""
    return moment if moment.tzinfo else moment.replace(tzinfo=CHINA_TIME)


def day_of(text: str, *, where: str) -> date:
    """A day given outside a file (``where`` names the option). Raises Refusal as in a file."""
    return Day().read(text, where)


def instant_of(text: str, *, where: str) -> datetime:
    """An instant given outside a file, with its offset (none: China time). Raises Refusal as in a file."""
    return Instant().read(text, where)


def _parsed(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) and _DAY.match(value) else None
    except ValueError:
        return None


def _in_range(day: date, path: str) -> date:
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return day
    raise Refusal(
        "date_out_of_range", zh=f"日期 {day} 不在 {FIRST_YEAR} 年至 {LAST_YEAR} 年之间，请核对年份",
        en=f"the date {day} is not between {FIRST_YEAR} and {LAST_YEAR}; check the year", where=path,
    )  # fmt: skip


def _bad_amount(path: str, zh: str, en: str) -> Refusal:
    return Refusal("bad_amount", zh=zh, en=en, where=path)
