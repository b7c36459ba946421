"""The JSON Schema of a sheet (2020-12), made from the values themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from quanze.core import words
from quanze.core.determination import result
from quanze.core.determination.result import Sheet
from quanze.core.sheet.data import FORMAT
from quanze.core.sheet.labels import LABELS

# (value, field) → the closed list its words come from
_LISTS: Mapping[tuple[str, str], str] = {
    ("ClauseLine", "track"): "track",
    ("ClauseLine", "responsibility"): "responsibility",
    ("ClauseLine", "label"): "liability",
    ("ClauseLine", "permits"): "method",
    ("Excluded", "method"): "method",
    ("Conditional", "method"): "method",
    ("Methods", "permitted"): "method",
    ("Methods", "indicated"): "method",
    ("Combination", "methods"): "method",
    ("Combination", "with_"): "method",
    ("Bar", "method"): "method",
    ("Bar", "bar"): "bar",
    ("Bar", "basis"): "basis",
    ("Adjustment", "effect"): "effect",
    ("Chain", "execution"): "execution",
    ("PresentLine", "status"): "now",
    ("Party", "relation"): "relation",
    ("Party", "also"): "relation",
    ("Party", "duty"): "duty",
    ("Party", "liability"): "liability",
    ("RulebookUse", "text"): "text",
    ("Evaluation", "taken"): "taken",
    ("NotResponsible", "relation"): "relation",
    ("Question", "kind"): "question_kind",
    ("Warning_", "code"): "warning",
    ("Unverified", "mark"): "mark",
}
_TEXT = {"type": "object", "properties": {"zh": {"type": "string"}, "en": {"type": "string"}}}
_PLAIN: Mapping[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    NoneType: {"type": "null"},
}


def sheet_schema() -> dict[str, Any]:
    """The schema that every sheet of this program meets; keys in the page's order."""
    defs: dict[str, Any] = {}
    _value(Sheet, defs)
    top = defs.pop("Sheet")
    top["properties"]["format"] = {"const": FORMAT}
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "定责建议 · determination sheet"}
    return {**head, **top, "$defs": dict(sorted(defs.items()))}


def _value(kind: Any, defs: dict[str, Any]) -> dict[str, Any]:
    """The schema of one type; a value of our own goes into ``defs`` once."""
    if kind is Any:
        return {}
    if kind in _PLAIN:
        return dict(_PLAIN[kind])
    if is_dataclass(kind) and isinstance(kind, type):
        if kind.__name__ not in defs:
            defs[kind.__name__] = {}
            defs[kind.__name__] = _record(kind, defs)
        return {"$ref": f"#/$defs/{kind.__name__}"}
    return _generic(kind, defs)


def _generic(kind: Any, defs: dict[str, Any]) -> dict[str, Any]:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return {"anyOf": [_value(part, defs) for part in inner]}
    if origin is tuple:
        return {"type": "array", "items": _value(inner[0], defs)}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _value(inner[1], defs)}
    raise TypeError(f"no schema for {kind!r}")


def _record(kind: type, defs: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(kind, vars(result))
    properties = {f.name.rstrip("_"): _field(kind, f.name, hints[f.name], f.type, defs) for f in fields(kind)}
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _field(kind: type, name: str, hint: Any, written: Any, defs: dict[str, Any]) -> dict[str, Any]:
    if written in ("Text", "Text | None"):
        return dict(_TEXT) if written == "Text" else {"anyOf": [dict(_TEXT), {"type": "null"}]}
    found = _value(hint, defs)
    group = _LISTS.get((kind.__name__, name))
    return _closed(found, list(LABELS.get(group) or words.keys(group))) if group else found


def _closed(found: dict[str, Any], keys: list[str]) -> dict[str, Any]:
    """The same schema, with strings held to a closed list."""
    if found.get("type") == "string":
        return {"enum": keys}
    if "items" in found:
        return {**found, "items": {"enum": keys}}
    return {"anyOf": [_closed(part, keys) if part.get("type") == "string" else part for part in found["anyOf"]]}
