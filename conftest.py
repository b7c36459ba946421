"""What all tests share: tables that can be emptied between two of them, and a way to tell how much was tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import TransactionTestCase

from quanze.apps.access import prepared
from quanze.apps.audit import guards as audit
from quanze.apps.determinations import guards as determinations
from quanze.apps.organizations import guards as register
from quanze.apps.organizations import lasting


@pytest.fixture(autouse=True, scope="session")
def guards_rest_while_tables_are_emptied() -> Iterator[None]:
    """A test with real commits ends with emptied tables; only then do the triggers of audit and register rest."""
    emptied = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def empty(case: Any) -> None:
        for each in (audit, register, determinations):
            each.lower_guards(connection)
        try:
            if connection.vendor == "postgresql":
                delete_everything()
            else:
                emptied(case)
        finally:
            for each in (audit, register, determinations):
                each.raise_guards(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty)
        yield


def delete_everything() -> None:
    """Every row of every model, foreign keys unheeded: a few rows go much quicker than tables are truncated."""
    tables = connection.introspection.django_table_names()
    deletes = "".join(f'DELETE FROM "{table}";' for table in tables)  # noqa: S608 (names of the models)
    with connection.cursor() as cursor:
        cursor.execute(f"SET session_replication_role = replica; {deletes} SET session_replication_role = DEFAULT")


@pytest.fixture(autouse=True)
def kept_texts_end_with_a_test() -> None:
    """A rule that a test has bent shapes no query of the next one."""
    prepared.TEXTS.clear()
    lasting.KEPT.clear()


@pytest.fixture
def counted(record_property: Callable[[str, object], None]) -> Callable[[str, int], None]:
    """Tell how much was tried, under a name in both languages ("请求 requests", 20000); make prove adds it up."""
    return record_property
