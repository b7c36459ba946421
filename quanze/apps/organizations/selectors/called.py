"""What units, posts and persons are called on a day, as known at an instant, as far as the caller may see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Case, When

from quanze.apps.access.caller import Caller
from quanze.apps.organizations.lasting import Lasting
from quanze.apps.organizations.models import (
    PersonRecord,
    PostRecord,
    Record,
    TenureRecord,
    UnitRecord,
    in_force,
    known_at,
)


def post_names(
    caller: Caller, codes: Iterable[str], on: date, known: datetime | None = None
) -> dict[str, tuple[str, str]]:
    """Title and unit's name of each post on a day, the last known where it does not stand then."""
    rows = _last_of(PostRecord, "post__code", "title", "unit__code", codes=codes, caller=caller, on=on, known=known)
    found = {code: (title or code, unit) for code, title, unit in rows}
    units = unit_names(caller, {unit for _, unit in found.values()}, on, known)
    return {code: (title, units.get(unit, "")) for code, (title, unit) in found.items()}


def unit_names(caller: Caller, codes: Iterable[str], on: date, known: datetime | None = None) -> dict[str, str]:
    """The name of each unit on a day, the last known where it does not stand then."""
    rows = _last_of(UnitRecord, "unit__code", "name", codes=codes, caller=caller, on=on, known=known)
    return {code: name or code for code, name in rows}


class Seen(NamedTuple):
    """A unit that the caller may see: its number, its home in the tree, its name on the day (else its last one)."""

    number: int
    path: str
    name: str


def unit_seen(caller: Caller, code: str, on: date, known: datetime | None = None) -> Seen | None:
    """One unit, at every page about it; None for one that the caller may not see."""
    found = _SEEN.rows(caller=caller, code=code, on=on, known=known)
    return Seen(found[0][0], found[0][1], found[0][2] or code) if found else None


def _seen(*, caller: Caller, code: str, on: date, known: datetime | None) -> Any:
    rows = UnitRecord.visible.to(caller).filter(known_at(known), unit__code=code)
    standing = Case(When(in_force(on), then=1), default=0)
    return (
        rows.annotate(standing=standing)
        .order_by("-standing", "-starts_on", "-pk")
        .values_list("unit_id", "path", "name")[:1]
    )


_SEEN = Lasting(_seen, "register:read")


def person_names(caller: Caller, codes: Iterable[str], on: date, known: datetime | None = None) -> dict[str, str]:
    """The name of each person on a day, the last known where no record is in force then."""
    rows = _last_of(PersonRecord, "person__code", "name", codes=codes, caller=caller, on=on, known=known)
    return {code: name or code for code, name in rows}


def posts_held(caller: Caller, codes: Iterable[str], on: date) -> dict[str, str]:
    """The posts of each person on a day, as known now, with their units, as far as the caller may see them."""
    pairs = _HELD.rows(caller=caller, codes=frozenset(codes), on=on)
    posts = post_names(caller, {post for _, post in pairs}, on)
    told: dict[str, list[str]] = {}
    for person, post in pairs:
        title, unit = posts.get(post, (post, ""))
        told.setdefault(person, []).append(f"{unit} {title}".strip())
    return {person: "、".join(each) for person, each in told.items()}


def _held(*, caller: Caller, codes: frozenset[str], on: date) -> Any:
    rows = TenureRecord.visible.to(caller).filter(in_force(on), superseded_at=None, person__code__each_of=codes)
    return rows.order_by("person__code", "starts_on").values_list("person__code", "post__code")


_HELD = Lasting(_held, "register:read")


def _last_of(table: type[Record], *columns: str, codes: Iterable[str], **told: Any) -> Iterator[tuple[Any, ...]]:
    """The columns of the record of each thing (first column) in force on a day, or of its last one."""
    rows = _NAMED.rows(shape=(table, columns), codes=frozenset(codes), **told)
    yield from {row[0]: row for row in rows}.values()


def _named(
    *, caller: Caller, shape: tuple[type[Record], tuple[str, ...]], codes: frozenset[str], on: date,
    known: datetime | None,
) -> Any:  # fmt: skip
    table, columns = shape
    rows = table.visible.to(caller).filter(known_at(known), **{f"{columns[0]}__each_of": codes})
    standing = Case(When(in_force(on), then=1), default=0)
    return rows.annotate(standing=standing).order_by("standing", "starts_on", "pk").values_list(*columns)


_NAMED = Lasting(_named, "register:read")
