"""A rule's printed test ("≥ 1000000") taken apart, and whether a value meets it."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from quanze.core.ladders import LADDERS, SETS

# sign → words when met and when not met, Chinese and English
SIGNS = {
    "=": (("即{}", "that is {}"), ("不是{}", "not {}")),
    "∈": (("属于{}", "one of {}"), ("不属于{}", "none of {}")),
    "∋": (("含有{}", "containing {}"), ("不含{}", "containing no {}")),
    "≥": (("达到{}", "reaching {}"), ("未达到{}", "below {}")),
    "≤": (("不超过{}", "at most {}"), ("超过{}", "above {}")),
    ">": (("超过{}", "above {}"), ("未超过{}", "not above {}")),
    "<": (("低于{}", "below {}"), ("不低于{}", "not below {}")),
}


class Trial(NamedTuple):
    """One test: its sign, what the rule prints, a window in months, and an added condition."""

    sign: str
    operands: tuple[str, ...]
    months: str | None = None
    added: str | None = None


def trial(test: str | None) -> Trial | None:
    """The parts of a printed test ("≥ 2 / 12 months (…)"); None if there is none or it has another form."""
    text = (test or "").strip()
    if not text or text[0] not in SIGNS:
        return None
    sign = text[0]
    text, added = _split(text[1:], " (", ")")
    text, months = _split(text, " / ", " months")
    return Trial(sign, tuple(part.strip() for part in text.split(",")), months, added)


def _split(text: str, start: str, end: str) -> tuple[str, str | None]:
    """What stands before ``start``, and what stands between it and ``end`` at the end of the text."""
    head, found, tail = text.partition(start)
    if not found or not tail.endswith(end):
        return text, None
    return head, tail.removesuffix(end)


def meets(group: str | None, value: Any, test: Trial) -> bool | None:
    """True or False where the value can be compared with what the rule prints, else None."""
    wanted = test.operands[0]
    if test.sign == "=":
        return _plain(value) == wanted
    if test.sign == "∈":
        return _plain(value) in members(test.operands)
    if test.sign == "∋":
        return None if isinstance(value, str) else bool(set(map(_plain, value)) & members(test.operands))
    return _ordered(group, value, wanted, test.sign)


def members(operands: tuple[str, ...]) -> frozenset[str]:
    """The listed members; a named set of core.ladders stands for its members."""
    return SETS.get(operands[0], frozenset(operands)) if len(operands) == 1 else frozenset(operands)


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _ordered(group: str | None, value: Any, wanted: str, sign: str) -> bool | None:
    left, right = _rank(group, value), _rank(group, wanted)
    if left is None or right is None:
        return None
    return {"≥": left >= right, "≤": left <= right, ">": left > right, "<": left < right}[sign]


def _rank(group: str | None, value: Any) -> Decimal | None:
    steps = LADDERS.get(group or "", ())
    if value in steps:
        return Decimal(steps.index(value))
    try:
        return Decimal(str(value).rstrip(" %"))
    except InvalidOperation:
        return None
