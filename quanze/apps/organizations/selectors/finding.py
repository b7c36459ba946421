"""Finding units, posts and persons by name, pinyin, initials or code, among what the caller may see and nothing else.

Names in force now and earlier ones are found alike. Ranked: the whole name or code, then its beginning, then any part,
and where these are fewer than asked for, names that people shorten (市纪委).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Case, Min, Q, QuerySet, When

from quanze.apps.access.caller import Caller
from quanze.apps.access.context import reading
from quanze.apps.organizations.models import (
    PersonRecord,
    PostRecord,
    Record,
    Spelling,
    UnitRecord,
    in_force,
)
from quanze.apps.organizations.selectors.called import post_names, posts_held, unit_names
from quanze.apps.organizations.selectors.shortened import posts_shortened, units_shortened
from quanze.apps.organizations.spelling import BREAK, plain, skipped, spelled

WHY = "the names of visible records"
MOST = 10
# Up to as many names that fit are ranked here; of more the database tells the best.
MANY = 1200
LONGEST = 100
LONGEST_POST = 24
_TABLES: dict[str, tuple[type[Record], str, str]] = {
    "unit": (UnitRecord, "unit", "name"),
    "post": (PostRecord, "post", "title"),
    "person": (PersonRecord, "person", "name"),
}
KINDS = tuple(_TABLES)
_SHORTENED = {"unit": units_shortened, "post": posts_shortened}


@dataclass(frozen=True, slots=True)
class Match:
    """One unit, post or person found: ``name`` as it is called now, ``found_as`` an earlier name that was sought.

    ``about`` says where it belongs: the unit of a post, the present posts of a person; "" where that is not the
    caller's to see. ``past`` says that it does not stand today.
    """

    kind: str
    code: str
    name: str
    about: str = ""
    found_as: str = ""
    past: bool = False


@dataclass(frozen=True, slots=True)
class Matches:
    """What was found of one kind, at most as many as were asked for; ``more`` says that there is more."""

    kind: str
    found: tuple[Match, ...]
    more: bool = False


def matches(caller: Caller, kind: str, sought: str, *, on: date, most: int = MOST) -> Matches:
    """Units, posts or persons (``kind``) whose names, as known now, fit what is sought; () for nothing sought."""
    words = plain(sought[:LONGEST]).split()
    if not words or not caller.may("register:read"):
        return Matches(kind, ())
    with reading(caller):
        codes = _codes(caller, kind, words, on, most + 1)
        if not codes and kind == "post":
            parted = _parted(caller, words)
            codes = _codes(caller, kind, parted, on, most + 1) if len(parted) == 2 else []
            words = parted if codes else words
        if len(codes) <= most and kind in _SHORTENED:
            codes = list(dict.fromkeys((*codes, *_SHORTENED[kind](caller, words, on))))[: most + 1]
        found = _described(caller, kind, codes[:most], words, on)
    return Matches(kind, tuple(found), len(codes) > most)


def _codes(caller: Caller, kind: str, words: Sequence[str], on: date, most: int) -> list[str]:
    """The codes of what fits, best first: the whole name, its beginning, any part; standing things before past ones."""
    ranks = _ranked(caller, kind, words)
    if len(ranks) > MANY:
        return _codes_of_many(caller, kind, words, on, most)
    table, thing, _ = _TABLES[kind]
    rows = table.visible.to(caller).filter(pk__in=list(ranks), superseded_at=None)
    best: dict[str, int] = {}
    for number, code, start, end in rows.values_list("pk", f"{thing}__code", "starts_on", "ends_before"):
        stands = (start is None or start <= on) and (end is None or on < end)
        best[code] = min(best.get(code, 9), ranks[number] + (not stands))
    return sorted(best, key=lambda code: (best[code], code))[:most]


def _parted(caller: Caller, words: list[str]) -> list[str]:
    """One word that begins with the name of a unit, parted behind it: 财政局局长 is 财政局 and 局长. Else as it is."""
    if len(words) != 1 or words[0].isascii():
        return words
    word = words[0][:LONGEST_POST]
    ends = range(len(word) - 1, 1, -1)
    return next(([word[:end], word[end:]] for end in ends if _units_named(caller, word[:end])), words)


def _ranked(caller: Caller, kind: str, words: Sequence[str]) -> dict[int, int]:
    """Records of a kind whose names fit, seen or not, with their ranks; at most one more than MANY.

    Names are gone through first, for they are short; who may see a record is asked of the few that fit.
    """
    named = Spelling.everything(reason=WHY).filter(kind=kind)
    if kind == "post" and len(words) > 1:
        return _ranked_posts(caller, named, words)
    for word in words:
        named = named.filter(text__contains=word)
    return {record: _rank(text, words) for record, text in named.values_list("record", "text")[: MANY + 1]}


def _ranked_posts(caller: Caller, named: QuerySet[Any], words: Sequence[str]) -> dict[int, int]:
    """Posts that hold one word at least in their titles, the others there or in their units' names."""
    units = {word: _units_named(caller, word) for word in words}
    own = reduce(or_, (Q(text__contains=word) for word in words))
    found: dict[int, int] = {}
    for record, unit, text in named.filter(own).values_list("record", "unit_id", "text").iterator():
        if all(word in text or unit in units[word] for word in words):
            found[record] = _rank(text, words)
            if len(found) > MANY:
                break
    return found


def _units_named(caller: Caller, word: str) -> frozenset[int]:
    """The ids of the units within sight, as known now, whose names hold a word."""
    rows = UnitRecord.visible.to(caller).filter(_spelled("unit", word), superseded_at=None)
    return frozenset(rows.values_list("unit_id", flat=True))


def _rank(text: str, words: Sequence[str]) -> int:
    """0 for the whole name or code, 2 for its beginning, 4 for any part."""
    whole = " ".join(words)
    return 0 if f"{BREAK}{whole}{BREAK}" in text else 2 if f"{BREAK}{whole}" in text else 4


def _codes_of_many(caller: Caller, kind: str, words: Sequence[str], on: date, most: int) -> list[str]:
    """The same where a great many names fit: the database ranks them."""
    table, thing, _ = _TABLES[kind]
    whole = " ".join(words)
    rank = Case(
        When(_spelled(kind, f"{BREAK}{whole}{BREAK}"), then=0),
        When(_spelled(kind, f"{BREAK}{whole}"), then=2),
        default=4,
    )
    past = Case(When(in_force(on), then=0), default=1)
    rows = table.visible.to(caller).filter(_fitting(caller, kind, words), superseded_at=None)
    best = rows.values(f"{thing}__code").annotate(best=Min(rank + past))
    return list(best.order_by("best", f"{thing}__code").values_list(f"{thing}__code", flat=True)[:most])


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


def _spelled(kind: str, part: str) -> Q:
    """Records whose spelling holds a part; used only on records that are visible already."""
    spellings = Spelling.everything(reason=WHY).filter(kind=kind, text__contains=part)
    return Q(pk__in=spellings.values("record"))


def _described(caller: Caller, kind: str, codes: Sequence[str], words: Sequence[str], on: date) -> Iterator[Match]:
    table, thing, column = _TABLES[kind]
    rows = table.visible.to(caller).filter(superseded_at=None, **{f"{thing}__code__in": codes})
    names: dict[str, list[tuple[str, bool]]] = {}
    for code, name, start, end in rows.order_by("starts_on", "pk").values_list(
        f"{thing}__code", column, "starts_on", "ends_before"
    ):
        stands = (start is None or start <= on) and (end is None or on < end)
        names.setdefault(code, []).append((name or code, stands))
    about = _ABOUT[kind](caller, codes, on)
    for code in codes:
        here = names[code]
        now = next((name for name, stands in here if stands), here[-1][0])
        fitting = [name for name, _ in here if _fits(code, name, words, person=kind == "person")]
        as_sought = "" if not fitting or now in fitting else fitting[-1]
        yield Match(kind, code, now, about.get(code, ""), as_sought, not any(stands for _, stands in here))


def _fits(code: str, name: str, words: Sequence[str], *, person: bool) -> bool:
    lines = spelled(code, name, person=person)
    return all(word in lines or (not (person or word.isascii()) and skipped(word, lines) is not None) for word in words)


def _above_units(caller: Caller, codes: Sequence[str], on: date) -> dict[str, str]:
    """The name of the superior of each unit, where the caller may see it."""
    rows = UnitRecord.visible.to(caller).filter(in_force(on), superseded_at=None, unit__code__in=codes)
    superiors = dict(rows.exclude(superior=None).values_list("unit__code", "superior__code"))
    names = unit_names(caller, superiors.values(), on)
    return {code: names[above] for code, above in superiors.items() if above in names}


def _units_of_posts(caller: Caller, codes: Sequence[str], on: date) -> dict[str, str]:
    """The name of the unit of each post, of its last one where the post does not stand."""
    return {code: unit for code, (_, unit) in post_names(caller, codes, on).items()}


_ABOUT = {"unit": _above_units, "post": _units_of_posts, "person": posts_held}
