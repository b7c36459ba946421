"""Lists: columns, rows of cells, keyset pages. What a list shows is what its export holds."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, reduce
from operator import or_
from typing import Any, Generic, NamedTuple, TypeVar
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.urls import get_script_prefix, reverse
from django.utils.http import RFC3986_SUBDELIMS

from quanze.core.refusals import Refusal
from quanze.core.words import Label

SIZE = 50
NOTHING = Label("没有符合条件的记录。", "Nothing here yet.")


class Link(NamedTuple):
    """A cell that opens a page."""

    text: str
    href: str


Cell = str | int | bool | date | datetime | Label | Link | None


class Column(NamedTuple):
    """A column: its key in files and addresses, and its head."""

    name: str
    label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page of a list. ``next`` and ``first`` are tokens of keyset pages ("" for none); ``about`` is its caption."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    about: Label
    next: str = ""
    is_first: bool = True
    empty: Label = NOTHING


Row = TypeVar("Row")


class Page(NamedTuple, Generic[Row]):
    """The rows of one keyset page, and the token of the next ("" at the end)."""

    rows: list[Row]
    next: str
    is_first: bool


def page_of(
    request: Any, rows: QuerySet[Any], *, by: Sequence[str], values: Sequence[str], size: int = SIZE
) -> Page[dict[str, Any]]:
    """One keyset page of a query: ordered by ``by`` (together unique, never null), as dictionaries.

    A name of ``by`` with a minus before it runs downwards, as in order_by.

    ``request.GET["after"]`` is the token of the last row before it. Raises Refusal "bad_page".
    """
    after = request.GET.get("after", "")
    found = rows.order_by(*by)
    if after:
        found = _filtered(found, by, _token(after, len(by)))
    names = [name.removeprefix("-") for name in by]
    try:
        got = list(found.values(*dict.fromkeys((*names, *values)))[: size + 1])
    except (ValidationError, ValueError, TypeError):
        raise _bad_page() from None
    more = len(got) > size
    return Page(got[:size], as_token([got[size - 1][name] for name in names]) if more else "", not after)


def page_asked(
    request: Any, ask: Callable[[list[Any], int], list[tuple[Any, ...]]], *, kinds: Sequence[type], size: int = SIZE
) -> Page[tuple[Any, ...]]:
    """As ``page_of``, of the rows that ``ask(keys, most)`` gives: keys of the last row before, [] for the first page.

    ``kinds`` are the types of the keys, which stand first in each row. Raises Refusal "bad_page".
    """
    after = request.GET.get("after", "")
    keys = _token(after, len(kinds)) if after else []
    if keys and [type(key) for key in keys] != list(kinds):
        raise _bad_page()
    got = ask(keys, size + 1)
    more = len(got) > size
    return Page(got[:size], as_token(got[size - 1][: len(kinds)]) if more else "", not after)


def address_of(route: str) -> Callable[[str], str]:
    """What gives the address of the page of a code, for a route that ends with it: as ``reverse``, for many rows."""
    return _address_of(route, get_script_prefix())


@lru_cache(maxsize=100)
def _address_of(route: str, _prefix: str) -> Callable[[str], str]:
    before = reverse(route, args=["0"]).removesuffix("0")
    return lambda code: before + _quoted(code)


# The same units and posts stand in list after list.
@lru_cache(maxsize=10_000)
def _quoted(code: str) -> str:
    return quote(code, safe=RFC3986_SUBDELIMS + "/~:@")


def as_token(keys: Sequence[Any]) -> str:
    """The keys of a row as text for the address."""
    return urlsafe_b64encode(json.dumps(list(keys), default=str, separators=(",", ":")).encode()).decode().rstrip("=")


def _token(text: str, length: int) -> list[Any]:
    try:
        keys: Any = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, Error):
        raise _bad_page() from None
    fits = isinstance(keys, list) and len(keys) == length and all(type(key) in (str, int) for key in keys)
    if not fits or any(isinstance(key, int) and abs(key) >= 2**63 for key in keys):
        raise _bad_page()
    return list(keys)


def _behind(by: Sequence[str], keys: Sequence[Any]) -> Q:
    """Rows after some keys, in the order of ``by``."""
    names = [name.removeprefix("-") for name in by]
    ways = ["lt" if name.startswith("-") else "gt" for name in by]
    before = [Q(**dict(zip(names[:place], keys, strict=False))) for place in range(len(by))]
    steps = [
        equal & Q(**{f"{name}__{way}": key}) for equal, name, way, key in zip(before, names, ways, keys, strict=True)
    ]
    # The first key alone as well, so that the engine walks along its index instead of reading all that lies before.
    return Q(**{f"{names[0]}__{ways[0]}e": keys[0]}) & reduce(or_, steps)


def _filtered(rows: QuerySet[Any], by: Sequence[str], keys: Sequence[Any]) -> QuerySet[Any]:
    try:
        return rows.filter(_behind(by, keys))
    except (ValidationError, ValueError, TypeError):
        raise _bad_page() from None


def _bad_page() -> Refusal:
    return Refusal(
        "bad_page", zh="页码已失效，请从第一页看起", en="this page of the list is no longer good: begin at the first",
        where="after",
    )  # fmt: skip
