"""kill -9 at random points: what was acknowledged is there, no act is there in part, the record is whole."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import connection

from quanze.apps.access.context import acting
from quanze.apps.organizations.models import Act
from quanze.apps.organizations.tests.factories import AT, city, keeper, lay_out
from quanze.config.backup.keys import make_pair
from quanze.config.backup.restoring import leading_to
from tests.conftest import Counted, full_size, shared
from tests.journeys.killing.counting import half, lost, record_fault
from tests.journeys.killing.places import place

KINDS = ["appointment", "import", "backup", "checkpoint"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_a_kill_loses_nothing_acknowledged_and_leaves_no_half_act(tmp_path: Path, counted: Counted) -> None:
    told: list[dict[str, Any]] = []
    with place(tmp_path / "home") as killed:
        turns = shared(range(full_size(2, 50)))
        for turn, (place_of_kind, kind) in product(turns, enumerate(KINDS)):
            number = turn * len(KINDS) + place_of_kind
            # On SQLite every second turn is one of power losses too: what was not synced is gone.
            power = connection.vendor == "sqlite" and turn % 2
            told += killed.round(kind, Random(number), *(["LOSSY"] if power else []))
            with leading_to(killed.settings):
                assert (kind, lost(told, killed.folder), half(killed.folder)) == (kind, [], [])
                assert (kind, record_fault(killed.folder)) == (kind, "")
    assert len(told) > 8 * len(turns), "the kills came while acts were done"
    counted("强制终止 kills", len(KINDS) * len(turns))
    counted("已确认的办理 acknowledged", len(told))


def test_with_durability_switched_off_losses_are_seen(tmp_path: Path) -> None:
    random = Random(1)
    with place(tmp_path / "home", ["synchronous_commit=off"]) as killed:
        for _ in range(10):
            told = killed.round("checkpoint", random, *(["OFF", "LOSSY"] if connection.vendor == "sqlite" else []))
            with leading_to(killed.settings):
                if lost(told, killed.folder):
                    return
    raise AssertionError("ten kills without durability and nothing lost: the harness is blind")


def test_half_an_act_is_seen(tmp_path: Path) -> None:
    lay_out(city())
    (tmp_path / "home").mkdir()
    make_pair(tmp_path / "home-private.key", tmp_path / "public.key", home=tmp_path / "home")
    assert half(tmp_path / "home") == []
    with acting(keeper()):
        Act(event="register:unit:renamed", at=AT, compartment="register").save(force_insert=True)
    with acting(keeper()):
        assert len(half(tmp_path / "home")) == 2, "no entry, no record"
