"""Working days: our notices against the packaged table, and the weekday rule beyond both."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import chinese_calendar
import pytest

from quanze.core.calendars import is_announced, is_working_day
from quanze.core.calendars.notices import NOTICES, Notice, arranged_days

EVERY_DAY = [date(2004, 1, 1) + timedelta(days=number) for number in range(23 * 365 + 6)]


def test_our_notices_agree_with_the_packaged_table_on_every_day() -> None:
    assert EVERY_DAY[-1] == date(2026, 12, 31)
    assert [day for day in EVERY_DAY if is_working_day(day) != chinese_calendar.is_workday(day)] == []


def test_our_notices_alone_reproduce_the_packaged_table_from_2019_on() -> None:
    arranged = arranged_days(NOTICES)
    for day in EVERY_DAY:
        if day.year >= 2019:
            assert arranged.get(day, day.weekday() < 5) == chinese_calendar.is_workday(day), day


def test_each_notice_precedes_the_days_it_arranges_and_a_make_up_day_is_a_weekend() -> None:
    for notice in NOTICES:
        days = arranged_days((notice,))
        assert notice.issued_on < min(days)
        assert all(day.weekday() >= 5 for day, works in days.items() if works)
        assert max(days).year == notice.year


def test_a_later_notice_prevails_whatever_the_order_of_the_rows() -> None:
    earlier = Notice(2020, "earlier", date(2019, 11, 21), "", "2020-02-01")
    later = Notice(2020, "later", date(2020, 1, 26), "2020-01-31/2020-02-02", "")
    assert arranged_days((later, earlier)) == arranged_days((earlier, later))
    assert not arranged_days((later, earlier))[date(2020, 2, 1)]


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-02-14", True),
        ("2026-02-16", False),
        ("2020-01-31", False),
        ("2019-05-02", False),
        ("2015-09-03", False),
        ("2015-09-06", True),
        ("2024-02-09", True),
    ],
)
def test_known_days_of_the_notices(day: str, works: bool) -> None:
    assert is_working_day(date.fromisoformat(day)) == works


def test_beyond_the_notices_the_weekday_rule_holds_and_says_so() -> None:
    friday = date(2099, 1, 2)
    assert not is_announced(friday)
    assert is_working_day(friday)
    assert not is_working_day(friday + timedelta(days=1))
    assert not is_announced(date(2003, 12, 31))
    assert is_announced(date(2004, 1, 1))
    assert is_announced(date(2026, 12, 31))


def test_recent_years_answer_without_loading_the_packaged_table() -> None:
    program = (
        "import sys; from datetime import date; from quanze.core.calendars import deadline;"
        "deadline(date(2026, 2, 13), working_days=15); sys.exit('chinese_calendar' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
