"""Everything that is wrong with a described case, each at its place, so that all can be mended at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quanze.core.casefile.shapes import Group, ListOf, at, missing
from quanze.core.casefile.tables import CASE
from quanze.core.refusals import Refusal
from quanze.core.words import Label

Faults = Mapping[str, Label]


def faults_of(case: Mapping[str, Any]) -> Faults:
    """Path → what is wrong there, as far as each value can be judged by itself; the day asked about is needed, too."""
    found: dict[str, Label] = {}
    _group(CASE, case, "", found)
    dates = case.get("dates")
    if not isinstance(dates, Mapping) or dates.get("asked_on") is None:
        refusal = missing("dates.asked_on")
        found.setdefault("dates.asked_on", Label(refusal.zh, refusal.en))
    return found


def at_its_place(refusal: Refusal) -> Faults:
    """A refusal of the whole case as a fault at the place that it names."""
    return {refusal.where or "": Label(refusal.zh, refusal.en)}


def _group(group: Group, value: Any, path: str, found: dict[str, Label]) -> None:
    if not isinstance(value, Mapping):
        _alone(group, value, path, found)
        return
    for key, part in value.items():
        entry = group.by_key.get(key)
        if entry is None:
            _alone(group, {key: part}, path, found)
        elif part is not None:
            _value(entry.kind, part, at(path, key), found)
    for entry in group.fields:
        if entry.needed and value.get(entry.key) is None:
            if isinstance(entry.kind, Group):
                _group(entry.kind, {}, at(path, entry.key), found)
                continue
            refusal = missing(at(path, entry.key))
            found.setdefault(refusal.where, Label(refusal.zh, refusal.en))


def _value(kind: Any, value: Any, path: str, found: dict[str, Label]) -> None:
    if isinstance(kind, Group):
        _group(kind, value, path, found)
    elif isinstance(kind, ListOf) and isinstance(kind.of, Group) and isinstance(value, list):
        for place, row in enumerate(value):
            _group(kind.of, row, f"{path}[{place}]", found)
    else:
        _alone(kind, value, path, found)


def _alone(kind: Any, value: Any, path: str, found: dict[str, Label]) -> None:
    try:
        kind.read(value, path)
    except Refusal as refusal:
        # Of an unknown key alone the kind also misses what the whole group has.
        if refusal.code != "missing_key":
            found.setdefault(refusal.where, Label(refusal.zh, refusal.en))
