"""What the tests of the register's pages share."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from quanze.apps.accounts.tests.factories import Installation
from quanze.apps.organizations.tests.browsing import browser, opened
from quanze.apps.organizations.tests.factories import AT, city, lay_out


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Installation:
    """An installation with the small city in its register."""
    made = opened(monkeypatch)
    lay_out(city(), at=AT - timedelta(days=30), as_recorded=False)
    return made


@pytest.fixture
def clerk(place: Installation) -> Client:
    """The browser of a clerk over that city."""
    return browser(place, "register_clerk", "city")
