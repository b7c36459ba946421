"""From what was typed into the form to the plain values of a case file; nothing typed is lost, right or wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from quanze.apps.determinations.casework.slots import PARTS, Part, Slot
from quanze.apps.determinations.casework.text import Case
from quanze.core.casefile.loading import steps
from quanze.core.casefile.yaml12 import number

MOST_ROWS = 60
_FLAGS = {"true": True, "false": False}
NO_METHODS = "none"
_SIGNS = re.compile(r"[,\s元¥￥]")


class Given(Protocol):
    """What a form sends: a QueryDict."""

    def getlist(self, key: str) -> list[str]:
        """Every value of a name."""

    def __contains__(self, key: object) -> bool: ...

    def __iter__(self) -> Any: ...


def filled(case: Mapping[str, Any], given: Given) -> Case:
    """The case with what the form sends in its place; keys that the form does not show stay as they are."""
    found: Case = deepcopy(dict(case))
    for part in PARTS:
        if part.rows:
            if f"{part.rows}.rows" in given:
                found[part.rows] = [row for _, row in rows_sent(part, given)]
        else:
            _fill(found, part.slots, given, "")
    return found


def _fill(into: dict[str, Any], slots: Iterable[Slot], given: Given, above: str) -> None:
    for slot in slots:
        name = f"{above}{slot.path}"
        if slot.kind == "people":
            put(into, slot.path, _people(name, given))
        elif name in given:
            put(into, slot.path, typed(slot.kind, given.getlist(name)))


def _people(name: str, given: Given) -> list[str] | None:
    found = [given.getlist(key)[-1].strip() for key in sorted(given, key=_place) if key.startswith(f"{name}[")]
    return [each for each in found if each] or None


def rows_sent(part: Part, given: Given) -> list[tuple[int, dict[str, Any]]]:
    """The rows sent, each with its place in the form; one in which nothing is filled is left out.

    The ids of violations stay or are given anew.
    """
    pattern = re.compile(rf"{part.rows}\[(\d{{1,3}})\]\.")
    numbers = sorted({int(found[1]) for name in given if (found := pattern.match(name))})[:MOST_ROWS]
    places, rows = [], []
    for place in numbers:
        row: dict[str, Any] = {}
        above = f"{part.rows}[{place}]."
        _fill(row, part.slots, given, above)
        known = {key: value for key, value in row.items() if value is not None}
        if known or any(_noted(given, f"{above}{slot.path}") for slot in part.slots):
            named = (given.getlist(f"{above}id") or [""])[-1].strip()
            places.append(place)
            rows.append(({"id": named} if named else {}) | known)
    return list(zip(places, with_ids(rows) if part.rows == "violations" else rows, strict=True))


def _noted(given: Given, path: str) -> bool:
    return any(text.strip() for text in given.getlist(f"{path}.evidence"))


def with_ids(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Violations with an id each: those without get the next free of v1, v2, …"""
    taken = {str(row["id"]) for row in rows if row.get("id")}
    free = (f"v{number}" for number in range(1, 10_000) if f"v{number}" not in taken)
    return [row if row.get("id") else {"id": next(free), **row} for row in rows]


def put(into: dict[str, Any], path: str, value: Any) -> None:
    """Put a value at a path of keys ("incident.influence"); what is in the way and no mapping gives way."""
    keys = [str(step) for step in steps(path)]
    for key in keys[:-1]:
        if not isinstance(into.get(key), dict):
            into[key] = {}
        into = into[key]
    into[keys[-1]] = value


def value_at(case: Any, path: str) -> Any:
    """What stands at a path ("violations[0].person"), None where nothing does."""
    for step in steps(path):
        if isinstance(step, int):
            case = case[step] if isinstance(case, list) and step < len(case) else None
        else:
            case = case.get(step) if isinstance(case, dict) else None
    return case


def typed(kind: str, values: list[str]) -> Any:
    """What was typed as the value it means; what means nothing stays text, so that it can be refused and shown again."""
    text = (values[-1] if values else "").replace("\r\n", "\n").strip()
    if kind == "methods":
        chosen = [value for value in values if value]
        return [] if chosen == [NO_METHODS] else [value for value in chosen if value != NO_METHODS] or None
    if kind == "lines":
        return [line.strip() for line in text.split("\n") if line.strip()] or None
    if not text:
        return None
    return _READING.get(kind, str)(text)


def _day(text: str) -> date | str:
    plain = unicodedata.normalize("NFKC", text).replace("/", "-").replace(".", "-")
    found = re.fullmatch(r"(\d{4})[-年](\d{1,2})[-月](\d{1,2})日?", plain)
    try:
        return date(*(int(part) for part in found.groups())) if found else plain
    except ValueError:
        return plain


def _money(text: str) -> Any:
    plain = _SIGNS.sub("", unicodedata.normalize("NFKC", text))
    found = number(plain.removesuffix("万"))
    if not plain.endswith("万") or isinstance(found, str):
        return found if not plain.endswith("万") else text
    yuan = Decimal(found) * 10_000
    return int(yuan) if yuan == yuan.to_integral_value() else yuan


def _flag(text: str) -> bool | str:
    return _FLAGS.get(text, text)


def _count(text: str) -> int | str:
    plain = unicodedata.normalize("NFKC", text)
    return int(plain) if re.fullmatch(r"\d{1,9}", plain, re.ASCII) else text


_READING = {"day": _day, "span": _day, "money": _money, "flag": _flag, "value": _flag, "count": _count}


def _place(name: str) -> tuple[str, int]:
    head, _, tail = name.rpartition("[")
    digits = tail.rstrip("]")
    return (head, int(digits)) if digits.isascii() and digits.isdigit() and len(digits) < 6 else (name, 0)
