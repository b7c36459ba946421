"""Identity numbers (公民身份号码) of 18 or 15 digits: read as text; what looks wrong is a notice, never a refusal."""

from __future__ import annotations

import re
from datetime import date

from quanze.apps.organizations.exchange.findings import Reason

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_LONG = re.compile(r"\d{17}[\dX]", re.ASCII)
_SHORT = re.compile(r"\d{15}", re.ASCII)
# Provinces of GB/T 2260, and 81 to 83: residence permits of people from Hong Kong, Macao and Taiwan; 9x: foreigners.
_REGIONS = frozenset("11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split())  # fmt: skip


def check_sign(first17: str) -> str:
    """The last sign that seventeen digits call for (GB 11643-1999)."""
    total = sum(int(digit) * weight for digit, weight in zip(first17, _WEIGHTS, strict=True))
    return _CHECK[total % 11]


def doubts(number: str) -> Reason | None:
    """What looks wrong about a number: its shape, check digit, day of birth or region; None where nothing does."""
    if _LONG.fullmatch(number):
        return _doubts_long(number)
    if _SHORT.fullmatch(number):
        return _of_birth(f"19{number[6:12]}")
    return Reason(
        "identity_shape", "不是 18 位或 15 位公民身份号码，请核对（其他证件可忽略）",
        "not of 18 or 15 digits; compare (ignore this for other papers)",
    )  # fmt: skip


def _doubts_long(number: str) -> Reason | None:
    if number[-1] == check_sign(number[:17]):
        return _of_birth(number[6:14]) or _of_region(number)
    if number.endswith("000"):
        return Reason(
            "identity_mangled", "校验码不符且末三位为 000，很可能被表格软件改动，请对照原件",
            "the check digit is wrong and the last three are 000: probably changed by a spreadsheet; compare the original",
        )  # fmt: skip
    return Reason("identity_check", "校验码不符，请对照原件", "the check digit does not fit; compare the original")


def _of_birth(digits: str) -> Reason | None:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return Reason("identity_birth", "出生日期这一天不存在，请对照原件", "its day of birth does not exist; compare")
    return None


def _of_region(number: str) -> Reason | None:
    if number[:2] in _REGIONS or number[0] == "9":
        return None
    return Reason("identity_region", "地区码不常见，请核对", "an unusual region; compare")
