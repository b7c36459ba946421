"""The second wall: as the application's own role, with no right to pass row security, everything still works,
and without a caller made known every labelled table is empty. SQLite has no such wall; there the flow alone runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import ProgrammingError, connection, transaction

from quanze.apps.access.caller import system_caller
from quanze.apps.access.context import acting
from quanze.apps.accounts.models import Account, FailedTries, Grant, Session
from quanze.apps.accounts.selectors import holders, visible_to
from quanze.apps.accounts.services import disable, renew_secret, reset_factor, revoke
from quanze.apps.accounts.tests.factories import AT, Installation, caller_of, finish, installation, keeper, person
from quanze.apps.people.models import Kinship, Person
from quanze.apps.people.selectors import identity_number
from quanze.apps.people.services import PersonFacts, correct_person, record_kinship, record_person

pytestmark = pytest.mark.django_db(transaction=True)
WALLED = (Person, Kinship, Account, Grant, Session, FailedTries)
ROLE = "quanze_walled"


@contextmanager
def walled() -> Iterator[None]:
    """Everything inside runs as a role that row security binds (PostgreSQL only)."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(f"DROP ROLE IF EXISTS {ROLE}")
        cursor.execute(f"CREATE ROLE {ROLE} NOLOGIN")
        cursor.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {ROLE}")
        cursor.execute(f"GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO {ROLE}")
        cursor.execute(f"SET ROLE {ROLE}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")
            cursor.execute(f"DROP OWNED BY {ROLE}")
            cursor.execute(f"DROP ROLE {ROLE}")


def counted() -> list[int]:
    return [model.everything(reason="test").count() for model in WALLED]


@pytest.fixture
def place() -> Iterator[Installation]:
    with walled():
        yield installation()


def has_wall() -> bool:
    return connection.vendor == "postgresql"


def test_every_act_on_accounts_works_behind_the_wall(place: Installation) -> None:
    wife = person(unit_id=5)
    man = person(unit_id=5, identity_no="430000199001010012")
    record_kinship(man, wife, relation="spouse", by=keeper(), at=AT)
    holder = place.holder("organization_officer", unit_id=5, who=man)
    officer = holder.caller()
    assert officer.units == {5}
    assert officer.kin == {man.pk, wife.pk}
    assert identity_number(man, by=officer, at=officer.at) == "430000199001010012"
    other = record_person(PersonFacts(name="郎溪", unit_id=5), by=officer, at=officer.at)
    correct_person(other, changes={"now": "retired"}, by=officer, at=officer.at, reason="退休")

    place.system.sign_in()
    system = place.system.caller()
    with acting(system):
        names = holders(system, list(visible_to(system)))
    assert len(names) == 4
    secret = renew_secret(login_name=holder.login_name, by=system, at=system.at, reason="遗忘")
    place.security.sign_in()
    security = place.security.caller()
    grant = Grant.visible.to(security)
    with acting(security):
        number = grant.get(account__login_name=holder.login_name).pk
    revoke(grant=number, by=security, at=security.at, reason="调离")
    reset_factor(login_name=holder.login_name, by=security, at=security.at, reason="遗失")
    assert finish(holder.login_name, secret, place.clock).caller().units == frozenset()
    disable(login_name=holder.login_name, by=system, at=system.at, reason="调离")


def test_without_a_caller_every_labelled_table_is_empty(place: Installation) -> None:
    someone, other = person(unit_id=5), person(unit_id=6)
    record_kinship(someone, other, relation="spouse", by=keeper(), at=AT)
    assert any(counted()) is not has_wall()
    with acting(system_caller("test", permissions=["all:audit:read"], at=AT)):
        assert any(counted()) is not has_wall()


def test_a_query_that_slipped_past_the_first_wall_stops_at_the_second(place: Installation) -> None:
    mine, other = person(unit_id=5), person(unit_id=6)
    record_kinship(mine, other, relation="spouse", by=keeper(), at=AT)
    clerk = caller_of("register_clerk", units=[5])
    with acting(clerk):
        seen = set(Person.everything(reason="a planted query without its filter").values_list("pk", flat=True))
        accounts = Account.everything(reason="another").count()
    assert (seen == {mine.pk}) is has_wall()
    assert (accounts == 0) is has_wall()
    assert set(Person.visible.to(clerk).values_list("pk", flat=True)) <= {mine.pk}


def test_a_row_beyond_reach_is_not_written_either(place: Installation) -> None:
    if not has_wall():
        return
    with pytest.raises(ProgrammingError, match="row-level security"), acting(caller_of("register_clerk", units=[5])):
        Person(compartment="people", name="石岩", unit_id=6).save()


def test_the_wall_stands_on_every_table_with_a_label_and_binds_its_owner() -> None:
    if not has_wall():
        return
    with connection.cursor() as cursor:
        names = [model._meta.db_table for model in WALLED]
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND relrowsecurity AND relforcerowsecurity", [names]
        )
        assert {name for (name,) in cursor.fetchall()} == set(names)


def test_a_planted_table_without_its_wall_would_be_caught(place: Installation) -> None:
    if not has_wall():
        return
    person(unit_id=5)
    assert not Person.everything(reason="test").exists()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("ALTER TABLE people_person DISABLE ROW LEVEL SECURITY")
        cursor.execute(f"SET ROLE {ROLE}")
        assert Person.everything(reason="test").exists()
        cursor.execute("RESET ROLE")
        cursor.execute("ALTER TABLE people_person ENABLE ROW LEVEL SECURITY")
        cursor.execute(f"SET ROLE {ROLE}")
