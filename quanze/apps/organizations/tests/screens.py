"""People at the register's screens, for tests of its pages: an installation, a city, browsers signed in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from quanze.apps.accounts.tests.factories import Holder, Installation, installation
from quanze.apps.organizations.models import Unit
from quanze.apps.organizations.tests.factories import AT, city, lay_out


@dataclass
class Screens:
    """An installation over the small city of the factories; ``sit`` gives somebody a browser."""

    place: Installation

    def unit_id(self, code: str) -> int:
        """The number of a unit."""
        return int(Unit.everything(reason="test").get(code=code).pk)

    def holder(self, role: str, unit: str) -> Holder:
        """Somebody new with a role over a unit."""
        return self.place.holder(role, unit_id=self.unit_id(unit))

    def sit(self, holder: Holder) -> Client:
        """His browser, with the session he has."""
        browser = Client()
        browser.cookies[settings.QUANZE_COOKIE] = holder.opened.token
        return browser

    def browser(self, role: str = "register_clerk", unit: str = "city") -> Client:
        """A browser of somebody new with a role over a unit."""
        return self.sit(self.holder(role, unit))


def screens(monkeypatch: pytest.MonkeyPatch) -> Screens:
    """The city laid out, an installation whose clock is the server's."""
    lay_out(city(), at=AT, as_recorded=False)
    made = installation(at=AT)
    monkeypatch.setattr(timezone, "now", lambda: made.clock.at)
    return Screens(made)


def hidden(page: str) -> dict[str, list[str]]:
    """The hidden values of a preview: what the confirming button sends."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    values: dict[str, list[str]] = {}
    for name, value in found:
        if name not in ("csrfmiddlewaretoken", "back"):
            values.setdefault(name, []).append(unescape(value))
    return values


def press(browser: Client, path: str, step: str, values: dict[str, Any]) -> Any:
    """Send a form with one of its buttons."""
    return browser.post(path, {**values, "step": step})
