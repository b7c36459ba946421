"""One value, one sequence of bytes: JSON in UTF-8, keys sorted, no spaces, no fractions, text as it came."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from quanze.core.refusals import Refusal

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"
DEPTH = 64

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def canonical(value: Json) -> bytes:
    """The canonical bytes of a value of None, bool, int, str, lists and mappings with text keys.

    Raises Refusal ("not_canonical") for a fraction, another type, a lone surrogate or nesting beyond 64.
    """
    _check(value, DEPTH)
    return encoded(value)


def encoded(value: Any) -> bytes:
    """canonical() for a value already known to be made of the allowed types. Raises Refusal at a lone surrogate."""
    try:
        return _encode(value).encode("utf-8")
    except UnicodeEncodeError as error:
        raise _refused("文字中有不成对的代理码", "a lone surrogate in the text") from error


def parsed(data: bytes) -> Json:
    """The value whose canonical bytes these are. Raises Refusal ("not_canonical") when they are not canonical."""
    try:
        value: Json = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise _refused("不是 UTF-8 编码的 JSON", "not JSON in UTF-8") from error
    if canonical(value) != data:
        raise _refused("不是规范字节", "not in canonical form")
    return value


def _check(value: Any, depth: int) -> None:
    if value is None or isinstance(value, bool | int | str):
        return
    if depth == 0:
        raise _refused(f"嵌套超过 {DEPTH} 层", f"nested deeper than {DEPTH}")
    if isinstance(value, Mapping):
        _check_keys(value)
        value = list(value.values())
    if not isinstance(value, list | tuple):
        raise _refused(f"不能写成规范字节：{type(value).__name__}", f"cannot be written: {type(value).__name__}")
    for each in value:
        _check(each, depth - 1)


def _check_keys(value: Mapping[Any, Any]) -> None:
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise _refused("键必须是文字", "every key must be text")


def _refused(zh: str, en: str) -> Refusal:
    return Refusal("not_canonical", zh=zh, en=en)
