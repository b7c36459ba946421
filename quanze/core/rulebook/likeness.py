"""How much of a question a text shares: pairs of Chinese characters and Latin words, rare ones counting more."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping

UNHEARD = 0.25  # a sign that no text has may be a name or a figure: it counts little
_CHINESE = re.compile("[\u3400-\u9fff]+")
_LATIN = re.compile(r"[a-z0-9]+")
_FIGURES = re.compile("[〇零一二三四五六七八九十百千万亿]{2,}")


def plain(text: str) -> str:
    """The text with widths and capitals made one, without figures in characters.

    Article numbers and amounts would pair what has nothing in common.
    """
    return _FIGURES.sub(" ", unicodedata.normalize("NFKC", text).casefold())


def asked_signs(text: str) -> frozenset[str]:
    """The smallest things a question is made of: pairs of Chinese characters (one alone stands alone), Latin words."""
    found = set(_LATIN.findall(plain(text)))
    for run in _CHINESE.findall(plain(text)):
        found |= {run[at : at + 2] for at in range(len(run) - 1)} or {run}
    return frozenset(found)


def signs_of(texts: Iterable[str]) -> frozenset[str]:
    """Everything in these texts that a question may share, single characters included."""
    joined = " ".join(texts)
    return asked_signs(joined) | frozenset(_CHINESE.sub(lambda run: " ".join(run[0]), plain(joined)).split())


def shared(asked: Collection[str], signs: frozenset[str]) -> frozenset[str]:
    """The signs of a question that a text has; a Latin word of three letters or more may be the beginning of one."""
    return frozenset(sign for sign in asked if sign in signs or _begins(sign, signs))


def _begins(sign: str, signs: frozenset[str]) -> bool:
    return len(sign) > 2 and sign.isascii() and any(known.startswith(sign) for known in signs)


def weights(asked: Collection[str], seen: Mapping[str, int], texts: int) -> Mapping[str, float]:
    """What each sign of a question weighs: ln(1 + texts / texts with the sign)."""
    return {s: math.log(1 + texts / (seen.get(s) or 1)) * (1 if seen.get(s) else UNHEARD) for s in asked}


def share(common: Collection[str], weighed: Mapping[str, float]) -> int:
    """How much of a question the common signs cover, in per cent; exact sums, so the order does not matter."""
    whole = math.fsum(weighed.values())
    return round(100 * math.fsum(weighed[sign] for sign in common) / whole) if whole else 0
