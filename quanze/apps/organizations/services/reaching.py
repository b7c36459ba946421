"""Which units and persons a change touches, and whether the caller reaches them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quanze.apps.access.caller import Caller, Reach
from quanze.apps.access.checks import check_may, not_found
from quanze.apps.organizations.facts import TABLES
from quanze.apps.organizations.lasting import Lasting
from quanze.apps.organizations.models import PersonRecord
from quanze.apps.organizations.permissions import check_may_change
from quanze.apps.organizations.services.change import Change
from quanze.apps.organizations.services.directory import Directory, in_parts
from quanze.apps.organizations.services.standing import Lists
from quanze.core.refusals import Refusal


def check_reach(change: Change, known: Directory, standing: Lists, *, by: Caller, action: str) -> None:
    """Refuse a change beyond the caller's reach. Raises Refusal: not_permitted, top_unit, not_found.

    A unit that is new, or put below another one, needs reach over its superior; a superior that stays as it was does
    not. A unit put below none needs ``register:begin``, or reach everywhere. Bodies, posts, tenures and portfolios
    need their unit; persons a tenure there, or to be new.
    """
    check_may(by, action)
    if Reach.ALL not in (by.may(action), by.may("register:begin")):
        _check_no_new_top(change, known, standing, by, action)
    check_may_change(by, action, set(_units(change, known, standing)), _persons(change, known))
    if by.may(action) is not Reach.ALL:
        _check_persons(change, known, by)
    for name, ids in change.ends.items():
        for part in in_parts(ids):
            reached = TABLES[name].whole(reason="reach").filter(TABLES[name].reached(by, action), pk__in=part)
            if reached.count() != len(part):
                raise not_found()


def _check_no_new_top(change: Change, known: Directory, standing: Lists, by: Caller, action: str) -> None:
    """Refuse units without superior, but those of the caller's own that had none before.

    Of a code beyond his reach it says the same whether the code stands or not. Raises Refusal "top_unit".
    """
    mine = by.units_for(action)
    tops = {row.id for row in standing["organizations"].values() if row.superior is None}
    for number, draft in enumerate(change.drafts.get("organizations", ())):
        row = draft.row
        if row.superior is None and not (row.id in tops and known.units[row.id].id in mine):
            raise Refusal(
                "top_unit", zh=f"“{row.id}”没有上级：请填写上级单位；最上级单位由本机操作人用 quanze register begin 登记",
                en=f"“{row.id}” has no superior: give one; a top unit is recorded at the console (quanze register begin)",
                where=f"register.organizations[{number}].superior",
            )  # fmt: skip


def _units(change: Change, known: Directory, standing: Lists) -> Iterator[int]:
    new = {draft.row.id for draft in change.drafts.get("organizations", ())} - set(known.units)
    superiors = {(row.id, row.superior) for row in standing["organizations"].values()}
    for draft in change.drafts.get("organizations", ()):
        row = draft.row
        if row.id not in new:
            yield known.units[row.id].id
        if row.superior is not None and (row.id, row.superior) not in superiors and row.superior not in new:
            yield known.units[row.superior].id
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
        if len(_SEEN.rows(caller=by, persons=frozenset(part))) != len(part):
            raise not_found()


def _seen(*, caller: Caller, persons: frozenset[int]) -> Any:
    return PersonRecord.visible.to(caller).filter(person_id__each_of=persons).values_list("person_id").distinct()


_SEEN = Lasting(_seen, "register:read")
