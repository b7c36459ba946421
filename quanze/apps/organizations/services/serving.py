"""Who serves where: the tenure that a verb is about, and whether somebody still serves beside it or later."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from quanze.apps.access.caller import Caller
from quanze.apps.access.context import acting
from quanze.apps.organizations.models import PersonRecord, PostRecord, TenureRecord, in_force
from quanze.apps.organizations.services.verbs import Found, Look
from quanze.apps.organizations.services.writing import Order, keeper_of
from quanze.core.refusals import Refusal

WHY = "whoever serves elsewhere is not out of office"


def serves_from(order: Order, person: str, on: date, *, but: int) -> bool:
    """True if somebody has another tenure than the record ``but`` that runs on the day or begins after it.

    It looks beyond the caller's reach: a person whom another unit employs must not be recorded as out of office.
    """
    with acting(keeper_of(order)):
        rows = TenureRecord.whole(reason=WHY).filter(TenureRecord.open_to(order.by), person__code=person)
        running = rows.filter(superseded_at=None).filter(Q(ends_before=None) | Q(ends_before__gt=on))
        return running.exclude(pk=but).exists()


def tenure_on(by: Caller, person: str, post: str, on: date, version: int | None) -> Found:
    """The tenure of a person in a post that runs on the day.

    Raises Refusal: not_held where the caller sees both and the register has him elsewhere on the day; not_found, stale.
    """
    try:
        return Look(by).on("tenures", on, version=version, person__code=person, post__code=post)
    except Refusal as refusal:
        if refusal.code == "not_found" and _is_seen_elsewhere(by, person, post, on):
            raise _not_held(person, post, on) from None
        raise


def _is_seen_elsewhere(by: Caller, person: str, post: str, on: date) -> bool:
    """True if the caller sees the person and the post, and no tenure of the one in the other on the day."""
    sees_person = PersonRecord.visible.to(by).filter(person__code=person, superseded_at=None).exists()
    sees_post = PostRecord.visible.to(by).filter(post__code=post, superseded_at=None).exists()
    held = TenureRecord.visible.to(by).filter(person__code=person, post__code=post, superseded_at=None)
    return sees_person and sees_post and not held.filter(in_force(on)).exists()


def _not_held(person: str, post: str, on: date) -> Refusal:
    return Refusal(
        "not_held", zh=f"台账上“{person}”在 {on} 不任“{post}”；请核对人员、职务和日期", where="person",
        en=f"on the register “{person}” does not hold “{post}” on {on}; check the person, the post and the day",
    )  # fmt: skip
