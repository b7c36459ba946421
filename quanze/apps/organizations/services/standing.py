"""What stands in the register around a change: the rows that its checks must see beside the new ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from quanze.apps.organizations.facts import TABLES, rows_of
from quanze.apps.organizations.services.change import Change
from quanze.apps.organizations.services.directory import Directory, in_parts, learn_units
from quanze.core.register.check_heads import HEADS

Lists = dict[str, dict[int, Any]]
WHY = "invariants of the register"


class Standing:
    """Gathers standing rows list by list: record number → row. With ``history`` superseded ones too."""

    def __init__(self, *, history: bool) -> None:
        self.lists: Lists = {name: {} for name in TABLES}
        self._history = history

    def take(self, name: str, column: str, keys: Iterable[Any], **more: Any) -> list[Any]:
        """Add the rows of a list whose ``column`` is one of ``keys``; the rows found, in record order."""
        found: list[Any] = []
        for part in in_parts(set(keys)):
            records = TABLES[name].whole(reason=WHY).filter(**{f"{column}__in": part}, **more)
            rows = list(rows_of(name, records if self._history else records.filter(superseded_at=None)))
            self.lists[name].update(rows)
            found.extend(row for _, row in rows)
        return found


def standing_around(change: Change, known: Directory, *, history: bool = False) -> Lists:
    """Every row that a check of the change may set beside its own.

    Rows of the same units, bodies, posts and persons; units above, on any day; the posts of heads in the units
    concerned; the tenures of all these posts. ``known`` spares looking for rows of things that are new.
    """
    found = Standing(history=history)
    drafts = {name: [draft.row for draft in given] for name, given in change.drafts.items()}
    _take_units(found, drafts.get("organizations", []), known)
    found.take("bodies", "body_id", _numbers(known.bodies, (row.id for row in drafts.get("bodies", ()))))
    found.take("people", "person_id", _numbers(known.people, (row.id for row in drafts.get("people", ()))))
    _take_posts(found, drafts, known)
    return found.lists


def _numbers(things: Mapping[str, Any], codes: Iterable[str]) -> set[int]:
    found = (things.get(code) for code in codes)
    return {each if isinstance(each, int) else each.id for each in found if each is not None}


def _take_units(found: Standing, drafts: list[Any], known: Directory) -> None:
    seen: set[str] = set()
    wanted = {code for code in (*(row.id for row in drafts), *_above(drafts)) if code in known.units}
    while wanted:
        seen |= wanted
        rows = found.take("organizations", "unit__code", wanted)
        wanted = set(_above(rows)) - seen


def _above(rows: Iterable[Any]) -> Iterable[str]:
    return (code for row in rows for code in (row.superior, row.line_superior) if code is not None)


def _take_posts(found: Standing, drafts: dict[str, list[Any]], known: Directory) -> None:
    new_posts = drafts.get("posts", [])
    seated = [row.post for name in ("tenures", "portfolios") for row in drafts.get(name, ())]
    posts = _numbers(known.posts, (*(row.id for row in new_posts), *seated))
    rows = found.take("posts", "post_id", posts)
    learn_units(known, {row.organization for row in rows})
    units = _numbers(known.units, (row.organization for row in (*rows, *new_posts)))
    heads = found.take("posts", "unit_id", units, role__in=HEADS)
    found.take("tenures", "post_id", posts)
    found.take("tenures", "post__code", {row.id for row in heads} - {row.id for row in rows})
