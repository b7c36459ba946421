"""Every page is whole: for a screen reader, on both screens, in both languages, without script, asking nothing outside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Browser

from tests.conftest import PROVE
from tests.journeys.browser import making
from tests.journeys.browser.office import Office
from tests.journeys.browser.pages import CLERK, CONDUCT, NO_PAGES, PAGES, PASSED, Page
from tests.journeys.browser.person import DESK, PHONE, Person

# Places that hold words of ours and no data.
OUR_WORDS = "label, legend, thead th, p.about, nav.places a, .empty-state, main button"
CHINESE = re.compile("[\u3400-\u9fff]")
# A question about one of several begins with his name or that of the unit, which is data.
ABOUT = re.compile("^[\u3400-\u9fff]+: (?=[A-Z])")
SCREENS = [("zh", DESK), ("en", PHONE), ("zh", PHONE), ("en", DESK)][: 4 if PROVE else 1]


class People:
    """Whoever opens pages, each signed in once, and what was made for the pages that need something."""

    def __init__(self, browser: Browser, office: Office, stack: ExitStack, folder: Path) -> None:
        self._browser, self._office, self._stack = browser, office, stack
        self._signed_in: dict[str, Person] = {}
        officer, clerk = self.of(CONDUCT), self.of(CLERK)
        person = making.a_person(officer)
        draft = making.a_draft(officer, person)
        self.made = {
            "person": person,
            "draft": draft,
            "determination": making.a_determination(officer, draft),
            "act": making.an_act(clerk),
            "import_preview": making.an_import(clerk, folder),
            "rulebook": self._first(officer, "/rules", 'main a[href^="/rules/YY2009/"]'),
        }
        self.made["draft"] = making.a_draft(officer, person)
        self.made["clause"] = self._first(officer, self.made["rulebook"], f'main a[href^="{self.made["rulebook"]}/"]')

    def of(self, login: str) -> Person:
        """Somebody signed in; "" is nobody."""
        if login not in self._signed_in:
            person = self._stack.enter_context(Person.at_screen(self._browser, self._office))
            if login:
                person.sign_in(login)
            self._signed_in[login] = person
        return self._signed_in[login]

    def open(self, page: Page, language: str, size: tuple[int, int]) -> Person:
        """The page before whoever opens it, in a language and on a screen."""
        person = self.of(page.login)
        person.page.context.add_cookies([{"name": "quanze-language", "value": language, "url": self._office.address}])
        person.page.set_viewport_size({"width": size[0], "height": size[1]})
        assert person.go(page.path.format(**self.made)) == 200
        return person

    def _first(self, person: Person, path: str, link: str) -> str:
        person.go(path)
        return (person.page.locator(link).first.get_attribute("href") or "").partition("?")[0]


@pytest.fixture(scope="module")
def people(browser: Browser, office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    with ExitStack() as stack:
        yield People(browser, office, stack, tmp_path_factory.mktemp("files"))


def names_of_routes(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    """The names of all routes but those of the API."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names_of_routes(pattern.url_patterns)
        elif not str(pattern.pattern).startswith("api/") and pattern.name:
            yield pattern.name


def test_every_route_is_a_page_that_is_looked_at_or_said_to_be_none() -> None:
    patterns = [each for each in get_resolver().url_patterns if not str(each.pattern).startswith("api")]
    listed = {page.route for page in PAGES} | NO_PAGES | PASSED
    assert sorted(set(names_of_routes(patterns)) - listed) == []


@pytest.mark.parametrize(("language", "size"), SCREENS, ids=str)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.login}{page.path}")
def test_a_page_is_whole(people: People, page: Page, language: str, size: tuple[int, int]) -> None:
    person = people.open(page, language, size)
    shown = person.page
    assert person.axe() == []
    assert not person.is_cut()
    assert shown.locator("h1").count() == 1
    assert shown.locator("h1").inner_text().strip()
    assert person.outside == []
    assert person.faults == []
    if language == "en":
        ours = [ABOUT.sub("", text) for text in shown.locator(OUR_WORDS).all_inner_texts()]
        assert [text for text in ours if CHINESE.search(text)] == []
    shown.set_viewport_size({"width": size[0] // 2 if size == DESK else size[0], "height": size[1] // 2})
    assert not person.is_cut(), "at 200 % the page is cut"


@pytest.mark.parametrize("page", PAGES if PROVE else PAGES[::6], ids=lambda page: page.path)
def test_a_page_can_be_read_without_script(people: People, browser: Browser, office: Office, page: Page) -> None:
    signed_in = people.of(page.login)
    with Person.at_screen(browser, office, script=False) as reader:
        reader.page.context.add_cookies(signed_in.page.context.cookies())  # type: ignore[arg-type]
        assert reader.go(page.path.format(**people.made)) == 200
        assert reader.page.locator("h1").inner_text().strip()
        assert len(reader.page.locator("main").inner_text()) > 40
