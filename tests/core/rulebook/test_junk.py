"""Whatever stands at any place of a pack, the checker answers with faults and never stumbles."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from quanze.core.rulebook.checker import check_data
from tests.conftest import full_size
from tests.core.rulebook.plants import FOLDERS, findings, pack

JUNK: tuple[Any, ...] = (
    None, 0, -1, True, "x", "", [], {}, [1], {"a": 1}, "2020-13-01", 10**30, ["x"], "none", {"none": 1}, [[]], [None],
    {"always": True}, {"zh": "一", "en": "one"},
)  # fmt: skip
ROUNDS, EACH = 8, full_size(30, 2000)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in plain data, as the keys that lead to it."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inside:
        yield (*path, key)
        yield from places(item, (*path, key))


def with_junk(value: Any, path: tuple[Any, ...], junk: Any) -> Any:
    """The data with one place replaced; only what lies on the way is copied."""
    if not path:
        return junk
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = with_junk(value[path[0]], path[1:], junk)
    return copy


@cache
def _places_of(name: str) -> tuple[tuple[Any, ...], ...]:
    return tuple(places(pack(name)))


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_junk_anywhere_is_answered_by_faults_or_passes(seed: int) -> None:
    chance = random.Random(seed)
    refused = 0
    for _ in range(EACH):
        name = chance.choice(sorted(FOLDERS))
        path, junk = chance.choice(_places_of(name)), chance.choice(JUNK)
        found = check_data(with_junk(pack(name), path, junk), findings())
        assert all(refusal.where and refusal.zh and refusal.en for refusal in found), (name, path, junk)
        refused += bool(found)
    assert refused > EACH // 2


@pytest.mark.parametrize("name", sorted(FOLDERS))
def test_no_top_level_key_can_be_lost_or_made_junk_unseen(name: str) -> None:
    free = {"number", "note", "complete", "information", "compares_cite", "compares_mark"}
    for key in set(pack(name)) - free:
        assert check_data({k: v for k, v in pack(name).items() if k != key}, findings()), key
        assert check_data({**pack(name), key: {"x": 7}}, findings()), key
