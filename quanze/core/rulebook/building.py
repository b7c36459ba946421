"""From plain data to the parts of a rulebook: every key known, every type right, every fault with its place."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from quanze.core.rulebook.conditions import Condition
from quanze.core.rulebook.models import FindingWord, Identity, Permits, Rulebook
from quanze.core.rulebook.parsing import fault, only, parse_condition

_RENAMED = {"for_": "for", "from_": "from", "with_": "with"}


def build_rulebook(data: Mapping[str, Any]) -> Rulebook:
    """The rulebook written as plain data; sections are built when asked. Raises Refusal "rulebook" for its identity."""
    identity = build_identity(data)

    def build(name: str) -> Any:
        hint = _hints(Rulebook)[name]
        empty: Any = () if get_origin(hint) is tuple else {}
        return _value(hint, section(data[name]), f"{identity.id}.{name}") if name in data else empty

    return Rulebook(identity, build)


def build_whole(data: Mapping[str, Any]) -> Rulebook:
    """The rulebook with every section built, so that any fault in it is found now. Raises Refusal "rulebook"."""
    rulebook = build_rulebook(data)
    for name in Rulebook.__annotations__:
        getattr(rulebook, name)
    return rulebook


def build_identity(data: Mapping[str, Any]) -> Identity:
    """Only the identity of a rulebook."""
    own = {f.name for f in fields(Identity)}
    only(data, own | set(Rulebook.__annotations__), str(data.get("id", "?")))
    identity: Identity = _value(Identity, {k: v for k, v in data.items() if k in own}, str(data.get("id", "?")))
    return identity


def build_findings(data: Any, where: str) -> Mapping[str, FindingWord]:
    """Findings written as plain data, by key. Raises Refusal "rulebook"."""
    return _map(FindingWord, section(data), where)


def section(value: Any) -> Any:
    """A section's rows; {none: reason} stands for an empty one."""
    if isinstance(value, Mapping) and set(value) == {"none"}:
        return ()
    return value


@cache
def _hints(cls: type) -> Mapping[str, Any]:
    return get_type_hints(cls)


@cache
def _keys(cls: type) -> tuple[tuple[str, str, bool], ...]:
    """(field, key in files, needed) of a dataclass."""
    return tuple(
        (f.name, _RENAMED.get(f.name, f.name), f.default is MISSING and f.default_factory is MISSING)
        for f in fields(cls)
    )


def _record(cls: type, data: Any, where: str) -> Any:
    if not isinstance(data, Mapping):
        raise fault(where, "应为映射", f"a mapping is needed, not {data!r}")
    named = _keys(cls)
    here = f"{where}({data['id']})" if isinstance(data.get("id"), str) else where
    only(data, {key for _, key, _ in named}, here)
    values = {}
    for name, key, needed in named:
        if key in data:
            values[name] = _value(_hints(cls)[name], data[key], f"{here}.{key}")
        elif needed:
            raise fault(here, f"缺少 {key}", f"{key} is missing")
    return cls(**values)


def _value(hint: Any, data: Any, where: str) -> Any:
    if hint is Condition:
        return parse_condition(data, where)
    if hint is Permits:
        return _permits(data, where)
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _optional(args, data, where)
    if origin is tuple:
        return _list(args[0], data, where)
    if origin is not None and issubclass(origin, Mapping):
        return _map(args[1], data, where)
    if is_dataclass(hint):
        return _record(hint, data, where)  # type: ignore[arg-type]  # hint is a class here
    return _scalar(hint, data, where)


def _optional(args: tuple[Any, ...], data: Any, where: str) -> Any:
    if data is None:
        if type(None) in args:
            return None
        raise fault(where, "不能为空", "may not be empty")
    kinds = [a for a in args if a is not type(None)]
    if len(kinds) == 1:
        return None if data == "any" and get_origin(kinds[0]) is tuple else _value(kinds[0], data, where)
    return _scalar(tuple(kinds), data, where)


def _list(kind: Any, data: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(data, list | tuple):
        raise fault(where, "应为列表", f"a list is needed, not {data!r}")
    return tuple(_value(kind, item, f"{where}[{i}]") for i, item in enumerate(data))


def _map(kind: Any, data: Any, where: str) -> Mapping[str, Any]:
    if data == ():
        return {}
    if not isinstance(data, Mapping):
        raise fault(where, "应为映射", f"a mapping is needed, not {data!r}")
    return {str(k): _value(kind, v, f"{where}.{k}") for k, v in data.items()}


def _scalar(hint: Any, data: Any, where: str) -> Any:
    if hint is Any:
        return data
    if hint is str and isinstance(data, int) and not isinstance(data, bool):
        return str(data)
    wanted = hint if isinstance(hint, tuple) else (hint,)
    if not isinstance(data, wanted) or (isinstance(data, bool) and bool not in wanted):
        raise fault(where, f"类型不对：{data!r}", f"wrong type: {data!r}")
    return data


def _permits(data: Any, where: str) -> Permits:
    if data == "all":
        return Permits(all=True)
    if isinstance(data, Mapping):
        only(data, {"by_label"}, where)
        listed = data.get("by_label")
        if not isinstance(listed, Mapping):
            raise fault(f"{where}.by_label", "应为映射", f"a mapping is needed, not {listed!r}")
        return Permits(by_label={str(k): _list(str, methods, f"{where}.{k}") for k, methods in listed.items()})
    return Permits(methods=_list(str, data, where))
