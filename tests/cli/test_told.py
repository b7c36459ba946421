"""Periods, instants and numbers as the command tells them."""

from __future__ import annotations

import io
from datetime import date

import pytest

from quanze.cli.console import Console
from quanze.cli.told import counted, instant_told, span_told
from quanze.core.periods import Period

FIRST, BEHIND = date(2008, 1, 1), date(2012, 6, 1)


@pytest.mark.parametrize(
    ("period", "zh", "en"),
    [
        (Period(FIRST, BEHIND), "2008-01-01 至 2012-05-31", "2008-01-01 to 2012-05-31"),
        (Period(FIRST), "2008-01-01 起", "from 2008-01-01"),
        (Period(None, BEHIND), "至 2012-05-31", "to 2012-05-31"),
        (Period(), "起止未载", "no dates recorded"),
    ],
)
def test_the_last_day_told_is_one_of_the_period(period: Period, zh: str, en: str) -> None:
    for lang, said in (("zh", zh), ("en", en)):
        assert span_told(period, Console(lang, io.StringIO(), io.StringIO())) == said


def test_an_instant_of_the_data_is_told_in_the_time_of_china() -> None:
    assert instant_told("2026-11-21T23:30:00.000001Z") == "2026-11-22 07:30:00 +08:00"


def test_one_is_one_and_many_are_many() -> None:
    assert [counted(number, "row") for number in (0, 1, 2)] == ["0 rows", "1 row", "2 rows"]
    assert [counted(number, "entry", "entries") for number in (1, 2)] == ["1 entry", "2 entries"]
