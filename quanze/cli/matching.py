"""Which rows speak of a behaviour (对号入座): by shared words, rare ones counting more. It finds; it does not judge."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from quanze.core.rulebook.models import Adjustment, Clause, Information, Rulebook

Row = Clause | Adjustment | Information
LEAST = 0.3
NEAR_BEST = 0.6
UNHEARD = 0.25  # a sign that no row has may be a name or a figure: it counts little

_CHINESE = re.compile("[\u3400-\u9fff]+")
_LATIN = re.compile(r"[a-z0-9]+")
_FIGURES = re.compile("[〇零一二三四五六七八九十百千万亿]{2,}")


class Match(NamedTuple):
    """A row that speaks of what was asked; ``share`` of the question it covers, 0 to 1."""

    share: float
    rulebook: Rulebook
    row: Row


def signs_of(text: str) -> set[str]:
    """The smallest things two texts may share: pairs of Chinese characters (one alone stands alone), Latin words.

    Figures in characters are left out: article numbers and amounts would pair what has nothing in common.
    """
    lowered = _FIGURES.sub(" ", text.casefold())
    found = set(_LATIN.findall(lowered))
    for run in _CHINESE.findall(lowered):
        found |= {run[at : at + 2] for at in range(len(run) - 1)} or {run}
    return found


def matches(question: Sequence[str], rulebooks: Iterable[Rulebook]) -> list[Match]:
    """Rows that share enough with the question, the best first, equals in the order of the rulebooks.

    A share is weighed by rarity: ln(1 + rows / rows with the sign); signs of no row count UNHEARD of the rarest.
    Rows below LEAST, or far behind the best, are left.
    """
    rows = [(rulebook, row, _signs(row)) for rulebook in rulebooks for row in _rows(rulebook)]
    asked = set().union(*(signs_of(word) for word in question))
    seen = Counter(sign for _, _, signs in rows for sign in signs & asked)
    weights = {sign: math.log(1 + len(rows) / (seen[sign] or 1)) * (1 if seen[sign] else UNHEARD) for sign in asked}
    found = [Match(_share(asked & signs, weights), rulebook, row) for rulebook, row, signs in rows]
    best = max((match.share for match in found), default=0.0)
    least = max(LEAST, NEAR_BEST * best)
    return sorted((match for match in found if match.share >= least), key=lambda match: -match.share)


def _share(common: set[str], weights: Mapping[str, float]) -> float:
    # Summed in a fixed order: the same question gives the same bytes.
    whole = math.fsum(weights.values())
    return math.fsum(weights[sign] for sign in common) / whole if whole else 0.0


def _rows(rulebook: Rulebook) -> Iterable[Row]:
    return (*rulebook.clauses, *rulebook.adjustments, *rulebook.information)


def _signs(row: Row) -> set[str]:
    words = row.words if isinstance(row, Clause) else ()
    return signs_of(" ".join([row.id, *row.summary.values(), *words]))
