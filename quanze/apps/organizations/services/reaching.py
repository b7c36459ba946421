"""Which units and persons a change touches, and whether the caller reaches them."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.apps.access.caller import Caller, Reach
from quanze.apps.access.checks import not_found
from quanze.apps.organizations.facts import TABLES
from quanze.apps.organizations.models import PersonRecord
from quanze.apps.organizations.permissions import check_may_change
from quanze.apps.organizations.services.change import Change
from quanze.apps.organizations.services.directory import Directory, in_parts
from quanze.apps.organizations.services.standing import Lists

OUTSIDE = -1


def check_reach(change: Change, known: Directory, standing: Lists, *, by: Caller, action: str) -> None:
    """Refuse a change beyond the caller's reach. Raises Refusal: not_permitted, not_found.

    A unit that is new, or put below another one, needs reach over its superior; a superior that stays as it was does
    not. Bodies, posts, tenures and portfolios need their unit; persons a tenure there, or to be new.
    """
    check_may_change(by, action, set(_units(change, known, standing)), _persons(change, known))
    if by.may(action) is not Reach.ALL:
        _check_persons(change, known, by)
    for name, ids in change.ends.items():
        for part in in_parts(ids):
            reached = TABLES[name].whole(reason="reach").filter(TABLES[name].reached(by, action), pk__in=part)
            if reached.count() != len(part):
                raise not_found()


def _units(change: Change, known: Directory, standing: Lists) -> Iterator[int]:
    new = {draft.row.id for draft in change.drafts.get("organizations", ())} - set(known.units)
    superiors = {(row.id, row.superior) for row in standing["organizations"].values()}
    for draft in change.drafts.get("organizations", ()):
        row = draft.row
        if row.id not in new:
            yield known.units[row.id].id
        if (row.id, row.superior) not in superiors and row.superior not in new:
            yield OUTSIDE if row.superior is None else known.units[row.superior].id
    for code in _units_of_the_rest(change, known, standing):
        if code not in new:
            yield known.units[code].id


def _units_of_the_rest(change: Change, known: Directory, standing: Lists) -> Iterator[str]:
    yield from (draft.row.of for draft in change.drafts.get("bodies", ()))
    posts = {draft.row.id: draft.row for draft in change.drafts.get("posts", ())}
    yield from (row.organization for row in posts.values())
    seated = {draft.row.post for name in ("tenures", "portfolios") for draft in change.drafts.get(name, ())}
    yield from (row.organization for row in standing["posts"].values() if row.id in seated)


def _persons(change: Change, known: Directory) -> set[int]:
    named = {draft.row.person for name in ("tenures", "absences") for draft in change.drafts.get(name, ())}
    named |= {draft.row.id for draft in change.drafts.get("people", ())}
    return {known.people[code] for code in named if code in known.people}


def _check_persons(change: Change, known: Directory, by: Caller) -> None:
    """Known persons whom the change names must be visible to the caller."""
    for part in in_parts(_persons(change, known)):
        seen = PersonRecord.visible.to(by).filter(person_id__in=part).values("person_id").distinct().count()
        if seen != len(part):
            raise not_found()
