"""A long chain on several leaves."""

from __future__ import annotations

import re

import pytest

from quanze.core.sheet.figures import Figure
from quanze.core.sheet.leaves import leaves
from quanze.core.sheet.reader import Reader

WIDTH, HEIGHT = 960, 300


def chain(levels: int) -> tuple[Figure, ...]:
    """One unit a level, three persons in each, the highest first."""
    return tuple(
        Figure("party", level, f"单位{level}", f"人{level}之{number}", "处长", "", "可能承担主要领导责任", "")
        for level in reversed(range(levels))
        for number in range(3)
    )


def test_every_person_stands_on_one_leaf_and_no_leaf_is_too_high() -> None:
    pictures = leaves(chain(9), Reader(lang="zh"), WIDTH, HEIGHT)
    assert len(pictures) > 1
    for svg in pictures:
        high = re.search(r'viewBox="0 0 960 ([0-9.]+)"', svg)
        assert high is not None
        assert float(high[1]) <= HEIGHT
    for figure in chain(9):
        assert sum(f">{figure.name}<" in svg for svg in pictures) == 1


@pytest.mark.parametrize(("levels", "number"), [(0, 0), (1, 1)])
def test_no_chain_has_no_leaf_and_a_short_one_has_one(levels: int, number: int) -> None:
    assert len(leaves(chain(levels), Reader(lang="zh"), WIDTH, HEIGHT)) == number


def test_a_row_higher_than_a_leaf_stands_alone() -> None:
    assert len(leaves(chain(3), Reader(lang="zh"), WIDTH, 1)) == 3
