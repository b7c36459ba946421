"""The register by API, reading only: the same selectors, permissions and entries in the record as the pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from django.http import HttpResponse
from ninja import Query, Router
from ninja.params.functions import Query as given

from quanze.apps.access.caller import CHINA_TIME
from quanze.apps.access.context import reading
from quanze.apps.access.declarations import declared
from quanze.apps.organizations import api_answers as say
from quanze.apps.organizations.chain_data import chain_data
from quanze.apps.organizations.selectors import unit_of
from quanze.apps.organizations.selectors.finding import matches
from quanze.apps.organizations.selectors.for_programs import UNITS, units_listed
from quanze.apps.organizations.selectors.post_lists import COLUMNS, ORDER, Asked, holders_told, posts_listed
from quanze.apps.organizations.selectors.recorded import chain_read, persons_sought, unit_looked_into
from quanze.apps.organizations.selectors.shown import person_shown, post_shown, unit_shown
from quanze.apps.organizations.selectors.trees import units_directly_under
from quanze.apps.pages.api import Clocked, ClockedPage, answers, listed, told
from quanze.apps.pages.dates import Clocks, clocks_of
from quanze.apps.pages.lists import page_of
from quanze.apps.pages.plain import plain

router = Router(tags=["register"])
SIZE = 200


@router.get("units", response=answers(say.Units), operation_id="units", summary="单位 · units of a day")
@declared(actor="caller", action="register:read", object="unit")
def units(
    request: Any, clock: Query[ClockedPage],
    under: str = given("", max_length=64, description="只列该单位的直接下级 · only those directly under this unit"),
) -> HttpResponse:  # fmt: skip
    """Units in force on a day, in tree order, 200 a page."""
    by, clocks = request.caller, clocks_of(request)
    if under:
        unit_of(by, under)
    with reading(by):
        rows = (
            units_directly_under(by, under, clocks.on, clocks.known) if under else units_listed(by, clocks.on, clocks.known)
        )  # fmt: skip
        page = page_of(request, rows, by=("path",), values=UNITS, size=SIZE)
    keys = ("unit", "name", "kind", "level", "superior")
    return listed(page, lambda row: {key: row[name] for key, name in zip(keys, UNITS, strict=True)})


@router.get("units/{code}", response=answers(say.UnitAnswer), operation_id="unit", summary="一个单位 · one unit")
@declared(actor="caller", action="register:read", object="unit")
def unit(request: Any, code: str, clock: Query[Clocked]) -> HttpResponse:
    """A unit on a day: its records, seats with holders and duties, and what stands around it."""
    clocks = clocks_of(request)
    shown = unit_shown(unit=code, on=clocks.on, known=clocks.known, by=request.caller, at=request.at)
    return told(_of_day(clocks) | {"unit": plain(shown)})


@router.get(
    "units/{code}/posts", response=answers(say.Posts), operation_id="posts_of_unit", summary="单位的职务 · posts"
)
@declared(actor="caller", action="register:read", object="unit")
def posts_of_unit(
    request: Any, code: str, clock: Query[ClockedPage],
    own: bool = given(False, description="只列本单位，不含下属 · of the unit alone, without those under it"),
) -> HttpResponse:  # fmt: skip
    """Posts under a unit on a day with their holders, in tree order, 200 a page."""
    by, clocks = request.caller, clocks_of(request)
    with unit_looked_into(unit=code, on=clocks.on, known=clocks.known, by=by, at=request.at) as unit:
        rows = posts_listed(by, unit, clocks.on, clocks.known, Asked(only_own=own))
        page = page_of(request, rows, by=ORDER, values=COLUMNS, size=SIZE)
    return listed(page, post_line)


def post_line(row: dict[str, Any]) -> dict[str, Any]:
    """A row of ``posts_listed`` as programs read it."""
    holders = [
        {"person": person, "name": name, "acting": acting} for person, name, acting in holders_told(row["holders"])
    ]
    return {
        "post": row["post__code"], "title": row["title"], "unit": row["unit__code"], "unit_name": row["unit_name"],
        "role": row["role"], "rank": row["rank"], "seats": row["seats"], "holders": holders,
    }  # fmt: skip


@router.get("units/{code}/who", response=answers(say.Who), operation_id="who", summary="责任到人 · who answers")
@declared(actor="caller", action="register:read", object="unit")
def who(
    request: Any, code: str, clock: Query[Clocked],
    levels: int = given(1, ge=0, le=9, description="向上几级 · how many levels above"),
) -> HttpResponse:  # fmt: skip
    """Who answers for a unit on a day, level by level; the same data as quanze register who --json."""
    clocks = clocks_of(request)
    chain = chain_read(
        unit=code, on=clocks.on, levels=levels, known=clocks.known, by=request.caller, at=request.at
    )  # fmt: skip
    return told(chain_data(chain))


@router.get("posts/{code}", response=answers(say.PostAnswer), operation_id="post", summary="一个职务 · one post")
@declared(actor="caller", action="register:read", object="post")
def post(request: Any, code: str, clock: Query[Clocked]) -> HttpResponse:
    """A post on a day, with all who held it and every absence of theirs while they did."""
    clocks = clocks_of(request)
    shown = post_shown(post=code, on=clocks.on, known=clocks.known, by=request.caller, at=request.at)
    return told(_of_day(clocks) | {"post": plain(shown)})


@router.get("persons/{code}", response=answers(say.PersonAnswer), operation_id="person", summary="一个人 · one person")
@declared(actor="caller", action="register:read", object="person")
def person(request: Any, code: str, clock: Query[Clocked]) -> HttpResponse:
    """A person as the register knows him, with the tenures and absences that may be seen."""
    clocks = clocks_of(request)
    shown = person_shown(person=code, on=clocks.on, known=clocks.known, by=request.caller, at=request.at)
    return told(_of_day(clocks) | {"person": plain(shown)})


@router.get("search", response=answers(say.Matches), operation_id="search", summary="查找 · find by name")
@declared(actor="caller", action="register:read", object="register")
def search(
    request: Any, q: str = given(..., max_length=100, description="名称、拼音、首字母或编号 · name, pinyin, initials, code"),
    kind: Literal["unit", "post", "person"] = given("unit"),
) -> HttpResponse:  # fmt: skip
    """Units, posts or persons by name, today; a search for persons stands in the record."""
    if kind == "person":
        found = persons_sought(sought=q, by=request.caller, at=request.at)
    else:
        found = matches(request.caller, kind, q, on=request.at.astimezone(CHINA_TIME).date())
    return told(plain(found))


def _of_day(clocks: Clocks) -> dict[str, Any]:
    return {"on": plain(clocks.on), "known_at": plain(clocks.known)}


def post_cells(rows: list[dict[str, Any]]) -> Iterator[list[str]]:
    """The rows of a list of posts as cells of a file, holders in one cell."""
    for each in map(post_line, rows):
        holders = "、".join(f"{held['name']} {held['person']}" for held in each["holders"])
        yield [*(str("" if each[key] is None else each[key]) for key in POST_HEADS[:-1]), holders]


POST_HEADS = ("post", "title", "unit", "unit_name", "role", "rank", "seats", "holders")
