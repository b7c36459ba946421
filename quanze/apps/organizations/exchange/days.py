"""Days in every usual Chinese writing, read into the one that is meant; what could mean two is refused."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from quanze.apps.organizations.exchange.findings import Reason, unreadable
from quanze.core.casefile.days import FIRST_YEAR, LAST_YEAR
from quanze.core.casefile.wording import shown

_DIGITS = {sign: str(value) for value, sign in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "Ｏ": "0",
    "两": "2",
}
_HANZI = "".join(_DIGITS) + "十廿卅"
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−～", "-") | {"。": ".", "·": ".", "、": "/"})
_CLOCK = r"(?:[ T]*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_WHOLE = re.compile(rf"(\d{{4}}) ?[-/.年 ] ?(\d{{1,2}}) ?[-/.月 ] ?(\d{{1,2}}) ?[日号]?{_CLOCK}", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?|((?:19|20)\d{2})(0[1-9]|1[0-2])", re.ASCII)
_YEAR = re.compile(r"(\d{4})年?", re.ASCII)
_SHORT = re.compile(r"(\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", re.ASCII)
_DAY_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_SERIAL_ZERO = date(1899, 12, 30)
OPEN_ENDS = frozenset({"至今", "现在", "目前", "现任", "在任", "在职", "至今在任", "迄今", "今", "-", "--", "/", "无", "now", "present"})  # fmt: skip


def read_day(text: str, first_year: int = FIRST_YEAR) -> tuple[date, Reason | None]:
    """The day, and what to know about how it was read (a month alone is taken as its first day).

    ``first_year`` is the earliest year that is meant seriously (births begin before the republic).

    Raises Unreadable: no_such_day, date_out_of_range, day_missing, ambiguous_day, wrong_date; each with the nearest mend.
    """
    plain = _plain(text)
    if found := _WHOLE.fullmatch(plain) or _COMPACT.fullmatch(plain):
        year, month, day = map(int, found.groups()[:3])
        return _existing(text, year, month, day, first_year), None
    if plain == f"{plain[:4]}.1" and plain[:4].isdigit():
        raise unreadable(
            "ambiguous_day", f"“{shown(text)}”可能是 1 月，也可能是被表格软件改动的 10 月（{plain}0），请写明年月日",
            f"“{shown(text)}” may be January, or October ({plain}0) as a spreadsheet changed it; write year, month, day",
        )  # fmt: skip
    if found := _MONTH.fullmatch(plain):
        year, month = int(found[1] or found[3]), int(found[2] or found[4])
        first = _existing(text, year, month, 1, first_year)
        return first, Reason(
            "month_only", f"只写到月，按 {first} 计；如知道日期请补上", f"only a month; read as {first}; add the day if known"
        )  # fmt: skip
    raise unreadable(*_mend(text, plain))


def is_open_end(text: str) -> bool:
    """Whether the text says that something goes on: 至今, a dash."""
    return _plain(text).lower() in OPEN_ENDS


def _plain(text: str) -> str:
    """Half-width, plain dashes, single blanks; Chinese numerals beside 年 as digits."""
    plain = " ".join(unicodedata.normalize("NFKC", text).translate(_DASHES).split())
    if "年" in plain and any(sign in _HANZI for sign in plain):
        return re.sub(f"[{_HANZI}]+", lambda found: _number(found[0]), plain)
    return plain


def _number(hanzi: str) -> str:
    """Chinese numerals as digits: 二〇一〇 is 2010, 二十一 is 21."""
    spelt = hanzi.replace("廿", "二十").replace("卅", "三十")
    if "十" not in spelt:
        return "".join(_DIGITS[sign] for sign in spelt)
    tens, _, ones = spelt.partition("十")
    return f"{_DIGITS.get(tens, '1')}{_DIGITS.get(ones, '0')}"


def _existing(text: str, year: int, month: int, day: int, first_year: int) -> date:
    if not first_year <= year <= LAST_YEAR:
        raise unreadable(
            "date_out_of_range", f"“{shown(text)}”不在 {first_year} 年至 {LAST_YEAR} 年之间，请核对年份",
            f"“{shown(text)}” is not between {first_year} and {LAST_YEAR}; check the year",
        )  # fmt: skip
    try:
        return date(year, month, day)
    except ValueError:
        raise unreadable(
            "no_such_day", f"“{shown(text)}”这一天不存在，请核对月和日", f"“{shown(text)}” does not exist; check month and day",
            _nearest_day(year, month, day),
        ) from None  # fmt: skip


def _nearest_day(year: int, month: int, day: int) -> str:
    if not 1 <= month <= 12 or not 28 < day <= 31:
        return ""
    return f"{date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)}"


def _mend(text: str, plain: str) -> tuple[str, str, str, str]:
    """Code, Chinese, English and suggestion for what is no day."""
    if _YEAR.fullmatch(plain):
        return (
            "day_missing",
            f"“{shown(text)}”只有年份，请写明年月日",
            f"“{shown(text)}” is only a year; write the day",
            "",
        )
    if found := _SHORT.fullmatch(plain):
        short, month, day = map(int, found.groups())
        year = short + (2000 if short <= 50 else 1900)
        return (*_ambiguous(text), _written(year, month, day))
    if found := _DAY_LAST.fullmatch(plain):
        first, second, year = map(int, found.groups())
        return (
            *_ambiguous(text),
            _written(year, second, first) if first > 12 else _written(year, first, second * (second > 12)),
        )
    if (found := _SERIAL.fullmatch(plain)) and 18000 <= int(found[1]) <= 73000:
        meant = _SERIAL_ZERO + timedelta(days=int(found[1]))
        return (
            "serial_day", f"“{shown(text)}”是表格软件内部的日期数，请把该列设为文本或日期格式后重填",
            f"“{shown(text)}” is a spreadsheet's inner number of a day; format the column as text or date", f"{meant}",
        )  # fmt: skip
    return (
        "wrong_date",
        f"“{shown(text)}”不是日期，写作 2010-06-01",
        f"“{shown(text)}” is no date; write 2010-06-01",
        "",
    )


def _ambiguous(text: str) -> tuple[str, str, str]:
    zh = f"“{shown(text)}”的年份或顺序不明确，写作 2010-06-01"
    return "ambiguous_day", zh, f"“{shown(text)}” leaves year or order open; write 2010-06-01"


def _written(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
