"""Half-open periods, months and partly known dates."""

from quanze.core.periods.months import LastDay, add_months, last_day, month_end, months_between
from quanze.core.periods.partial import days_of, rulebook_start
from quanze.core.periods.period import Period

__all__ = ["LastDay", "Period", "add_months", "days_of", "last_day", "month_end", "months_between", "rulebook_start"]
