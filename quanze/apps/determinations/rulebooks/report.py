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
from quanze.core.rulebook.models import Identity, Row
from quanze.core.rulebook.proving import PROVED
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
    rows = {name: len(_rows(found, name)) for name, _ in found.sections()}
    marks = Counter(row.mark for name, _ in found.sections() for row in _rows(found, name))
    examples = sum(len(row.examples) for name in PROVED for row in _rows(found, name))
    return PackReport(
        found.identity, rows, {mark: marks[mark] for mark in MARKS}, examples, faults_of(folder, findings)
    )


def _rows(found: Book, section: str) -> list[Row]:
    return [row for row in getattr(found.rules, section) if isinstance(row, Row)]
