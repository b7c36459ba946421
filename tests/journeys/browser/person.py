"""Somebody at a screen: signs in, goes to pages, looks; everything that leaves the office or breaks is noted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.journeys.browser.office import Account, Office

AXE = Path(__file__).parents[2] / "vendor" / "axe" / "axe.min.js"
DESK, PHONE = (1366, 768), (390, 844)


class Person:
    """``page`` is the browser's page; ``outside`` requests beyond the office, ``faults`` what the console complains of."""

    def __init__(self, page: Page, office: Office) -> None:
        self.page = page
        self.office = office
        self.outside: list[str] = []
        self.faults: list[str] = []
        page.on("request", self._note_request)
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    @classmethod
    @contextmanager
    def at_screen(
        cls, browser: Browser, office: Office, size: tuple[int, int] = DESK, *, script: bool = True
    ) -> Iterator[Person]:
        """A screen of a size; ``script=False`` turns scripts off."""
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, java_script_enabled=script, locale="zh-CN", bypass_csp=False
        )
        try:
            yield cls(context.new_page(), office)
        finally:
            context.close()

    def go(self, path: str) -> int:
        """Open a page; its status."""
        answer = self.page.goto(self.office.address + path)
        assert answer is not None
        return answer.status

    def sign_in(self, login: str, language: str = "zh") -> None:
        """The sign-in page, then the second factor; afterwards the desk."""
        account: Account = self.office.accounts[login]
        self.go("/sign-in")
        if language == "en":
            self.page.get_by_role("button", name="English").click()
        self.page.locator("#id_login_name").fill(account.login)
        self.page.locator("#id_password").fill(account.password)
        self.page.locator("main button[type=submit]").click()
        if self.page.locator("#id_code").count():
            self.page.locator("#id_code").fill(self.office.fresh_code(login))
            self.page.locator("main button[type=submit]").click()

    def axe(self) -> list[dict[str, Any]]:
        """What axe-core finds serious or critical on this page."""
        self.page.evaluate(AXE.read_text("utf-8") + "\n;0")
        found = self.page.evaluate("async () => (await axe.run()).violations")
        grave = [each for each in found if each["impact"] in ("serious", "critical")]
        return [{"id": each["id"], "nodes": [node["html"][:200] for node in each["nodes"]]} for each in grave]

    def is_cut(self) -> bool:
        """True if the page is wider than the screen, so that something is cut or must be scrolled sideways."""
        return bool(
            self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")
        )

    def _note_request(self, request: Any) -> None:
        if not request.url.startswith((self.office.address, "data:", "about:")):
            self.outside.append(request.url)

    def _note_console(self, message: Any) -> None:
        # A refused request is an answer of ours, not a fault of the page.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(message.text)
