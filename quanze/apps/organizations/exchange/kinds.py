"""Kinds of columns: how the text of a cell becomes a value, or a reason with the nearest mend."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from quanze.apps.organizations.exchange.cleaning import cleaned, half_width, name_of_person
from quanze.apps.organizations.exchange.days import is_open_end, read_day
from quanze.apps.organizations.exchange.findings import Reason, Unreadable, unreadable
from quanze.apps.organizations.exchange.identity import doubts
from quanze.core.casefile.days import FIRST_YEAR
from quanze.core.casefile.wording import advice, nearest, shown
from quanze.core.register.codes import LONGEST_CODE
from quanze.core.words.label import Words

# Stands before the text of a cell that a spreadsheet turned into a number of 15 digits or more.
NUMBER_LOST = "\ufdd0"
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?[eE][+-]?\d+", re.ASCII)
_CODE = re.compile(r"[^\s,;，；、]+")
_APART = re.compile(r"[\s,;，；、|]+")
_EARLIEST_BIRTH = 1900

Read = tuple[Any, Reason | None]


@dataclass(frozen=True)
class Kind:
    """A kind of column. ``read`` gets text that is not empty and clean of what people cannot see."""

    # Whether a number of more than fifteen digits that went through a spreadsheet is worthless.
    needs_every_digit: ClassVar[bool] = False

    def of(self, text: str) -> Read:
        """The value of a cell's raw text; None for an empty one. Raises Unreadable."""
        plain = cleaned(text.removeprefix(NUMBER_LOST))
        if self.needs_every_digit and text.startswith(NUMBER_LOST):
            raise number_mangled()
        return self.read(plain) if plain else (None, None)

    def read(self, text: str) -> Read:
        """The value, and what to know about how it was read. Raises Unreadable."""
        raise NotImplementedError

    def written(self, value: Any) -> str:
        """The value as text in a file that goes out."""
        return "" if value is None else str(value)


@dataclass(frozen=True)
class Text(Kind):
    """Free text of limited length."""

    most: int = 200
    person: bool = False

    def read(self, text: str) -> Read:
        """The text itself; a person's name in its one writing."""
        _check_length(text, self.most)
        return name_of_person(text) if self.person else (text, None)


@dataclass(frozen=True)
class Code(Kind):
    """A code (编号): text without blanks; never a number that a spreadsheet has changed."""

    needs_every_digit = True

    def read(self, text: str) -> Read:
        """The code in half-width signs."""
        return _code(text), None


@dataclass(frozen=True)
class Codes(Kind):
    """Several codes in one cell, set apart by ; , 、 or blanks."""

    needs_every_digit = True

    def read(self, text: str) -> Read:
        """The codes in their order, each once."""
        return tuple(dict.fromkeys(_code(part) for part in _APART.split(text) if part)), None

    def written(self, value: Any) -> str:
        """The codes with semicolons between."""
        return ";".join(value or ())


@dataclass(frozen=True)
class Phrases(Codes):
    """Several fields of work in one cell."""

    def read(self, text: str) -> Read:
        """The phrases in their order, each once."""
        return tuple(dict.fromkeys(part for part in _APART.split(text) if part)), None


@dataclass(frozen=True)
class Identity(Kind):
    """An identity number: text; its check digit, birth and region may be doubted, never refused."""

    needs_every_digit = True

    def read(self, text: str) -> Read:
        """The number in half-width signs with a capital X."""
        number = _code(text).upper()
        _check_length(number, 32)
        return number, doubts(number)


@dataclass(frozen=True)
class Day(Kind):
    """A day; ``open_end`` says that "至今" and the like mean that it goes on, ``first_year`` what is too early."""

    open_end: bool = False
    first_year: int = FIRST_YEAR

    def read(self, text: str) -> Read:
        """The day, None for one that is still open."""
        if self.open_end and is_open_end(text):
            return None, None
        return read_day(text, self.first_year)


@dataclass(frozen=True)
class Count(Kind):
    """A whole number from 1 to ``most``."""

    most: int = 999

    def read(self, text: str) -> Read:
        """The number."""
        plain = half_width(text)
        if plain.isascii() and plain.isdigit() and len(plain) < 10 and 1 <= int(plain) <= self.most:
            return int(plain), None
        raise unreadable(
            "wrong_number", f"“{shown(text)}”不是 1 到 {self.most} 的整数", f"“{shown(text)}” is no number from 1 to {self.most}"
        )  # fmt: skip


@dataclass(frozen=True)
class Word(Kind):
    """A word of a closed list: its Chinese term, its English one or its key; ``also`` holds other usual terms."""

    words: Words
    also: Mapping[str, str]

    @cached_property
    def terms(self) -> dict[str, str]:
        """Every term that is understood → key."""
        found = dict(self.also)
        for key, label in self.words.items():
            for short in {_bare(label.zh), label.zh}:
                found.setdefault(short, key)
        for key, label in self.words.items():
            found |= {label.zh: key, label.en.lower(): key, key: key}
        return found

    def read(self, text: str) -> Read:
        """The key of the word."""
        key = self.terms.get(text) or self.terms.get(half_width(text).lower())
        if key is not None:
            return key, None
        near = nearest(text, (), self.terms)
        fix = advice(text, [label.zh for label in self.words.values()])
        raise unreadable(
            "unknown_word", f"没有“{shown(text)}”这一项{fix[0]}", f"unknown word “{shown(text)}”{fix[1]}",
            self.words[near].zh if near else "",
        )  # fmt: skip

    def written(self, value: Any) -> str:
        """The Chinese term."""
        return self.words[value].zh if value else ""

    def __hash__(self) -> int:
        return id(self)


_YES = frozenset("是 有 对 真 y yes true t 1 √ ✓ ✔ 代理 兼任 兼 中共党员 党员 中共预备党员 预备党员".split())
_NO = frozenset("否 无 非 不是 n no false f 0 × x ✗ 群众 非中共党员 非党员 共青团员 民主党派 无党派 无党派人士".split())


@dataclass(frozen=True)
class Flag(Kind):
    """Yes or no (是/否); empty is unknown."""

    def read(self, text: str) -> Read:
        """True or False."""
        plain = half_width(text).lower()
        if plain in _YES or plain in _NO:
            return plain in _YES, None
        raise unreadable("wrong_flag", f"“{shown(text)}”应为是或否", f"“{shown(text)}” should be 是 (yes) or 否 (no)")

    def written(self, value: Any) -> str:
        """是, 否 or nothing."""
        return "" if value is None else ("是" if value else "否")


def _code(text: str) -> str:
    plain = half_width(text)
    if _NUMBER.fullmatch(plain):
        raise number_mangled()
    _check_length(plain, LONGEST_CODE)
    if not _CODE.fullmatch(plain):
        joined = "".join(_CODE.findall(plain))
        raise unreadable(
            "blank_in_code", f"编号“{shown(text)}”中有空格或分隔符", "blanks or separators in a code", joined
        )
    return plain


def number_mangled() -> Unreadable:
    """The exception of a number whose last digits a spreadsheet has replaced by zeros."""
    return unreadable(
        "number_mangled", "表格软件把号码当成了数字，15 位以后的数字已丢失：请把该列设为文本格式，再照原件重填",
        "a spreadsheet took the number for a figure and lost its digits after the 15th: "
        "format the column as text and type it again from the original",
    )  # fmt: skip


def _check_length(text: str, most: int) -> None:
    if len(text) > most:
        raise unreadable("too_long", f"有 {len(text)} 个字符，最多 {most} 个", f"{len(text)} signs; at most {most}")


def _bare(term: str) -> str:
    """A term without what stands in brackets at its end: 党政主要负责人（一人兼任）."""
    return re.sub(r"（[^）]*）$", "", term)


def birth() -> Day:
    """A day of birth."""
    return Day(first_year=_EARLIEST_BIRTH)
