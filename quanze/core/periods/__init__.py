"""Half-open periods, months and partly known dates."""

from quanze.core.periods.instants import day_ended, end_of_day, until_now
from quanze.core.periods.months import LastDay, add_months, last_day, month_end, months_between
from quanze.core.periods.partial import days_of, rulebook_start
from quanze.core.periods.period import Period

__all__ = [
    "LastDay", "Period", "add_months", "day_ended", "days_of", "end_of_day", "last_day", "month_end", "months_between",
    "rulebook_start", "until_now",
]  # fmt: skip
