"""The one query layer refuses without a caller; declarations are closed lists; the caller reaches the database."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Event, Thread

import pytest
from django.core.exceptions import EmptyResultSet
from django.db import connection, connections, models, transaction
from django.db.models import Q

from quanze.apps.access.caller import Caller, system_caller
from quanze.apps.access.context import NAMES, acting, enter, entered, reading, settings_of
from quanze.apps.access.declarations import Declaration, declaration_of, declared
from quanze.apps.access.managers import Sheltered
from quanze.core.refusals import Refusal

AT = datetime(2026, 3, 2, tzinfo=UTC)


class Silent(Sheltered):
    """A model that says nothing about who may see it."""

    class Meta:
        app_label = "access_tests"
        managed = False


class Spoken(Sheltered):
    """A model that shows rows of its label to who opens it."""

    name = models.CharField(max_length=9)

    class Meta:
        app_label = "access_tests"
        managed = False

    @classmethod
    def visible_rule(cls, caller: Caller) -> Q:
        return Q(compartment__in=caller.opens())


def reader(*permissions: str) -> Caller:
    return system_caller("test", permissions=permissions or ["all:register:read"], at=AT)


@pytest.mark.parametrize(
    "use",
    [
        lambda: Spoken.objects.all(),
        lambda: Spoken.objects.filter(name="x"),
        lambda: Spoken.objects.count(),
        lambda: Spoken.objects.create(name="x"),
        lambda: Spoken.objects.get(pk=1),
        lambda: Spoken._default_manager.all(),
    ],
)
def test_objects_refuses_every_use(use) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Refusal) as refusal:
        use()
    assert refusal.value.code == "no_caller"


def test_a_model_that_says_nothing_shows_and_changes_nothing() -> None:
    for query in (Silent.visible.to(reader()), Silent.rows.by(reader())):
        with pytest.raises(EmptyResultSet):
            str(query.query)


def test_a_rule_narrows_what_is_seen_and_what_is_changed() -> None:
    assert "register" in str(Spoken.visible.to(reader()).query)
    assert "register" in str(Spoken.rows.by(reader()).query)


def test_the_doors_belong_to_the_model_and_offer_no_all() -> None:
    assert not hasattr(Spoken.visible, "all")
    assert not hasattr(Spoken.rows, "all")


def test_everything_needs_its_reason() -> None:
    with pytest.raises(ValueError, match="reason"):
        Spoken.everything(reason=" ")
    assert "WHERE" not in str(Spoken.everything(reason="test").query)


def test_declarations_take_only_words_of_the_closed_lists() -> None:
    with pytest.raises(ValueError, match="actor"):
        declared(actor="god", action="register:read", object="unit")
    with pytest.raises(ValueError, match="action"):
        declared(actor="caller", action="register:peek", object="unit")


def test_a_declaration_is_found_on_what_declared_it_and_nowhere_else() -> None:
    @declared(actor="caller", action="register:read", object="unit")
    def view() -> None: ...

    assert declaration_of(view) == Declaration("caller", "register:read", "unit")
    assert declaration_of(lambda: None) is None


def test_settings_stand_for_a_caller_and_open_nothing_without_one() -> None:
    assert settings_of(None) == dict.fromkeys(NAMES, "")
    found = settings_of(reader("all:register:read", "units:person:read"))
    assert found["quanze.compartments"] == ",people,register,"
    assert found["quanze.wide"] == ",register,"
    assert found["quanze.person"] == ""


def current() -> str | None:
    """What the database knows of the caller: None where the engine has no row security."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('quanze.compartments', true)")
        return cursor.fetchone()[0] or ""


def known(label: str) -> str | None:
    return label if connection.vendor == "postgresql" else None


@pytest.mark.django_db(transaction=True)
def test_the_caller_is_known_in_the_transaction_and_gone_after_it() -> None:
    with acting(reader()):
        assert current() == known(",register,")
        with acting(reader("all:person:read")):
            assert current() == known(",people,")
        assert current() == known(",register,")
        with pytest.raises(LookupError), acting(reader("all:person:read")):
            raise LookupError
        assert current() == known(",register,")
    assert current() == known("")
    with transaction.atomic():
        enter(None)
        assert current() == known("")


@pytest.mark.django_db(transaction=True)
def test_a_service_is_entered_by_its_caller() -> None:
    @entered
    def service(*, by: Caller) -> str | None:
        return current()

    assert service(by=reader()) == known(",register,")
    with pytest.raises(TypeError, match="by=Caller"):
        service(by="someone")  # type: ignore[arg-type]


@pytest.mark.django_db(transaction=True)
def test_a_reader_never_waits_for_a_writer() -> None:
    began, done, read = Event(), Event(), []

    def write() -> None:
        with acting(reader()):
            began.set()
            done.wait(10)
        connections.close_all()

    writer = Thread(target=write)
    writer.start()
    began.wait(10)
    with reading(reader()), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        read.append(cursor.fetchone())
    assert not done.is_set()
    done.set()
    writer.join()
    assert len(read) == 1
    assert getattr(connection, "transaction_mode", "IMMEDIATE") == "IMMEDIATE"
