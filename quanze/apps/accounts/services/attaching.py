"""An account opened by name comes to stand for its holder as the register knows him: the security administrator's part."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import check_fresh_factor, check_may, not_permitted
from quanze.apps.access.context import entered, reading
from quanze.apps.access.recusal import check_not_recused
from quanze.apps.accounts.models import Account
from quanze.apps.accounts.selectors import sign_in_caller
from quanze.apps.accounts.services.opening import check_person_free, check_reason, locked_account
from quanze.apps.accounts.services.recording import record_account
from quanze.apps.audit.acts import act
from quanze.apps.people.models import Person
from quanze.core.refusals import Refusal

EVENT = "accounts:account:attached"


@act(event=EVENT, of="login_name")
@entered
def attach(*, login_name: str, person: Person, by: Caller, at: datetime, reason: str) -> Account:
    """Bind another's account to another natural person of the same name; whom it was opened for stays on record.

    Effective at its holder's next request: recusal then goes by the person now bound. Whether the person bound so far
    may be left is the register's to know: doors call ``organizations.services.attach_account``, which asks it.
    Raises Refusal: not_permitted (one's own account too), step_up_needed, no_reason, not_found (no such account; a
    person or account of oneself or kin), has_account, name_differs.
    """
    check_may(by, "account:attach")
    check_fresh_factor(by)
    check_reason(reason)
    account = locked_account(login_name, by)
    if account.pk == by.account:
        raise not_permitted()
    check_not_recused(by, [person.pk, account.person_id])
    check_person_free(person)
    _check_one_name(account, person, by)
    before = {"person": _public_id(account.person_id, by)}
    account.person_id = person.pk
    try:
        with transaction.atomic():
            account.save(update_fields=["person"])
    except IntegrityError:  # somebody opened an account for him meanwhile
        check_person_free(person)
        raise
    after = {"person": _public_id(person.pk, by)}
    record_account(account, EVENT, by=by, at=at, before=before, after=after, reason=reason)
    return account


def _check_one_name(account: Account, person: Person, by: Caller) -> None:
    """A slip in the code, or a wish to escape recusal, must not give an account to somebody else."""
    with reading(sign_in_caller(by.at)):
        names = Person.everything(reason="one holder, one name").filter(pk__in=[account.person_id, person.pk])
        found = {"".join(name.split()) for name in names.values_list("name", flat=True)}
    if len(found) != 1:
        raise Refusal(
            "name_differs", zh="账号开立时的姓名与该人员登记的姓名不同，请核对登录名和人员编号", where="person",
            en="the account was opened under another name than this person's; compare login name and code",
        )  # fmt: skip


def _public_id(person: int, by: Caller) -> str:
    with reading(sign_in_caller(by.at)):
        rows = Person.everything(reason="whose account").filter(pk=person)
        return str(rows.values_list("public_id", flat=True).get())
