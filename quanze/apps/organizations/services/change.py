"""A change of the register as a value: rows to be added, records to be superseded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from quanze.apps.organizations.facts import ROWS
from quanze.core.register import Register, Row


@dataclass(frozen=True, slots=True)
class Draft:
    """A row to be recorded. ``replaces`` is the record whose place it takes; ``concurrent`` marks a tenure (兼任)."""

    row: Any
    replaces: int | None = None
    concurrent: bool = False


Drafts = Mapping[str, tuple[Draft, ...]]
Ends = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Change:
    """Drafts and superseded record numbers, both by the name of their list ("tenures")."""

    drafts: Drafts = field(default_factory=dict)
    ends: Ends = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """True if nothing is added and nothing superseded."""
        return not any(self.drafts.values()) and not any(self.ends.values())

    def all(self) -> Iterator[tuple[str, Draft]]:
        """Every draft with the name of its list."""
        for name, drafts in self.drafts.items():
            for draft in drafts:
                yield name, draft

    def stamped(self, recorded: datetime) -> Change:
        """The same change with its rows recorded at an instant and not superseded, whatever they say."""
        return Change(
            {name: tuple(_stamp(draft, recorded) for draft in drafts) for name, drafts in self.drafts.items()},
            self.ends,
        )


def _stamp(draft: Draft, recorded: datetime) -> Draft:
    row = replace(draft.row, recorded_at=recorded, superseded_at=None)
    return replace(draft, row=row)


def change_of(*drafts: Draft, ends: Ends | None = None) -> Change:
    """A change of a few drafts of any kind."""
    sorted_out: dict[str, tuple[Draft, ...]] = {}
    for draft in drafts:
        name = ROWS[type(draft.row)]
        sorted_out[name] = (*sorted_out.get(name, ()), draft)
    return Change(sorted_out, ends or {})


def change_from(rows: Register) -> Change:
    """A change that adds every row of a core Register."""
    names = ROWS.values()
    return Change({name: tuple(map(Draft, getattr(rows, name))) for name in names if getattr(rows, name)})


@dataclass(frozen=True, slots=True)
class Done:
    """What an act came to: its number, its audit entry, how many rows it added and superseded.

    ``repeated`` says that the same request had been done before under its key, and nothing was done now.
    ``act`` is None when there was nothing to do.
    """

    act: int | None
    entry: int | None
    added: int = 0
    superseded: int = 0
    repeated: bool = False


def values_of(row: Row) -> dict[str, Any]:
    """A row's fields, its clocks of knowledge left out: what a request says."""
    fields = {name: getattr(row, name) for base in type(row).__mro__ for name in getattr(base, "__slots__", ())}
    return {name: fields[name] for name in sorted(fields) if name not in ("recorded_at", "superseded_at")}
