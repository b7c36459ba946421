"""Whatever is put into the forms of the pages, no answer is a server error."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from typing import Any, NamedTuple

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from quanze.apps.organizations.tests.screens import Screens, screens
from quanze.apps.organizations.views import reading_tree
from tests.conftest import full_size, shared

pytestmark = pytest.mark.django_db
# Pages whose forms are filled in, and who sits before them.
CLERK = (
    "/act /act?unit=bureau /act/establish_unit /act/rename_unit?unit=bureau /act/merge_units /act/split_unit?unit=bureau "
    "/act/establish_post?unit=bureau /act/appoint?unit=bureau /act/transfer /act/retire /act/assign_portfolio "
    "/act/record_absence /act/correct_unit?unit=bureau /acts /imports /units/bureau/changes /units/bureau/posts"
).split()
OFFICER = (
    "/units /who /search?q=a /determinations /determinations/new /rules /rules/applied /rules/lookup /rules/compare "
    "/step-up /change-password /tokens /units/bureau /persons/p1 /posts/head"
).split()
ODD = (
    "", " ", "\x00", "\ud7ff", "a" * 5000, "𠮷野家", "‮abc", "'; DROP TABLE x--", "<script>alert(1)</script>", "{{7*7}}",
    "../../etc/passwd", "0000-00-00", "2026-02-30", "9999-12-31", "-1", "1e400", "NaN", "９９９", "99999999999999999999",
    "0x1F", "true", "null", "[]", "%00", "bureau", "city", "p1", "head", "2026-01-10", "2010", "120万", "1,200,000.00", "zh",
)  # fmt: skip


class Form(NamedTuple):
    """A form of a page: where it goes, how, and the names of its fields."""

    action: str
    method: str
    names: tuple[str, ...]


class _Forms(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._page = page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "form":
            self.found.append(Form(told.get("action") or self._page, (told.get("method") or "get").lower(), ()))
        elif self.found and tag in ("input", "select", "textarea", "button") and told.get("name"):
            form = self.found[-1]
            self.found[-1] = form._replace(names=(*form.names, str(told["name"])))


def forms_of(browser: Client, page: str) -> list[Form]:
    """The forms of a page but those that end the session."""
    parser = _Forms(page)
    parser.feed(browser.get(page).content.decode())
    return [form for form in parser.found if form.names and not form.action.endswith(("/sign-out", "/language"))]


def filled(form: Form, chance: random.Random) -> dict[str, Any]:
    """Odd values in the form's fields: some missing, some doubled, one that nobody asked for."""
    values: dict[str, Any] = {}
    for name in dict.fromkeys(form.names):
        if chance.random() < 0.15:
            continue
        odd = chance.choice(ODD)
        values[name] = [odd, chance.choice(ODD)] if chance.random() < 0.1 else odd
        if "file" in name:
            values[name] = SimpleUploadedFile("文件.csv", chance.randbytes(chance.randrange(200)))
    values[chance.choice(("format", "after", "on", "known", "zz"))] = chance.choice(ODD)
    return values


def server_errors(browser: Client, pages: list[str], numbers: Iterable[int]) -> Iterator[str]:
    """Each request that was answered by a server error; its number says which form is sent, and what stands in it."""
    forms = [form for page in pages for form in forms_of(browser, page)]
    assert len(forms) >= len(pages)
    for number in numbers:
        form = forms[number % len(forms)]
        values = filled(form, random.Random(number))
        send = browser.post if form.method == "post" else browser.get
        path = form.action if form.method == "post" else form.action.partition("?")[0]
        if send(path, values).status_code >= 500:
            yield f"{form.method} {path} {values!r:.500}"


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Screens:
    return screens(monkeypatch)


def at_screen(office: Screens, role: str) -> Client:
    browser = office.browser(role)
    browser.raise_request_exception = False
    return browser


@pytest.mark.parametrize(("role", "pages"), [("register_clerk", CLERK), ("conduct_officer", OFFICER)])
def test_no_form_however_filled_in_ends_in_a_server_error(
    office: Screens, role: str, pages: list[str], counted: Callable[[str, int], None]
) -> None:
    numbers = shared(range(full_size(120, 10_000)))
    assert list(server_errors(at_screen(office, role), pages, numbers)) == []
    counted("表单请求 form requests", len(numbers))


def test_a_planted_fault_is_caught(office: Screens, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = at_screen(office, "conduct_officer")
    forms_of(browser, "/units")

    def broken(request: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(reading_tree, "clocks_of", broken)
    form = Form("/units", "get", ("on",))
    assert browser.get(form.action, {"on": ""}).status_code == 500
