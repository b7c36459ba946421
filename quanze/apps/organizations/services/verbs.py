"""What every verb of the register is made of: its event, its order, and rows as the caller may change them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ParamSpec

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import not_found
from quanze.apps.access.context import entered
from quanze.apps.audit.acts import act
from quanze.apps.organizations.facts import TABLES, rows_of
from quanze.apps.organizations.services.change import Change, Done, Draft, change_of
from quanze.apps.organizations.services.naming import with_names
from quanze.apps.organizations.services.writing import Order, lock_for, stale, write
from quanze.core.refusals import Refusal

P = ParamSpec("P")
Found = tuple[int, Any]
_ROW = re.compile(r"^register\.\w+(\[\d+\]\.?)?")


def verb(*, event: str, of: str = "") -> Callable[[Callable[P, Done]], Callable[P, Done]]:
    """Make a service an audited act of the register about the argument named ``of`` (a code, never a whole row).

    It may end without an entry only when its key shows that the same was done before.
    """

    def wrap(service: Callable[P, Done]) -> Callable[P, Done]:
        return act(event=event, of=of, may_do_nothing=True)(entered(service))

    return wrap


def carry_out(order: Order, asked: Any, make: Callable[[], Change]) -> Done:
    """Do once what an order asks: lock, unless done before make the change from what stands, write it.

    A refusal's place is told in the words of the verb's own arguments ("post", not "register.tenures[0].post"), and
    what it speaks of by name.
    """
    try:
        done = lock_for(order, asked)
        return done if isinstance(done, Done) else write(make(), order, done)
    except Refusal as refusal:
        raise with_names(refusal, order.by, _ROW.sub("", refusal.where)) from None


@dataclass(frozen=True, slots=True)
class Look:
    """Standing rows as a caller may change them: unsuperseded ones, with their record numbers."""

    by: Caller

    def all(self, name: str, **which: Any) -> list[Found]:
        """Every standing row of a list that fits, by record number."""
        records = TABLES[name].rows.by(self.by).filter(superseded_at=None, **which)
        return list(rows_of(name, records))

    def on(self, name: str, day: date, *, version: int | None = None, **which: Any) -> Found:
        """The one standing row of a thing in force on a day; its number must be ``version`` where that is given.

        Raises Refusal: not_found; stale where another record stands by now.
        """
        found = [(id, row) for id, row in self.all(name, **which) if holds_on(row, day)]
        if version is not None and (not found or found[0][0] != version):
            raise stale() if self.known(name, version) else not_found()
        if not found:
            raise not_found()
        return found[0]

    def numbered(self, name: str, version: int) -> Any:
        """The standing row of a record number. Raises Refusal: not_found; stale if it was superseded."""
        found = self.all(name, pk=version)
        if not found:
            raise stale() if self.known(name, version) else not_found()
        return found[0][1]

    def known(self, name: str, version: int) -> bool:
        """True if the caller may change the record of a number, superseded or not."""
        return bool(TABLES[name].rows.by(self.by).filter(pk=version).exists())


def holds_on(row: Any, day: date) -> bool:
    """True if the row was so on the day."""
    return (row.starts_on is None or row.starts_on <= day) and (row.ends_before is None or day < row.ends_before)


def from_day(name: str, found: Found, day: date, /, **changes: Any) -> Change:
    """The change by which a row is otherwise from a day on: as it was until then, as it will be afterwards.

    Raises Refusal "nothing_changes" if it is so already.
    """
    id, row = found
    after = replace(row, **changes)
    if after == row:
        raise nothing_changes()
    before = [] if row.starts_on == day else [Draft(_bare(row, ends_before=day), id)]
    return change_of(*before, Draft(_bare(after, starts_on=day), id), ends={name: (id,)})


def ended(name: str, found: Iterable[Found], day: date, **changes: Any) -> Change:
    """The change by which rows end before a day; a row that would only begin then never comes to be."""
    drafts: list[Draft] = []
    ends: list[int] = []
    for id, row in found:
        if row.ends_before is not None and row.ends_before <= day:
            continue
        ends.append(id)
        if row.starts_on is None or row.starts_on < day:
            drafts.append(Draft(_bare(row, ends_before=day, **changes), id))
    return change_of(*drafts, ends={name: tuple(ends)})


def together(*changes: Change) -> Change:
    """Several changes as one."""
    drafts: dict[str, tuple[Draft, ...]] = {}
    ends: dict[str, tuple[int, ...]] = {}
    for change in changes:
        for name, more in change.drafts.items():
            drafts[name] = (*drafts.get(name, ()), *more)
        for name, ids in change.ends.items():
            ends[name] = (*ends.get(name, ()), *ids)
    return Change(drafts, ends)


def nothing_changes() -> Refusal:
    """The refusal of an act that would leave everything as it is."""
    return Refusal(
        "nothing_changes", zh="登记内容与现有记录相同，无需办理",
        en="the register says so already; there is nothing to do",
    )  # fmt: skip


def _bare(row: Any, **changes: Any) -> Any:
    return replace(row, recorded_at=None, superseded_at=None, **changes)
