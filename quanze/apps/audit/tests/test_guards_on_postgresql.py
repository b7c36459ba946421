"""The application's role can add to the record and read it; everything else is denied before a trigger is asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from quanze.apps.audit.guards import adding_role
from quanze.apps.audit.tests.acts import note
from quanze.apps.audit.tests.test_guards import CHANGES, ONLY, run

pytestmark = pytest.mark.django_db
ROLE = "quanze_adder"
MEDDLING = [
    "ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_never",
    "DROP TRIGGER audit_entry_never ON audit_entry",
    "SET session_replication_role = replica",
    "DROP TABLE audit_entry",
    "CREATE OR REPLACE FUNCTION audit_never() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
]


@pytest.fixture
def as_adder(db: None) -> Iterator[None]:
    """The rest of the test as the application's role, which owns nothing."""
    note(3)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE}")
        for statement in adding_role(ROLE):
            cursor.execute(statement)
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
        yield
        cursor.execute("RESET ROLE")


@pytest.mark.usefixtures("as_adder")
def test_the_role_adds_and_reads() -> None:
    note(2)
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(seq) FROM audit_entry")
        assert cursor.fetchone() == (5,)


@pytest.mark.usefixtures("as_adder")
def test_the_role_changes_removes_and_meddles_with_nothing() -> None:
    said = {statement: run(statement) for statement in [*CHANGES, *ONLY["postgresql"], *MEDDLING]}
    denied = ("permission denied", "must be owner")
    assert [statement for statement, text in said.items() if not text.startswith(denied)] == []


def test_the_owner_is_seen_to_meddle() -> None:
    note(3)
    assert [run(statement) for statement in MEDDLING[:3]] == ["", "", ""]
