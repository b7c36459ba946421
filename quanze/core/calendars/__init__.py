"""Working days by dated official notices, and deadlines."""

from quanze.core.calendars.deadlines import Deadline, deadline
from quanze.core.calendars.workdays import is_announced, is_working_day

__all__ = ["Deadline", "deadline", "is_announced", "is_working_day"]
