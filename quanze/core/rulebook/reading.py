"""Reading a pack's YAML files: YAML 1.2 words only, no repeated keys, dates and numbers of articles as text."""

from __future__ import annotations

import re
from collections.abc import Hashable
from pathlib import Path
from typing import Any, ClassVar

import yaml

from quanze.core.refusals import Refusal
from quanze.core.rulebook.parsing import fault

MOST_BYTES = 4_000_000  # of one file; the largest shipped one has a fiftieth
DEEPEST = 40
MOST_NODES = 400_000  # of one file once its aliases (*) are written out

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class RuleLoader(_Base):  # type: ignore[misc]  # the C loader where it was built, else the plain one
    """YAML 1.2: true, false, null and whole numbers are typed; everything else stays text."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}

    depth = 0

    def descend_resolver(self, *_: Any) -> None:
        """Called before every node: refuse what is nested too deep before the parser runs out of stack."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise fault("", f"嵌套超过 {DEEPEST} 层", f"is nested deeper than {DEEPEST} levels")

    def ascend_resolver(self) -> None:
        """Called after every node."""
        self.depth -= 1

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """A mapping whose keys stand only once."""
        seen: set[str] = set()
        for key, _ in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise fault(f"line {line}", "键应为一个词", "a key is a single word")
            if key.value in seen:
                raise fault(f"line {line}", f"键 {key.value} 重复", f"the key {key.value} stands twice")
            seen.add(key.value)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return mapping


RuleLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
RuleLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:null|~|)$"), ["n", "~", ""])
RuleLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]*)$"), list("-0123456789"))


def read_yaml(path: Path) -> dict[str, Any]:
    """The mapping in one file. Raises Refusal "rulebook" for anything else, naming the file."""
    try:
        data = _plain(_text(path))
    except yaml.YAMLError as error:
        raise fault(path.name, f"YAML 有误：{error}", f"not readable as YAML: {error}") from None
    except UnicodeDecodeError:
        raise fault(path.name, "应为 UTF-8 编码", "must be UTF-8") from None
    except ValueError as error:
        raise fault(path.name, f"有读不懂的值：{error}", f"holds a value that cannot be read: {error}") from None
    except Refusal as refusal:
        raise fault(f"{path.name} {refusal.where}".strip(), refusal.zh, refusal.en) from None
    if not isinstance(data, dict):
        raise fault(path.name, "应为映射", "a mapping is needed")
    return data


def _text(path: Path) -> str:
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise fault("", f"文件超过 {MOST_BYTES} 字节", f"is larger than {MOST_BYTES} bytes")
    return content.decode("utf-8")


def _plain(text: str) -> Any:
    loader = RuleLoader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return None
        if _size(root, {}) > MOST_NODES:
            raise fault("", "别名（*）展开后过大", "is too large once its aliases (*) are written out")
        return loader.construct_document(root)
    finally:
        loader.dispose()


def _size(node: yaml.Node, known: dict[int, int]) -> int:
    """How many nodes there are once every alias is written out. Refuses a node within itself."""
    if isinstance(node, yaml.ScalarNode):
        return 1
    if known.get(id(node)) == 0:
        raise fault(f"line {node.start_mark.line + 1}", "别名（*）指向自身", "an alias (*) stands within itself")
    if id(node) not in known:
        known[id(node)] = 0
        parts = [part for pair in node.value for part in (pair if isinstance(pair, tuple) else (pair,))]
        known[id(node)] = 1 + sum(_size(part, known) for part in parts)
    return known[id(node)]


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
