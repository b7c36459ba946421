"""A case file as text: written by the program from what people typed, and read back as plain values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import yaml

from quanze.core.casefile.decoding import decode
from quanze.core.casefile.loading import load
from quanze.core.casefile.tables import FORMAT
from quanze.core.refusals import Refusal

Case = dict[str, Any]
_SafeDumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
# What reads as text without quotes in YAML 1.2: plain keys of the field, and Chinese words.
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(-[A-Za-z0-9_]+)*|[\u4e00-\u9fff]+")
_TYPED = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
ORDER = (
    "format", "id", "title", "area", "dates", "incident", "violations", "findings", "notes", "decisions", "reviews", "proposals",
    "steps", "votes", "ranks", "events", "parameters",
)  # fmt: skip


def as_text(case: Mapping[str, Any]) -> str:
    """The case as YAML, keys in the order of the format, unknown (None) left out; ``read_text`` is the way back."""
    known = {"format": FORMAT, **_without_unknown(case)}
    named = [key for key in ORDER if key in known]
    ordered = {key: known[key] for key in (*named, *(key for key in known if key not in ORDER))}
    text: str = yaml.dump(
        ordered, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110, default_flow_style=None
    )
    return text


def read_text(data: bytes, *, name: str = "case.yaml") -> Case:
    """The plain values of a case file (YAML or JSON). Raises Refusal for what is no case at all, with place and mend."""
    text, _ = decode(data, name=name)
    value = load(text, name=name).value
    if not isinstance(value, dict):
        raise Refusal(
            "wrong_type", zh="这不是案件文件：应以 format: quanze/case/1 开头的键值", where="file",
            en="this is no case file: it needs keys, first of all format: quanze/case/1",
        )  # fmt: skip
    if value.get("register") is not None:
        raise Refusal(
            "own_register", zh="按已存台账询问时，案件文件不能自带 register 一节；请删去后再上传", where="file",
            en="a case asked against the stored register brings none of its own: delete the section register",
        )  # fmt: skip
    return {key: part for key, part in value.items() if key not in ("register",)}


def _without_unknown(value: Any) -> Any:
    if isinstance(value, Mapping):
        kept = {key: _without_unknown(part) for key, part in value.items()}
        return {key: part for key, part in kept.items() if part is not None and part != {}}
    if isinstance(value, list | tuple):
        return [_without_unknown(part) for part in value]
    return value


class _Dumper(_SafeDumper):  # type: ignore[misc]
    """Writes so that the reader of case files (YAML 1.2) takes every value as it was."""

    def ignore_aliases(self, data: Any) -> bool:
        """No value is written as a reference to another."""
        return True


def _text(dumper: Any, value: str) -> Any:
    plain = _PLAIN.fullmatch(value) and value.lower() not in _TYPED
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=None if plain else '"')


def _number(dumper: Any, value: Decimal) -> Any:
    return dumper.represent_scalar("tag:yaml.org,2002:float", format(value, "f"))


def _day(dumper: Any, value: date) -> Any:
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", value.isoformat())


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Decimal, _number)
_Dumper.add_representer(date, _day)
