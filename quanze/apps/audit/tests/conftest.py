"""What the audit app's tests share: a scratch table to act upon, and business events to record."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.db import connection

from quanze.apps.audit import registry
from quanze.core.words import Label

# What only PostgreSQL has is tested where there is one.
collect_ignore_glob = [] if os.environ.get("DATABASE_URL") else ["*_on_postgresql.py"]

DONE, GIVEN = "scratch:row:added", "accounts:thing:given"


@pytest.fixture(autouse=True)
def events(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two more listed events: a business one and an administrative one."""
    listed = registry.listed_events() | {
        DONE: ("scratch", Label("登记了一行", "a row was added")),
        GIVEN: ("accounts", Label("给了一物", "a thing was given")),
    }
    monkeypatch.setattr(registry, "listed_events", lambda: listed)


@pytest.fixture
def scratch(db: None) -> Iterator[None]:
    """An empty table for acts, kept or undone as the test's other rows."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE audit_scratch (name text)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE audit_scratch")
