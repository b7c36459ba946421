"""Who may ask, see, recompute and compare determinations: cell by cell of the table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from random import Random

import pytest
from django.db import transaction
from django.db.models import Q

from quanze.apps.access import recusal
from quanze.apps.access.caller import Holding
from quanze.apps.accounts.roles import EVERYBODY
from quanze.apps.determinations.models import Determination
from tests.conftest import Counted, full_size
from tests.journeys.matrix.asking import REQUESTS, Town, build
from tests.journeys.matrix.requests import REFUSED, ends
from tests.journeys.matrix.table import Cell, cells

pytestmark = pytest.mark.django_db
ALL = [cell for cell in cells() if cell.object == "determination"]
# Computing takes a while: a few of these stand for the rest.
QUICK = [cell for cell in ALL if cell.action not in ("recompute", "ask")]
SLOW = [cell for cell in ALL if cell.action in ("recompute", "ask")]


def tried(world: Town, cell: Cell) -> str:
    """How the request of one cell ends; nothing of it stays."""
    by = world.caller(cell.role)
    if cell.role == "nobody":
        by = replace(by, permissions=EVERYBODY, holdings=(Holding(permissions=EVERYBODY),))
    before = transaction.savepoint()
    try:
        return ends(lambda: REQUESTS[cell.action](world, by, cell.state))
    finally:
        transaction.savepoint_rollback(before)


def faults(world: Town, some: Iterable[Cell]) -> list[tuple[Cell, str]]:
    """The cells that do not end as the table says."""
    found = [(cell, tried(world, cell)) for cell in some]
    return [(cell, code) for cell, code in found if (code not in REFUSED if not cell.allowed else code != "")]


@pytest.fixture
def world() -> Town:
    return build()


def test_every_request_for_a_determination_ends_as_the_table_says(world: Town, counted: Counted) -> None:
    random = Random(5)
    slow = random.sample(SLOW, full_size(24, len(SLOW)))
    assert faults(world, [*QUICK, *slow]) == []
    counted("请求 requests", len(QUICK) + len(slow))


def test_a_rule_that_forgets_recusal_is_caught(world: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recusal, "is_recused", lambda *_: False)
    about_kin = [cell for cell in SLOW if cell.state == "about_kin" and cell.role in ("conduct", "chief")]
    assert len(faults(world, about_kin)) == 2


def test_a_rule_that_forgets_compartments_is_caught(world: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Determination, "reached", lambda *_: Q())
    assert {cell.state for cell, _ in faults(world, QUICK)} >= {"foreign", "kin", "mine"}
