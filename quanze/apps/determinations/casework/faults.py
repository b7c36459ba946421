"""Everything that is wrong with a described case, each at its place, so that all can be mended at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from quanze.core.casefile.consistency import asked_too_early, disagreements
from quanze.core.casefile.shapes import Group, ListOf, at, missing
from quanze.core.casefile.tables import CASE
from quanze.core.refusals import Refusal
from quanze.core.words import Label

Faults = Mapping[str, Label]
Found = dict[str, Label]


def faults_of(case: Mapping[str, Any]) -> Faults:
    """Path → what is wrong there: each value by itself, then what two of them say against each other.

    The day asked about is needed, too. What the register does not hold only shows when the case is tried.
    """
    found: Found = {}
    typed = _group(CASE, case, "", found)
    asked_on = (typed.get("dates") or {}).get("asked_on")
    if asked_on is None:
        _take(missing("dates.asked_on"), found)
    for refusal in (*disagreements(typed), *(asked_too_early(typed, asked_on) if asked_on else ())):
        _take(refusal, found)
    return found


def _group(group: Group, value: Mapping[str, Any], path: str, found: Found) -> dict[str, Any]:
    """The group as read; what could not be read stands in it as None."""
    typed: dict[str, Any] = {}
    for key, part in value.items():
        entry = group.by_key.get(key)
        if entry is None:
            _alone(group, {key: part}, path, found)
        elif part is not None:
            typed[entry.inner] = _value(entry.kind, part, at(path, key), found)
    for where in _left_out(group, value, path):
        _take(missing(where), found)
    return typed


def _left_out(group: Group, value: Mapping[str, Any], path: str) -> Iterator[str]:
    """The places that must be filled and are not; of a whole group that is missing, those within it."""
    for entry in group.fields:
        if entry.needed and value.get(entry.key) is None:
            where = at(path, entry.key)
            yield from _left_out(entry.kind, {}, where) if isinstance(entry.kind, Group) else (where,)


def _value(kind: Any, value: Any, path: str, found: Found) -> Any:
    if isinstance(kind, Group) and isinstance(value, Mapping):
        return _group(kind, value, path, found)
    rows = isinstance(kind, ListOf) and isinstance(kind.of, Group)
    if rows and isinstance(value, list) and all(isinstance(row, Mapping) for row in value):
        return [_group(kind.of, row, f"{path}[{place}]", found) for place, row in enumerate(value)]
    read = _alone(kind, value, path, found)
    # Rows of which one is no row at all are not held against each other.
    return () if rows and read is None else read


def _alone(kind: Any, value: Any, path: str, found: Found) -> Any:
    try:
        return kind.read(value, path)
    except Refusal as refusal:
        # Of an unknown key alone the kind also misses what the whole group has.
        if refusal.code != "missing_key":
            _take(refusal, found)
    return None


def _take(refusal: Refusal, found: Found) -> None:
    found.setdefault(refusal.where or "", Label(refusal.zh, refusal.en))
