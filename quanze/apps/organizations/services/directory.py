"""Codes and what they stand for: the things a change names, found at once, and the new ones it brings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from quanze.apps.access.caller import Caller
from quanze.apps.organizations import paths
from quanze.apps.organizations.lasting import Lasting
from quanze.apps.organizations.models import Body, Official, Post, Unit
from quanze.apps.organizations.services.change import Change, Draft
from quanze.apps.organizations.storage import insert, numbers

T = TypeVar("T")
CHUNK = 500
# From here on a table not much longer than what is asked of it is read whole.
MANY = 2000
WHY = "codes of things that a change names"


class UnitThing(NamedTuple):
    """A unit by its number and home path."""

    id: int
    path: str


class PostThing(NamedTuple):
    """A post by its number, with the number and home path of its first unit."""

    id: int
    unit: int
    path: str


@dataclass(slots=True)
class Directory:
    """What each code stands for, among the things whose compartment is open to the caller.

    ``new_units`` are the numbers of units that this change brings.
    """

    by: Caller

    units: dict[str, UnitThing] = field(default_factory=dict)
    bodies: dict[str, int] = field(default_factory=dict)
    posts: dict[str, PostThing] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    new_units: set[int] = field(default_factory=set)

    def declared(self, code: str) -> bool:
        """True if the code stands for anything."""
        return code in self.units or code in self.posts or code in self.people or code in self.bodies


def in_parts(items: Collection[T]) -> Iterator[list[T]]:
    """The items in parts that one query can name."""
    listed = list(items)
    for start in range(0, len(listed), CHUNK):
        yield listed[start : start + CHUNK]


def directory_of(change: Change, by: Caller) -> Directory:
    """What the codes named anywhere in a change stand for now; codes that stand for nothing are missing."""
    codes = set(_named(change))
    found = Directory(by)
    learn_units(found, codes)
    found.bodies.update(_rows(found, Body, codes, "code", "id"))
    for code, id, unit, path in _rows(found, Post, codes, "code", "id", "unit_id", "unit__path"):
        found.posts[code] = PostThing(id, unit, path)
    found.people.update(_rows(found, Official, codes, "code", "person_id"))
    return found


def learn_units(known: Directory, codes: set[str]) -> None:
    """Add to a directory the units that further codes stand for."""
    for code, id, path in _rows(known, Unit, codes - known.units.keys(), "code", "id", "path"):
        known.units[code] = UnitThing(id, path)


def _rows(known: Directory, model: Any, codes: set[str], *columns: str) -> Iterator[Any]:
    things = model.everything(reason=WHY).filter(model.open_to(known.by))
    if len(codes) > MANY and things.count() <= 2 * len(codes):
        yield from (row for row in things.values_list(*columns).iterator() if row[0] in codes)
        return
    yield from _THINGS.rows(caller=known.by, shape=(model, columns), codes=frozenset(codes))


def _things(*, caller: Caller, shape: tuple[Any, tuple[str, ...]], codes: frozenset[str]) -> Any:
    model, columns = shape
    return model.everything(reason=WHY).filter(model.open_to(caller), code__each_of=codes).values_list(*columns)


_THINGS = Lasting(_things)


def _named(change: Change) -> Iterator[str]:
    for _, draft in change.all():
        yield from (code for _, code in references(draft.row))
        if hasattr(draft.row, "id"):
            yield draft.row.id


def references(row: Any) -> Iterator[tuple[str, str]]:
    """Each code that a row names, led by the place where it does: ("covers[0]", "bureau")."""
    for place in ("superior", "line_superior", "dispatched_by", "of", "organization", "managed_by", "co_managed_by",
                  "post", "person"):  # fmt: skip
        code = getattr(row, place, None)
        if code is not None:
            yield place, code
    for place in ("supervises", "succeeded_by", "covers"):
        yield from ((f"{place}[{number}]", code) for number, code in enumerate(getattr(row, place, ())))


def bring_units(known: Directory, drafts: Iterable[Draft], compartment: str) -> None:
    """Insert the units that no code stood for, each at its home: below the superior of its last row.

    A superior whose own home is not settled (a circle over the years) makes the unit a root; so does depth.
    """
    above = _homes_wanted(known, drafts)
    ids = dict(zip(above, numbers(Unit, len(above), compartment), strict=True))
    places = _Places()
    for code in above:
        _settle(code, above, known, ids, places)
    made = [(known.units[code].id, code, known.units[code].path, compartment) for code in above]
    insert(Unit, ("id", "code", "path", "compartment"), made)
    known.new_units.update(ids.values())


def _homes_wanted(known: Directory, drafts: Iterable[Draft]) -> dict[str, str | None]:
    last: dict[str, Any] = {}
    for draft in drafts:
        row = draft.row
        if row.id not in known.units and (row.id not in last or not _later(last[row.id], row)):
            last[row.id] = row
    return {code: row.superior for code, row in last.items()}


def _later(one: Any, other: Any) -> bool:
    return one.starts_on is not None and (other.starts_on is None or one.starts_on > other.starts_on)


def _settle(code: str, above: dict[str, str | None], known: Directory, ids: dict[str, int], places: _Places) -> None:
    waiting: list[str] = []
    here: str | None = code
    while here is not None and here in above and here not in known.units and here not in waiting:
        waiting.append(here)
        here = above[here]
    top = known.units.get(here).path if here is not None and here in known.units else ""  # type: ignore[union-attr]
    for each in reversed(waiting):
        top = places.next_under(top)
        known.units[each] = UnitThing(ids[each], top)


class _Places:
    """The next free place below each path, found once."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def next_under(self, path: str) -> str:
        if len(path) >= paths.DEEPEST * paths.WIDTH:
            path = ""
        if path not in self._last:
            self._last[path] = _last_under(path)
        self._last[path] += 1
        return paths.child(path, self._last[path])


def _last_under(path: str) -> int:
    """The place of the last child of a path, 0 if it has none: the greatest path below begins with it."""
    below = Unit.everything(reason="places in the tree").filter(path__gt=path)
    if path:
        below = below.filter(path__lt=paths.after(path))
    greatest = below.order_by("-path").values_list("path", flat=True).first()
    return paths.number(greatest[: len(path) + paths.WIDTH]) if greatest else 0


def bring_posts(known: Directory, drafts: Iterable[Draft], compartment: str) -> None:
    """Insert the posts that no code stood for; the first unit of a post is that of its last row."""
    last = {draft.row.id: draft.row for draft in drafts if draft.row.id not in known.posts}
    made = []
    for (code, row), id in zip(last.items(), numbers(Post, len(last), compartment), strict=True):
        unit = known.units[row.organization]
        known.posts[code] = PostThing(id, unit.id, unit.path)
        made.append((id, code, unit.id, compartment))
    insert(Post, ("id", "code", "unit_id", "compartment"), made)


def bring_bodies(known: Directory, drafts: Iterable[Draft], compartment: str) -> None:
    """Insert the bodies that no code stood for."""
    last = {draft.row.id: draft.row for draft in drafts if draft.row.id not in known.bodies}
    made = []
    for (code, row), id in zip(last.items(), numbers(Body, len(last), compartment), strict=True):
        known.bodies[code] = id
        made.append((id, code, known.units[row.of].id, compartment))
    insert(Body, ("id", "code", "unit_id", "compartment"), made)
