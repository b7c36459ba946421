"""The database itself refuses to change the record, on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction

from quanze.apps.audit.guards import NEVER, NOT_NEXT, adding_role, lower_guards, raise_guards
from quanze.apps.audit.tests.acts import note

pytestmark = pytest.mark.django_db
COLUMNS = "hash_name, event, kind, business, actor_person, actor_account, at, object_kind, object_id, on_behalf_of, before, after, reason, salt"
COPY = f"INSERT INTO audit_entry (seq, {COLUMNS}, prev_hash, hash, canonical) SELECT {{}}, {COLUMNS}, {{}}, hash, canonical FROM audit_entry WHERE seq = 3"
TABLES = ("audit_entry", "audit_checkpoint")
KEY = {"audit_entry": "seq", "audit_checkpoint": "first_seq"}
CHANGES = [
    *(f"UPDATE {table} SET hash_name = 'sm3'" for table in TABLES),
    *(f"UPDATE {table} SET hash_name = hash_name WHERE {KEY[table]} = 1" for table in TABLES),
    *(f"DELETE FROM {table}" for table in TABLES),
    *(f"DELETE FROM {table} WHERE {KEY[table]} = 1" for table in TABLES),
]
ONLY = {
    "sqlite": [f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE {KEY[table]} = 1" for table in TABLES],
    "postgresql": [f"TRUNCATE {table}" for table in TABLES] + ["TRUNCATE audit_entry, audit_checkpoint"],
}
OUT_OF_ORDER = {
    "a gap": COPY.format(600, "hash"),
    "a foreign link": COPY.format(513, "prev_hash"),
    "before the first": COPY.format(0, "hash"),
}


def run(statement: str) -> str:
    """What the database says to a statement; "" when it does it. The statement is undone either way."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(statement)
            transaction.set_rollback(True)
    except DatabaseError as error:
        return str(error)
    return ""


@contextmanager
def guards_lowered() -> Iterator[None]:
    """The triggers gone, as only the owner of the tables could do it."""
    with transaction.atomic():
        lower_guards(connection)
        yield
        raise_guards(connection)


@pytest.fixture(autouse=True)
def full_block(db: None) -> None:
    """512 entries and their checkpoint."""
    note(512)


def changes() -> list[str]:
    """Every statement that would change what stands."""
    return CHANGES + ONLY[connection.vendor]


def test_no_statement_changes_or_removes_what_stands() -> None:
    refused = {statement: run(statement) for statement in changes()}
    assert [statement for statement, said in refused.items() if NEVER not in said and NOT_NEXT not in said] == []


def test_nothing_is_added_out_of_order_or_behind_another_hash() -> None:
    assert [each for each, statement in OUT_OF_ORDER.items() if NOT_NEXT not in run(statement)] == []


def test_without_the_guards_every_one_of_these_statements_is_seen_to_pass() -> None:
    with guards_lowered():
        assert [run(statement) for statement in (*changes(), *OUT_OF_ORDER.values())] == [""] * (len(changes()) + 3)
    assert NEVER in run(CHANGES[0])


@pytest.mark.parametrize("name", ["a b", "x;DROP", "", '"x"', "角色"])
def test_a_role_name_that_needs_quoting_is_not_taken(name: str) -> None:
    with pytest.raises(ValueError, match="plain role name"):
        adding_role(name)
