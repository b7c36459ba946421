"""Reading a pack's YAML files: YAML 1.2 words only, no repeated keys, dates and numbers of articles as text."""

from __future__ import annotations

import re
from collections.abc import Hashable
from pathlib import Path
from typing import Any, ClassVar

import yaml

from quanze.core.rulebook.parsing import fault

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class RuleLoader(_Base):  # type: ignore[misc]  # the C loader where it was built, else the plain one
    """YAML 1.2: true, false, null and whole numbers are typed; everything else stays text."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """A mapping whose keys stand only once."""
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                line = key.start_mark.line + 1
                raise fault(f"line {line}", f"键 {key.value} 重复", f"the key {key.value} stands twice")
            seen.add(key.value)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return mapping


RuleLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
RuleLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:null|~|)$"), ["n", "~", ""])
RuleLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]*)$"), list("-0123456789"))


def read_yaml(path: Path) -> dict[str, Any]:
    """The mapping in one file. Raises Refusal "rulebook" for anything else."""
    try:
        data = yaml.load(path.read_text("utf-8"), Loader=RuleLoader)  # noqa: S506  # a safe loader's subclass
    except yaml.YAMLError as error:
        raise fault(str(path.name), f"YAML 有误：{error}", f"not readable as YAML: {error}") from None
    except UnicodeDecodeError:
        raise fault(str(path.name), "应为 UTF-8 编码", "must be UTF-8") from None
    if not isinstance(data, dict):
        raise fault(str(path.name), "应为映射", "a mapping is needed")
    return data


def read_pack(folder: Path) -> dict[str, Any]:
    """All files of a pack merged; lists of the same section from several files are joined."""
    merged: dict[str, Any] = {}
    for path in sorted(folder.glob("*.yaml")):
        for key, value in read_yaml(path).items():
            merged[key] = _joined(merged.get(key), value, f"{folder.name}/{path.name}.{key}")
    if merged.get("id") != folder.name:
        raise fault(
            folder.name, "规则包的 id 应与文件夹同名", f"the pack's id ({merged.get('id')}) must be its folder's name"
        )
    return merged


def _joined(old: Any, new: Any, where: str) -> Any:
    if old is None:
        return new
    if isinstance(old, list) and isinstance(new, list):
        return [*old, *new]
    raise fault(where, "同一部分写了两次", "the section stands twice")
