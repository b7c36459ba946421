"""The town in which determinations are tried: one's own, one named for, a stranger's, one about kin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import not_found
from quanze.apps.access.compartments import of_determination
from quanze.apps.accounts.tests.factories import AT, caller_of
from quanze.apps.determinations.models import Concerned
from quanze.apps.determinations.recomputing import recompute
from quanze.apps.determinations.selectors import compared, determinations_of, shown
from quanze.apps.determinations.tests.cases import BUREAU, SECTION, below, case_text, rules, town, violator
from quanze.apps.determinations.tests.laid_out import Place, place
from tests.journeys.matrix.world import ROLES

ME = 900_001
ELSEWHERE = "city-u04"


@dataclass
class Town:
    """The town, its determinations by state, and the persons to whom one of them is kin."""

    place: Place
    made: dict[str, str]
    kin: frozenset[int]
    units: frozenset[int]

    def caller(self, short: str) -> Caller:
        """Somebody with one role over the bureau, named for two determinations where the role can be named at all."""
        role = ROLES[short]
        named = [of_determination(self.made[each]) for each in ("named", "kin")]
        return caller_of(role or "official", person=ME, units=self.units, compartments=named, kin=self.kin)


def build() -> Town:
    """Four determinations of a section's violations."""
    where = place()
    units = where.ids(below(where.register, BUREAU))
    others = [each for each in _violators() if each != violator(town())]
    mine = where.ask(caller_of("conduct_officer", person=ME, units=units)).determination
    stranger = caller_of("conduct_officer", person=ME + 1, account=ME + 1, units=units)
    foreign, named = where.ask(stranger).determination, where.ask(stranger).determination
    first = set(Concerned.everything(reason="test").values_list("person_id", flat=True))
    for other in others:
        about = where.ask(stranger, data=case_text(*other)).determination
        kin = frozenset({where.person(other[0])} - first)
        if kin:
            made = {"mine": mine, "named": named, "foreign": foreign, "kin": about}
            return Town(where, {state: each.public_id for state, each in made.items()}, kin, units)
    raise AssertionError("every violator is named by every sheet")


def _violators() -> list[tuple[str, str]]:
    view = town().view(None)
    posts = sorted(row.id for row in town().posts if row.organization == SECTION)
    return [(each.person, post) for post in posts for each in view.holders(post, date(2009, 8, 1))]


def _listed(world: Town, by: Caller, state: str) -> None:
    if world.made[state] not in {each.public_id for each in determinations_of(by=by, at=AT)}:
        raise not_found()


def _number(world: Town, state: str) -> str:
    return world.made.get(state, "0" * 16)


def _ask(world: Town, by: Caller, state: str) -> None:
    if state == "about_kin":
        person = next(each for each in _violators() if world.place.person(each[0]) in world.kin)
        world.place.ask(by, data=case_text(*person))
    else:
        world.place.ask(by, data=case_text(*violator(town()), BUREAU if state == "in" else ELSEWHERE))


REQUESTS: dict[str, Callable[[Town, Caller, str], Any]] = {
    "list": _listed,
    "show": lambda world, by, state: shown(_number(world, state), by=by, at=AT),
    "recompute": lambda world, by, state: recompute(_number(world, state), rules=rules(), by=by, at=AT),
    "compare": lambda world, by, state: compared(_number(world, state), world.made["named"], by=by, at=AT),
    "compare_mine": lambda world, by, state: compared(_number(world, state), world.made["mine"], by=by, at=AT),
    "ask": _ask,
}
