"""The shipped rulebooks as pages read them: once in a process, each with its examples and with what it says it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings

from quanze.apps.access.checks import not_found
from quanze.apps.determinations.rules import rule_words
from quanze.apps.pages.language import language
from quanze.core.casefile.rulewords import Rules
from quanze.core.refusals import Refusal
from quanze.core.rulebook.building import build_rulebook
from quanze.core.rulebook.loader import shipped_pack
from quanze.core.rulebook.models import SECTIONS, Identity, Row, Rulebook, Text
from quanze.core.rulebook.naming import version_of
from quanze.core.sheet.reader import Reader

IN_ORDER = tuple(name for names in SECTIONS.values() for name in names if name not in ("parameters", "findings"))
SHOWN = ("clauses", *(name for name in IN_ORDER if name != "clauses"), "information")


class Book(NamedTuple):
    """A rulebook with its examples; ``absent`` are the sections it says it has none of, each with the reason."""

    identity: Identity
    rules: Rulebook
    absent: Mapping[str, Text]

    def sections(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        """Every section of rows, what may follow first; empty ones too."""
        for name in SHOWN:
            yield name, getattr(self.rules, name)


class Placed(NamedTuple):
    """A row with the section in which it stands."""

    section: str
    row: Any


def words() -> Rules:
    """The library with its words."""
    return rule_words(settings.QUANZE_HOME / "cache")


def reader() -> Reader:
    """The language of the page, with the titles and findings of the library."""
    known = words()
    return Reader(lang=language(), titles=known.titles, findings=known.finding_labels)


def book(name: str) -> Book:
    """A rulebook by id. Raises Refusal "not_found"."""
    library = words().library
    if name not in library.packs:
        raise not_found()
    return _book(library.digest, name)


def version(name: str, printed: str) -> Book:
    """A rulebook by id and version (the start of its period as printed, or "?"). Raises Refusal "not_found"."""
    found = book(name)
    if printed != version_of(found.identity):
        has = version_of(found.identity)
        raise Refusal(
            "not_found", zh=f"没有 {name} 的这一版本；现有版本：{has}", en=f"this version of {name} is not at hand: {has} is",
            where="version",
        )  # fmt: skip
    return found


@lru_cache(maxsize=128)
def _book(digest: str, name: str) -> Book:
    data = shipped_pack(name)
    rules = build_rulebook(data)
    absent = {key: value["none"] for key, value in data.items() if isinstance(value, Mapping) and "none" in value}
    return Book(rules.identity, rules, absent)


def placed(found: Book, key: str) -> list[Placed]:
    """The rows with this id, in whatever section; if none has it, the rows of this article. Raises Refusal "not_found"."""
    every = [Placed(section, row) for section, rows in found.sections() for row in rows if isinstance(row, Row)]
    named = [each for each in every if key and each.row.id == key]
    rows = named or [each for each in every if each.row.cite.article == key]
    if not rows:
        raise not_found()
    return rows


def beside(found: Book, key: str) -> tuple[str, str]:
    """The ids of the rows before and after, "" at the ends."""
    ids = list(dict.fromkeys(row.id for _, rows in found.sections() for row in rows if getattr(row, "id", "")))
    if key not in ids:
        return "", ""
    at = ids.index(key)
    return ids[at - 1] if at else "", ids[at + 1] if at + 1 < len(ids) else ""
