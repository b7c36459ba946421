"""From the text of a file to plain values: YAML 1.2 or JSON, exact, without doubled keys."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple, NoReturn

import yaml

from quanze.core.casefile.wording import shown
from quanze.core.casefile.yaml12 import Reader, number
from quanze.core.refusals import Refusal

_STEP = re.compile(r"\[(\d+)\]|\.?([^.\[\]]+)")


class Loaded(NamedTuple):
    """Plain values, and the line (from 1) where a path such as "posts[0].role" stands, if it is known."""

    value: Any
    line_of: Callable[[str], int | None]


def load(text: str, *, name: str) -> Loaded:
    """Read YAML or JSON into plain values.

    A name that ends in .json is JSON; a text that starts with a brace is tried as JSON first.
    Raises Refusal: bad_yaml, bad_json, duplicate_key, alias_bomb, tag, several_documents, too_deep, too_many_nodes.
    """
    try:
        return _loaded(text, is_json=name.lower().endswith(".json"))
    except Refusal as refusal:
        if refusal.where:
            raise
        raise Refusal(refusal.code, zh=f"{name} {refusal.zh}", en=f"{name} {refusal.en}") from None


def _loaded(text: str, *, is_json: bool) -> Loaded:
    if is_json:
        return _json(text)
    if text.lstrip().startswith("{"):
        try:
            return _json(text)
        except Refusal as refusal:
            if refusal.code != "bad_json":
                raise
    return _yaml(text)


def _yaml(text: str) -> Loaded:
    try:
        reader = Reader(text)
        return Loaded(reader.value(), lambda path: reader.line_of(steps(path)))
    except yaml.MarkedYAMLError as error:
        raise _bad_yaml(error) from None
    except yaml.YAMLError:
        raise Refusal("bad_yaml", zh="不是有效的 YAML", en="is no valid YAML") from None


def _bad_yaml(error: yaml.MarkedYAMLError) -> Refusal:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    problem = shown(error.problem or "unreadable")
    return Refusal(
        "bad_yaml",
        zh=f"第 {line} 行第 {column} 列不是有效的 YAML，请检查缩进（只用空格）、冒号后的空格和引号",
        en=f"line {line}, column {column} is no valid YAML ({problem}); "
        "check indentation (blanks only), the blank after a colon, and quotes",
    )


def steps(path: str) -> list[str | int]:
    """The keys and places of a path: "posts[0].role" → ["posts", 0, "role"]."""
    return [int(index) if index else key for index, key in _STEP.findall(path)]


class _Doubled(dict[str, Any]):
    """A JSON object in which ``key`` stands twice."""

    key = ""


def _json(text: str) -> Loaded:
    doubled: list[_Doubled] = []

    def group(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        marked = _Doubled(found)
        marked.key = next(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        doubled.append(marked)
        return marked

    value = _parsed_json(text, group)
    if doubled:
        raise _duplicate(value, doubled[0])
    return Loaded(value, lambda path: None)


def _parsed_json(text: str, group: Callable[[list[tuple[str, Any]]], dict[str, Any]]) -> Any:
    try:
        return json.loads(
            text, object_pairs_hook=group, parse_int=number, parse_float=number, parse_constant=_no_constant
        )
    except json.JSONDecodeError as error:
        raise Refusal(
            "bad_json", zh=f"第 {error.lineno} 行第 {error.colno} 列不是有效的 JSON，请检查逗号、引号和括号",
            en=f"line {error.lineno}, column {error.colno} is no valid JSON ({error.msg}); "
            "check commas, quotes and brackets",
        ) from None  # fmt: skip
    except RecursionError:
        raise Refusal("too_deep", zh="嵌套过深", en="is nested too deeply") from None


def _no_constant(word: str) -> NoReturn:
    raise Refusal("bad_json", zh=f"{word} 不是数，不知道请写 null", en=f"{word} is no number; write null if unknown")


def _duplicate(value: Any, doubled: _Doubled) -> Refusal:
    path = _path_to(value, doubled)
    key = shown(doubled.key)
    where = f"{path}.{key}" if path else key
    return Refusal(
        "duplicate_key", zh="同一个键写了两次，请删去一个", en="the key stands twice; delete one", where=where
    )


def _path_to(value: Any, wanted: object) -> str:
    """The path of the very object ``wanted``; "" if it is the root or stands in a part that was written over."""
    # A stack instead of recursion: JSON may nest more deeply than Python calls may.
    waiting: list[tuple[str, Any]] = [("", value)]
    while waiting:
        path, part = waiting.pop()
        if part is wanted:
            return path
        if isinstance(part, dict):
            waiting += [(f"{path}.{shown(key)}" if path else shown(key), below) for key, below in part.items()]
        elif isinstance(part, list):
            waiting += [(f"{path}[{index}]", below) for index, below in enumerate(part)]
    return ""
