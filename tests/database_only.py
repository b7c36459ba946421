"""A pytest plugin (-p tests.database_only): only the tests that a database can change the outcome of."""

from __future__ import annotations

import pytest

# The folder whose tests reach the database by commands and processes of their own, too.
FOLDERS = ("tests/journeys/",)
# Their offices bring a database of their own, an embedded one, whatever the run has.
OWN = ("tests/journeys/browser/", "tests/journeys/beginning/")
FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "client"}


def reaches_database(item: pytest.Item) -> bool:
    """Does the test use a database, or lie where tests start processes that do?"""
    if item.nodeid.startswith(OWN):
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    marked = item.get_closest_marker("django_db") is not None
    return marked or bool(fixtures & FIXTURES) or item.nodeid.startswith(FOLDERS)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the others out."""
    others = [item for item in items if not reaches_database(item)]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if reaches_database(item)]
