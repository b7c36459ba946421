"""What units, posts and persons are called on a day, as known at an instant, as far as the caller may see them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Case, When

from quanze.apps.access.caller import Caller
from quanze.apps.access.prepared import Prepared
from quanze.apps.organizations.models import PersonRecord, PostRecord, TenureRecord, UnitRecord, in_force, known_at


def post_names(
    caller: Caller, codes: Iterable[str], on: date, known: datetime | None = None
) -> dict[str, tuple[str, str]]:
    """Title and unit's name of each post on a day, the last known where it does not stand then."""
    rows = PostRecord.visible.to(caller).filter(known_at(known), post__code__in=set(codes))
    found = {
        code: (title or code, unit) for code, title, unit in _last_of(rows, on, "post__code", "title", "unit__code")
    }
    units = unit_names(caller, {unit for _, unit in found.values()}, on, known)
    return {code: (title, units.get(unit, "")) for code, (title, unit) in found.items()}


def unit_names(caller: Caller, codes: Iterable[str], on: date, known: datetime | None = None) -> dict[str, str]:
    """The name of each unit on a day, the last known where it does not stand then."""
    rows = UnitRecord.visible.to(caller).filter(known_at(known), unit__code__in=set(codes))
    return {code: name or code for code, name in _last_of(rows, on, "unit__code", "name")}


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


_SEEN = Prepared(_seen, "register:read")


def person_names(caller: Caller, codes: Iterable[str], on: date, known: datetime | None = None) -> dict[str, str]:
    """The name of each person on a day, the last known where no record is in force then."""
    rows = PersonRecord.visible.to(caller).filter(known_at(known), person__code__in=set(codes))
    return {code: name or code for code, name in _last_of(rows, on, "person__code", "name")}


def posts_held(caller: Caller, codes: Iterable[str], on: date) -> dict[str, str]:
    """The posts of each person on a day, as known now, with their units, as far as the caller may see them."""
    held = TenureRecord.visible.to(caller).filter(in_force(on), superseded_at=None, person__code__in=set(codes))
    pairs = list(held.order_by("person__code", "starts_on").values_list("person__code", "post__code"))
    posts = post_names(caller, {post for _, post in pairs}, on)
    told: dict[str, list[str]] = {}
    for person, post in pairs:
        title, unit = posts.get(post, (post, ""))
        told.setdefault(person, []).append(f"{unit} {title}".strip())
    return {person: "、".join(each) for person, each in told.items()}


def _last_of(rows: Any, on: date, *columns: str) -> Iterator[tuple[Any, ...]]:
    """The columns of the record of each thing (first column) in force on a day, or of its last one."""
    standing = Case(When(in_force(on), then=1), default=0)
    chosen: dict[Any, tuple[Any, ...]] = {}
    for row in rows.annotate(standing=standing).order_by("standing", "starts_on", "pk").values_list(*columns):
        chosen[row[0]] = row
    yield from chosen.values()
