"""A real browser on a real server. Where no Chromium starts, the tests are left out, counted, and fail a CI run."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

from tests.journeys.browser.office import Office, built, open_office
from tests.journeys.browser.person import Person

CHROMIUM = next((found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demonstration, built once; every office is a copy."""
    return built(tmp_path_factory.mktemp("demonstration"))


@pytest.fixture(scope="module")
def office(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A server of one test file."""
    with open_office(demonstration, tmp_path_factory.mktemp("office") / "home") as opened:
        yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; ended with the file, so that no event loop of its own outlives it."""
    if CHROMIUM is None:
        _without("no chromium on this machine; deploy/packages.txt names its package")
    with sync_playwright() as play:
        try:
            opened = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        except Error as error:
            _without(str(error).splitlines()[0])
        yield opened
        opened.close()


@pytest.fixture
def person(browser: Browser, office: Office, request: pytest.FixtureRequest) -> Iterator[Person]:
    """Somebody at a Chinese screen of 1366×768, not signed in yet; afterwards nothing outside was asked for."""
    with Person.at_screen(browser, office) as somebody:
        yield somebody
        assert somebody.outside == []
        assert somebody.faults == []


def _without(reason: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(f"没有浏览器，页面测试不能省略 / no browser: {reason}", pytrace=False)
    pytest.skip(f"没有浏览器 / no browser: {reason}")
