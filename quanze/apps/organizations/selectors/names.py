"""The names of units, posts and persons by their codes, for sentences about rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F

from quanze.apps.access.caller import Caller
from quanze.apps.access.context import reading
from quanze.apps.organizations.models import BodyRecord, PersonRecord, PostRecord, UnitRecord
from quanze.core.words.vocabulary import label

_CHUNK = 500
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
    wanted, found = sorted({code for code in codes if code}), Names()
    with reading(caller):
        for start in range(0, len(wanted), _CHUNK):
            _fill(found, caller, wanted[start : start + _CHUNK])
        beside = {unit for unit, _ in (*found.posts.values(), *found.bodies.values())} - found.units.keys()
        found.units |= _units(caller, sorted(beside)[:_CHUNK])
    return found


def _fill(found: Names, caller: Caller, codes: list[str]) -> None:
    found.units |= _units(caller, codes)
    posts = PostRecord.visible.to(caller).filter(superseded_at=None, post__code__in=codes).order_by(*_LATEST_LAST)
    for code, unit, title in posts.values_list("post__code", "unit__code", "title"):
        found.posts[code] = (unit, title or code)
    bodies = BodyRecord.visible.to(caller).filter(superseded_at=None, body__code__in=codes).order_by(*_LATEST_LAST)
    for code, unit, kind in bodies.values_list("body__code", "unit__code", "kind"):
        found.bodies[code] = (unit, kind)
    people = PersonRecord.visible.to(caller).filter(superseded_at=None, person__code__in=codes)
    named = people.order_by(*_LATEST_LAST).values_list("person__code", "name")
    found.people |= {code: name for code, name in named if name}


def _units(caller: Caller, codes: list[str]) -> dict[str, str]:
    if not codes:
        return {}
    rows = UnitRecord.visible.to(caller).filter(superseded_at=None, unit__code__in=codes).order_by(*_LATEST_LAST)
    return {code: name for code, name in rows.values_list("unit__code", "name") if name}
