"""Every list asks little of the database, the same for few rows and for many; and no list is forgotten here."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from quanze.apps.determinations.tests.office import Office, office
from quanze.apps.organizations.services import rename_unit
from quanze.apps.organizations.tests.factories import day, lay_out, person, post, tenure, unit
from quanze.apps.organizations.tests.screens import Screens, screens
from quanze.apps.pages import lists
from quanze.apps.pages.tests.counting import Asked, asked_by, check_few, sorted_out
from quanze.config.boot import routes
from quanze.core.register import Register

pytestmark = pytest.mark.django_db
MANY = 60
# Every route whose page is a keyset list.
LISTS = {"units", "units/<code:code>/posts", "acts", "determinations"}
# Pages of single acts, in the module of their list.
BESIDE = {"acts/<str:act>", "acts/<str:act>/undo"}


def grown(screen: Screens) -> None:
    """Many units under the city, and many posts with their holders in the bureau."""
    codes = range(MANY)
    lay_out(
        Register(
            organizations=tuple(unit(f"u{n}", "city") for n in codes),
            posts=tuple(post(f"s{n}", "bureau", "staff") for n in codes),
            people=tuple(person(f"h{n}") for n in codes),
            tenures=tuple(tenure(f"h{n}", f"s{n}", "2020-01-01") for n in codes),
        ),
        at=screen.place.clock.tick(minutes=2), as_recorded=False,
    )  # fmt: skip


def both(browser: Client, path: str, grow: object) -> tuple[Asked, Asked]:
    """What a page asks before and after ``grow``."""
    browser.get(path)  # the texts of prepared queries are made
    answer, before = asked_by(browser, path)
    assert answer.status_code == 200
    if callable(grow):
        grow()
    browser.get(path)  # once a minute a session notes that it was used
    answer, after = asked_by(browser, path)
    assert answer.status_code == 200
    return before, after


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Screens:
    return screens(monkeypatch)


@pytest.mark.parametrize("path", ["/units", "/units?under=city", "/units/city/posts", "/units/bureau/posts?vacant=1"])
def test_a_list_of_the_register_asks_the_same_however_long_it_is(register: Screens, path: str) -> None:
    few, many = both(register.browser(), path, lambda: grown(register))
    check_few(few)
    check_few(many)
    assert len(few.own) == len(many.own)


def test_the_list_of_acts_asks_the_same_however_long_it_is(register: Screens) -> None:
    holder = register.holder("register_clerk", "city")

    def act() -> None:
        for number in range(1, 8):
            at = register.place.clock.tick()
            rename_unit(unit="bureau", name=f"某{number}局", on=day(f"2025-0{number}-01"), by=holder.caller(), at=at)

    few, many = both(register.sit(holder), "/acts", act)
    check_few(many)
    assert len(many.own) <= len(few.own) + 1, "\n".join(many.own)


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Office:
    made = office()
    monkeypatch.setattr(timezone, "now", lambda: made.made.clock.at)
    return made


def test_the_list_of_determinations_asks_the_same_however_long_it_is(place: Office) -> None:
    screen = place.screen()
    screen.asked()
    few, many = both(screen.browser, "/determinations", lambda: [screen.asked() for _ in range(2)])
    check_few(many)
    assert len(few.own) == len(many.own)


def test_every_list_is_asked_here() -> None:
    assert set(keyset_lists()) - BESIDE == LISTS


def keyset_lists() -> Iterable[str]:
    """The routes whose view stands in a module that makes keyset pages."""
    for name, view in routes(get_resolver().url_patterns, ""):
        path = name.removeprefix("route ")
        module = vars(sys.modules[view.__module__])
        pages = any(each in (lists.page_of, lists.page_asked) for each in module.values())
        if pages and not path.startswith("api/"):
            yield path


def test_a_page_that_asks_for_every_row_is_found_out() -> None:
    who = ['SELECT 1 FROM "accounts_session"', "SELECT 1 FROM accounts_grant", "WITH RECURSIVE under AS (…)"]
    asked = sorted_out([*who, "WITH RECURSIVE under AS (…)", *["SELECT name"] * 4, 'INSERT INTO "audit_entry" …'])
    assert (len(asked.own), len(asked.around)) == (5, 4)
    with pytest.raises(AssertionError, match="5 of its own"):
        check_few(asked)
