"""Where one can go: a closed list, each entry shown to whom the action is permitted and whom it leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from html import escape
from typing import NamedTuple

from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString, mark_safe

from quanze.apps.access.caller import Caller, Reach
from quanze.apps.pages.language import language
from quanze.core.words import Label

CURRENT = ' aria-current="page"'


class Entry(NamedTuple):
    """One place: the name of its route, its words, the action that opens it ("" for everybody signed in).

    ``of_many`` marks what shows units and whole lists: empty for whoever is permitted the action on himself alone.
    """

    route: str
    label: Label
    action: str
    of_many: bool = False


ENTRIES = (
    Entry("home", Label("工作台", "Desk"), ""),
    Entry("determinations", Label("定责建议", "Determinations"), "determination:read"),
    Entry("rulebooks", Label("规则", "Rules"), "rules:read"),
    Entry("unit_tree", Label("机构台账", "Units"), "register:read", of_many=True),
    Entry("who_answered", Label("责任到人", "Who answered"), "register:read", of_many=True),
    Entry("register_acts", Label("办理记录", "Acts"), "register:write"),
    Entry("imports", Label("台账导入", "Import"), "register:import"),
)


class Place(NamedTuple):
    """An entry as shown: its address, its words, and whether the page lies under it."""

    href: str
    label: Label
    here: bool


def places(caller: Caller | None, path: str) -> Iterator[Place]:
    """The entries open to a caller, in their order; none for whoever is not signed in."""
    if caller is None:
        return
    addresses = _addresses(get_script_prefix())
    home = addresses["home"]
    for entry in ENTRIES:
        if _leads_somewhere(entry, caller):
            href = addresses[entry.route]
            yield Place(href, entry.label, path == href or (href != home and path.startswith(href)))


def _leads_somewhere(entry: Entry, caller: Caller) -> bool:
    reach = caller.may(entry.action) if entry.action else Reach.OWN
    return reach is not None and not (entry.of_many and reach is Reach.OWN)


def places_html(caller: Caller | None, path: str) -> SafeString:
    """The same as items of a list, for every page; "" for nobody."""
    return _items_html(tuple(places(caller, path)), language())


@lru_cache(maxsize=500)
def _items_html(shown: tuple[Place, ...], spoken: str) -> SafeString:
    items = [
        f'<li><a href="{escape(place.href)}"{CURRENT if place.here else ""}>{escape(place.label.text(spoken))}</a></li>'
        for place in shown
    ]
    return mark_safe("".join(items))  # noqa: S308 (addresses and words are escaped)


@lru_cache(maxsize=8)
def _addresses(prefix: str) -> dict[str, str]:
    """The address of each entry where the pages are served below ``prefix``."""
    return {entry.route: reverse(entry.route) for entry in ENTRIES}
