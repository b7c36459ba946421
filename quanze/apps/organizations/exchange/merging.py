"""Rows that come in, beside the rows that stand: what is new, what corrects a row, what stands already alike.

A row of the file takes the place of the standing row of the same thing with the same start; standing rows that the
file does not name stay. What then shares a day is a fault at the file's row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from quanze.apps.organizations.exchange.building import Given, Source
from quanze.apps.organizations.exchange.findings import Findings, Reason
from quanze.apps.organizations.services.change import Draft
from quanze.core.words.label import Label, Words


class Count(NamedTuple):
    """How many rows of a sheet are new, correct a standing one, stand already."""

    added: int = 0
    changed: int = 0
    same: int = 0


@dataclass(slots=True)
class Merged:
    """Drafts with the source of each, numbers of superseded records, and the counts."""

    drafts: list[Draft] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    count: Count = field(default_factory=Count)

    def add(self, draft: Draft, source: Source) -> None:
        """One draft; the record it replaces is superseded."""
        self.drafts.append(draft)
        self.sources.append(source)
        if draft.replaces is not None:
            self.ends.append(draft.replaces)

    def counted(self, *, added: int = 0, changed: int = 0, same: int = 0) -> None:
        """Add to the counts."""
        now = self.count
        self.count = Count(now.added + added, now.changed + changed, now.same + same)


class Piece(NamedTuple):
    """A row of one thing after merging: from the file (``source``), standing (``number``), or both."""

    row: Any
    source: Source | None
    number: int | None


# The acts on the web pages that correct a row of a sheet, its start too.
_CORRECTIONS: Words = {
    "units": Label("更正机构登记", "Correct a unit's record"), "posts": Label("更正职务登记", "Correct a post's record"),
    "tenures": Label("更正任职登记", "Correct a tenure's record"), "bodies": Label("更正班子、党组织登记", "Correct a body's record"),
}  # fmt: skip
Stored = Iterable[tuple[int, Any]]
KeyOf = Callable[[Any], Any]


def by_thing(rows: Iterable[Any], key: Callable[[Any], Any]) -> dict[Any, list[Any]]:
    """Items by the thing that they are about."""
    found: dict[Any, list[Any]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def merge(
    given: Sequence[Given[Any]], stored: Stored, key: KeyOf, findings: Findings, concurrent: frozenset[int] = frozenset(),
    wanted_concurrent: Callable[[Source], bool] | None = None,
) -> Merged:  # fmt: skip
    """Merge rows of things of which no two rows may share a day (units, tenures of one person in one post)."""
    merged = Merged()
    standing = by_thing(stored, lambda pair: key(pair[1]))
    groups = by_thing(given, lambda each: key(each.row))
    if not standing and len(groups) == len(given):
        return _all_new(given, wanted_concurrent)
    for thing, rows in groups.items():
        there = standing.get(thing, [])
        pieces = upserted(rows, there)
        if len(pieces) > 1 and tell_overlaps(pieces, findings):
            continue
        for piece in pieces:
            if piece.source is not None:
                wanted = wanted_concurrent is not None and wanted_concurrent(piece.source)
                _settle(piece, dict(there), wanted, concurrent, merged)
    return merged


def _all_new(given: Sequence[Given[Any]], wanted: Callable[[Source], bool] | None) -> Merged:
    """Every row is the first of its thing."""
    drafts = [Draft(each.row, None, wanted is not None and wanted(each.source)) for each in given]
    return Merged(drafts, [each.source for each in given], [], Count(added=len(given)))


def _settle(piece: Piece, there: dict[int, Any], wanted: bool, concurrent: frozenset[int], merged: Merged) -> None:
    source = piece.source
    if source is None:
        return
    if piece.number is None:
        merged.add(Draft(piece.row, concurrent=wanted), source)
        merged.counted(added=1)
    elif there[piece.number] == piece.row and (piece.number in concurrent) == wanted:
        merged.counted(same=1)
    else:
        merged.add(Draft(piece.row, piece.number, wanted), source)
        merged.counted(changed=1)


def upserted(rows: Sequence[Given[Any]], there: Sequence[tuple[int, Any]]) -> list[Piece]:
    """The rows of one thing: the file's in the place of standing ones with the same start, and the other standing ones."""
    free = {row.starts_on: number for number, row in reversed(there)}
    pieces = [Piece(each.row, each.source, free.pop(each.row.starts_on, None)) for each in rows]
    taken = {piece.number for piece in pieces}
    return [*pieces, *(Piece(row, None, number) for number, row in there if number not in taken)]


def tell_overlaps(pieces: Iterable[Piece], findings: Findings) -> bool:
    """A fault at each row of the file that shares a day with an earlier row of its thing; whether there was any."""
    found = False
    for first, second in overlapping(pieces):
        fault_at, other = (second, first) if second.source is not None else (first, second)
        if fault_at.source is not None:
            findings.fault(fault_at.source.place("starts_on"), _overlap(fault_at.source, other))
            found = True
    return found


def overlapping(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, Piece]]:
    """Neighbours by start that share a day."""
    last: Piece | None = None
    for piece in sorted(pieces, key=lambda piece: piece.row.starts_on or date.min):
        if last is not None and (last.row.ends_before or date.max) > (piece.row.starts_on or date.min):
            yield last, piece
            if (last.row.ends_before or date.max) >= (piece.row.ends_before or date.max):
                continue
        last = piece


def _overlap(source: Source, other: Piece) -> Reason:
    if other.source is not None:
        here, there = source.place(), other.source.place()
        return Reason(
            "rows_overlap", f"与{there.beside(here, 'zh')}是同一对象，时间重叠或重复；前一行应有终止日期，或删去一行",
            f"the same thing as in {there.beside(here, 'en')} at the same time; end the earlier row or delete one",
        )  # fmt: skip
    return _overlaps_standing(source, other.row.starts_on)


def _overlaps_standing(source: Source, start: date | None) -> Reason:
    """A row is known by its start, so that no file can give a standing row another one."""
    verb = _CORRECTIONS.get(source.table.table.sheet.key, _CORRECTIONS["posts"])
    return Reason(
        "standing_overlaps",
        f"与台账中自 {start or '不详之日'} 起的一行时间重叠：那一行已终止的，把它连同终止日期写进表中；"
        f"它的起始日期有误的，导入不能改，请先在网页上办理“{verb.zh}”",
        f"overlaps a standing row from {start or 'an unknown day'}: if that row has ended, put it with its end into the file; "
        f"if its start is wrong, no import can change it: first use “{verb.en}” on the web pages",
    )  # fmt: skip


def merge_alike(given: Sequence[Given[Any]], stored: Stored, key: KeyOf, near: KeyOf) -> Merged:
    """Merge rows of which several may share a day: alike ones stand, near ones are corrected, the rest is new."""
    merged = Merged()
    standing = by_thing(stored, lambda pair: key(pair[1]))
    for thing, rows in by_thing(given, lambda each: key(each.row)).items():
        free = list(standing.get(thing, []))
        left = [each for each in rows if _take(free, each.row, lambda row: row) is None]
        merged.counted(same=len(rows) - len(left))
        for each in left:
            taken = _take(free, each.row, near)
            merged.add(Draft(each.row, taken[0] if taken else None), each.source)
            merged.counted(changed=bool(taken), added=not taken)
    return merged


def _take(free: list[tuple[int, Any]], wanted: Any, key: KeyOf) -> tuple[int, Any] | None:
    for place, (_, row) in enumerate(free):
        if key(row) == key(wanted):
            return free.pop(place)
    return None
