"""Fields of work (领域): free text, of which clauses and portfolios read nine; a word near one of these is that one."""

from __future__ import annotations

from functools import lru_cache

from quanze.core.words.degrees import GROUPS

_KNOWN = GROUPS["field"]
SHORTEST = 2


@lru_cache(maxsize=1000)
def field_of(text: str) -> str:
    """The key of the field that a word means: the key itself, its name in either language, or a part of one alone.

    财务 and finances are finance; 安全, which is part of two, and 林业, part of none, stay as they are.
    """
    word = text.strip().casefold()
    if word in _KNOWN or len(word) < SHORTEST:
        return word
    whole = [key for key, label in _KNOWN.items() if word in (label.zh, label.en)]
    near = whole or [key for key, label in _KNOWN.items() if _near(word, (key, label.zh, label.en))]
    return near[0] if len(near) == 1 else word


def _near(word: str, names: tuple[str, ...]) -> bool:
    return any(word in name or name in word for name in names)
