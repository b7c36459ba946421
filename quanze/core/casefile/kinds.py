"""Kinds of single values in a case file: each reads a plain value and gives its JSON Schema.

``read`` gets a value that is not null and returns its exact meaning (a date, fen, a known word),
or raises Refusal with the path. The file reader, the schema and the references all come from
these kinds, so that they cannot drift apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from quanze.core.casefile.characters import forbidden_in
from quanze.core.casefile.wording import advice, unknown, wrong_type
from quanze.core.refusals import Refusal
from quanze.core.words import GROUPS

LONGEST_TEXT = 20_000
LONGEST_ID = 200


class Use(NamedTuple):
    """One use of an id: where it stands and which lists may declare it."""

    path: str
    id: str
    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value; the base accepts nothing by itself."""

    def read(self, value: Any, path: str) -> Any:
        """The exact meaning of a value that is not null. Raises Refusal with ``path``."""
        raise NotImplementedError(path)

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the value, null apart."""
        raise NotImplementedError

    def uses(self, value: Any, path: str) -> Iterator[Use]:
        """The ids that a value already read refers to."""
        yield from ()


@dataclass(frozen=True, slots=True)
class Text(Kind):
    """Text as people wrote it, kept whole: no trimming, no normalisation of rare characters."""

    longest: int = LONGEST_TEXT

    def read(self, value: Any, path: str) -> str:
        """The text itself. Refuses other types, blank text, overlong text and control characters."""
        if not isinstance(value, str):
            raise wrong_type(value, path, "文字（请加引号）", "text (put it in quotes)")
        if not value.strip():
            raise Refusal(
                "blank", zh="这里是空白文字，不知道请写 null", en="is blank; write null if unknown", where=path
            )
        if len(value) > self.longest:
            raise Refusal(
                "too_long", zh=f"文字超过 {self.longest} 字", en=f"is longer than {self.longest} characters", where=path
            )
        if found := forbidden_in(value):
            raise Refusal(
                "control_character", zh=f"含有控制字符 {found}，请删去",
                en=f"holds the control character {found}; delete it", where=path,
            )  # fmt: skip
        return value

    def schema(self) -> dict[str, Any]:
        """A non-blank string."""
        return {"type": "string", "minLength": 1, "maxLength": self.longest, "pattern": r"\S"}


@dataclass(frozen=True, slots=True)
class Id(Kind):
    """An id: one line of text without blanks at its ends; ``lists`` names where it must be declared."""

    lists: tuple[str, ...] = ()

    def read(self, value: Any, path: str) -> str:
        """The id. Refuses what Text refuses, and line breaks, tabs and blanks at the ends."""
        text = Text(LONGEST_ID).read(value, path)
        if text != text.strip() or any(sign in text for sign in "\n\t\r"):
            raise Refusal(
                "bad_id",
                zh="标识须为一行文字，首尾不留空白",
                en="an id is one line without blanks at its ends",
                where=path,
            )
        return text

    def schema(self) -> dict[str, Any]:
        """A string on one line."""
        return {"type": "string", "minLength": 1, "maxLength": LONGEST_ID, "pattern": r"^\S([^\n\t\r]*\S)?$"}

    def uses(self, value: Any, path: str) -> Iterator[Use]:
        """Itself, if it refers to a declared thing."""
        if self.lists:
            yield Use(path, value, self.lists)


@dataclass(frozen=True, slots=True)
class CaseId(Id):
    """The id of the case itself; it names files, so signs that file names cannot carry are refused."""

    def read(self, value: Any, path: str) -> str:
        """The id. Refuses path signs and a leading dot beside what Id refuses."""
        text = Id.read(self, value, path)
        if re.search(r'^\.|[/\\:*?"<>|]', text):
            raise Refusal(
                "bad_id", zh='案件标识不能以点开头，也不能含 / \\ : * ? " < > |',
                en='a case id has no leading dot and none of / \\ : * ? " < > |', where=path,
            )  # fmt: skip
        return text

    def schema(self) -> dict[str, Any]:
        """A string that can name a file."""
        return {**Id.schema(self), "pattern": r'^[^\s./\\:*?"<>|]([^\n\t\r/\\:*?"<>|]*[^\s/\\:*?"<>|])?$'}


@dataclass(frozen=True, slots=True)
class Word(Kind):
    """A word of a closed list of core.words."""

    group: str

    def read(self, value: Any, path: str) -> str:
        """The key. Refuses a word outside the list with the nearest one (Chinese terms are recognised)."""
        known = GROUPS[self.group]
        if isinstance(value, str) and value in known:
            return value
        if not isinstance(value, str):
            raise wrong_type(value, path, f"下列词之一：{'、'.join(known)}", f"one of the words {', '.join(known)}")
        fix = advice(value, tuple(known), {term.zh: key for key, term in known.items()})
        raise unknown(("取值", "value"), "unknown_value", value, path, fix)

    def schema(self) -> dict[str, Any]:
        """The closed list."""
        return {"enum": list(GROUPS[self.group])}


@dataclass(frozen=True, slots=True)
class Flag(Kind):
    """True or false; null, as everywhere, is unknown."""

    def read(self, value: Any, path: str) -> bool:
        """The truth value. Refuses yes, no, on, off, 0 and 1: they stay what they are."""
        if isinstance(value, bool):
            return value
        raise wrong_type(value, path, " true 或 false（不知道写 null）", "true or false (null if unknown)")

    def schema(self) -> dict[str, Any]:
        """A boolean."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Count(Kind):
    """A whole number between two inclusive limits."""

    least: int = 0
    most: int = 100_000_000

    def read(self, value: Any, path: str) -> int:
        """The number. Refuses decimals, truth values and numbers outside the limits."""
        if isinstance(value, bool) or not isinstance(value, int):
            raise wrong_type(value, path, "整数", "a whole number")
        if not self.least <= value <= self.most:
            raise Refusal(
                "out_of_range", zh=f"{shown_number(value)} 不在 {self.least} 至 {self.most} 之间",
                en=f"{shown_number(value)} is not between {self.least} and {self.most}", where=path,
            )  # fmt: skip
        return value

    def schema(self) -> dict[str, Any]:
        """A bounded integer."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class Fixed(Kind):
    """One fixed text, such as the name of the format."""

    text: str

    def read(self, value: Any, path: str) -> str:
        """The text. Refuses everything else and names the expected one."""
        if value == self.text:
            return self.text
        raise unknown(("格式", "format"), "unknown_format", str(value), path, advice(str(value), (self.text,)))

    def schema(self) -> dict[str, Any]:
        """A constant."""
        return {"const": self.text}


def shown_number(value: int) -> str:
    """A whole number for a sentence; a very long one by its number of digits only."""
    return str(value) if abs(value) < 10**20 else "…"


def each_path(path: str, values: Sequence[Any]) -> Iterator[tuple[str, Any]]:
    """The places of a list: "posts[0]", "posts[1]", … with their values."""
    return ((f"{path}[{index}]", value) for index, value in enumerate(values))
