"""Two versions of a rulebook, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quanze.apps.access.checks import check_may
from quanze.apps.access.declarations import declared
from quanze.apps.determinations.rulebooks import reading
from quanze.apps.determinations.rulebooks.comparing import Change, Difference, Otherwise, difference
from quanze.apps.determinations.rulebooks.reading import Book
from quanze.apps.determinations.rulebooks.rows import lines_of
from quanze.apps.determinations.rulebooks.showing import address, row_address
from quanze.apps.determinations.rulebooks.terms import SECTIONS
from quanze.apps.pages.exporting import exported, wanted
from quanze.apps.pages.language import said
from quanze.apps.pages.lists import Column
from quanze.core.rulebook.naming import version_of
from quanze.core.sheet.citing import row_cited
from quanze.core.sheet.reader import Reader
from quanze.core.words.label import Label, Words, words

KINDS: Words = words(added=("新增", "added"), dropped=("不再有", "dropped"), changed=("改变", "changed"))


COLUMNS = (
    Column("section", Label("部分", "Section")),
    Column("change", Label("变化", "Change")),
    Column("old", Label("原版本出处", "Place, earlier")),
    Column("new", Label("新版本出处", "Place, later")),
    Column("part", Label("何处不同", "What differs")),
    Column("was", Label("原版本内容", "Earlier text")),
    Column("now", Label("新版本内容", "Later text")),
)


class Side(NamedTuple):
    """A row on one side: its citation, its page, its summary (what it says, where it has none)."""

    cited: str
    href: str
    summary: str


class Shown(NamedTuple):
    """A change as the page tells it; a side is None where the row does not stand there."""

    kind: Label
    section: Label
    old: Side | None
    new: Side | None
    parts: list[Otherwise]

    @property
    def only_chinese(self) -> bool:
        """True where the Chinese words differ and those of the reader's language do not."""
        return self.old is not None and self.new is not None and not self.parts


@declared(actor="caller", action="rules:read", object="rulebook")
@require_safe
def rules_compare(request: Any) -> HttpResponse:
    """What ?b= says otherwise than ?a= (ids of rulebooks), also as xlsx or csv with ?format=; else what one can compare."""
    check_may(request.caller, "rules:read")
    told = reading.reader()
    first, second = request.GET.get("a", ""), request.GET.get("b", "")
    page: dict[str, Any] = {"a": first, "b": second, "choices": _choices(told), "pairs": _pairs(told)}
    if first and second:
        old, new = reading.book(first), reading.book(second)
        found = _between(reading.words().library.digest, first, second, told.lang)
        changes = [_shown(change, old, new, told) for change in found.changes]
        if wanted(request):
            lines = [line for change in changes for line in _lines(change, told)]
            return exported(
                request, COLUMNS, lines, name=said(f"版本对照 {first} {second}", f"versions {first} {second}")
            )
        page |= {
            "old": old.identity, "new": new.identity, "old_href": address(old.identity), "new_href": address(new.identity),
            "same_rows": found.same, "related": old.identity.family == new.identity.family,
            "changes": changes,
        }  # fmt: skip
    return render(request, "determinations/rulebooks/compare.html", page)


@lru_cache(maxsize=32)
def _between(digest: str, first: str, second: str, lang: str) -> Difference:
    """The same rules in the same language differ in the same way: worked out once in a process."""
    return difference(reading.book(first), reading.book(second), reading.reader())


def _choices(told: Reader) -> list[tuple[str, str]]:
    """Every rulebook: its id and what it is called."""
    return [(name, f"{told.text(i.short)} {name}") for name, i in reading.words().library.identities.items()]


def _pairs(told: Reader) -> list[tuple[str, str, str]]:
    """Versions that follow each other: both ids, and the words of the link."""
    families: dict[str, list[Any]] = {}
    for identity in reading.words().library.identities.values():
        families.setdefault(identity.family or identity.id, []).append(identity)
    found = []
    for versions in families.values():
        ordered = sorted(versions, key=version_of)
        for old, new in pairwise(ordered):
            found.append((old.id, new.id, f"{told.text(old.short)} → {told.text(new.short)}"))
    return found


def _shown(change: Change, old: Book, new: Book, told: Reader) -> Shown:
    return Shown(
        KINDS[change.kind], SECTIONS[change.section], _side(old, change.old, told), _side(new, change.new, told),
        change.parts,
    )  # fmt: skip


def _lines(change: Shown, told: Reader) -> Iterator[tuple[str, ...]]:
    """A change as lines of a file: one for each part that differs, one for a row that stands on one side only."""
    old, new = change.old, change.new
    head = (
        change.section.text(told.lang), change.kind.text(told.lang),
        "" if old is None else old.cited, "" if new is None else new.cited,
    )  # fmt: skip
    for part in change.parts:
        yield (*head, part.name, part.was, part.now)
    if not change.parts:
        whole = "the Chinese wording only" if change.only_chinese else told.say("全条", "the whole row")
        yield (*head, whole, "" if old is None else old.summary, "" if new is None else new.summary)


def _side(book: Book, row: Any, told: Reader) -> Side | None:
    if row is None:
        return None
    colon, stop = told.say("：", ": "), told.say("；", "; ")
    lines = stop.join(f"{line.name}{colon}{line.plain}" for line in lines_of(row, book.rules, told))
    return Side(
        row_cited(book.identity.id, row.cite, told), row_address(book.identity, row.id or row.cite.article),
        told.text(row.summary) or lines,
    )  # fmt: skip
