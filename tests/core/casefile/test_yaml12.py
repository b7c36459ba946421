"""Plain scalars mean what YAML 1.2 says, and nothing that only YAML 1.1 knew."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from quanze.core.casefile.loading import load, steps


def value_of(text: str) -> Any:
    """The value of the one key of a file."""
    return load(f"key: {text}\n", name="case.yaml").value["key"]


@pytest.mark.parametrize(
    "text",
    ["on", "off", "yes", "no", "On", "Yes", "NO", "y", "n", "12:30", "1:30:00", "012", "007", "0x1F", "0o17", "1_000", "0b1", ".inf",
     ".nan", "-.inf", "2010-13-01", "2010-02-30", "2010-1-1", "2010-01", "2010-01-01T00:00:00Z", "=", "<<", "1e", "--1", "1.2.3", "tRue",
     "9" * 31],
)  # fmt: skip
def test_these_stay_text(text: str) -> None:
    assert value_of(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("False", False), ("TRUE", True), ("null", None), ("~", None), ("", None), ("NULL", None), ("0", 0), ("-12", -12),
     ("+7", 7), ("430900", 430900), ("2010-06-01", date(2010, 6, 1)), ("0.1", Decimal("0.1")), ("1.20", Decimal("1.20")),
     ("1e3", Decimal(1000)), (".5", Decimal("0.5")), ("-0.01", Decimal("-0.01")), ("3.", Decimal(3))],
)  # fmt: skip
def test_these_are_typed(text: str, value: object) -> None:
    found = value_of(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("quoted", ['"true"', "'null'", '"12"', "'2010-06-01'", '""', "!!str 12"])
def test_what_is_quoted_stays_text(quoted: str) -> None:
    assert value_of(quoted) == quoted.strip("\"'").removeprefix("!!str ")


def test_decimals_are_exact_in_both_notations() -> None:
    assert value_of("999999.99") == Decimal("999999.99")
    assert load('{"key": 999999.99}', name="a.json").value["key"] == Decimal("999999.99")


def test_keys_are_text_whatever_they_look_like() -> None:
    assert load("on: 1\nnull: 2\n12: 3\n", name="case.yaml").value == {"on": 1, "null": 2, "12": 3}


def test_a_path_leads_to_its_line() -> None:
    loaded = load("a:\n  - b: 1\n  - b: 2\n    c: 3\n", name="case.yaml")
    assert [loaded.line_of(path) for path in ("a", "a[1]", "a[1].c", "a[1].missing", "zzz")] == [2, 3, 4, 3, 1]
    assert steps("register.posts[12].role") == ["register", "posts", 12, "role"]
