"""Whatever happens to a good file, reading it gives a case or a refusal and never anything else."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quanze.core.casefile import ReadCase, read_case, reading
from quanze.core.refusals import Refusal
from tests.conftest import full_size
from tests.core.casefile.samples import EXAMPLE, SMALL

DATA = EXAMPLE.encode()
RICH: dict[str, Any] = {
    **SMALL,
    "violations": [{"id": "v1", "person": "p2", "amount_yuan": 12, "conduct": {"from": 2009, "to": "2010-01"}}],
    "findings": [{"about": "p1", "finding": "took_part", "value": True}],
    "decisions": [{"id": "d1", "person": "p1", "methods": ["admonition"], "decided_on": "2010-05-01"}],
    "votes": [{"about": "p1", "on": "2010-01-05", "valid": 10}],
    "ranks": [{"about": "bureau", "group": "all", "year": 2009, "place": 2, "of": 3}],
    "steps": [{"step": "statement_heard"}],
    "parameters": {"YY2009.two_heads_months": 12},
}
SIGNS = st.sampled_from(
    ["&a ", "*a", "!!x ", "? ", "- ", ": ", "{", "}", "[", "]", "'", '"', "\t", "---\n", "|\n", "<<", "\x00", "𠮷", "#"]
)
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=12),
    st.sampled_from(["p1", "p2", "bureau", "head", "2010-02-30", "1e999", "9" * 40, "vile", "0000-01-01", "9999-12-31"]),
)  # fmt: skip
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def read_or_refuse(data: bytes, name: str) -> None:
    """Anything but a case or a refusal is raised and fails the test."""
    sentences = ("", "")
    try:
        assert isinstance(read_case(data, name=name), ReadCase)
    except Refusal as refusal:
        sentences = (refusal.text("zh"), refusal.text("en"))
    assert all("\n" not in sentence for sentence in sentences)


def test_the_bench_notices_any_other_exception(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("planted")

    monkeypatch.setattr(reading, "impossible_counts", broken)
    with pytest.raises(KeyError, match="planted"):
        read_or_refuse(DATA, "case.yaml")


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every (group or list, key or index) of a document."""
    pairs = (
        list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    )
    return [(value, key) for key, _ in pairs] + [place for _, part in pairs for place in places(part)]


@settings(max_examples=full_size(300, 3000))
@given(st.lists(st.tuples(st.integers(0, len(DATA)), st.integers(0, 8), st.binary(max_size=6)), min_size=1, max_size=4))
def test_any_bytes_in_a_good_file_give_a_case_or_a_refusal(cuts: list[tuple[int, int, bytes]]) -> None:
    data = DATA
    for start, length, instead in cuts:
        data = data[:start] + instead + data[start + length :]
    read_or_refuse(data, "case.yaml")


@settings(max_examples=full_size(300, 3000))
@given(st.lists(st.tuples(st.integers(0, len(EXAMPLE)), st.integers(0, 12), SIGNS), min_size=1, max_size=4))
def test_any_signs_of_yaml_in_a_good_file_give_a_case_or_a_refusal(cuts: list[tuple[int, int, str]]) -> None:
    text = EXAMPLE
    for start, length, instead in cuts:
        text = text[:start] + instead + text[start + length :]
    read_or_refuse(text.encode(), "case.yaml")


@settings(max_examples=full_size(300, 3000))
@given(st.data(), st.booleans())
def test_any_value_in_any_place_gives_a_case_or_a_refusal(data: st.DataObject, drop: bool) -> None:
    document = copy.deepcopy(RICH)
    group, key = data.draw(st.sampled_from(places(document)))
    if drop:
        del group[key]
    else:
        group[key] = data.draw(VALUES)
    text = json.dumps(document)
    read_or_refuse(text.encode(), "case.json")
    read_or_refuse(text.encode(), "case.yaml")


@settings(max_examples=full_size(100, 1000))
@given(st.binary(max_size=200))
def test_any_bytes_at_all_give_a_refusal_or_a_case(data: bytes) -> None:
    read_or_refuse(data, "case.yaml")
    read_or_refuse(data, "case.json")
