"""One value has one spelling, and nothing else is taken for it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quanze.core.ledger.canonical import canonical, parsed
from quanze.core.ledger.digests import Digest, digest, digest_rows, instant_text
from quanze.core.ledger.hashing import hasher
from quanze.core.refusals import Refusal

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
    max_leaves=12,
)


@given(VALUES)
def test_what_is_written_is_read_back_and_is_one_line(value: Any) -> None:
    data = canonical(value)
    assert parsed(data) == value
    assert b"\n" not in data


@given(st.dictionaries(TEXT, st.integers()))
def test_the_order_of_keys_does_not_matter(value: dict[str, int]) -> None:
    assert canonical(value) == canonical(dict(reversed(value.items())))


def test_the_spelling_is_fixed() -> None:
    assert canonical({"b": [1, None, True], "a": "张\u2028“"}) == '{"a":"张\u2028“","b":[1,null,true]}'.encode()


def deep(levels: int) -> Any:
    """Lists within lists."""
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize("value", [1.5, float("nan"), {1: 2}, b"x", {"a": {2}}, "\ud800", object(), deep(65)])
def test_what_has_no_one_spelling_is_refused(value: Any) -> None:
    with pytest.raises(Refusal) as refused:
        canonical(value)
    assert refused.value.code == "not_canonical"


FOREIGN = [b'{"b":1,"a":2}', b'{"a": 1}', b'{"a":1,"a":1}', b"1.0", b"\xff", b'"\\u00e4"', b"[1]\n", b"[" * 100000]


@pytest.mark.parametrize("data", FOREIGN)
def test_another_spelling_is_not_read(data: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        parsed(data)
    assert refused.value.code == "not_canonical"


def test_rows_are_digested_line_by_line() -> None:
    rows = [("GZ-01", "财政局", 3, None, True, date(2026, 3, 1)), ("GZ-02", "“局”\n", -1, None, False, None)]
    lines = "".join(
        json.dumps([str(v) if isinstance(v, date) else v for v in row], ensure_ascii=False, separators=(",", ":"))
        + "\n"
        for row in rows
    )
    assert digest_rows(rows, "sha256") == Digest(hasher("sha256")(lines.encode()).hexdigest())
    assert digest_rows(rows, "sm3") != digest_rows(rows[::-1], "sm3")
    assert digest_rows(iter(rows * 2000), "sha256") == digest_rows(rows * 2000, "sha256")


def test_a_row_with_a_fraction_is_refused() -> None:
    with pytest.raises(Refusal):
        digest_rows([("a", 1.5)], "sha256")  # type: ignore[list-item]


def test_values_are_digested_with_their_dates_and_nothing_is_nothing() -> None:
    at = datetime(2026, 11, 21, 16, 0, tzinfo=timezone(timedelta(hours=8)))
    assert digest({"at": at, "on": date(2026, 1, 2), "b": b"\x01"}, "sha256") == digest(
        {"at": "2026-11-21T08:00:00.000000Z", "on": "2026-01-02", "b": "01"}, "sha256"
    )
    assert digest(None, "sm3") == ""
    assert digest(Digest("ab"), "sm3") == "ab"


def test_an_instant_is_written_in_utc_and_needs_its_zone() -> None:
    assert instant_text(datetime(2026, 1, 1, tzinfo=UTC)) == "2026-01-01T00:00:00.000000Z"
    with pytest.raises(Refusal, match="time zone"):
        instant_text(datetime(2026, 1, 1))


def test_an_unknown_hash_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        hasher("md5")
    assert refused.value.code == "unknown_hash"
