"""Groups and lists of values: what keys a group has, which are needed, what they are called inside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from quanze.core.casefile.kinds import Kind, Use, each_path
from quanze.core.casefile.wording import advice, shown, unknown, wrong_type
from quanze.core.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a group; ``name`` is what the value is called once read (default: the key)."""

    key: str
    kind: Kind
    needed: bool = False
    name: str = ""

    @property
    def inner(self) -> str:
        """The name of the value once read."""
        return self.name or self.key


@dataclass(frozen=True, slots=True)
class Group(Kind):
    """A group of keys (a mapping). Unknown keys are refused; absent and null keys are left out."""

    fields: tuple[Field, ...]
    by_key: Mapping[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the fields once."""
        object.__setattr__(self, "by_key", {entry.key: entry for entry in self.fields})

    def read(self, value: Any, path: str) -> dict[str, Any]:
        """Inner name → exact meaning, without what is unknown. Refuses unknown and missing keys."""
        if not isinstance(value, dict):
            raise wrong_type(value, path, "一组键值", "a group of keys")
        inner: dict[str, Any] = {}
        for key, part in value.items():
            entry = self.by_key.get(key)
            if entry is None:
                raise self._unknown(key, path)
            if part is not None:
                inner[entry.inner] = entry.kind.read(part, at(path, key))
        for entry in self.fields:
            if entry.needed and entry.inner not in inner:
                raise missing(at(path, entry.key))
        return inner

    def schema(self) -> dict[str, Any]:
        """An object without further properties."""
        return {
            "type": "object",
            "additionalProperties": False,
            "required": [entry.key for entry in self.fields if entry.needed],
            "properties": {entry.key: _nullable(entry) for entry in self.fields},
        }

    def uses(self, value: Any, path: str) -> Iterator[Use]:
        """The ids used in the whole group."""
        for entry in self.fields:
            if entry.inner in value:
                yield from entry.kind.uses(value[entry.inner], at(path, entry.key))

    def _unknown(self, key: Any, path: str) -> Refusal:
        fix = advice(str(key), tuple(self.by_key))
        return unknown(("键", "key"), "unknown_key", str(key), at(path, shown(key)), fix)


@dataclass(frozen=True, slots=True)
class ListOf(Kind):
    """A list of one kind of value; ``alone`` also takes a single value without brackets."""

    of: Kind
    alone: bool = False
    least: int = 0

    def read(self, value: Any, path: str) -> tuple[Any, ...]:
        """The values in their order. Refuses what is no list and empty places in it."""
        if self.alone and isinstance(value, str):
            value = [value]
        if not isinstance(value, list):
            raise wrong_type(value, path, "列表，用方括号或短横线", "a list; use brackets or dashes")
        if len(value) < self.least:
            raise Refusal("empty_list", zh="列表是空的，至少写一项", en="the list is empty; give one entry", where=path)
        return tuple(self._entry(entry, place) for place, entry in each_path(path, value))

    def _entry(self, value: Any, path: str) -> Any:
        if value is None:
            raise Refusal(
                "empty_entry",
                zh="列表里有一项是空的，请填写或删去",
                en="an entry of the list is empty; fill or delete it",
                where=path,
            )
        return self.of.read(value, path)

    def schema(self) -> dict[str, Any]:
        """An array, or one value where that is allowed."""
        many: dict[str, Any] = {"type": "array", "items": self.of.schema()}
        if self.least:
            many["minItems"] = self.least
        return {"anyOf": [many, self.of.schema()]} if self.alone else many

    def uses(self, value: Any, path: str) -> Iterator[Use]:
        """The ids used in all entries."""
        for place, entry in each_path(path, value):
            yield from self.of.uses(entry, place)


def at(path: str, key: object) -> str:
    """The path of a key below ``path``."""
    return f"{path}.{key}" if path else str(key)


def missing(path: str) -> Refusal:
    """Refusal "missing_key": the place must be filled."""
    return Refusal("missing_key", zh="必填而未填，请补上", en="is required and missing; fill it in", where=path)


def _nullable(entry: Field) -> dict[str, Any]:
    schema = entry.kind.schema()
    if entry.needed:
        return schema
    return {"anyOf": [*schema["anyOf"], {"type": "null"}]} if set(schema) == {"anyOf"} else _or_null(schema)


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    if set(schema) == {"enum"}:
        return {"enum": [*schema["enum"], None]}
    if isinstance(schema.get("type"), str):
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}
