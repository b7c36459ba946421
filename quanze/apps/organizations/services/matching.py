"""Rows that stand already: what makes writing the same rows twice change nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from quanze.apps.access.caller import Caller
from quanze.apps.organizations.facts import TABLES, rows_of
from quanze.apps.organizations.services.change import Draft
from quanze.apps.organizations.services.directory import in_parts

_KEY = {
    "organizations": ("id", "unit__code"), "bodies": ("id", "body__code"), "posts": ("id", "post__code"),
    "people": ("id", "person__code"), "tenures": ("post", "post__code"), "portfolios": ("post", "post__code"),
    "absences": ("person", "person__code"),
}  # fmt: skip


def standing_alike(name: str, drafts: Sequence[Draft], by: Caller) -> set[int]:
    """The places, among drafts of one list, of rows that stand with the very same fields, each matched once."""
    field, column = _KEY[name]
    codes = {getattr(draft.row, field) for draft in drafts}
    standing: dict[Any, int] = {}
    for part in in_parts(codes):
        records = TABLES[name].visible.to(by).filter(superseded_at=None, **{f"{column}__in": part})
        for _, row in rows_of(name, records):
            bare = replace(row, recorded_at=None)
            standing[bare] = standing.get(bare, 0) + 1
    found = set()
    for number, draft in enumerate(drafts):
        if standing.get(draft.row, 0):
            standing[draft.row] -= 1
            found.add(number)
    return found
