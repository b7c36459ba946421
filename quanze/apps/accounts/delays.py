"""How long a try to sign in waits: it grows with failures and never locks. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

FREE = 3
LONGEST = 4.0
FORGOTTEN = timedelta(hours=1)


def standing_failures(failures: int, last: datetime, at: datetime) -> int:
    """The failures that still count: none once an hour has passed without one."""
    return failures if at - last < FORGOTTEN else 0


def wait(account_failures: int, source_failures: int) -> float:
    """Seconds before the answer, for right and wrong passwords alike.

    Nothing for three failures, then 0.25, 0.5, 1, 2 and at most 4 seconds: who has the right password gets in.
    A source may fail for many colleagues, so it counts only beyond ten failures.
    """
    beyond = max(account_failures - FREE, source_failures - FREE - 10)
    return 0.0 if beyond < 0 else min(0.25 * 2.0 ** min(beyond, 10), LONGEST)
