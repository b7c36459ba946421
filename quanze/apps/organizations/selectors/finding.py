"""Finding units, posts and persons by name, pinyin, initials or code, among what the caller may see and nothing else.

Names in force now and earlier ones are found alike. Ranked: the whole name or code, then its beginning, then any part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Case, Min, Q, QuerySet, When

from quanze.apps.access.caller import Caller
from quanze.apps.access.context import reading
from quanze.apps.organizations.models import (
    PersonRecord,
    PostRecord,
    Record,
    Spelling,
    TenureRecord,
    UnitRecord,
    in_force,
)
from quanze.apps.organizations.spelling import BREAK, plain

MOST = 10
LONGEST = 100
_TABLES: dict[str, tuple[type[Record], str, str]] = {
    "unit": (UnitRecord, "unit", "name"),
    "post": (PostRecord, "post", "title"),
    "person": (PersonRecord, "person", "name"),
}
KINDS = tuple(_TABLES)


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
        found = _described(caller, kind, codes[:most], words, on)
    return Matches(kind, tuple(found), len(codes) > most)


def records_found(caller: Caller, kind: str, sought: str) -> QuerySet[Any]:
    """Every record, as known now, whose name fits what is sought; for lists of all that was found."""
    table = _TABLES[kind][0]
    words = plain(sought[:LONGEST]).split()
    rows = table.visible.to(caller).filter(superseded_at=None)
    return rows.filter(_fitting(caller, kind, words)) if words else rows.none()


def _codes(caller: Caller, kind: str, words: Sequence[str], on: date, most: int) -> list[str]:
    """The codes of what fits, best first: the whole name, its beginning, any part; standing things before past ones."""
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
    spellings = Spelling.everything(reason="the names of visible records").filter(kind=kind, text__contains=part)
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
        fitting = [name for name, _ in here if all(word in plain(name) for word in words)]
        as_sought = "" if not fitting or now in fitting else fitting[-1]
        yield Match(kind, code, now, about.get(code, ""), as_sought, not any(stands for _, stands in here))


def _above_units(caller: Caller, codes: Sequence[str], on: date) -> dict[str, str]:
    """The name of the superior of each unit, where the caller may see it."""
    rows = UnitRecord.visible.to(caller).filter(in_force(on), superseded_at=None, unit__code__in=codes)
    superiors = dict(rows.exclude(superior=None).values_list("unit__code", "superior__code"))
    names = unit_names(caller, superiors.values(), on)
    return {code: names[above] for code, above in superiors.items() if above in names}


def _units_of_posts(caller: Caller, codes: Sequence[str], on: date) -> dict[str, str]:
    """The name of the unit of each post, of its last one where the post does not stand."""
    return {code: unit for code, (_, unit) in post_names(caller, codes, on).items()}


def _posts_of_persons(caller: Caller, codes: Sequence[str], on: date) -> dict[str, str]:
    """The present posts of each person with their units, as far as the caller may see them."""
    held = TenureRecord.visible.to(caller).filter(in_force(on), superseded_at=None, person__code__in=codes)
    pairs = list(held.order_by("person__code", "starts_on").values_list("person__code", "post__code"))
    posts = post_names(caller, {post for _, post in pairs}, on)
    told: dict[str, list[str]] = {}
    for person, post in pairs:
        title, unit = posts.get(post, (post, ""))
        told.setdefault(person, []).append(f"{unit} {title}".strip())
    return {person: "、".join(each) for person, each in told.items()}


def post_names(caller: Caller, codes: Iterable[str], on: date) -> dict[str, tuple[str, str]]:
    """Title and unit's name of each post on a day, the last known where it does not stand then."""
    rows = PostRecord.visible.to(caller).filter(superseded_at=None, post__code__in=set(codes))
    found = {
        code: (title or code, unit) for code, title, unit in _last_of(rows, on, "post__code", "title", "unit__code")
    }
    units = unit_names(caller, {unit for _, unit in found.values()}, on)
    return {code: (title, units.get(unit, "")) for code, (title, unit) in found.items()}


def unit_names(caller: Caller, codes: Iterable[str], on: date) -> dict[str, str]:
    """The name of each unit on a day, the last known where it does not stand then."""
    rows = UnitRecord.visible.to(caller).filter(superseded_at=None, unit__code__in=set(codes))
    return {code: name or code for code, name in _last_of(rows, on, "unit__code", "name")}


def _last_of(rows: Any, on: date, *columns: str) -> Iterator[tuple[Any, ...]]:
    """The columns of the record of each thing (first column) in force on a day, or of its last one."""
    standing = Case(When(in_force(on), then=1), default=0)
    chosen: dict[Any, tuple[Any, ...]] = {}
    for row in rows.annotate(standing=standing).order_by("standing", "starts_on", "pk").values_list(*columns):
        chosen[row[0]] = row
    yield from chosen.values()


_ABOUT = {"unit": _above_units, "post": _units_of_posts, "person": _posts_of_persons}
