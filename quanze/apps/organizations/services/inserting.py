"""The records of a change put into their tables."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from quanze.apps.organizations import paths
from quanze.apps.organizations.facts import TABLES
from quanze.apps.organizations.models import PortfolioTarget, Spelling, UnitLink
from quanze.apps.organizations.services.change import Change, Draft
from quanze.apps.organizations.services.directory import Directory
from quanze.apps.organizations.services.standing import Lists
from quanze.apps.organizations.spelling import spelled
from quanze.apps.organizations.storage import insert, numbers, stored

_CLOCKS = ("id", "starts_on", "ends_before", "recorded_at", "superseded_at", "act_id", "replaces", "compartment")
_COLUMNS = {
    "organizations": ("unit_id", "path", "away", "above", "name", "kind", "level", "superior_id", "line_superior_id",
                      "line", "dispatched_by"),
    "bodies": ("body_id", "unit_id", "kind"),
    "posts": ("post_id", "unit_id", "path", "away", "title", "role", "rank", "managed_by", "co_managed_by", "seats"),
    "people": ("person_id", "name", "now", "party_member", "category"),
    "tenures": ("person_id", "post_id", "unit_id", "path", "acting", "concurrent", "rank"),
    "portfolios": ("post_id", "unit_id", "fields", "manner"),
    "absences": ("person_id", "reason"),
}  # fmt: skip
# The lists whose names are sought, and as what.
_SPELLED = {"organizations": "unit", "posts": "post", "people": "person"}


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every record of an act carries; with ``as_recorded`` rows keep the instants they came with."""

    act: int
    recorded: datetime
    compartment: str
    as_recorded: bool


class Inserter:
    """Puts drafts into their tables, list by list, in an order in which each finds what it refers to."""

    def __init__(self, known: Directory, standing: Lists, change: Change, stamp: Stamp) -> None:
        self._known = known
        self._stamp = stamp
        self._rows_of_post: dict[str, list[Any]] = {}
        for row in (*standing["posts"].values(), *(draft.row for draft in change.drafts.get("posts", ()))):
            if row.superseded_at is None:
                self._rows_of_post.setdefault(row.id, []).append(row)
        self._change = change
        self._now = stored(stamp.recorded)

    def put_all(self) -> int:
        """Insert every draft; the number of records."""
        return sum(self._put(name, self._change.drafts.get(name, ())) for name in TABLES)

    def _put(self, name: str, drafts: Sequence[Draft]) -> int:
        values: Callable[[Any], tuple[Any, ...]] = getattr(self, f"_{name}")
        ids = numbers(TABLES[name], len(drafts), self._stamp.compartment)
        rows = []
        for id, draft in zip(ids, drafts, strict=True):
            row = draft.row
            more = values(draft) if name == "tenures" else values(row)
            rows.append((id, *self._clocks(row), self._stamp.act, draft.replaces, self._stamp.compartment, *more))
        insert(TABLES[name], (*_CLOCKS, *_COLUMNS[name]), rows)
        self._spell(name, ids, drafts)
        self._put_further(name, ids, drafts)
        return len(rows)

    def _clocks(self, row: Any) -> tuple[Any, ...]:
        if self._stamp.as_recorded:
            return row.starts_on, row.ends_before, stored(row.recorded_at), stored(row.superseded_at)
        return row.starts_on, row.ends_before, self._now, None

    def _put_further(self, name: str, ids: Sequence[int], drafts: Sequence[Draft]) -> None:
        label = self._stamp.compartment
        if name == "organizations":
            links = [
                (id, kind, number, self._known.units[code].id, label)
                for id, draft in zip(ids, drafts, strict=True)
                for kind in ("supervises", "succeeded_by")
                for number, code in enumerate(getattr(draft.row, kind))
            ]
            insert(UnitLink, ("record_id", "kind", "number", "unit_id", "compartment"), links)
        if name == "portfolios":
            targets = [
                (id, number, code, label)
                for id, draft in zip(ids, drafts, strict=True)
                for number, code in enumerate(draft.row.covers)
            ]
            insert(PortfolioTarget, ("record_id", "number", "code", "compartment"), targets)

    def _spell(self, name: str, ids: Sequence[int], drafts: Sequence[Draft]) -> None:
        """How the names in these records are sought."""
        if name not in _SPELLED:
            return
        label, lines = self._stamp.compartment, []
        for id, draft in zip(ids, drafts, strict=True):
            code, called, unit, person = self._named(name, draft.row)
            lines.append((_SPELLED[name], id, unit, person, spelled(code, called, person=person is not None), label))
        insert(Spelling, ("kind", "record", "unit_id", "person_id", "text", "compartment"), lines)

    def _named(self, name: str, row: Any) -> tuple[str, str | None, int | None, int | None]:
        """Code and name of a record, with the number of the unit or person they belong to."""
        if name == "people":
            return row.id, row.name, None, self._known.people[row.id]
        if name == "posts":
            return row.id, row.title, self._known.units[row.organization].id, None
        return row.id, row.name, self._known.units[row.id].id, None

    def _organizations(self, row: Any) -> tuple[Any, ...]:
        here, units = self._known.units[row.id], self._known.units
        above = None if row.superior is None else units[row.superior]
        home = paths.parent(here.path)
        away = home != ("" if above is None else above.path)
        across = None if row.line_superior is None else units[row.line_superior].id
        return (
            here.id, here.path, away, above.path if above is not None and away else "", row.name, row.kind,
            row.level or "", None if above is None else above.id, across, row.line or "", row.dispatched_by or "",
        )  # fmt: skip

    def _bodies(self, row: Any) -> tuple[Any, ...]:
        return self._known.bodies[row.id], self._known.units[row.of].id, row.kind

    def _posts(self, row: Any) -> tuple[Any, ...]:
        post, unit = self._known.posts[row.id], self._known.units[row.organization].id
        return (
            post.id, unit, post.path, unit != post.unit, row.title, row.role, row.rank or "", row.managed_by or "",
            row.co_managed_by or "", row.seats,
        )  # fmt: skip

    def _people(self, row: Any) -> tuple[Any, ...]:
        return self._known.people[row.id], row.name, row.now or "", row.party_member, row.category or ""

    def _tenures(self, draft: Draft) -> tuple[Any, ...]:
        row = draft.row
        post = self._known.posts[row.post]
        unit = self._unit_of(row.post, row.starts_on) or post.unit
        return self._known.people[row.person], post.id, unit, post.path, row.acting, draft.concurrent, row.rank or ""

    def _portfolios(self, row: Any) -> tuple[Any, ...]:
        post = self._known.posts[row.post]
        unit = self._unit_of(row.post, row.starts_on) or post.unit
        return post.id, unit, json.dumps(row.fields, ensure_ascii=False), row.manner

    def _absences(self, row: Any) -> tuple[Any, ...]:
        return self._known.people[row.person], row.reason

    def _unit_of(self, post: str, day: date | None) -> int | None:
        """The unit that the post belongs to on a day (None: before every day), None if it does not stand then."""
        for row in self._rows_of_post.get(post, ()):
            begun = row.starts_on is None or (day is not None and row.starts_on <= day)
            if begun and (row.ends_before is None or day is None or day < row.ends_before):
                return self._known.units[row.organization].id
        return None
