"""How near a text comes to words people type: whole words first, else shared pairs of characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

WHOLE = 100  # a likeness is a whole number from 0 (nothing in common) to WHOLE (the word itself)
NEAR = 50  # the least likeness that counts
_PIECES = re.compile(r"[0-9a-z]+|[^\W0-9a-z_]+")
_LATIN = re.compile(r"[0-9a-z]+")


def pieces(text: str) -> tuple[str, ...]:
    """The words of a text: runs of Chinese characters, and Latin words; widths and capitals made one."""
    return tuple(dict.fromkeys(_PIECES.findall(unicodedata.normalize("NFKC", text).casefold())))


@lru_cache(maxsize=10_000)
def _heard(text: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The pieces of a text, and its pairs of neighbouring characters."""
    found = pieces(text)
    return found, _pairs(found)


def likeness(asked: str, text: str) -> int:
    """How much of one piece ``asked`` stands in a text (0 to WHOLE).

    WHOLE if it stands there in full; a Latin word must begin a word of the text. Else the share of its pairs of
    neighbouring characters that the text has, 0 if that is less than NEAR.
    """
    found, there = _heard(text)
    if _LATIN.fullmatch(asked):
        return WHOLE if any(piece.startswith(asked) for piece in found) else 0
    if any(asked in piece for piece in found):
        return WHOLE
    own = _pairs([asked])
    share = WHOLE * len(own & there) // len(own) if own else 0
    return share if share >= NEAR else 0


def keyword_likeness(asked: str, keywords: Sequence[str]) -> int:
    """As ``likeness`` against each keyword of a row; a keyword of two signs or more inside ``asked`` is WHOLE too."""
    inside = any(piece in asked for keyword in keywords for piece in _heard(keyword)[0] if len(piece) > 1)
    return WHOLE if inside else max((likeness(asked, keyword) for keyword in keywords), default=0)


def _pairs(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(text[i : i + 2] for text in texts for i in range(len(text) - 1))
