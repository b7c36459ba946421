"""Which chains of relations make near kin: pure, for the recusal of civil servants (公务员回避).

A relation is a word over three steps: U to a parent, D to a child, S to the spouse. A sibling is "UD", a spouse's
parent "SU". Chains of recorded relations are joined words; near kin are the words in ``NEAR``: spouse, direct blood
line, collateral blood within three generations, and near affinity.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

WORDS: Mapping[str, str] = {
    "spouse": "S",
    "parent": "U",
    "child": "D",
    "sibling": "UD",
    "grandparent": "UU",
    "grandchild": "DD",
    "uncle_aunt": "UUD",
    "nephew_niece": "UDD",
    "cousin": "UUDD",
    "parent_in_law": "SU",
    "child_in_law": "DS",
    "sibling_in_law": "SUD",
    "siblings_spouse": "UDS",
    "childs_parent_in_law": "DSU",
    "stepparent": "US",
    "stepchild": "SD",
}
_BLOOD = frozenset("U UU UUU UUUU D DD DDD DDDD UD UUD UDD UUDD".split())
_AFFINITY = frozenset("S SU SUD SUDS DS DSU UDS UUDS UDDS UUDDS US SD".split())
NEAR = _BLOOD | _AFFINITY
BEGINNINGS = frozenset(word[:length] for word in NEAR for length in range(1, len(word) + 1))
_TURNED = str.maketrans("UD", "DU")

Edge = tuple[int, int, str]


def turned(word: str) -> str:
    """The same relation seen from the other end: "UUD" (aunt) becomes "UDD" (nephew)."""
    return word[::-1].translate(_TURNED)


def steps_from(edges: Iterable[Edge]) -> dict[int, list[tuple[int, str]]]:
    """For each person the others one recorded relation away, as (other, word); edges are (person, relative, word)."""
    found: dict[int, list[tuple[int, str]]] = {}
    for person, relative, word in edges:
        found.setdefault(person, []).append((relative, word))
        found.setdefault(relative, []).append((person, turned(word)))
    return found
