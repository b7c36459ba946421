"""Many rows at once: imports, the demonstration, histories laid out. One act, one entry with the digest of its rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import check_may
from quanze.apps.access.compartments import REGISTER
from quanze.apps.access.context import entered
from quanze.apps.audit.acts import act as audited
from quanze.apps.organizations.facts import TABLES
from quanze.apps.organizations.services.change import Change, Done, Draft, Ends, change_from
from quanze.apps.organizations.services.matching import standing_alike
from quanze.apps.organizations.services.persons import PersonsGiven
from quanze.apps.organizations.services.writing import Order, lock_for, write
from quanze.core.refusals import Refusal
from quanze.core.register import Register

EVENT = "register:rows:written"


@audited(event=EVENT, of="act", may_do_nothing=True)
@entered
def write_rows(
    rows: Register, *, by: Caller, at: datetime, act: str, key: str = "", reason: str = "", ends: Ends | None = None,
    replaces: Mapping[tuple[str, int], int] | None = None, persons: PersonsGiven | None = None,
    compartment: str = REGISTER, as_recorded: bool = False,
) -> Done:  # fmt: skip
    """Write every row of a core Register that does not stand yet, as one act named ``act`` ("import", "demo").

    Codes that stand for nothing become new units, bodies, posts and persons; ``persons`` names the natural person
    behind a code, or the facts to record of him. ``ends`` supersedes records by list and number; ``replaces`` says
    which of them a row takes the place of, by list and index among the rows given. Rows that stand already, alike
    in every field, are left out, so that the same rows written twice change nothing: Done.act is None then.
    Rows are known from ``at``; only with ``as_recorded`` (needs demo:build) do they keep instants of their own.
    Raises Refusal with places such as "register.tenures[3].post"; then nothing is written.
    """
    action = "register:import"
    if as_recorded:
        check_may(by, "demo:build")
    else:
        _check_without_instants(rows)
    order = Order(
        by=by, at=at, event=EVENT, object=("rows", act), key=key, reason=reason, action=action,
        compartment=compartment, as_recorded=as_recorded, persons=persons or {},
    )  # fmt: skip
    done = lock_for(order, [rows.organizations, rows.bodies, rows.posts, rows.people, rows.tenures, rows.portfolios,
                            rows.absences, dict(ends or {})])  # fmt: skip
    if isinstance(done, Done):
        return done
    change = _change(rows, ends or {}, replaces or {})
    change = change if as_recorded else without_standing(change, by)
    return Done(None, None) if change.is_empty else write(change, order, done)


def _change(rows: Register, ends: Ends, replaces: Mapping[tuple[str, int], int]) -> Change:
    drafts = dict(change_from(rows).drafts)
    for (name, number), record in replaces.items():
        listed = list(drafts[name])
        listed[number] = Draft(listed[number].row, record)
        drafts[name] = tuple(listed)
    return Change(drafts, ends)


def _check_without_instants(rows: Register) -> None:
    for name in TABLES:
        for number, row in enumerate(getattr(rows, name)):
            if row.recorded_at is not None or row.superseded_at is not None:
                raise Refusal(
                    "instants_given", where=f"register.{name}[{number}]",
                    zh="登记时刻由系统记录，不能随行写入，请删去 recorded_at、superseded_at",
                    en="the system itself notes when a row is recorded; leave out recorded_at and superseded_at",
                )  # fmt: skip


def without_standing(change: Change, by: Caller) -> Change:
    """The change without rows that stand already, as the caller sees them."""
    drafts: dict[str, Any] = {}
    for name, given in change.drafts.items():
        alike = standing_alike(name, given, by)
        drafts[name] = tuple(draft for number, draft in enumerate(given) if number not in alike)
    return Change({name: given for name, given in drafts.items() if given}, change.ends)
