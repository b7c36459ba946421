"""The one writer of the register: lock, look, check, supersede, insert, record. Every service goes through it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError
from django.db.models import Max

from quanze.apps.access.caller import Caller, system_caller
from quanze.apps.access.checks import check_may
from quanze.apps.access.compartments import REGISTER
from quanze.apps.access.context import acting
from quanze.apps.access.sealing import stamp
from quanze.apps.audit.services import record
from quanze.apps.organizations.facts import TABLES
from quanze.apps.organizations.models import Act
from quanze.apps.organizations.permissions import check_may_label, reaching
from quanze.apps.organizations.services.change import Change, Done, values_of
from quanze.apps.organizations.services.checking import check_codes, check_invariants
from quanze.apps.organizations.services.directory import (
    Directory,
    bring_bodies,
    bring_posts,
    bring_units,
    directory_of,
    in_parts,
)
from quanze.apps.organizations.services.inserting import Inserter, Stamp
from quanze.apps.organizations.services.persons import PersonsGiven, bring_people
from quanze.apps.organizations.services.reaching import check_reach
from quanze.apps.organizations.services.sealed import check_sealed_codes
from quanze.apps.organizations.services.standing import Lists, standing_around
from quanze.apps.organizations.storage import lock_register, numbers
from quanze.core.ledger.digests import Digest, digest, digest_rows
from quanze.core.refusals import Refusal

LATE = timedelta(hours=1)
NEXT = timedelta(microseconds=1)
_SEEING_ALL = ("all:register:read", "all:register:write")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Who does what when, for the writer: ``event`` about ``object`` (kind, code), once for a ``key``.

    ``action`` is the permission that must reach what is touched. ``as_recorded`` keeps the instants the rows came
    with, for histories of knowledge that are laid out and not lived.
    """

    by: Caller
    at: datetime
    event: str
    object: tuple[str, str]
    key: str = ""
    reason: str = ""
    action: str = "register:write"
    compartment: str = REGISTER
    as_recorded: bool = False
    persons: PersonsGiven = field(default_factory=dict)


def lock_for(order: Order, asked: Any) -> Done | str:
    """Take the register's lock; what was done under the order's key before, else the digest of what is asked.

    Call it before reading what a change is made from. Raises Refusal "key_reused" for a key that stands for
    another request.
    """
    check_may(order.by, order.action)
    lock_register()
    if not order.key:
        return ""
    request = mark_of_request([order.event, order.object[1], _plain(asked)])
    with acting(keeper_of(order)):
        done = Act.everything(reason="one act for one key").filter(account=order.by.account or 0, key=order.key).first()
        if done is None:
            return request
        if done.request != request:
            raise Refusal(
                "key_reused", zh="该防重编号已用于另一次办理，请换一个编号重新提交",
                en="this key already stands for another request; submit again with a new key",
            )  # fmt: skip
        return Done(done.pk, done.entry, repeated=True)


def mark_of_request(asked: Any) -> str:
    """The keyed digest by which a repeated request is known again.

    Keyed, for a file may hold identity numbers among rows that anybody who reads the database knows: from a plain
    digest they could be found by trying.
    """
    return stamp({"request": digest(asked, _hash_name())}, purpose="register.act.request")


def write(change: Change, order: Order, request: str = "") -> Done:
    """Write a change and its audit entry in the transaction under way; the lock must be held.

    Raises Refusal for whatever check_sealed_codes, check_codes, check_reach and check_invariants refuse, and clock_behind; then nothing
    may be kept.
    """
    check_may_label(order.by, order.compartment)
    with acting(keeper_of(order)):
        known = directory_of(change, order.by)
        check_sealed_codes(change, known, order.compartment)
        check_codes(change, known)
        standing = standing_around(change, known, history=order.as_recorded)
        recorded = _instant(change, order)
    with acting(order.by):
        check_reach(change, known, standing, by=order.by, action=order.action)
    check_invariants(_stamped(change, order, recorded), standing, recorded=recorded)
    try:
        return _written(change, order, request, known, standing, recorded)
    except IntegrityError as error:
        raise _taken() from error


def _written(change: Change, order: Order, request: str, known: Directory, standing: Lists, recorded: datetime) -> Done:
    bring_units(known, change.drafts.get("organizations", ()), order.compartment)
    by = reaching(order.by, order.action, known.new_units)
    with acting(by):
        act = _act(order, request)
        ended = _supersede(change, act, recorded)
        bring_bodies(known, change.drafts.get("bodies", ()), order.compartment)
        bring_posts(known, change.drafts.get("posts", ()), order.compartment)
        bring_people(known, change, order.persons, by=by, at=order.at, compartment=order.compartment)
        stamp = Stamp(act.pk, recorded, order.compartment, order.as_recorded)
        added = Inserter(known, standing, change, stamp).put_all()
        kind, named = order.object
        entry = record(
            by=by, at=order.at, event=order.event, object_kind=kind, object_id=named, reason=order.reason,
            before=_ended_digest(change), after=_digest(change, order),
        )  # fmt: skip
        act.entry = entry.seq
        act.save(update_fields=["entry"])
    return Done(act.pk, entry.seq, added, ended)


def _act(order: Order, request: str) -> Act:
    act = Act(
        pk=numbers(Act, 1, order.compartment)[0], event=order.event, at=order.at, account=order.by.account or 0, key=order.key, request=request,
        compartment=order.compartment,
    )  # fmt: skip
    act.save(force_insert=True)
    return act


def _supersede(change: Change, act: Act, recorded: datetime) -> int:
    """Supersede the records that the change ends. Raises Refusal "stale" if one was superseded before."""
    ended = 0
    for name, ids in change.ends.items():
        for part in in_parts(ids):
            rows = TABLES[name].whole(reason="superseding").filter(pk__in=part, superseded_at=None)
            ended += rows.update(superseded_at=recorded, ended_by=act)
    if ended != sum(len(ids) for ids in change.ends.values()):
        raise stale()
    return ended


def _taken() -> Refusal:
    """The database's own guards refused what the checks could not see: a thing in a compartment closed to the caller."""
    return Refusal(
        "taken", zh="编号或职务已被占用，请换一个编号，或请能查看全部台账的人办理",
        en="a code or a seat is taken already; use another, or let somebody who reads the whole register do this",
    )  # fmt: skip


def stale() -> Refusal:
    """The refusal of a change made from a record that no longer stands."""
    return Refusal(
        "stale", zh="该记录已被他人更正，请刷新后按现在的记录重新办理",
        en="the record has been superseded meanwhile; look at how it stands now and do it again",
    )  # fmt: skip


def _instant(change: Change, order: Order) -> datetime:
    """The instant at which the change is known: ``at``, but never before what is known already."""
    known = Act.everything(reason="the last act").filter(compartment__in=[REGISTER, order.compartment])
    at, last = order.at, known.aggregate(last=Max("at"))["last"]
    if last is not None and last - at > LATE:
        raise Refusal(
            "clock_behind", zh=f"本机时钟比最近一次办理（{last}）慢一小时以上，请先校准时钟",
            en=f"the clock is more than an hour behind the last act ({last}); set it right first",
        )  # fmt: skip
    latest: list[datetime] = [] if last is None else [last]
    for name, ids in change.ends.items():
        for part in in_parts(ids):
            rows = TABLES[name].whole(reason="instants").filter(pk__in=part)
            found = rows.aggregate(last=Max("recorded_at"))["last"]
            latest += [] if found is None else [found + NEXT]
    return max([at, *latest])


def _stamped(change: Change, order: Order, recorded: datetime) -> Change:
    """The change with the instants its rows will carry."""
    if order.as_recorded:
        return change
    return change.stamped(recorded)


def _digest(change: Change, order: Order) -> Digest | None:
    rows = [_flat(name, draft.row, draft, order) for name, draft in change.all()]
    return digest_rows(rows, _hash_name()) if rows else None


def _ended_digest(change: Change) -> Digest | None:
    rows = [(name, id) for name, ids in change.ends.items() for id in ids]
    return digest_rows(rows, _hash_name()) if rows else None


def _flat(name: str, row: Any, draft: Any, order: Order) -> tuple[Any, ...]:
    values = values_of(row)
    listed = (",".join(each) if isinstance(each, tuple) else each for each in values.values())
    known = (row.recorded_at, row.superseded_at) if order.as_recorded else ()
    return (name, draft.replaces, draft.concurrent, *listed, *known)


def _plain(asked: Any) -> Any:
    if isinstance(asked, Mapping):
        return {str(key): _plain(value) for key, value in asked.items()}
    if isinstance(asked, list | tuple):
        return [_plain(each) for each in asked]
    return values_of_any(asked)


def values_of_any(asked: Any) -> Any:
    """What is asked for as plain values: rows as their fields, the rest as it is."""
    if hasattr(asked, "recorded_at"):
        return {key: _plain(value) for key, value in values_of(asked).items()}
    return asked


def keeper_of(order: Order) -> Caller:
    """The program itself, looking at all that stands in the compartments open to the caller: invariants know no reach."""
    keeper = system_caller("register", permissions=_SEEING_ALL, at=order.at)
    return replace(keeper, compartments=order.by.compartments)


def _hash_name() -> str:
    return getattr(settings, "QUANZE_LEDGER_HASH", "sha256")
