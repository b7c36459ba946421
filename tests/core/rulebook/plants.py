"""Copies of shipped packs with one fault planted in them."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from quanze.core.rulebook.checker import check_pack, common_findings
from quanze.core.rulebook.loader import pack_folders, shipped_rules
from quanze.core.rulebook.reading import read_pack

FOLDERS = {folder.name: folder for folder in pack_folders(shipped_rules())}
Edit = Callable[[dict[str, Any]], object]


@cache
def _pack(name: str) -> dict[str, Any]:
    return read_pack(FOLDERS[name])


@cache
def findings() -> frozenset[str]:
    """The common findings."""
    return common_findings()


def pack(name: str) -> dict[str, Any]:
    """A copy of a shipped pack as plain data."""
    return deepcopy(_pack(name))


def planted(folder: Path, name: str, edit: Edit) -> Path:
    """A folder with a copy of the pack after ``edit`` changed its data."""
    data = pack(name)
    edit(data)
    place = folder / name
    place.mkdir(parents=True)
    (place / "rulebook.yaml").write_text(json.dumps(data, ensure_ascii=False), "utf-8")  # JSON is YAML
    return place


def said(place: Path) -> list[str]:
    """What the checker says of a pack, in English, each with its place."""
    return [refusal.text("en") for refusal in check_pack(place, findings())]


def row(data: dict[str, Any], section: str, name: str) -> dict[str, Any]:
    """One row of a section by its id."""
    found: dict[str, Any] = next(r for r in data[section] if r["id"] == name)
    return found
