"""The memory of failed tries: counted per login name and per source, forgotten after an hour."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db.models import QuerySet

from quanze.apps.access.compartments import ACCOUNTS
from quanze.apps.access.context import acting, reading
from quanze.apps.access.sealing import stamp
from quanze.apps.accounts.delays import FORGOTTEN, standing_failures, wait
from quanze.apps.accounts.models import FailedTries
from quanze.apps.accounts.selectors import sign_in_caller
from quanze.core.refusals import Refusal

COUNTED = frozenset({"wrong_credentials", "wrong_code", "wrong_password", "wrong_token", "too_many_tries"})


def wait_before(login_name: str, source: str, *, at: datetime) -> float:
    """Seconds to wait before a try, by what failed in the last hour; the same whether the account exists or not."""
    with reading(sign_in_caller(at)):
        return wait(_failures("account", login_name, at), _failures("source", source, at))


@contextmanager
def counted(login_name: str, source: str, *, at: datetime) -> Iterator[None]:
    """Counts a refusal for wrong words inside, in a transaction that outlives it; success forgets the account's."""
    try:
        yield
    except Refusal as refusal:
        if refusal.code in COUNTED:
            _count(login_name, source, at)
        raise
    with acting(sign_in_caller(at)):
        _rows("account", login_name).delete()


def _count(login_name: str, source: str, at: datetime) -> None:
    with acting(sign_in_caller(at)):
        FailedTries.everything(reason="forgetting").filter(last_at__lt=at - FORGOTTEN).delete()
        for kind, name in (("account", login_name), ("source", source)):
            if name:
                _count_one(kind, name, at)


def _count_one(kind: str, name: str, at: datetime) -> None:
    row, _ = (
        FailedTries.everything(reason="failed tries")
        .select_for_update()
        .get_or_create(kind=kind, name_hash=_hash(kind, name), defaults={"compartment": ACCOUNTS, "last_at": at})
    )
    row.failures, row.last_at = standing_failures(row.failures, row.last_at, at) + 1, at
    row.save(update_fields=["failures", "last_at"])


def _failures(kind: str, name: str, at: datetime) -> int:
    row = _rows(kind, name).first()
    return 0 if row is None else standing_failures(row.failures, row.last_at, at)


def _rows(kind: str, name: str) -> QuerySet[FailedTries]:
    return FailedTries.everything(reason="failed tries").filter(kind=kind, name_hash=_hash(kind, name))


def _hash(kind: str, name: str) -> str:
    """A name as it is kept: whoever reads the table learns neither names nor passwords typed in their place."""
    return stamp({kind: name.encode("utf-8", "replace").decode()}, purpose="tries")
