"""The collector rests while a large import runs, and works again afterwards whatever happened."""

from __future__ import annotations

import gc

import pytest

from quanze.apps.organizations.resting import collector_at_rest


def test_the_collector_rests_and_works_again() -> None:
    assert (collector_at_rest(gc.isenabled)(), gc.isenabled()) == (False, True)


def test_it_works_again_after_a_fault() -> None:
    with pytest.raises(ZeroDivisionError):
        collector_at_rest(lambda: 1 / 0)()
    assert gc.isenabled()


def test_who_had_stopped_it_keeps_it_stopped() -> None:
    gc.disable()
    try:
        assert collector_at_rest(gc.isenabled)() is False
        assert not gc.isenabled()
    finally:
        gc.enable()
