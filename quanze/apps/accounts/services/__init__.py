"""The only writes to accounts, grants and sessions; each with its entry in the record."""

from __future__ import annotations

from quanze.apps.accounts.services.attaching import attach
from quanze.apps.accounts.services.bootstrapping import bootstrap
from quanze.apps.accounts.services.factors import confirm_factor, enrol_factor, reset_factor
from quanze.apps.accounts.services.granting import grant, revoke
from quanze.apps.accounts.services.opening import (
    bind_outside,
    disable,
    open_account,
    open_account_by_name,
    renew_secret,
)
from quanze.apps.accounts.services.passwords import change_password
from quanze.apps.accounts.services.sessions import touch
from quanze.apps.accounts.services.signing import give_factor, sign_in, sign_in_outside, sign_out, step_up
from quanze.apps.accounts.services.upgrading import upgrade

__all__ = [
    "attach",
    "bind_outside",
    "bootstrap",
    "change_password",
    "confirm_factor",
    "disable",
    "enrol_factor",
    "give_factor",
    "grant",
    "open_account",
    "open_account_by_name",
    "renew_secret",
    "reset_factor",
    "revoke",
    "sign_in",
    "sign_in_outside",
    "sign_out",
    "step_up",
    "touch",
    "upgrade",
]
