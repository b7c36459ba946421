"""Days, money and numbers as an officer writes them, in Chinese and English."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

_DIGITS = "零一二三四五六七八九"
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WAN = 10_000  # 万: from here on 万元 stands beside yuan


def chinese(number: int) -> str:
    """A whole number from 0 to 9,999 in Chinese numerals (一百三十三), as articles are numbered."""
    if number < 10:
        return _DIGITS[number]
    text = ""
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += _DIGITS[digit] + sign
        elif text and not text.endswith("零"):
            text += "零"
    text = text.rstrip("零")
    return text[1:] if text.startswith("一十") else text


def day_text(day: date, lang: str) -> str:
    """A day: 2026年11月21日 or 21 November 2026."""
    if lang == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def yuan_text(yuan: Decimal | int | str, lang: str) -> str:
    """Money in yuan with thousands separators; in Chinese 万元 stands beside it from 10,000 yuan on."""
    amount = Decimal(yuan)
    if lang == "en":
        return f"{amount:,f} yuan"
    return f"{amount:,f}元" + (f"（{_trimmed(amount / _WAN)}万元）" if amount >= _WAN else "")


def _trimmed(amount: Decimal) -> str:
    text = f"{amount:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
