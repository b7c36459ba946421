"""The list of posts under a unit on a day: filters, keyset pages, export."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from quanze.apps.access.declarations import declared
from quanze.apps.organizations.selectors.post_lists import (
    COLUMNS,
    ORDER,
    Asked,
    Line,
    holders_told,
    posts_listed,
    posts_page,
)
from quanze.apps.organizations.selectors.recorded import unit_looked_into
from quanze.apps.pages.cells import Row
from quanze.apps.pages.dates import Clocks, clocks_of
from quanze.apps.pages.exporting import MOST, exported, wanted
from quanze.apps.pages.language import language, said
from quanze.apps.pages.lists import Column, Link, Listing, address_of, page_asked
from quanze.core.words import Label
from quanze.core.words.vocabulary import GROUPS

# In each language: said of somebody who acts, what stands between two holders, what of a seat without one.
WORDS = {"zh": ("（代理）", "、", "空缺"), "en": (" (acting)", ", ", "vacant")}
HEADS = (
    Column("post", Label("职务", "Post")),
    Column("unit", Label("单位", "Unit")),
    Column("holders", Label("任职人", "Holder")),
    Column("role", Label("职务类别", "Role")),
    Column("rank", Label("级别", "Rank")),
    Column("seats", Label("职数", "Seats")),
    Column("code", Label("编号", "Code")),
)


@declared(actor="caller", action="register:read", object="unit")
@require_safe
def unit_posts(request: Any, code: str) -> HttpResponse:
    """A page of the posts under a unit, or all of them as a file."""
    caller, clocks, asked = request.caller, clocks_of(request), _asked(request)
    with unit_looked_into(unit=code, on=clocks.on, known=clocks.known, by=caller, at=request.at) as unit:
        if wanted(request):
            rows = posts_listed(caller, unit, clocks.on, clocks.known, asked)
            found = list(rows.order_by(*ORDER).values_list(*ORDER, *COLUMNS)[: MOST + 1])
        else:
            page = page_asked(
                request,
                lambda after, most: posts_page(caller, unit, clocks.on, clocks.known, asked, after=after, most=most),
                kinds=(str, int),
            )  # fmt: skip
    name = unit.name
    if wanted(request):
        return exported(request, HEADS, _cells(found, clocks), name=said(f"{name}职务", f"posts of {name}"))
    about = Label(f"{name}的职务", f"Posts of {name}")
    empty = Label("没有符合条件的职务。", "No post fits.")
    shown = Listing(columns=HEADS, rows=_cells(page.rows, clocks), about=about, next=page.next,
                    is_first=page.is_first, empty=empty)  # fmt: skip
    told = {"code": code, "name": name, "clocks": clocks, "asked": asked, "shown": shown,
            "roles": GROUPS["role"], "ranks": GROUPS["rank"]}  # fmt: skip
    return render(request, "organizations/unit_posts.html", told)


def _asked(request: Any) -> Asked:
    """The filters; a word outside the closed lists narrows to nothing that exists, so it is left out."""
    given = request.GET
    role, rank = given.get("role", ""), given.get("rank", "")
    return Asked(
        title=given.get("title", "").replace("\0", "").strip()[:100],
        role=role if role in GROUPS["role"] else "",
        rank=rank if rank in GROUPS["rank"] else "",
        vacant=given.get("vacant") == "1",
        only_own=given.get("own") == "1",
    )


def _cells(lines: Iterable[tuple[Any, ...]], clocks: Clocks) -> list[Row]:
    around = (address_of("post"), address_of("unit"), clocks.query, language())
    return [_row(line, around) for line in lines]


# The same posts stand in list after list; a line that says anything else is another one.
@lru_cache(maxsize=5000)
def _row(values: tuple[Any, ...], around: tuple[Callable[[str], str], Callable[[str], str], str, str]) -> Row:
    line, (to_post, to_unit, query, spoken) = Line(*values), around
    return Row((
        Link(line.title or line.post, to_post(line.post) + query),
        Link(line.unit_name or line.unit, to_unit(line.unit) + query),
        _holders(line.holders, WORDS[spoken]), GROUPS["role"].get(line.role), GROUPS["rank"].get(line.rank), line.seats,
        line.post,
    ))  # fmt: skip


def _holders(text: str | None, words: tuple[str, str, str]) -> str:
    """The holders' names; ``words`` in the reader's language: acting, what stands between two, vacant."""
    acts, between, vacant = words
    return between.join([name + (acts if acting else "") for _, name, acting in holders_told(text)]) or vacant
