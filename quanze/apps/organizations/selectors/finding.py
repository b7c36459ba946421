"""Finding units, posts and persons by name, pinyin, initials or code, among what the caller may see and nothing else.

Names in force now and earlier ones are found alike. Ranked: the whole name or code, then its beginning, then any part,
and where these are fewer than asked for, names that people shorten (市纪委).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from quanze.apps.access.caller import Caller
from quanze.apps.access.context import reading
from quanze.apps.organizations.lasting import Lasting
from quanze.apps.organizations.models import UnitRecord, in_force
from quanze.apps.organizations.selectors.called import post_names, posts_held, unit_names
from quanze.apps.organizations.selectors.fitting import TABLES, codes_fitting, stands, units_named
from quanze.apps.organizations.selectors.shortened import posts_shortened, units_shortened
from quanze.apps.organizations.spelling import part, plain, skipped, spelled

MOST = 10
LONGEST = 100
LONGEST_POST = 24
KINDS = tuple(TABLES)
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
        codes = codes_fitting(caller, kind, words, on, most + 1)
        if not codes and kind == "post":
            parted = _parted(caller, words)
            codes = codes_fitting(caller, kind, parted, on, most + 1) if len(parted) == 2 else []
            words = parted if codes else words
        if len(codes) <= most and kind in _SHORTENED:
            codes = list(dict.fromkeys((*codes, *_SHORTENED[kind](caller, words, on))))[: most + 1]
        found = _described(caller, kind, codes[:most], words, on)
    return Matches(kind, tuple(found), len(codes) > most)


def _parted(caller: Caller, words: list[str]) -> list[str]:
    """One word that begins with the name of a unit, parted behind it: 财政局局长 is 财政局 and 局长. Else as it is."""
    if len(words) != 1 or words[0].isascii():
        return words
    word = words[0][:LONGEST_POST]
    ends = range(len(word) - 1, 1, -1)
    return next(([word[:end], word[end:]] for end in ends if units_named(caller, word[:end])), words)


def _described(caller: Caller, kind: str, codes: Sequence[str], words: Sequence[str], on: date) -> Iterator[Match]:
    names: dict[str, list[tuple[str, bool]]] = {}
    for code, name, start, end in _CALLED.rows(caller=caller, shape=kind, codes=frozenset(codes)):
        names.setdefault(code, []).append((name or code, stands(start, end, on)))
    about = _ABOUT[kind](caller, codes, on)
    for code in codes:
        here = names[code]
        now = next((name for name, so in here if so), here[-1][0])
        fitting = [name for name, _ in here if _fits(code, name, words, person=kind == "person")]
        as_sought = "" if not fitting or now in fitting else fitting[-1]
        yield Match(kind, code, now, about.get(code, ""), as_sought, not any(so for _, so in here))


def _called(*, caller: Caller, shape: str, codes: frozenset[str]) -> Any:
    table, thing, column = TABLES[shape]
    rows = table.visible.to(caller).filter(superseded_at=None, **{f"{thing}__code__each_of": codes})
    return rows.order_by("starts_on", "pk").values_list(f"{thing}__code", column, "starts_on", "ends_before")


_CALLED = Lasting(_called, "register:read")


def _fits(code: str, name: str, words: Sequence[str], *, person: bool) -> bool:
    lines = spelled(code, name, person=person)
    return all(
        part(word) in lines or (not (person or word.isascii()) and skipped(word, lines) is not None) for word in words
    )


def _above_units(caller: Caller, codes: Sequence[str], on: date) -> dict[str, str]:
    """The name of the superior of each unit, where the caller may see it."""
    superiors = dict(_SUPERIORS.rows(caller=caller, codes=frozenset(codes), on=on))
    names = unit_names(caller, superiors.values(), on)
    return {code: names[above] for code, above in superiors.items() if above in names}


def _superiors(*, caller: Caller, codes: frozenset[str], on: date) -> Any:
    rows = UnitRecord.visible.to(caller).filter(in_force(on), superseded_at=None, unit__code__each_of=codes)
    return rows.exclude(superior=None).values_list("unit__code", "superior__code")


_SUPERIORS = Lasting(_superiors, "register:read")


def _units_of_posts(caller: Caller, codes: Sequence[str], on: date) -> dict[str, str]:
    """The name of the unit of each post, of its last one where the post does not stand."""
    return {code: unit for code, (_, unit) in post_names(caller, codes, on).items()}


_ABOUT = {"unit": _above_units, "post": _units_of_posts, "person": posts_held}
