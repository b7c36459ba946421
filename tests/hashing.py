"""Argon2 as in the product, at the least cost it allows."""

from __future__ import annotations

from quanze.apps.accounts.passwords import StaffArgon2


class CheapArgon2(StaffArgon2):
    """The same algorithm and code, so that hundreds of sign-ins take no minute."""

    memory_cost = 8
    time_cost = 1
