"""What the tests of this app's pages share."""

from __future__ import annotations

import pytest
from django.utils import timezone

from quanze.apps.determinations.tests.office import Office, office


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office whose pages go by the clock of its installation."""
    made = office()
    monkeypatch.setattr(timezone, "now", lambda: made.made.clock.at)
    return made
