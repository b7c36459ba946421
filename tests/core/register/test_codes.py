"""Codes are letters and digits of any script with - _ . : between; nothing that an address or a list would break."""

from __future__ import annotations

import pytest

from quanze.core.register.codes import LONGEST_CODE, is_code


@pytest.mark.parametrize(
    "code", ["city-u04", "QH.WR:1", "p_1", "县委办-1", "430900", "_x", "§cell-p1", "x" * LONGEST_CODE]
)
def test_codes_that_may_be_given(code: str) -> None:
    assert is_code(code)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "a b/c?<>",
        "a b",
        "a/b",
        "a（一）",
        "a,b",
        "a、b",
        "a;b",
        "..",
        ".",
        "-1",
        "=1+1",
        "a\n",
        "a#b",
        "“a”",
        "x" * 65,
        "§",
    ],
)
def test_codes_that_may_not(code: str) -> None:
    assert not is_code(code)
