"""What the tests of the apps share: an audit record that can be emptied between two of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import TransactionTestCase

from quanze.apps.audit.guards import lower_guards, raise_guards


@pytest.fixture(autouse=True, scope="session")
def guards_rest_while_tables_are_emptied() -> Iterator[None]:
    """A test with real commits ends with emptied tables; only then do the audit record's triggers rest."""
    emptied = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def empty(case: Any) -> None:
        lower_guards(connection)
        try:
            emptied(case)
        finally:
            raise_guards(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty)
        yield
