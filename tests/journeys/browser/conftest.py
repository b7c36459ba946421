"""A real browser on a real server. Where no Chromium starts, the tests are left out, counted, and fail a CI run."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.browser.office import Office, built, open_office
from tests.journeys.browser.person import Person
from tests.left_out import leave_out

HERE = Path(__file__).parent
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
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def person(browser: Browser, office: Office, request: pytest.FixtureRequest) -> Iterator[Person]:
    """Somebody at a Chinese screen of 1366×768, not signed in yet; afterwards nothing outside was asked for."""
    with Person.at_screen(browser, office) as somebody:
        yield somebody
        assert somebody.outside == []
        assert somebody.faults == []


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a browser that starts, leave out what needs one, and keep count of it."""
    needing = [item for item in items if Path(item.path).is_relative_to(HERE)]
    if needing and not _starts():
        leave_out(config, items, needing)


def _starts() -> bool:
    if CHROMIUM is None:
        return False
    return subprocess.run([CHROMIUM, "--version"], capture_output=True, check=False).returncode == 0
