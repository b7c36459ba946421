"""The names of units, posts and persons by their codes, for sentences about rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, QuerySet

from quanze.apps.access.caller import Caller
from quanze.apps.access.context import reading
from quanze.apps.organizations.lasting import Lasting
from quanze.apps.organizations.models import BodyRecord, PersonRecord, PostRecord, Record, UnitRecord
from quanze.core.words.vocabulary import label

# The engines disagree where None stands; a row without a start is the oldest.
_LATEST_LAST = (F("starts_on").asc(nulls_first=True), "pk")


@dataclass(slots=True)
class Names:
    """Code → name, for each kind of thing; a code without a name that may be shown stands for itself."""

    units: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, tuple[str, str]] = field(default_factory=dict)
    posts: dict[str, tuple[str, str]] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)

    def unit(self, code: str) -> str:
        """A unit's latest name."""
        return self.units.get(code, code)

    def post(self, code: str) -> str:
        """A post with its unit: 某局·局长."""
        unit, title = self.posts.get(code, ("", code))
        return f"{self.unit(unit)}·{title}" if unit else title

    def person(self, code: str) -> str:
        """A person's latest name."""
        return self.people.get(code, code)

    def any(self, code: str, lang: str = "zh") -> str:
        """Whatever a code stands for."""
        if code in self.bodies:
            unit, kind = self.bodies[code]
            return f"{self.unit(unit)}·{label('body_kind', kind, lang)}"
        return self.post(code) if code in self.posts else self.units.get(code, self.people.get(code, code))


def names_of(caller: Caller, codes: Iterable[str]) -> Names:
    """The names of whatever some codes stand for, as far as the caller may see them, each as it stands last."""
    wanted, found = frozenset(code for code in codes if code), Names()
    with reading(caller):
        found.units |= _units(caller, wanted)
        for code, unit, title in _latest(caller, PostRecord, wanted, "post__code", "unit__code", "title"):
            found.posts[code] = (unit, title or code)
        for code, unit, kind in _latest(caller, BodyRecord, wanted, "body__code", "unit__code", "kind"):
            found.bodies[code] = (unit, kind)
        people = _latest(caller, PersonRecord, wanted, "person__code", "name")
        found.people |= {code: name for code, name in people if name}
        beside = {unit for unit, _ in (*found.posts.values(), *found.bodies.values())} - found.units.keys()
        found.units |= _units(caller, frozenset(beside))
    return found


_TABLES: Mapping[str, tuple[type[Record], str]] = {
    "unit": (UnitRecord, "unit__code"), "post": (PostRecord, "post__code"), "person": (PersonRecord, "person__code"),
}  # fmt: skip


def is_seen(caller: Caller, kind: str, code: str) -> bool:
    """True if the code stands for a unit, post or person (``kind``) that the caller may see."""
    table, column = _TABLES[kind]
    with reading(caller):
        return bool(_latest(caller, table, frozenset([code]), column))


def _units(caller: Caller, codes: frozenset[str]) -> dict[str, str]:
    return {code: name for code, name in _latest(caller, UnitRecord, codes, "unit__code", "name") if name}


def _latest(caller: Caller, table: type[Record], codes: frozenset[str], *columns: str) -> list[tuple[Any, ...]]:
    """Columns of the records that nothing has superseded, the latest of each thing last; its code comes first."""
    return _LATEST.rows(caller=caller, shape=(table, columns), codes=codes)


def _rows(*, caller: Caller, shape: tuple[type[Record], tuple[str, ...]], codes: frozenset[str]) -> QuerySet[Any, Any]:
    table, columns = shape
    rows = table.visible.to(caller).filter(superseded_at=None, **{f"{columns[0]}__each_of": codes})
    return rows.order_by(*_LATEST_LAST).values_list(*columns)


_LATEST = Lasting(_rows, "register:read")
