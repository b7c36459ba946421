"""From the bytes of a kept sheet back to the sheet, so that it can be printed like a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from quanze.core.determination import result
from quanze.core.determination.result import Sheet
from quanze.core.refusals import Refusal
from quanze.core.sheet.data import read_sheet


def sheet_of(data: bytes) -> Sheet:
    """The sheet that a program, this one or an older one, wrote as JSON.

    Raises Refusal "sheet_format" where this program's sheets need what the older one did not write.
    """
    try:
        found: Sheet = _value(Sheet, read_sheet(data.decode("utf-8")))
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise Refusal(
            "sheet_format", zh="本建议由较早的程序写成，现程序不能排版，请用 --json 查看原文或重新计算",
            en="an earlier program wrote this sheet and this one cannot lay it out: see it with --json, or compute it again",
        ) from error  # fmt: skip
    return found


def _value(kind: Any, data: Any) -> Any:
    if data is None or kind is Any:
        return data
    if is_dataclass(kind) and isinstance(kind, type):
        return _record(kind, data)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _value(next(part for part in inner if part is not NoneType), data)
    if origin is tuple:
        return tuple(_value(inner[0], each) for each in data)
    if origin is not None and issubclass(origin, Mapping):
        return {key: _value(inner[1], each) for key, each in data.items()}
    return kind.fromisoformat(data) if kind in (date, datetime) else data


def _record(kind: type, data: Mapping[str, Any]) -> Any:
    """A value of our own; what an older program did not write takes its default."""
    given = {name: _value(hint, data[key]) for name, key, hint in _fields(kind) if key in data}
    return kind(**given)


@cache
def _fields(kind: type) -> tuple[tuple[str, str, Any], ...]:
    """Name, printed name and type of each field."""
    hints = get_type_hints(kind, vars(result))
    return tuple((field.name, field.name.rstrip("_"), hints[field.name]) for field in fields(kind))
