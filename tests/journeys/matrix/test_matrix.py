"""Every role, every kind of thing, in every state: what the table allows goes through, and nothing else does."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Q

from quanze.apps.access import recusal
from quanze.apps.access.caller import Caller
from quanze.apps.access.managers import NOTHING
from quanze.apps.accounts import permissions as account_permissions
from quanze.apps.accounts import roles
from quanze.apps.accounts.models import Grant
from quanze.apps.accounts.services import attaching, factors, granting, opening
from quanze.apps.accounts.tests.factories import caller_of
from quanze.apps.audit import selectors as audit_reads
from quanze.apps.organizations.exchange import exporting
from quanze.apps.organizations.models.base import Labelled
from quanze.apps.people import models as people
from tests.conftest import PLANTED_FAULTS, Counted, full_size
from tests.journeys.matrix.requests import REFUSED, REQUESTS, ends, stale
from tests.journeys.matrix.table import Cell, cells
from tests.journeys.matrix.world import World, build

pytestmark = pytest.mark.django_db
ALL = [cell for cell in cells() if cell.object in REQUESTS]


def sample(number: int) -> list[Cell]:
    """So many cells, every line of the table among them before any comes twice."""
    random = Random(number)
    found: list[Cell] = []
    while len(found) < number:
        found += random.sample(ALL, len(ALL))
    return found[:number]


def tried(world: World, cell: Cell) -> str:
    """How the request of one cell ends; nothing of it stays."""
    by = stale(world.caller(cell.role), cell.state)
    return undone(lambda: REQUESTS[cell.object][cell.action](world, by, cell.state))


def faults(world: World, some: Iterable[Cell]) -> list[tuple[Cell, str]]:
    """The cells that do not end as the table says: leaks, wrong denials, refusals for another reason."""
    found = [(cell, tried(world, cell)) for cell in some]
    return [(cell, code) for cell, code in found if (code not in REFUSED if not cell.allowed else code != "")]


def test_every_request_ends_as_the_table_says(counted: Counted) -> None:
    world = build()
    world.random = Random(7)
    number = full_size(600, 20_000)
    assert faults(world, sample(number)) == []
    counted("请求 requests", number)


def opened_wide(world: World, patch: pytest.MonkeyPatch) -> None:
    """A grant reaches every unit."""
    everything = frozenset(world.units.values())
    patch.setattr(Caller, "units_for", lambda *_: everything)


def seals_forgotten(world: World, patch: pytest.MonkeyPatch) -> None:
    """A grant over a bureau reaches what stands sealed in it."""
    patch.setattr(world, "reach", world.reach | {world.units["§cell"]})
    patch.setattr(Labelled, "open_to", classmethod(lambda *_: Q()))


def recusal_forgotten(world: World, patch: pytest.MonkeyPatch) -> None:
    """Nobody is kin to anybody."""
    patch.setattr(recusal, "is_recused", lambda *_: False)


def head_writes(world: World, patch: pytest.MonkeyPatch) -> None:
    """A head of a unit keeps the register himself."""
    role = roles.ROLES["unit_head"]
    more = replace(role, permissions=role.permissions | {"units:register:write"})
    patch.setitem(roles.ROLES, "unit_head", more)  # type: ignore[arg-type]


def factor_forgotten(world: World, patch: pytest.MonkeyPatch) -> None:
    """An old second factor will do."""
    for module in (attaching, granting, opening, factors, account_permissions, exporting):
        patch.setattr(module, "check_fresh_factor", lambda *_: None)


def people_shown(world: World, patch: pytest.MonkeyPatch) -> None:
    """Whoever may see a person sees all."""
    patch.setattr(people, "_reached", lambda caller, action: Q() if caller.may(action) else NOTHING)


def grants_shown(world: World, patch: pytest.MonkeyPatch) -> None:
    """Grants are public."""
    patch.setattr(Grant, "visible_rule", classmethod(lambda *_: Q()))


def record_shown(world: World, patch: pytest.MonkeyPatch) -> None:
    """Whoever asks may read the record."""
    patch.setattr(audit_reads, "check_may", lambda *_: None)


PLANTED = {
    opened_wide: ("unit", "outside"), seals_forgotten: ("unit", "sealed"), recusal_forgotten: ("official", "kin"),
    head_writes: ("post", "in"), factor_forgotten: ("account", "stale"), people_shown: ("person", "outside"),
    grants_shown: ("account", "other"), record_shown: ("record", "all"),
}  # fmt: skip


def test_each_planted_fault_is_caught(monkeypatch: pytest.MonkeyPatch, counted: Counted) -> None:
    world = build()
    for plant, (object, state) in PLANTED.items():
        some = [cell for cell in ALL if (cell.object, cell.state) == (object, state) and not cell.allowed]
        with monkeypatch.context() as patch:
            plant(world, patch)
            assert any(faults(world, [cell]) for cell in some), plant.__doc__
        assert faults(world, Random(1).sample(some, 5)) == []
    counted(PLANTED_FAULTS, len(PLANTED))


def test_the_table_speaks_of_every_request_and_of_nothing_else() -> None:
    spoken = {(cell.object, cell.action) for cell in ALL}
    assert spoken == {(object, action) for object, actions in REQUESTS.items() for action in actions}


def test_units_of_two_grants_do_not_add_up() -> None:
    """One role over the bureau and another over the college: each keeps to its own."""
    world = build()
    college = [world.units[each] for each in ("college", "library", "museum")]
    wrong = []
    for cell in ALL:
        if (
            cell.object in ("unit", "post")
            and cell.state == "outside"
            and cell.role in ("clerk", "org", "head", "disc")
        ):
            by = beside(world.caller(cell.role), caller_of("conduct_officer", units=college))
            reads = cell.action in ("see", "list", "timeline", "count", "posts", "holders", "answers")
            code = undone(lambda by=by, cell=cell: REQUESTS[cell.object][cell.action](world, by, "outside"))
            wrong += [(cell, code)] if (code == "") != reads else []
    assert wrong == []


def beside(one: Caller, other: Caller) -> Caller:
    """The holder of both grants."""
    assert one.holdings is not None
    assert other.holdings is not None
    return replace(
        one, permissions=one.permissions | other.permissions, units=one.units | other.units,
        holdings=(*one.holdings, *other.holdings),
    )  # fmt: skip


def undone(request: Callable[[], Any]) -> str:
    """How a request ends; nothing of it stays."""
    before = transaction.savepoint()
    try:
        return ends(request)
    finally:
        transaction.savepoint_rollback(before)
