"""The office, with the clock of its tests."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.api.office import Office, office


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, db: None) -> Office:
    """The same over a few units; its unit is "bureau"."""
    return _running(office("bureau"), monkeypatch)


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch, db: None) -> Office:
    """An office over a town; the server reads its clock too."""
    return _running(office(), monkeypatch)


def _running(made: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(timezone, "now", lambda: made.made.clock.at)
    return made
