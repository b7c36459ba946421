"""Records whose names fit some words, best first: the whole name or code, then its beginning, then any part.

What a word's ``part`` of a name is, ``quanze.apps.organizations.spelling`` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Case, Min, Q, QuerySet, When

from quanze.apps.access.caller import Caller
from quanze.apps.organizations.lasting import Lasting
from quanze.apps.organizations.models import PersonRecord, PostRecord, Record, Spelling, UnitRecord, in_force
from quanze.apps.organizations.spelling import BREAK, part

WHY = "the names of visible records"
# Up to as many names that fit are ranked here; of more the database tells the best.
MANY = 1200
TABLES: dict[str, tuple[type[Record], str, str]] = {
    "unit": (UnitRecord, "unit", "name"),
    "post": (PostRecord, "post", "title"),
    "person": (PersonRecord, "person", "name"),
}


def codes_fitting(caller: Caller, kind: str, words: Sequence[str], on: date, most: int) -> list[str]:
    """The codes of what fits and may be seen, best first; standing things before past ones."""
    ranks = _ranked(caller, kind, words)
    if len(ranks) > MANY:
        return _codes_of_many(caller, kind, words, on, most)
    best: dict[str, int] = {}
    for number, code, start, end in _SEEN.rows(caller=caller, shape=kind, records=frozenset(ranks)):
        best[code] = min(best.get(code, 9), ranks[number] + (not stands(start, end, on)))
    return sorted(best, key=lambda code: (best[code], code))[:most]


def stands(start: date | None, end: date | None, on: date) -> bool:
    """True if a record is so on a day."""
    return (start is None or start <= on) and (end is None or on < end)


def units_named(caller: Caller, word: str) -> frozenset[int]:
    """The ids of the units within sight, as known now, whose names hold a word."""
    return frozenset(unit for (unit,) in _NAMED.rows(caller=caller, word=part(word)))


def _seen(*, caller: Caller, shape: str, records: frozenset[int]) -> QuerySet[Any, Any]:
    table, thing, _ = TABLES[shape]
    rows = table.visible.to(caller).filter(pk__each_of=records, superseded_at=None)
    return rows.values_list("pk", f"{thing}__code", "starts_on", "ends_before")


_SEEN = Lasting(_seen, "register:read")


def _named(*, caller: Caller, word: str) -> QuerySet[Any, Any]:
    return UnitRecord.visible.to(caller).filter(_spelled("unit", word), superseded_at=None).values_list("unit_id")


_NAMED = Lasting(_named, "register:read")


def _ranked(caller: Caller, kind: str, words: Sequence[str]) -> dict[int, int]:
    """Records of a kind whose names fit, seen or not, with their ranks; at most one more than MANY.

    Names are gone through first, for they are short; who may see a record is asked of the few that fit.
    """
    if kind == "post" and len(words) > 1:
        return _ranked_posts(caller, words)
    return {record: _rank(text, words) for record, text in _HOLDING.rows(shape=MANY, kind=kind, **_numbered(words))}


def _holding(*, shape: int, kind: str, **words: str) -> QuerySet[Any, Any]:
    named = Spelling.everything(reason=WHY).filter(kind=kind)
    for word in words.values():
        named = named.filter(text__holds=word)
    return named.values_list("record", "text")[: shape + 1]


_HOLDING = Lasting(_holding)


def _numbered(words: Sequence[str]) -> dict[str, Any]:
    return {f"word{number}": part(word) for number, word in enumerate(words)}


def _ranked_posts(caller: Caller, words: Sequence[str]) -> dict[int, int]:
    """Posts that hold one word at least in their titles, the others there or in their units' names."""
    units = {word: units_named(caller, word) for word in words}
    own = reduce(or_, (Q(text__holds=part(word)) for word in words))
    named = Spelling.everything(reason=WHY).filter(own, kind="post")
    found: dict[int, int] = {}
    for record, unit, text in named.values_list("record", "unit_id", "text").iterator():
        if all(part(word) in text or unit in units[word] for word in words):
            found[record] = _rank(text, words)
            if len(found) > MANY:
                break
    return found


def _rank(text: str, words: Sequence[str]) -> int:
    """0 for the whole name or code, 2 for its beginning, 4 for any part."""
    whole = " ".join(words)
    return 0 if f"{BREAK}{whole}{BREAK}" in text else 2 if f"{BREAK}{whole}" in text else 4


def _codes_of_many(caller: Caller, kind: str, words: Sequence[str], on: date, most: int) -> list[str]:
    """The same where a great many names fit: the database ranks them."""
    begun = f"{BREAK}{' '.join(words)}"
    told: dict[str, Any] = {"begun": begun, "whole": f"{begun}{BREAK}", "on": on, **_numbered(words)}
    return [code for (code,) in _BEST.rows(caller=caller, shape=(kind, most), **told)]


def _best(
    *, caller: Caller, shape: tuple[str, int], begun: str, whole: str, on: date, **words: str
) -> QuerySet[Any, Any]:  # fmt: skip
    kind, most = shape
    table, thing, _ = TABLES[kind]
    rank = Case(When(_spelled(kind, whole), then=0), When(_spelled(kind, begun), then=2), default=4)
    past = Case(When(in_force(on), then=0), default=1)
    rows = table.visible.to(caller).filter(_fitting(caller, kind, words.values()), superseded_at=None)
    best = rows.values(f"{thing}__code").annotate(best=Min(rank + past))
    codes: QuerySet[Any, Any] = best.order_by("best", f"{thing}__code").values_list(f"{thing}__code")[:most]
    return codes


_BEST = Lasting(_best, "register:read")


def _fitting(caller: Caller, kind: str, words: Iterable[str]) -> Q:
    """Each word is part of the name; of a post, some words may be part of its unit's name."""
    if kind != "post":
        return reduce(and_, (_spelled(kind, word) for word in words))
    listed = list(words)
    own = Q(pk__in=())
    for word in listed:
        own |= _spelled("post", word)
    units = UnitRecord.visible.to(caller).filter(superseded_at=None)
    each = (_spelled("post", word) | Q(unit__in=units.filter(_spelled("unit", word)).values("unit")) for word in listed)
    return reduce(and_, each, own)


def _spelled(kind: str, sought: str) -> Q:
    """Records whose spelling holds what is sought; used only on records that are visible already."""
    return Q(pk__in=Spelling.everything(reason=WHY).filter(kind=kind, text__holds=sought).values("record"))
