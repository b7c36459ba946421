"""What stands already of the things that files name: codes, and the rows that the caller may see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import QuerySet

from quanze.apps.access.caller import Caller, Reach, system_caller
from quanze.apps.access.context import acting
from quanze.apps.organizations.facts import TABLES, rows_of
from quanze.apps.organizations.models import Body, Official, PersonRecord, Post, TenureRecord, Unit
from quanze.apps.organizations.services.directory import in_parts
from quanze.apps.people.models import Person as NaturalPerson
from quanze.apps.people.models import mark_of_number, opened_number

WHY = "codes that a file names"
PERSONS = "persons that a file names"
ACTION = "register:import"
_FEW = 2000
_COLUMN = {
    "organizations": "unit__code", "posts": "post__code", "people": "person__code", "tenures": "post__code",
    "portfolios": "post__code", "bodies": "body__code", "absences": "person__code",
}  # fmt: skip


@dataclass(slots=True)
class Known:
    """Units and posts by code (a post with the number of its unit), codes of bodies and of persons within reach."""

    units: dict[str, int] = field(default_factory=dict)
    posts: dict[str, int] = field(default_factory=dict)
    bodies: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)


def keeper(by: Caller) -> Caller:
    """The program itself, looking whether a code is taken: codes are unique whoever may see what they stand for."""
    permissions = ("all:register:read", "all:person:read", "all:person:read_identity")
    return replace(system_caller("register", permissions=permissions, at=by.at), compartments=by.compartments)


def known_codes(
    by: Caller, *, units: Iterable[str], posts: Iterable[str], bodies: Iterable[str], people: Iterable[str]
) -> Known:
    """Which of the codes stand for something in the compartments open to the caller."""
    found = Known()
    with acting(keeper(by)):
        found.units.update(among(Unit.everything(reason=WHY).filter(Unit.open_to(by)), "code", set(units), "pk"))
        seats = Post.everything(reason=WHY).filter(Post.open_to(by))
        found.posts.update(among(seats, "code", set(posts), "unit_id"))
        named = Body.everything(reason=WHY).filter(Body.open_to(by))
        found.bodies.update(code for code, _ in among(named, "code", set(bodies), "pk"))
        persons = officials_among("code", set(people), "person_id", by=by)
        seen = reached_persons(set(persons.values()), by) - by.kin
        found.people.update(code for code, person in persons.items() if person in seen)
    return found


def among(rows: QuerySet[Any], column: str, keys: set[Any], *wanted: str) -> Iterator[tuple[Any, ...]]:
    """``column`` and ``wanted`` of the rows whose ``column`` is one of many keys: by index, or all when that is less."""
    if len(keys) > _FEW and rows.count() <= 2 * len(keys):
        yield from (row for row in rows.values_list(column, *wanted).iterator() if row[0] in keys)
        return
    for part in in_parts(keys):
        yield from rows.filter(**{f"{column}__in": part}).values_list(column, *wanted)


def reached_units(by: Caller) -> frozenset[int] | None:
    """The units (ids) into which the caller may import; None for all of them."""
    return None if by.may(ACTION) is Reach.ALL else by.units_for(ACTION)


def stored_rows(by: Caller, name: str, codes: Iterable[str]) -> Iterator[tuple[int, Any]]:
    """Number and row of each record of a list that stands now and that the caller may see, without its instants."""
    for part in in_parts(set(codes)):
        records = TABLES[name].visible.to(by).filter(superseded_at=None, **{f"{_COLUMN[name]}__in": part})
        for number, row in rows_of(name, records):
            yield number, replace(row, recorded_at=None)


def concurrent_tenures(numbers: Iterable[int]) -> set[int]:
    """Which tenure records (by number, seen before) say that the post is held beside another one (兼任)."""
    found: set[int] = set()
    for part in in_parts(set(numbers)):
        records = TenureRecord.whole(reason="what visible records say").filter(pk__in=part, concurrent=True)
        found.update(records.values_list("pk", flat=True))
    return found


def officials_among(column: str, keys: set[Any], *wanted: str, by: Caller) -> dict[Any, Any]:
    """``column`` → ``wanted`` (a tuple, or the one value) of the officials whose ``column`` is one of the keys."""
    return _by_key(among(Official.everything(reason=PERSONS).filter(Official.open_to(by)), column, keys, *wanted))


def persons_of_numbers(numbers: set[str], by: Caller) -> dict[str, frozenset[int]]:
    """Identity number → the persons (ids) recorded under it whom the caller reaches, or who are his kin."""
    marks = {mark_of_number(number): number for number in numbers}
    pairs = list(among(NaturalPerson.everything(reason=PERSONS), "identity_mark", set(marks), "pk"))
    seen = reached_persons({pk for _, pk in pairs}, by) | by.kin
    found: dict[str, frozenset[int]] = {}
    for mark, pk in pairs:
        if pk in seen:
            found[marks[mark]] = found.get(marks[mark], frozenset()) | {pk}
    return found


def reached_persons(persons: set[int], by: Caller) -> set[int]:
    """Which of the persons (ids) the caller may see: kept by his units, or in the register with a tenure there."""
    if by.may(ACTION) is Reach.ALL:
        return persons
    seen: set[int] = set()
    for part in in_parts(persons):
        seen.update(NaturalPerson.visible.to(by).filter(pk__in=part).values_list("pk", flat=True))
        seen.update(PersonRecord.visible.to(by).filter(person_id__in=part).values_list("person_id", flat=True))
    return seen


def persons_among(column: str, keys: set[Any], *wanted: str) -> dict[Any, Any]:
    """The same of natural persons, all of them."""
    return _by_key(among(NaturalPerson.everything(reason=PERSONS), column, keys, *wanted))


def _by_key(rows: Iterable[tuple[Any, ...]]) -> dict[Any, Any]:
    return {key: rest[0] if len(rest) == 1 else tuple(rest) for key, *rest in rows}


def persons_by_number(numbers: Iterable[int]) -> dict[int, NaturalPerson]:
    """Number → natural person, for those about to be entered in the register."""
    everybody = NaturalPerson.everything(reason=PERSONS)
    return {pk: person for part in in_parts(set(numbers)) for pk, person in everybody.in_bulk(part).items()}


def identity_numbers(by: Caller) -> list[tuple[int, str]]:
    """Number of each person and his identity number, as far as the caller may read identity numbers."""
    reached = NaturalPerson.everything(reason="reach of identity numbers").filter(NaturalPerson.identity_rule(by))
    found = reached.exclude(identity_mark="").values_list("pk", "identity_sealed", "public_id")
    return [(pk, opened_number(sealed, public_id)) for pk, sealed, public_id in found]
