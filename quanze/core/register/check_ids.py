"""Checks of ids: each is declared, and stands for one thing at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from quanze.core.refusals import Refusal
from quanze.core.register.overlaps import overlapping_pairs
from quanze.core.register.places import Place, placed
from quanze.core.register.register import Register
from quanze.core.register.rows import Body, Organization, Person, Post

Declaring = Organization | Body | Post | Person


def check_doubled(register: Register) -> None:
    """Refuse an id in two lists, and two rows of one id that share a day and an instant."""
    by_id: dict[str, list[Place[Declaring]]] = {}
    for place in _declaring(register):
        by_id.setdefault(place.row.id, []).append(place)
    for id, places in by_id.items():
        _check_one_list(id, places)
        clash = next(overlapping_pairs(places), None) if len(places) > 1 else None
        if clash:
            raise _doubled(id, *sorted(clash, key=lambda place: place.index))


def check_references(register: Register) -> None:
    """Refuse a reference to an id that no row of the fitting list declares."""
    units = {row.id for row in register.organizations}
    posts = {row.id for row in register.posts}
    people = {row.id for row in register.people}
    organs = units | {row.id for row in register.bodies}
    for fitting, references in (
        (units, _to_units(register)),
        (organs, _to_organs(register)),
        (posts, _to_posts(register)),
        (people, _to_people(register)),
        (organs | posts, _to_covered(register)),
    ):
        for id, where in references:
            if id is not None and id not in fitting:
                raise _undeclared(id, where, fitting)


Reference = tuple[str | None, str]


def _declaring(register: Register) -> Iterator[Place[Declaring]]:
    yield from placed(register.organizations, "organizations")
    yield from placed(register.bodies, "bodies")
    yield from placed(register.posts, "posts")
    yield from placed(register.people, "people")


def _to_units(register: Register) -> Iterator[Reference]:
    for unit in placed(register.organizations, "organizations"):
        yield unit.row.superior, f"{unit.path}.superior"
        yield unit.row.line_superior, f"{unit.path}.line_superior"
        for name, ids in (("supervises", unit.row.supervises), ("succeeded_by", unit.row.succeeded_by)):
            yield from ((id, f"{unit.path}.{name}[{index}]") for index, id in enumerate(ids))
    for body in placed(register.bodies, "bodies"):
        yield body.row.of, f"{body.path}.of"
    for post in placed(register.posts, "posts"):
        yield post.row.organization, f"{post.path}.organization"


def _to_organs(register: Register) -> Iterator[Reference]:
    for unit in placed(register.organizations, "organizations"):
        yield unit.row.dispatched_by, f"{unit.path}.dispatched_by"
    for post in placed(register.posts, "posts"):
        yield post.row.managed_by, f"{post.path}.managed_by"
        yield post.row.co_managed_by, f"{post.path}.co_managed_by"


def _to_posts(register: Register) -> Iterator[Reference]:
    for tenure in placed(register.tenures, "tenures"):
        yield tenure.row.post, f"{tenure.path}.post"
    for portfolio in placed(register.portfolios, "portfolios"):
        yield portfolio.row.post, f"{portfolio.path}.post"


def _to_people(register: Register) -> Iterator[Reference]:
    for tenure in placed(register.tenures, "tenures"):
        yield tenure.row.person, f"{tenure.path}.person"
    for absence in placed(register.absences, "absences"):
        yield absence.row.person, f"{absence.path}.person"


def _to_covered(register: Register) -> Iterator[Reference]:
    for portfolio in placed(register.portfolios, "portfolios"):
        for index, id in enumerate(portfolio.row.covers):
            yield id, f"{portfolio.path}.covers[{index}]"


def _check_one_list(id: str, places: list[Place[Declaring]]) -> None:
    other = next((place for place in places if place.list != places[0].list), None)
    if other:
        raise _doubled(id, places[0], other)


def _doubled(id: str, first: Place[Declaring], second: Place[Declaring]) -> Refusal:
    return Refusal(
        "doubled_id",
        zh=f"编号“{id}”与 {first.path} 重复；改名、更正须起止日期或登记时刻前后相接，否则请换一个编号",
        en=f"id “{id}” is already taken by {first.path}; let the rows follow one another in time, or use another id",
        where=second.path,
    )


def _undeclared(id: str, where: str, fitting: Collection[str]) -> Refusal:
    near = get_close_matches(id, fitting, n=1)
    zh = f"，是否为“{near[0]}”？" if near else "，请先登记或改正编号"
    en = f"; did you mean “{near[0]}”?" if near else "; declare it or correct the id"
    return Refusal("undeclared_id", zh=f"编号“{id}”没有登记{zh}", en=f"id “{id}” is not declared{en}", where=where)
