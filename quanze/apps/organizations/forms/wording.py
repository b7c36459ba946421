"""Rows of the register in words: which thing, what was so, what is otherwise now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from quanze.apps.organizations.forms.asks import LISTS, OF_ROWS, Ask, words_of
from quanze.apps.organizations.selectors.changes import Changed, Changes
from quanze.apps.organizations.selectors.names import Names
from quanze.apps.pages.cells import day_text
from quanze.apps.pages.language import language, said
from quanze.core.register import Organization, Row
from quanze.core.words import Label

_CODES = {"unit", "post", "person", "organ", "body", "units", "targets"}
DAY = timedelta(days=1)
_NEW, _ENDS = Label("新增", "new"), Label("终止", "ends")
_OTHER, _GONE = Label("变更", "changed"), Label("不再成立", "no longer holds")


class Line(NamedTuple):
    """One change in words: what kind of change, of what list and thing, what it says, its first and last day."""

    change: Label
    list: Label
    thing: str
    told: str
    starts_on: date | None
    last_on: date | None


def codes_of(row: Row) -> set[str]:
    """Every code that a row names, its own thing included."""
    named = {str(getattr(row, key)) for key in ("id", "person", "post") if hasattr(row, key)}
    for name in OF_ROWS.values():
        for each in name:
            if each.kind in _CODES and hasattr(row, each.name):
                value = getattr(row, each.name)
                named.update(value if isinstance(value, tuple) else [value] if value else [])
    return named


def codes_in(changes: Changes) -> set[str]:
    """Every code that the rows of some changes name."""
    rows = (row for each in changes.rows for row in (each.before, each.after) if row is not None)
    return {code for row in rows for code in codes_of(row)}


def lines_of(changes: Changes, names: Names, *, undoing: bool = False) -> list[Line]:
    """The changes in words, in the language of the page; ``undoing`` those of an act that took another one back."""
    return [_line(each, names, undoing) for each in changes.rows]


def _line(changed: Changed, names: Names, undoing: bool) -> Line:
    row = changed.row
    change = _change(changed)
    told, first = said_row(changed.list, row, names), row.starts_on
    if change is _OTHER and changed.before is not None and changed.after is not None:
        told = _difference(changed.list, changed.before, changed.after, names) or told
        if undoing:
            # What was taken back held from a later day than the row that stands again: from there it is otherwise.
            first = max(filter(None, (first, changed.before.starts_on)), default=None)
    thing = thing_of(row, names)
    return Line(change, LISTS[changed.list], thing, told, first, last_day(row))


def last_day(row: Row) -> date | None:
    """The last day on which a row was so; None while it goes on."""
    return row.ends_before and row.ends_before - DAY


def _change(changed: Changed) -> Label:
    if changed.after is None:
        return _GONE
    if changed.before is None:
        return _NEW
    was = replace(changed.before, recorded_at=None, superseded_at=None)
    now = replace(changed.after, recorded_at=None, superseded_at=None)
    sooner = now.ends_before is not None and (was.ends_before is None or now.ends_before < was.ends_before)
    return _ENDS if sooner and now == replace(was, ends_before=now.ends_before) else _OTHER


def with_own(names: Names, changes: Iterable[Changed]) -> Names:
    """The names with those of things that only the changed rows themselves name."""
    for each in changes:
        row = each.row
        if each.list == "organizations":
            names.units.setdefault(row.id, row.name or row.id)
        elif each.list == "posts":
            names.posts.setdefault(row.id, (row.organization, row.title or row.id))
        elif each.list == "people":
            names.people.setdefault(row.id, row.name or row.id)
    return names


def thing_of(row: Any, names: Names) -> str:
    """What a row speaks of: a unit, body, post or person by name and code; a tenure by its post."""
    code = next(str(getattr(row, key)) for key in ("id", "post", "person") if hasattr(row, key))
    name = names.any(code, language())
    own = getattr(row, "name", None) or getattr(row, "title", None) or name
    # A unit by the name it bore then; a post with its unit.
    shown = own if name == code or isinstance(row, Organization) else name
    return shown if shown == code else said(f"{shown}（{code}）", f"{shown} ({code})")


def said_row(name: str, row: Any, names: Names) -> str:
    """What a row says, in one sentence without its days."""
    parts = [(each, value_text(each, getattr(row, each.name), names)) for each in OF_ROWS[name]]
    return _joined(f"{each.label.text(language())}{_colon()}{value}" for each, value in parts if value)


def _difference(name: str, before: Any, after: Any, names: Names) -> str:
    """Which fields are otherwise: 名称：甲局 → 乙局."""
    told = []
    for each in OF_ROWS[name]:
        was, now = getattr(before, each.name), getattr(after, each.name)
        if was != now:
            texts = [value_text(each, value, names) or said("（无）", "(none)") for value in (was, now)]
            told.append(f"{each.label.text(language())}{_colon()}{' → '.join(texts)}")
    for zh, en, was, now in (
        ("起", "from", before.starts_on, after.starts_on), ("最后一日", "last day", last_day(before), last_day(after)),
    ):  # fmt: skip
        if was != now and not told:
            told.append(f"{said(zh, en)}{_colon()}{_day(was)} → {_day(now)}")
    return _joined(told)


def value_text(each: Ask, value: Any, names: Names) -> str:
    """A value of a field as people read it; "" for none."""
    if value is None or value == () or value == "":
        return ""
    if each.kind in ("word", "words"):
        listed = value if isinstance(value, tuple) else (value,)
        return _joined_list(words_of(each.group).get(key, Label(key, key)).text(language()) for key in listed)
    if each.kind in _CODES:
        return _joined_list(names.any(code, language()) for code in (value if isinstance(value, tuple) else (value,)))
    if isinstance(value, bool):
        return said("是", "yes") if value else "" if each.kind == "flag" else said("否", "no")
    return str(value)


def _day(day: date | None) -> str:
    return said("（未定）", "(open)") if day is None else day_text(day)


def _colon() -> str:
    return said("：", ": ")


def _joined(parts: Iterable[str]) -> str:
    return said("；", "; ").join(parts)


def _joined_list(parts: Iterable[str]) -> str:
    return said("、", ", ").join(parts)
