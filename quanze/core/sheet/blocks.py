"""What a printed sheet is made of; the terminal and the page are set from the same blocks."""

from __future__ import annotations

from typing import NamedTuple

from quanze.core.determination.result import Cite


class Para(NamedTuple):
    """A paragraph; ``tone`` is "", "lead" or "note"."""

    text: str
    tone: str = ""


class Opens(NamedTuple):
    """What a sentence rests on, for a page on which it can be opened: the place in the rules, and the facts."""

    cite: Cite
    facts: tuple[str, ...]


class Points(NamedTuple):
    """Sentences one below the other, under a short heading line that may be empty.

    ``opens`` says for each sentence what it rests on; empty where nothing opens.
    """

    lead: str
    items: tuple[str, ...]
    opens: tuple[Opens, ...] = ()


class Table(NamedTuple):
    """A table: the first cell of a row names what the row is about."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Fold(NamedTuple):
    """Reasons that open on demand on the page and stand below in the terminal."""

    lead: str
    items: tuple[str, ...]


class Ask(NamedTuple):
    """One thing to find out: the question, what is known about it, and who may answer."""

    text: str
    notes: tuple[str, ...]
    answer: str


class Asks(NamedTuple):
    """The list of things to find out."""

    items: tuple[Ask, ...]


class Part(NamedTuple):
    """A section with its heading, blocks and sections below it."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    parts: tuple[Part, ...] = ()


class Paper(NamedTuple):
    """The whole sheet as read: a title, the standing remark, then its sections."""

    title: str
    subtitle: str
    remark: str
    parts: tuple[Part, ...]


Block = Para | Points | Table | Fold | Asks
