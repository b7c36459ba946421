"""An anchor: the head of the ledger as told to someone outside, who keeps it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from quanze.core.ledger.canonical import canonical, parsed
from quanze.core.ledger.hashing import HASH_NAMES
from quanze.core.refusals import Refusal

EVERY = 100
_CHINA_TIME = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The Merkle root over one block: entries ``first_seq`` to ``last_seq``, both included. ``root`` is hex."""

    first_seq: int
    last_seq: int
    root: str
    hash_name: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """How many entries there were, the hash of the last, the Merkle root over all, and the tree's hash; hex."""

    entries: int
    head: str
    root: str
    tree: str
    at: str


def anchor_line(anchor: Anchor) -> str:
    """One line of a witness file, without its line feed."""
    return canonical({"anchor": 1, **asdict(anchor)}).decode("utf-8")


def read_anchor(line: str) -> Anchor:
    """The anchor of one line of a witness file. Raises Refusal ("bad_anchor")."""
    try:
        found: Any = parsed(line.strip().encode("utf-8", "surrogatepass"))
        if not isinstance(found, dict) or found.pop("anchor") != 1:
            raise _bad(line)
        anchor = Anchor(**found)
    except (Refusal, TypeError, KeyError) as error:
        raise _bad(line) from error
    if not _sound(anchor):
        raise _bad(line)
    return anchor


def read_anchors(text: str) -> list[Anchor]:
    """The anchors of a whole witness file; empty lines count for nothing. Raises Refusal ("bad_anchor")."""
    return [read_anchor(line) for line in text.split("\n") if line.strip()]


def slip(anchor: Anchor) -> str:
    """The anchor as a slip of paper: to print, sign, and keep where the machine's keepers cannot reach."""
    return "\n".join(
        [
            "权责审计锚点 / Quanze audit anchor",
            f"条数 / entries: {anchor.entries}",
            f"末条摘要 / head: {_in_groups(anchor.head)}",
            f"总根 / root ({anchor.tree}): {_in_groups(anchor.root)}",
            f"时刻 / at: {_in_china(anchor.at)}",
            "核对人 / checked by: ________________    日期 / date: ____________",
        ]
    )


def conflicts(anchors: Iterable[Anchor]) -> list[tuple[Anchor, Anchor]]:
    """Pairs of anchors of one size that tell different heads: two histories were shown."""
    known: dict[int, Anchor] = {}
    found = []
    for anchor in anchors:
        first = known.setdefault(anchor.entries, anchor)
        if (first.head, first.root, first.tree) != (anchor.head, anchor.root, anchor.tree):
            found.append((first, anchor))
    return found


def _sound(anchor: Anchor) -> bool:
    counted = type(anchor.entries) is int and anchor.entries > 0
    hashes = all(isinstance(text, str) and re.fullmatch("[0-9a-f]{64}", text) for text in (anchor.head, anchor.root))
    return counted and hashes and anchor.tree in HASH_NAMES and isinstance(anchor.at, str)


def _in_china(at: str) -> str:
    """An instant as it was in China, for people; what no machine of ours wrote stays as it is."""
    try:
        return f"{datetime.fromisoformat(at).astimezone(_CHINA_TIME):%Y-%m-%d %H:%M:%S} +08:00"
    except ValueError:
        return at


def _in_groups(text: str) -> str:
    return " ".join(text[at : at + 8] for at in range(0, len(text), 8))


def _bad(line: str) -> Refusal:
    shown = line.strip()[:40]
    return Refusal("bad_anchor", zh=f"不是锚点记录：“{shown}”", en=f"not an anchor: “{shown}”")
