"""The office, with the clock of its tests."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.api.office import Office, office


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch, db: None) -> Office:
    """An office whose clock the server reads too."""
    made = office()
    monkeypatch.setattr(timezone, "now", lambda: made.made.clock.at)
    return made
