"""The sheet as data: JSON and YAML with keys in the page's order, and the way back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import yaml

from quanze.core.determination.result import Sheet, plain
from quanze.core.refusals import Refusal

FORMAT = "quanze/sheet/1"
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SafeDumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def as_data(sheet: Sheet) -> dict[str, Any]:
    """The sheet as JSON-ready data; the same sheet gives the same data, names and parameters sorted by id."""
    in_order = replace(
        sheet, names=dict(sorted(sheet.names.items())), parameters=dict(sorted(sheet.parameters.items()))
    )
    found: dict[str, Any] = plain(in_order)
    return found


def as_json(sheet: Sheet, *, one_line: bool = False) -> str:
    """JSON text, to be written as UTF-8; ``one_line`` for batches of one sheet a line. Ends with a newline."""
    if one_line:
        return json.dumps(as_data(sheet), ensure_ascii=False, separators=(",", ":")) + "\n"
    return json.dumps(as_data(sheet), ensure_ascii=False, indent=2) + "\n"


def as_yaml(sheet: Sheet) -> str:
    """The same data as YAML."""
    text: str = yaml.dump(as_data(sheet), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)
    return text


def read_sheet(text: str) -> dict[str, Any]:
    """A sheet written as JSON or YAML, as data with days as ISO text.

    Raises Refusal("sheet_unreadable") if it is neither, Refusal("sheet_format") if it is no sheet.
    """
    found = _parsed(text)
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise Refusal(
            "sheet_format",
            zh=f"这不是定责建议文件：首项应为 format: {FORMAT}。",
            en=f"This is no determination sheet: its first key must be format: {FORMAT}.",
            where="format",
        )
    return found


def _parsed(text: str) -> Any:
    try:
        if text.lstrip("\ufeff \n\r\t").startswith("{"):
            return json.loads(text.lstrip("\ufeff"))
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - _Loader is a safe loader
    except (ValueError, RecursionError, yaml.YAMLError) as error:
        raise Refusal(
            "sheet_unreadable",
            zh="文件既不是 JSON 也不是 YAML，请用原样导出的定责建议文件。",
            en="The file is neither JSON nor YAML; use the determination sheet as it was exported.",
        ) from error


class _Dumper(_SafeDumper):  # type: ignore[misc]
    """Writes every mapping and list in full: a reader of the file meets no references."""

    def ignore_aliases(self, data: Any) -> bool:
        """No value is written as a reference to another."""
        return True


class _Loader(_SafeLoader):  # type: ignore[misc]
    """Reads days as text, as JSON has them, so that both forms give equal data."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in found if tag != "tag:yaml.org,2002:timestamp"]
    for first, found in _SafeLoader.yaml_implicit_resolvers.items()
}
