"""A bare day of knowledge: its last instant in China, and no later than now."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from quanze.core.periods import day_ended, end_of_day, until_now

DAY = date(2026, 11, 21)


def test_a_day_ends_before_the_next_midnight_in_china() -> None:
    midnight = datetime(2026, 11, 21, 16, tzinfo=UTC)
    assert end_of_day(DAY) < midnight
    assert midnight - end_of_day(DAY) == timedelta(microseconds=1)
    assert end_of_day(date.max).date() == date.max


def test_only_the_last_instant_of_a_day_is_told_as_the_day() -> None:
    assert day_ended(end_of_day(DAY).astimezone(UTC)) == DAY
    assert day_ended(end_of_day(DAY) + timedelta(microseconds=1)) is None


def test_today_means_up_to_now_and_other_days_stay() -> None:
    now = datetime(2026, 11, 21, 1, tzinfo=UTC)
    assert until_now(end_of_day(DAY), now) == now
    for other in (end_of_day(date(2026, 11, 20)), end_of_day(date(2026, 11, 22)), now + timedelta(hours=1)):
        assert until_now(other, now) == other
