"""Answers that last: the same as the database's, for whoever asks, whatever was done or undone in between."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from quanze.apps.access.caller import Caller
from quanze.apps.access.context import reading
from quanze.apps.access.prepared import Asked, Prepared
from quanze.apps.accounts.models import Account
from quanze.apps.accounts.tests.factories import caller_of
from quanze.apps.organizations import lasting
from quanze.apps.organizations import services as register
from quanze.apps.organizations.lasting import KEPT, Lasting
from quanze.apps.organizations.models import Unit, UnitRecord, in_force
from quanze.apps.organizations.services.change import Done
from quanze.apps.organizations.services.rehearsing import rehearse
from quanze.apps.organizations.tests.factories import city, keeper, later, lay_out, unit
from quanze.core.refusals import Refusal

pytestmark = pytest.mark.django_db(transaction=True)
ON = date(2026, 3, 2)


def named(*, caller: Caller, on: date) -> QuerySet[Any, Any]:
    return UnitRecord.visible.to(caller).filter(in_force(on)).order_by("pk").values_list("unit__code", "name")


NAMED, PLAIN = Lasting(named, "register:read"), Prepared(named, "register:read")


@pytest.fixture(autouse=True)
def ids() -> dict[str, int]:
    lay_out(city([unit(f"u{n}", "bureau") for n in range(4)]))
    return dict(Unit.everything(reason="a test").values_list("code", "pk"))


def asked(query: Prepared, caller: Caller, on: date = ON) -> list[Any]:
    with reading(caller):
        return query.rows(caller=caller, on=on)


def renamed(code: str, name: str, minutes: int) -> Done:
    return register.rename_unit(unit=code, name=name, on=ON, by=keeper(later(minutes)), at=later(minutes))


def test_the_second_who_asks_the_same_asks_only_for_the_last_act() -> None:
    first = asked(NAMED, keeper())
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert asked(NAMED, keeper(later())) == first
    selects = [each["sql"] for each in queries if each["sql"].startswith("SELECT") and "set_config" not in each["sql"]]
    assert selects == [lasting._LAST_ACT]


def test_many_acts_leave_every_answer_as_the_database_gives_it(ids: dict[str, int]) -> None:
    rng = Random(3)
    for minute in range(1, 15):
        with suppress(Refusal):
            renamed(rng.choice(["u0", "u1", "bureau"]), f"第{rng.randrange(9)}处", minute)
        some = rng.sample(sorted(ids.values()), rng.choice([0, 1, 3, len(ids)]))
        for caller in (keeper(), caller_of("unit_head", units=some), caller_of("official")):
            for _ in range(2):
                assert asked(NAMED, caller) == asked(PLAIN, caller)


def test_what_is_shown_to_one_is_not_shown_to_another(ids: dict[str, int]) -> None:
    everything = asked(NAMED, keeper())
    assert asked(NAMED, caller_of("unit_head", units=[ids["u1"]])) == [("u1", dict(everything)["u1"])]
    assert asked(NAMED, caller_of("official")) == []


def test_without_the_values_in_its_key_an_answer_would_be_a_strangers(
    ids: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: answers kept by their text alone, whatever row security looks at."""
    monkeypatch.setattr(lasting, "seeing", lambda: None)
    monkeypatch.setattr(Asked, "key", lambda asked: asked.made.sql)
    one, other = (caller_of("unit_head", units=[ids[code]]) for code in ("u1", "u2"))
    assert asked(NAMED, one) == asked(NAMED, other) != asked(PLAIN, other)


def test_what_an_act_wrote_before_it_was_undone_is_never_kept() -> None:
    before, within = asked(NAMED, keeper()), []

    def looked_at_within() -> Done:
        done = renamed("u1", "改名处", 1)
        within.append(asked(NAMED, keeper()))
        return done

    rehearse(looked_at_within, by=keeper(later()), codes_in=lambda _: set())
    assert ("u1", "改名处") in within[0]
    assert asked(NAMED, keeper()) == before


def test_nothing_is_kept_where_somebody_may_write() -> None:
    KEPT.clear()
    with transaction.atomic():
        NAMED.rows(caller=keeper(), on=ON)
    assert KEPT == {}


def test_long_answers_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lasting, "LONGEST", 2)
    KEPT.clear()
    asked(NAMED, keeper())
    assert not any(KEPT.values())


def test_a_query_of_another_table_is_refused() -> None:
    """No act on the register tells when an account changes."""
    accounts = Lasting(lambda name: Account.everything(reason="a test").filter(login_name=name).values_list("pk"))
    with reading(keeper()), pytest.raises(TypeError, match="accounts_account"):
        accounts.rows(name="demo")
