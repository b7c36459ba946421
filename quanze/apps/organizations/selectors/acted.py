"""One act on the register as a page shows it: who, when, why, what changed, whether it was undone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from quanze.apps.access.caller import CHINA_TIME, Caller, system_caller
from quanze.apps.access.checks import not_found
from quanze.apps.access.context import reading
from quanze.apps.accounts.models import Account
from quanze.apps.audit.looks import look
from quanze.apps.audit.models import Entry
from quanze.apps.organizations.models import Act
from quanze.apps.organizations.selectors.acts import acts_visible
from quanze.apps.organizations.selectors.changes import Changes, changes_of

EVENT = "register:record:read"
WHY = "an act whose rows the caller may see"


@dataclass(frozen=True, slots=True)
class Acted:
    """An act with what it changed as far as the caller may see (his own act: all of it); ``who`` and ``why`` are "" where he may not know."""

    act: int
    event: str
    at: datetime
    who: str
    why: str
    changes: Changes
    undone_by: int | None
    undoes: int | None


def acts_between(
    caller: Caller, *, event: str = "", first: date | None = None, last: date | None = None
) -> QuerySet[Act]:
    """The acts that the caller may see, of one event (all: "") and of some days in China (inclusive, None open)."""
    rows = acts_visible(caller)
    if event:
        rows = rows.filter(event=event)
    if first is not None:
        rows = rows.filter(at__gte=_midnight(first))
    if last is not None:
        rows = rows.filter(at__lt=_midnight(last, after=1))
    return rows


def _midnight(day: date, *, after: int = 0) -> datetime:
    return datetime.combine(day, time(), CHINA_TIME) + timedelta(days=after)


@look(event=EVENT, of="number", kind="act")
def act_read(*, number: int, by: Caller, at: datetime) -> Acted:
    """One act, recorded as read: one of his own, or one of which the caller may see a row. Raises "not_found"."""
    found = Act.everything(reason=WHY).filter(Act.open_to(by), pk=number).first()
    if found is None:
        raise not_found()
    changes = changes_of(_looking(found, by), number)
    if not changes.rows and not acts_visible(by).filter(pk=number).exists():
        raise not_found()
    knows = by.may("register:write") is not None
    who = _name(found.account, by) if knows else ""
    why = _reason(found) if knows else ""
    undoes = Act.everything(reason=WHY).filter(Act.open_to(by), undone_by=number).values_list("pk", flat=True).first()
    return Acted(number, found.event, found.at, who, why, changes, found.undone_by_id, undoes)


def _looking(found: Act, by: Caller) -> Caller:
    """Who looks at an act's rows: for one's own act the program, in the compartments open to its doer.

    He wrote those rows himself; a unit that he established and took back belongs to nobody's units any more.
    """
    if by.account is None or found.account != by.account:
        return by
    looking = system_caller("acted", permissions=("all:register:read",), at=by.at)
    return replace(looking, compartments=by.compartments)


def act_under(caller: Caller, key: str) -> int | None:
    """The number of the act that the caller did under a key; None if there is none."""
    with reading(caller):
        own = Act.everything(reason="one's own acts").filter(Act.open_to(caller), account=caller.account or 0, key=key)
        return own.values_list("pk", flat=True).first()


def _name(account: int, by: Caller) -> str:
    """The name of whoever acted; "" for the program itself."""
    if account == by.account:
        return by.name
    looking = system_caller("naming", permissions=("all:account:read", "all:person:read"), at=by.at)
    with reading(looking):
        names = Account.everything(reason=WHY).filter(pk=account).values_list("person__name", flat=True)
        return str(names.first() or "")


def _reason(found: Act) -> str:
    reasons = Entry.everything(reason=WHY).filter(seq=found.entry or 0).values_list("reason", flat=True)
    return str(reasons.first() or "")
