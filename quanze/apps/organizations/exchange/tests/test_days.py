"""Days as people write them."""

from __future__ import annotations

from datetime import date

import pytest

from quanze.apps.organizations.exchange.days import is_open_end, read_day
from quanze.apps.organizations.exchange.findings import Unreadable

FIRST_OF_JUNE = date(2010, 6, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2010-06-01", "2010-6-1", "2010/6/1", "2010/06/01", "2010.6.1", "2010.06.01", "20100601", "2010年6月1日",
        "2010年06月01日", "2010年6月1号", "2010 年 6 月 1 日", "二〇一〇年六月一日", "二○一○年六月一日", "二零一零年六月一日",
        "２０１０．６．１", "２０１０年６月１日", "2010。6。1", "2010—6—1", "2010、6、1", "2010-6-1 0:00:00", "2010/06/01 08:30",
        "2010-06-01T00:00:00", "2010 6 1",
    ],
)  # fmt: skip
def test_every_usual_writing_means_the_same_day(text: str) -> None:
    assert read_day(text) == (FIRST_OF_JUNE, None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二〇一五年十月二十一日", date(2015, 10, 21)), ("二〇一五年十二月三十日", date(2015, 12, 30)),
        ("二〇一五年十一月十日", date(2015, 11, 10)), ("2012.02.29", date(2012, 2, 29)),
    ],
)  # fmt: skip
def test_chinese_numerals_count_right(text: str, day: date) -> None:
    assert read_day(text)[0] == day


@pytest.mark.parametrize("text", ["2010.06", "2010-6", "2010年6月", "二〇一〇年六月", "201006", "2010/06"])
def test_a_month_alone_is_its_first_day_and_says_so(text: str) -> None:
    day, notice = read_day(text)
    assert day == FIRST_OF_JUNE
    assert notice is not None
    assert notice.code == "month_only"


@pytest.mark.parametrize(
    ("text", "code", "suggestion"),
    [
        ("2010-06-31", "no_such_day", "2010-06-30"), ("2011-02-29", "no_such_day", "2011-02-28"),
        ("2010-13-01", "no_such_day", ""), ("2010-00-10", "no_such_day", ""), ("2010-12-32", "no_such_day", ""),
        ("2010.1", "ambiguous_day", ""), ("10.6.1", "ambiguous_day", "2010-06-01"),
        ("98.6.1", "ambiguous_day", "1998-06-01"), ("6/1/2010", "ambiguous_day", ""),
        ("25/6/2010", "ambiguous_day", "2010-06-25"), ("6/25/2010", "ambiguous_day", "2010-06-25"),
        ("40330", "serial_day", "2010-06-01"), ("40330.5", "serial_day", "2010-06-01"),
        ("2010", "day_missing", ""), ("2010年", "day_missing", ""), ("1900-01-01", "date_out_of_range", ""),
        ("2999-01-01", "date_out_of_range", ""), ("昨天", "wrong_date", ""), ("=TODAY()", "wrong_date", ""),
        ("9" * 400, "wrong_date", ""), ("20100631", "no_such_day", "2010-06-30"),
    ],
)  # fmt: skip
def test_what_is_no_one_day_is_refused_with_the_nearest(text: str, code: str, suggestion: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_day(text)
    assert (refused.value.reason.code, refused.value.reason.suggestion) == (code, suggestion)


@pytest.mark.parametrize("text", ["至今", "现任", "—", "-", "在任", "Present"])
def test_what_goes_on_has_no_end(text: str) -> None:
    assert is_open_end(text)
    assert not is_open_end("2010-06-01")
