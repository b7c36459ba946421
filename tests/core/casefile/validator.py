"""A small JSON Schema validator, written apart: just the keywords that our schema uses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

TYPES: Mapping[str, tuple[type, ...]] = {
    "object": (dict,), "array": (list,), "string": (str,), "integer": (int,), "number": (int, float),
    "boolean": (bool,), "null": (type(None),),
}  # fmt: skip
KNOWN = {
    "$schema", "$id", "title", "description", "format", "type", "enum", "const", "pattern", "minLength", "maxLength", "minimum",
    "maximum", "exclusiveMaximum", "items", "minItems", "properties", "required", "additionalProperties", "propertyNames", "anyOf",
    "oneOf", "not",
}  # fmt: skip


def valid(value: Any, schema: Mapping[str, Any]) -> bool:
    """Whether ``value`` satisfies ``schema``; an unknown keyword is an error, so that none goes unchecked."""
    assert set(schema) <= KNOWN, set(schema) - KNOWN
    return all((_type(value, schema), _words(value, schema), _text(value, schema), _number(value, schema),
                _array(value, schema), _object(value, schema), _combined(value, schema)))  # fmt: skip


def _type(value: Any, schema: Mapping[str, Any]) -> bool:
    wanted = schema.get("type", list(TYPES))
    names = [wanted] if isinstance(wanted, str) else wanted
    if isinstance(value, bool):
        return "boolean" in names
    return any(isinstance(value, TYPES[name]) for name in names)


def _words(value: Any, schema: Mapping[str, Any]) -> bool:
    return value in schema.get("enum", [value]) and value == schema.get("const", value)


def _text(value: Any, schema: Mapping[str, Any]) -> bool:
    if not isinstance(value, str):
        return True
    long_enough = schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value))
    return long_enough and re.search(schema.get("pattern", ""), value) is not None


def _number(value: Any, schema: Mapping[str, Any]) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return True
    if value >= schema.get("exclusiveMaximum", value + 1):
        return False
    return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))


def _array(value: Any, schema: Mapping[str, Any]) -> bool:
    if not isinstance(value, list):
        return True
    return len(value) >= schema.get("minItems", 0) and all(
        valid(entry, schema["items"]) for entry in value if "items" in schema
    )


def _object(value: Any, schema: Mapping[str, Any]) -> bool:
    if not isinstance(value, dict):
        return True
    known, others = schema.get("properties", {}), schema.get("additionalProperties", {})
    if any(key not in value for key in schema.get("required", [])):
        return False
    if "propertyNames" in schema and not all(valid(key, schema["propertyNames"]) for key in value):
        return False
    return all(valid(part, known[key]) if key in known else others is not False and valid(part, others)
               for key, part in value.items())  # fmt: skip


def _combined(value: Any, schema: Mapping[str, Any]) -> bool:
    some = "anyOf" not in schema or any(valid(value, part) for part in schema["anyOf"])
    one = "oneOf" not in schema or sum(valid(value, part) for part in schema["oneOf"]) == 1
    return some and one and not ("not" in schema and valid(value, schema["not"]))
