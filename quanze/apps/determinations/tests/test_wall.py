"""The second wall on PostgreSQL: what slipped past the first rule stops there, and asking works behind it.

SQLite has no such wall; there the flow alone runs.
"""

from __future__ import annotations

import pytest
from django.db import connection

from quanze.apps.access.caller import system_caller
from quanze.apps.access.context import acting
from quanze.apps.accounts.tests.factories import AT, caller_of
from quanze.apps.determinations.models import Citation, Concerned, Determination
from quanze.apps.determinations.recomputing import recompute
from quanze.apps.determinations.selectors import shown
from quanze.apps.determinations.tests.cases import rules
from quanze.apps.determinations.tests.laid_out import named_for, place
from tests.ground.test_row_security import walled

pytestmark = pytest.mark.django_db(transaction=True)


def seen() -> tuple[int, int, bool]:
    rows, persons, cited = (
        model.everything(reason="a planted query") for model in (Determination, Concerned, Citation)
    )
    return rows.count(), persons.count(), cited.exists()


def test_asking_and_reading_work_as_a_role_that_the_wall_binds() -> None:
    town = place()
    officer, outside = town.officer(), town.ask().answered.data
    with walled():
        asked = town.ask(officer)
        assert asked.answered.data == outside, "the wall hides nothing that the caller may see"
        number = asked.determination.public_id
        assert shown(number, by=caller_of("conduct_officer"), at=AT).sheet == outside
        reader = named_for(number, person=920_000)
        assert recompute(number, rules=rules(), by=reader, at=AT).identical


def test_a_query_without_its_rule_stops_at_the_wall() -> None:
    town = place()
    first, second = (town.ask().determination for _ in range(2))
    wall = connection.vendor == "postgresql"
    with walled():
        with acting(named_for(first.public_id, person=920_000)):
            rows, persons, cited = seen()
            assert (rows == 1) is wall
            assert persons
            assert cited
            labels = set(Citation.everything(reason="a planted query").values_list("compartment", flat=True))
            assert (labels == {first.compartment}) is wall
        with acting(caller_of("conduct_officer", person=930_000)):
            assert (seen() == (0, 0, False)) is wall
        with acting(system_caller("test", permissions=["all:audit:read"], at=AT)):
            assert (seen() == (0, 0, False)) is wall
    assert second.public_id != first.public_id
