"""What one version of a rulebook says otherwise than another, row by row.

Articles move from version to version, so rows are paired by what they say; the same id speaks for a pair.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from quanze.apps.determinations.rulebooks.reading import Book
from quanze.apps.determinations.rulebooks.rows import lines_of
from quanze.core.rulebook.likeness import signs_of
from quanze.core.rulebook.models import Row
from quanze.core.sheet.citing import row_cited
from quanze.core.sheet.reader import Reader

CHINESE = Reader(lang="zh")
SAME_ID, LIKE = 0.25, 0.45  # the least likeness (shared signs of all signs) of rows with the same id, and of others


class Otherwise(NamedTuple):
    """One part of a row that differs: what it is called, what stood and what stands ("" for nothing)."""

    name: str
    was: str
    now: str


class Change(NamedTuple):
    """A row that is new ("added"), gone ("dropped") or different ("changed"); ``old`` and ``new`` are its rows."""

    kind: str
    section: str
    old: Any
    new: Any
    parts: list[Otherwise]


class Difference(NamedTuple):
    """All changes in the order of the sections, and how many rows say the same."""

    changes: list[Change]
    same: int


def difference(old: Book, new: Book, reader: Reader) -> Difference:
    """What ``new`` says otherwise than ``old``."""
    changes, same = [], 0
    news = dict(new.sections())
    for section, rows in old.sections():
        for change in _section(section, _rows(rows), _rows(news[section]), (old, new), reader):
            if change.kind == "same":
                same += 1
            else:
                changes.append(change)
    return Difference(changes, same)


def _rows(rows: Sequence[Any]) -> list[Row]:
    return [row for row in rows if isinstance(row, Row)]


def _section(
    section: str, olds: list[Row], news: list[Row], books: tuple[Book, Book], reader: Reader
) -> Iterator[Change]:
    pairs = _pairs(olds, news, books)
    for row in olds:
        other = pairs.get(id(row))
        if other is None:
            yield Change("dropped", section, row, None, [])
            continue
        # The Chinese words decide, so that readers of both languages meet the same changes.
        is_same = not list(_parts(_lines(row, books[0], CHINESE), _lines(other, books[1], CHINESE)))
        parts = [] if is_same else list(_parts(_lines(row, books[0], reader), _lines(other, books[1], reader)))
        yield Change("same" if is_same else "changed", section, row, other, parts)
    taken = {id(row) for row in pairs.values()}
    yield from (Change("added", section, None, row, []) for row in news if id(row) not in taken)


def _pairs(olds: list[Row], news: list[Row], books: tuple[Book, Book]) -> dict[int, Row]:
    """Old row (by identity) → new row: the likest first, each row once."""
    new_signs = [_signs(row, books[1]) for row in news]
    found: list[tuple[float, int, int]] = []
    for at, row in enumerate(olds):
        signs = _signs(row, books[0])
        for to, other in enumerate(news):
            likeness = len(signs & new_signs[to]) / (len(signs | new_signs[to]) or 1)
            is_same = bool(row.id) and row.id == other.id
            if likeness >= (SAME_ID if is_same else LIKE):
                found.append((likeness + is_same * (LIKE - SAME_ID), at, to))
    pairs: dict[int, Row] = {}
    taken: set[int] = set()
    for _, at, to in sorted(found, key=lambda each: (-each[0], each[1], each[2])):
        if id(olds[at]) not in pairs and to not in taken:
            pairs[id(olds[at])] = news[to]
            taken.add(to)
    return pairs


def _signs(row: Row, book: Book) -> frozenset[str]:
    """What a row says; rows without a summary are known by their lines."""
    texts = list(row.summary.values()) or [f"{line.name} {line.plain}" for line in lines_of(row, book.rules, CHINESE)]
    return signs_of(texts)


def _lines(row: Row, book: Book, reader: Reader) -> list[tuple[str, str]]:
    own = [
        (reader.say("条号", "Place"), row_cited("", row.cite, reader, remarks=False)),
        (reader.say("摘要", "Summary"), reader.text(row.summary)),
    ]
    left_out = reader.say("查找用词", "Words to find it by")
    return own + [(line.name, line.plain) for line in lines_of(row, book.rules, reader) if line.name != left_out]


def _parts(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> Iterator[Otherwise]:
    """Lines that differ; several of one name are taken in their order."""
    for name in dict.fromkeys([name for name, _ in (*old, *new)]):
        was = "\n".join(text for key, text in old if key == name and text)
        now = "\n".join(text for key, text in new if key == name and text)
        if was != now:
            yield Otherwise(name, was, now)
