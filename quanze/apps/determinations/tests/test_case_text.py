"""The text that the form writes is read back as the very values; what is typed means what people mean by it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.apps.determinations.casework.faults import faults_of
from quanze.apps.determinations.casework.filling import typed, value_at
from quanze.apps.determinations.casework.text import as_text, read_text
from quanze.core.casefile.loading import load

EXAMPLES = sorted((Path(__file__).resolve().parents[4] / "examples").glob("*.yaml"))
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).filter(str.strip)
VALUES = st.one_of(
    TEXTS, st.booleans(), st.integers(0, 10**9), st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    st.decimals(0, 10**6, places=2), st.lists(TEXTS, min_size=1, max_size=3),
)  # fmt: skip


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_every_example_is_written_and_read_back_alike(file: Path) -> None:
    case = load(file.read_text("utf-8"), name=file.name).value
    case.pop("register")
    assert plain(read_text(as_text(case).encode())) == plain(case)


@given(st.dictionaries(st.sampled_from(["title", "by", "kind", "on", "evidence"]), VALUES))
def test_whatever_is_typed_comes_back_as_it_was(row: dict[str, Any]) -> None:
    case = {"id": "x", "findings": [row]} if row else {"id": "x"}
    assert read_text(as_text(case).encode()) == {"format": "quanze/case/1", **case}


def plain(value: Any) -> Any:
    """Without what is unknown: null and left out mean the same."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items() if plain(part) not in (None, {})}
    return [plain(part) for part in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("money", "1,200,000.50", Decimal("1200000.50")), ("money", "120万", 1_200_000), ("money", "１２万元", 120_000),
        ("money", "1.5万", 15_000), ("money", "九十", "九十"), ("money", " ", None), ("day", "2009/7/1", date(2009, 7, 1)),
        ("day", "2009年7月1日", date(2009, 7, 1)), ("day", "2009-02-30", "2009-02-30"), ("span", "2009-07", "2009-07"),
        ("flag", "", None), ("flag", "true", True), ("value", "false", False), ("value", "vile", "vile"),
        ("count", "３", 3), ("count", "-1", "-1"), ("text", " 甲 ", "甲"), ("lines", "a\r\n\r\n b ", ["a", "b"]),
    ],
)  # fmt: skip
def test_what_is_typed_means(kind: str, text: str, value: object) -> None:
    found = typed(kind, [text])
    assert found == value
    assert type(found) is type(value)


def test_no_sanction_is_known_and_nothing_chosen_is_unknown() -> None:
    assert typed("methods", ["", "none"]) == []
    assert typed("methods", [""]) is None
    assert typed("methods", ["", "party_warning", "none"]) == ["party_warning"]


def test_every_fault_is_told_at_its_place() -> None:
    case = {
        "format": "quanze/case/1", "id": "a/b", "area": "4309", "dates": {"conduct": {"from": "x"}, "asked_on": date(2010, 6, 1)},
        "incident": {"influence": "terrible"}, "violations": [{"id": "v1", "amount_yuan": -5, "colour": 1}], "unknown": 1,
    }  # fmt: skip
    assert set(faults_of(case)) == {
        "id", "area", "dates.conduct.from", "incident.influence", "incident.organization", "violations[0].amount_yuan", "violations[0]",
        "violations[0].colour", "unknown",
    }  # fmt: skip


def test_what_is_missing_altogether_is_missing_at_its_field() -> None:
    assert set(faults_of({"format": "quanze/case/1"})) == {"id", "area", "incident.organization", "dates.asked_on"}


def test_a_path_into_nothing_is_nothing() -> None:
    assert value_at({"a": [1]}, "a[3]") is None
    assert value_at({"a": "text"}, "a.b") is None
