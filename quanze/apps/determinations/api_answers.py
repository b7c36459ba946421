"""What operations on determinations and rules answer, for the description of the API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema


class Both(Schema):
    """A text in both languages."""

    zh: str
    en: str


class DeterminationLine(Schema):
    """A determination in a list; ``id`` is its number."""

    id: str
    case: str
    asked_on: date
    asked_at: datetime
    known_at: datetime
    program: str


class Determinations(Schema):
    """One page of determinations, the newest first."""

    items: list[DeterminationLine]
    next: str | None


class Again(Schema):
    """A determination computed again: ``identical`` byte for byte, ``same_answer`` but for versions."""

    id: str
    identical: bool
    same_answer: bool
    same_register: bool
    notes: list[Both]
    sheet: dict[str, Any] = Field(description="重新计算得出的定责建议 · the sheet as computed now")


class Differences(Schema):
    """What the later sheet has otherwise, one sentence a line in each language."""

    earlier: str
    later: str
    same: bool
    zh: list[str]
    en: list[str]


class RulebookLine(Schema):
    """A rulebook: what it is, its version, since when and before when it is in force, how much of its text is at hand."""

    id: str
    version: str
    title: dict[str, str]
    short: dict[str, str]
    issuer: dict[str, str]
    number: str | None
    kind: str
    level: str
    area: str
    text: str
    off: bool
    starts_on: str | None
    ends_before: str | None
    mark: str


class Rulebooks(Schema):
    """Rulebooks by id."""

    items: list[RulebookLine]


class Cited(Schema):
    """Article, paragraph (款) and item (项); null: not at hand."""

    article: str | None
    paragraph: str | None
    item: str | None


class RulebookRow(Schema):
    """A row of a rulebook with our summary of it; the text itself is in the official print."""

    id: str
    section: str
    cite: Cited
    mark: str
    summary: dict[str, str]


class RulebookWhole(RulebookLine):
    """A rulebook with its rows."""

    rows: list[RulebookRow]


class Applied(Schema):
    """Texts that governed an area on a day, higher issuers first; ``undated`` are those whose start is not at hand."""

    items: list[AppliedText]
    undated: list[str]


class AppliedText(Schema):
    """A text that governed, and why."""

    id: str
    title: dict[str, str]
    why: dict[str, str]
    text: str
    mark: str


class Found(Schema):
    """A row that speaks of what was sought, or (not ``said``) may bear on it; ``score`` only orders the rows."""

    rulebook: str
    section: str
    row: str
    cite: Cited
    mark: str
    summary: dict[str, str]
    methods: list[str]
    kind: int | None
    sample: bool
    in_force: bool | None
    said: bool
    score: int


class Lookup(Schema):
    """Rows nearest first; it finds by words and judges nothing."""

    items: list[Found]
    more: int
