"""Accounts opened by name, once their holders stand in the register: the account is bound to the recorded person."""

from __future__ import annotations

from datetime import datetime

from quanze.apps.access.caller import Caller, system_caller
from quanze.apps.access.compartments import REGISTER
from quanze.apps.access.context import entered, reading
from quanze.apps.accounts import services as accounts
from quanze.apps.accounts.models import Account
from quanze.apps.accounts.selectors import account_of
from quanze.apps.accounts.services.attaching import EVENT
from quanze.apps.audit.acts import act
from quanze.apps.organizations.models import TenureRecord
from quanze.apps.organizations.selectors.naming import person_to_attach
from quanze.core.refusals import Refusal


@act(event=EVENT, of="login_name")
@entered
def attach_account(*, login_name: str, person: str, by: Caller, at: datetime, reason: str) -> Account:
    """Bind an account to the person of a code in the register, so that recusal knows its holder from now on.

    Never away from somebody who has a tenure on record: his account is disabled and another opened. Raises Refusal as
    ``accounts.services.attach``, and not_found (person), already_recorded.
    """
    found = person_to_attach(by, person)
    account = account_of(by, login_name)
    if account.pk != by.account:
        _check_not_recorded(account, by)
    return accounts.attach(login_name=login_name, person=found, by=by, at=at, reason=reason)


def _check_not_recorded(account: Account, by: Caller) -> None:
    looking = system_caller("naming", permissions=["all:register:read"], at=by.at)
    with reading(looking):
        held = TenureRecord.everything(reason="may he be left").filter(compartment=REGISTER)
        recorded = held.filter(person_id=account.person_id).exists()
    if recorded:
        raise Refusal(
            "already_recorded", zh="该账号已绑定台账中有任职记录的人员，不能改绑；确属另一人的，请停用账号后另行开立", where="login_name",
            en="this account stands for a person with tenures on record and is not moved; if it is somebody else's, "
            "disable it and open another",
        )  # fmt: skip
