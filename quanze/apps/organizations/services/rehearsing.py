"""What an act would change: it is done by the very same code, looked at, and taken back before anybody could see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from quanze.apps.access.caller import Caller, system_caller
from quanze.apps.audit import within
from quanze.apps.organizations.selectors.changes import Changes, changes_of
from quanze.apps.organizations.selectors.names import Names, names_of
from quanze.apps.organizations.services.change import Done, values_of
from quanze.core.ledger.digests import digest

_SEEING = ("all:register:read",)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would come of an act: its rows, the names of what they speak of, and a print of them all.

    Two prints are alike only if the act would change the same rows in the same way. ``done`` tells whether the same
    request was done before; its number stands for nothing.
    """

    done: Done
    changes: Changes
    names: Names
    print: str


def rehearse(do: Callable[[], Done], *, by: Caller, codes_in: Callable[[Changes], set[str]]) -> Rehearsal:
    """Do an act and take it back, its entries in the record too. Raises the Refusal the act raises, unrecorded."""
    looking = replace(system_caller("rehearsal", permissions=_SEEING, at=by.at), compartments=by.compartments)
    token = within.begin([])
    try:
        with transaction.atomic(durable=True):
            done = do()
            changes = Changes((), {}, {}) if done.act is None or done.repeated else changes_of(looking, done.act)
            names = names_of(looking, codes_in(changes))
            transaction.set_rollback(True)
    finally:
        within.end(token)
    return Rehearsal(done, changes, names, _print(changes))


def _print(changes: Changes) -> str:
    rows: list[Any] = [
        [each.list, each.was, each.before and values_of(each.before), each.after and values_of(each.after)]
        for each in changes.rows
    ]
    counts = [sorted(changes.written.items()), sorted(changes.ended.items())]
    return str(digest([rows, [list(map(list, count)) for count in counts]], "sha256"))
