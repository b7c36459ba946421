"""A quick hash for the small demonstration, built in seconds: its passwords are random and too long to be guessed."""

from __future__ import annotations

from quanze.apps.accounts.passwords import StaffArgon2


class DemoArgon2(StaffArgon2):
    """The same algorithm, which the product's own hasher verifies, at a small cost."""

    memory_cost = 1024
    time_cost = 1
