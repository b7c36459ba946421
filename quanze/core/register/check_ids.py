"""Checks of ids: each is declared, and stands for one thing at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from quanze.core.refusals import Refusal
from quanze.core.register.overlaps import overlapping_pairs
from quanze.core.register.places import Place, Places
from quanze.core.register.rows import Body, Organization, Person, Post

Declaring = Organization | Body | Post | Person


def check_doubled(places: Places) -> None:
    """Refuse an id in two lists, and two rows of one id that share a day and an instant."""
    by_id: dict[str, list[Place[Declaring]]] = {}
    for place in _declaring(places):
        by_id.setdefault(place.row.id, []).append(place)
    for id, rows in by_id.items():
        if len(rows) == 1:
            continue
        _check_one_list(id, rows)
        clash = next(overlapping_pairs(rows), None)
        if clash:
            raise _doubled(id, *sorted(clash, key=lambda place: place.number))


def check_references(places: Places) -> None:
    """Refuse a reference to an id that no row of the fitting list declares."""
    units = {place.row.id for place in places.organizations}
    posts = {place.row.id for place in places.posts}
    people = {place.row.id for place in places.people}
    organs = units | {place.row.id for place in places.bodies}
    for fitting, references in (
        (units, _to_units(places)),
        (organs, _to_organs(places)),
        (posts, _to_posts(places)),
        (people, _to_people(places)),
        (organs | posts, _to_covered(places)),
    ):
        for id, where in references:
            if id is not None and id not in fitting:
                raise _undeclared(id, where, fitting)


Reference = tuple[str | None, str]


def _declaring(places: Places) -> Iterator[Place[Declaring]]:
    yield from places.organizations
    yield from places.bodies
    yield from places.posts
    yield from places.people


def _to_units(places: Places) -> Iterator[Reference]:
    for unit in places.organizations:
        yield unit.row.superior, f"{unit.path}.superior"
        yield unit.row.line_superior, f"{unit.path}.line_superior"
        for name, ids in (("supervises", unit.row.supervises), ("succeeded_by", unit.row.succeeded_by)):
            yield from ((id, f"{unit.path}.{name}[{index}]") for index, id in enumerate(ids))
    for body in places.bodies:
        yield body.row.of, f"{body.path}.of"
    for post in places.posts:
        yield post.row.organization, f"{post.path}.organization"


def _to_organs(places: Places) -> Iterator[Reference]:
    for unit in places.organizations:
        yield unit.row.dispatched_by, f"{unit.path}.dispatched_by"
    for post in places.posts:
        yield post.row.managed_by, f"{post.path}.managed_by"
        yield post.row.co_managed_by, f"{post.path}.co_managed_by"


def _to_posts(places: Places) -> Iterator[Reference]:
    for tenure in places.tenures:
        yield tenure.row.post, f"{tenure.path}.post"
    for portfolio in places.portfolios:
        yield portfolio.row.post, f"{portfolio.path}.post"


def _to_people(places: Places) -> Iterator[Reference]:
    for tenure in places.tenures:
        yield tenure.row.person, f"{tenure.path}.person"
    for absence in places.absences:
        yield absence.row.person, f"{absence.path}.person"


def _to_covered(places: Places) -> Iterator[Reference]:
    for portfolio in places.portfolios:
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
