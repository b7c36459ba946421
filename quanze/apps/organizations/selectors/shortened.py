"""Names as people shorten them: 市纪委 for 市纪律检查委员会. The signs stand in the name in their order, others between them.

Only units' names are gone through so, by the index of their kind, and of these only what the caller may see: they are
few beside posts and persons. A post is found by its shortened unit and a plain part of its title.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from quanze.apps.access.caller import Caller, Reach
from quanze.apps.organizations.lasting import Lasting
from quanze.apps.organizations.models import PostRecord, Spelling, UnitRecord
from quanze.apps.organizations.selectors.fitting import stands
from quanze.apps.organizations.spelling import part, skipped

WHY = "the names of visible records"
# So many names that hold all the signs are compared, those recorded first.
MOST = 1000
# Signs of a word that may be a shortened name.
SHORTEST, LONGEST = 2, 8
# A post's one word is parted behind so many signs at most: 市人社局局长.
PARTED = 5


class Shortened(NamedTuple):
    """A unit's record that fits: ranked by standing, signs skipped, length of the name."""

    past: bool
    skips: int
    length: int
    code: str
    unit: int


def units_shortened(caller: Caller, words: Sequence[str], on: date) -> list[str]:
    """The codes of units whose names, as known now, hold each word with signs skipped; best first.

    To be read inside ``reading(caller)``.
    """
    return list(dict.fromkeys(each.code for each in sorted(_units(caller, words, on))))


def posts_shortened(caller: Caller, words: Sequence[str], on: date) -> list[str]:
    """The codes of posts whose titles hold some of the words, and whose units' names hold the other one shortened.

    One word alone is parted: 市纪委书记 is 市纪委 and 书记. To be read inside ``reading(caller)``.
    """
    for word, rest in _parts(words):
        units = {each.unit: (each.skips, each.length) for each in sorted(_units(caller, [word], on), reverse=True)}
        found = _posts(caller, units, rest, on) if units else []
        if found:
            return found
    return []


def _parts(words: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    if len(words) > 1:
        yield from ((word, [*words[:place], *words[place + 1 :]]) for place, word in enumerate(words))
    else:
        word = words[0]
        yield from ((word[:end], [word[end:]]) for end in range(min(len(word) - 1, PARTED), SHORTEST - 1, -1))


def _units(caller: Caller, words: Sequence[str], on: date) -> list[Shortened]:
    if not all(map(_may_be_short, words)) or max(map(len, words)) < SHORTEST:
        return []
    signs = {f"sign{place}": sign for place, sign in enumerate(sorted(set("".join(words))))}
    fitting = dict(_fitting(_NAMED.rows(caller=caller, shape=MOST, **signs), words))
    return [
        Shortened(not stands(start, end, on), *fitting[number], code, unit)
        for number, unit, code, start, end in _UNITS.rows(caller=caller, records=frozenset(fitting))
    ]


def _units_of(*, caller: Caller, records: frozenset[int]) -> QuerySet[Any, Any]:
    rows = UnitRecord.visible.to(caller).filter(pk__each_of=records, superseded_at=None)
    return rows.values_list("pk", "unit_id", "unit__code", "starts_on", "ends_before")


_UNITS = Lasting(_units_of, "register:read")


def named_with(*, caller: Caller, shape: int = MOST, **signs: str) -> QuerySet[Any, Any]:
    """Record and text of the first spellings of units (so many: ``shape``), within the caller's sight, that hold all
    of some signs in whatever order."""
    named = _seen(caller).filter(kind="unit")
    for sign in signs.values():
        named = named.filter(text__holds=sign)
    return named.order_by("record").values_list("record", "text")[:shape]


_NAMED = Lasting(named_with, "register:read")


def _seen(caller: Caller) -> QuerySet[Any]:
    """Spellings of units and posts in the caller's units; the records are asked again whether he may see them."""
    found = Spelling.everything(reason=WHY).filter(Spelling.open_to(caller))
    if caller.may("register:read") is Reach.ALL:
        return found
    return found.filter(unit_id__among=caller.units_for("register:read"))


def _may_be_short(word: str) -> bool:
    return len(word) <= LONGEST and not any(sign.isascii() for sign in word)


def _fitting(named: Iterable[tuple[int, str]], words: Sequence[str]) -> Iterator[tuple[int, tuple[int, int]]]:
    """Records with signs skipped and length of the name, where each word fits."""
    for record, text in named:
        found = [skipped(word, text) for word in words]
        if None not in found:
            yield record, (sum(each[0] for each in found if each), max(each[1] for each in found if each))


def _posts(caller: Caller, units: dict[int, tuple[int, int]], words: Sequence[str], on: date) -> list[str]:
    told: dict[str, Any] = {f"word{place}": part(word) for place, word in enumerate(words)}
    numbers = frozenset(number for (number,) in _TITLED.rows(caller=caller, units=frozenset(units), **told))
    best = [
        (not stands(start, end, on), units.get(unit, (0, 0)), code)
        for unit, code, start, end in _POSTS.rows(caller=caller, records=numbers)
    ]
    return list(dict.fromkeys(code for *_, code in sorted(best)))


def _titled(*, caller: Caller, units: frozenset[int], **words: str) -> QuerySet[Any, Any]:
    named = _seen(caller).filter(kind="post", unit_id__each_of=units)
    for word in words.values():
        named = named.filter(text__holds=word)
    return named.order_by("record").values_list("record")[:MOST]


def _posts_of(*, caller: Caller, records: frozenset[int]) -> QuerySet[Any, Any]:
    rows = PostRecord.visible.to(caller).filter(pk__each_of=records, superseded_at=None)
    return rows.values_list("unit_id", "post__code", "starts_on", "ends_before")


_TITLED, _POSTS = Lasting(_titled, "register:read"), Lasting(_posts_of, "register:read")
