"""Browsers of signed-in people, for tests of pages."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from quanze.apps.accounts.tests.factories import Installation, installation
from quanze.apps.organizations.models import Unit
from quanze.apps.people.models import Person

NOW = datetime.fromisoformat("2026-03-02T09:00:00+08:00")


def opened(monkeypatch: pytest.MonkeyPatch) -> Installation:
    """An installation whose clock is the server's."""
    made = installation(at=NOW)
    monkeypatch.setattr(timezone, "now", lambda: made.clock.at)
    return made


def browser(place: Installation, role: str, unit: str | None = None, who: Person | None = None) -> Client:
    """Somebody new with a role over a unit (code) and all below it, signed in with a second factor."""
    over = None if unit is None else Unit.everything(reason="test").get(code=unit).pk
    client = Client()
    client.cookies[settings.QUANZE_COOKIE] = place.holder(role, unit_id=over, who=who).opened.token
    return client
