"""Acts of an earlier version, known by plain digests, are known by keyed ones after the upgrade, and repeat as before."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from quanze.apps.access.context import acting
from quanze.apps.organizations.models import Act
from quanze.apps.organizations.services import appoint, writing
from quanze.apps.organizations.tests.factories import city, day, keeper, later, lay_out

pytestmark = pytest.mark.django_db
ASKED: dict[str, Any] = {"person": "p6", "post": "second", "on": day("2026-01-10"), "key": "once"}


def kept() -> str:
    with acting(keeper()):
        return str(Act.everything(reason="test").get(key="once").request)


def upgraded() -> None:
    connection.check_constraints()
    step = import_module("quanze.apps.organizations.migrations.0007_keyed_requests")
    step.key_requests(None, connection.schema_editor())


def test_an_upgrade_keys_what_was_plain_and_a_repeated_request_is_still_known(monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(city(), as_recorded=False)
    with monkeypatch.context() as earlier:
        earlier.setattr(writing, "stamp", lambda content, purpose: content["request"])
        done = appoint(**ASKED, by=keeper(later()), at=later())
        plain = kept()
    upgraded()
    assert kept() != plain
    again = appoint(**ASKED, by=keeper(later(2)), at=later(2))
    assert (again.repeated, again.act) == (True, done.act)


def test_acts_are_guarded_again_after_it() -> None:
    lay_out(city(), as_recorded=False)
    upgraded()
    with acting(keeper()), pytest.raises(DatabaseError), transaction.atomic():
        Act.everything(reason="test").update(request="x")
