"""YAML read as YAML 1.2: only true, false, null, integers, exact decimals and dates are typed.

PyYAML follows YAML 1.1 (``on`` is true, ``12:30`` is 750, ``012`` is 10); here the node graph comes
from its C parser and the meaning of each plain scalar from this module.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import yaml

from quanze.core.casefile.wording import shown
from quanze.core.refusals import Refusal

DEEPEST = 24
MOST_NODES = 500_000
MOST_SEPARATORS = 400_000
# Aliases may repeat a part of the file, but never blow it up.
MOST_REPEATED = 20_000

_TEXT = "text"
_PLAIN = "plain"
_TEXT_TAGS = frozenset({_TEXT, "tag:yaml.org,2002:str"})
_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
# Numbers with a leading zero are codes and stay text; so do numbers no case can mean.
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,29})", re.ASCII)
_DECIMAL = re.compile(
    r"[-+]?(?:\.[0-9]{1,30}|(?:0|[1-9][0-9]{0,29})(?:\.[0-9]{0,30})?)(?:[eE][-+]?[0-9]{1,3})?", re.ASCII
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class _Parser(yaml.CSafeLoader):
    """The C parser, with our meaning of scalars and with limits on depth and number of nodes."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.depth = 0
        self.nodes = 0

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        """Tell plain scalars, which may be typed, from everything else."""
        return _PLAIN if kind is yaml.ScalarNode and implicit[0] else _TEXT

    def descend_resolver(self, *_: Any) -> None:
        """Called by the parser before every node: refuse what is too deep or too much."""
        self.depth += 1
        self.nodes += 1
        if self.depth > DEEPEST:
            raise Refusal("too_deep", zh=f"嵌套超过 {DEEPEST} 层", en=f"is nested deeper than {DEEPEST} levels")
        if self.nodes > MOST_NODES:
            raise _too_many(MOST_NODES)

    def ascend_resolver(self) -> None:
        """Called by the parser after every node."""
        self.depth -= 1


class Reader:
    """Turns one YAML text into plain values and remembers where things stand."""

    def __init__(self, text: str) -> None:
        # Every entry needs a comma or a line of its own, so counting them refuses a flood before it is parsed.
        if text.count(",") + text.count("\n") > MOST_SEPARATORS:
            raise _too_many(MOST_SEPARATORS)
        self.parser = _Parser(text)
        self.root = self._single_node()
        self.budget = self.parser.nodes + MOST_REPEATED

    def value(self) -> Any:
        """Mappings, lists, text, bool, int, Decimal, date and None. Raises Refusal with path and line."""
        return None if self.root is None else self._value(self.root, "", 0)

    def line_of(self, keys: list[str | int]) -> int | None:
        """Line (from 1) of the deepest place that ``keys`` lead to; None for an empty file."""
        node = self.root
        for key in keys:
            below = _below(node, key)
            if below is None:
                break
            node = below
        return None if node is None else node.start_mark.line + 1

    def _single_node(self) -> Any:
        if not self.parser.check_node():
            return None
        root = self.parser.get_node()
        if self.parser.check_node():
            raise Refusal(
                "several_documents",
                zh="文件里有几份文档（---），请一案一个文件",
                en="holds several documents (---); one case a file",
            )
        return root

    def _value(self, node: Any, path: str, depth: int) -> Any:
        self.budget -= 1
        if self.budget < 0 or depth > DEEPEST:
            raise _refused(
                node,
                path,
                "alias_bomb",
                "别名（*）展开后过大，请把内容写全",
                "aliases (*) blow the file up; write it out",
            )
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node, path)
        if node.tag not in _ALLOWED_GROUPS:
            raise _tagged(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(entry, f"{path}[{index}]", depth + 1) for index, entry in enumerate(node.value)]
        return self._mapping(node, path, depth)

    def _mapping(self, node: Any, path: str, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode) or (key_node.tag != _PLAIN and key_node.tag not in _TEXT_TAGS):
                raise _refused(key_node, path, "bad_key", "键须为文字", "a key must be text")
            key = key_node.value
            place = f"{path}.{shown(key)}" if path else shown(key)
            if key in found:
                raise _refused(
                    key_node, place, "duplicate_key", "同一个键写了两次，请删去一个", "the key stands twice; delete one"
                )
            found[key] = self._value(value_node, place, depth + 1)
        return found


_ALLOWED_GROUPS = frozenset({_TEXT, "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"})


def number(text: str) -> int | Decimal | str:
    """An integer or an exact decimal; text that no case can mean as a number stays text."""
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        try:
            return Decimal(text)
        except InvalidOperation:  # such as "1e": the pattern should keep it out
            return text
    return text


def _scalar(node: Any, path: str) -> Any:
    text = str(node.value)
    if node.tag in _TEXT_TAGS:
        return text
    if node.tag != _PLAIN:
        raise _tagged(node, path)
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "+-.0123456789":
        return _date_or_number(text)
    return text


def _date_or_number(text: str) -> date | int | Decimal | str:
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:  # a day that does not exist stays text and is refused where a date is needed
            return text
    return number(text)


def _below(node: Any, key: str | int) -> Any:
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int):
        return node.value[key] if key < len(node.value) else None
    if isinstance(node, yaml.MappingNode):
        # The last one: of a doubled key, the second is the one refused.
        return next((value for name, value in reversed(node.value) if name.value == key), None)
    return None


def _too_many(limit: int) -> Refusal:
    return Refusal(
        "too_many_nodes",
        zh=f"内容超过 {limit} 项，请拆分案件或改用已存的登记簿",
        en=f"holds more than {limit} entries; split the case or use the stored register",
    )


def _tagged(node: Any, path: str) -> Refusal:
    return _refused(node, path, "tag", "不接受 YAML 标签（!），请删去", "YAML tags (!) are not accepted; delete it")


def _refused(node: Any, path: str, code: str, zh: str, en: str) -> Refusal:
    line = node.start_mark.line + 1
    return Refusal(code, zh=f"{zh}（第 {line} 行）", en=f"{en} (line {line})", where=path)
