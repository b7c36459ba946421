"""What a caller may do: closed lists, widest reach, grants that never add up, and the common refusals."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from quanze.apps.access.caller import Caller, Holding, Reach, system_caller
from quanze.apps.access.checks import check_fresh_factor, check_may
from quanze.apps.access.compartments import STANDING, of_determination
from quanze.apps.access.permissions import ACTIONS, PERMISSIONS, SCOPES, opened_by
from quanze.apps.access.recusal import check_not_recused, is_recused
from quanze.core.refusals import Refusal

AT = datetime(2026, 3, 1, 16, 30, tzinfo=UTC)


def caller(*permissions: str, holdings: tuple[Holding, ...] | None = None, **more: object) -> Caller:
    facts: dict[str, object] = {
        "person": 1, "account": 2, "name": "x", "units": frozenset({7}), "compartments": frozenset({"determination:a"}),
        "kin": frozenset({1, 9}), "at": AT, "permissions": frozenset(permissions), "holdings": holdings,
    }  # fmt: skip
    return Caller(**(facts | more))  # type: ignore[arg-type]


def test_every_permission_is_a_scope_and_an_action_with_words_in_both_languages() -> None:
    for permission, label in PERMISSIONS.items():
        scope, _, action = permission.partition(":")
        assert scope in SCOPES
        assert action in ACTIONS
        assert label.zh
        assert label.en
        assert opened_by(permission) in {*STANDING, ""}


def test_the_widest_reach_is_told() -> None:
    both = caller("own:register:read", "units:register:read")
    assert both.may("register:read") is Reach.UNITS
    assert both.reaches("register:read") == {Reach.UNITS, Reach.OWN}
    assert caller("all:register:read", "own:register:read").may("register:read") is Reach.ALL
    assert caller().may("register:read") is None
    assert caller().may("no:such") is None


def test_permissions_outside_the_list_and_naive_instants_are_refused() -> None:
    with pytest.raises(ValueError, match="no such permission"):
        caller("all:register:destroy")
    with pytest.raises(ValueError, match="aware"):
        caller(at=AT.replace(tzinfo=None))


def test_the_callers_day_is_chinas() -> None:
    assert caller().on == date(2026, 3, 2)


def test_grants_never_add_up_where_holdings_are_kept() -> None:
    write = Holding(permissions=frozenset({"units:register:write"}), units=frozenset({1}))
    read = Holding(permissions=frozenset({"units:register:read"}), units=frozenset({2}))
    two = caller("units:register:write", "units:register:read", holdings=(write, read))
    assert two.units_for("register:write") == {1}
    assert two.units_for("register:read") == {2}
    assert two.units_for("register:export") == frozenset()


def test_a_planted_caller_that_crosses_units_and_permissions_would_be_caught() -> None:
    crossed = caller("units:register:write", "units:register:read", units=frozenset({1, 2}))
    assert crossed.units_for("register:write") == {1, 2}


def test_a_caller_opens_standing_compartments_by_permission_and_others_by_name() -> None:
    some = caller("units:register:read", "compartment:determination:read", "own:account:read")
    assert some.opens() == {"register", "accounts", "determination:a"}
    assert some.opens_wide() == frozenset()
    assert caller("all:register:read").opens_wide() == {"register"}
    assert of_determination("a") == "determination:a"


def test_the_program_itself_is_nobody_and_has_only_what_is_named() -> None:
    program = system_caller("sign-in", permissions=["all:account:read"], at=AT)
    assert (program.person, program.account, program.units, program.kin) == (None, None, frozenset(), frozenset())
    assert program.opens() == {"accounts"}


def test_a_reason_is_added_to_the_same_caller() -> None:
    assert caller().because("核对").reason == "核对"


def test_recusal_covers_oneself_and_kin_and_reveals_nothing() -> None:
    assert is_recused(caller(), [9])
    assert is_recused(caller(), {1, 5})
    assert not is_recused(caller(), [5])
    assert not is_recused(caller(), [])
    with pytest.raises(Refusal) as refusal:
        check_not_recused(caller(), [9])
    assert refusal.value.code == "not_found"


def test_what_is_not_permitted_is_refused() -> None:
    assert check_may(caller("own:register:read"), "register:read") is Reach.OWN
    with pytest.raises(Refusal) as refusal:
        check_may(caller(), "register:read")
    assert refusal.value.code == "not_permitted"


def test_a_fresh_factor_is_asked_for() -> None:
    check_fresh_factor(caller(fresh_factor=True))
    with pytest.raises(Refusal) as refusal:
        check_fresh_factor(caller())
    assert refusal.value.code == "step_up_needed"
