"""Values as JSON holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

from quanze.apps.access.caller import CHINA_TIME


def plain(value: Any) -> Any:
    """Values of the register as JSON holds them: days and instants as text (instants in China time), rows by field."""
    if isinstance(value, datetime):
        return value.astimezone(CHINA_TIME).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return [plain(each) for each in value]
    return value
