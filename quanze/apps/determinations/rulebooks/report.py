"""The checker's report over the shipped rulebooks: computed once for these very rules, kept in the process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from quanze.apps.determinations.rulebooks.reading import Book, book, words
from quanze.core.refusals import Refusal
from quanze.core.rulebook.checker import faults_of
from quanze.core.rulebook.loader import pack_folders, shipped_rules
from quanze.core.rulebook.models import Identity
from quanze.core.rulebook.proving import PROVED
from quanze.core.rulebook.sense import sections
from quanze.core.rulebook.words import MARKS


class PackReport(NamedTuple):
    """One rulebook: rows by section and by mark, examples run (of the sections that are proved), faults found."""

    identity: Identity
    rows: Mapping[str, int]
    marks: Mapping[str, int]
    examples: int
    faults: list[Refusal]

    @property
    def total(self) -> int:
        """How many rows it has."""
        return sum(self.rows.values())


class Report(NamedTuple):
    """All rulebooks, checked at ``at``; ``digest`` is that of the rules."""

    at: datetime
    digest: str
    packs: list[PackReport]

    @property
    def totals(self) -> tuple[int, int, int]:
        """Rows, examples and faults of all."""
        found = self.packs
        return sum(p.total for p in found), sum(p.examples for p in found), sum(len(p.faults) for p in found)

    @property
    def marks(self) -> Mapping[str, int]:
        """Rows by mark, in the order of MARKS."""
        return {mark: sum(pack.marks[mark] for pack in self.packs) for mark in MARKS}


_kept: dict[str, Report] = {}


def report(at: datetime) -> Report:
    """The report on the rules in use; the first who asks waits for it (about a second), ``at`` being his instant."""
    known = words()
    digest = known.library.digest
    if digest not in _kept:
        findings = frozenset(known.library.findings)
        packs = [_pack(folder, findings) for folder in pack_folders(shipped_rules())]
        _kept[digest] = Report(at, digest, packs)
    return _kept[digest]


def _pack(folder: Path, findings: frozenset[str]) -> PackReport:
    found = book(folder.name)
    held = dict(sections(found.rules))
    examples = sum(len(row.examples) for name in PROVED for row in held[name])
    rows = {name: len(each) for name, each in held.items()}
    return PackReport(found.identity, rows, marks_of(found), examples, faults_of(folder, findings))


def marks_of(found: Book) -> dict[str, int]:
    """How many rows a rulebook has by mark, in the order of MARKS; the lists of its head are not counted."""
    counted = Counter(row.mark for _, rows in sections(found.rules) for row in rows)
    return {mark: counted[mark] for mark in MARKS}
