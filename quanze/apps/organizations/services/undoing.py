"""Undo: an act is taken back as one act. What it wrote is superseded, what it superseded is recorded again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q

from quanze.apps.access.caller import Caller
from quanze.apps.access.checks import not_found
from quanze.apps.organizations.facts import TABLES, rows_of
from quanze.apps.organizations.models import Act
from quanze.apps.organizations.resting import collector_at_rest
from quanze.apps.organizations.services.change import Change, Done, Draft
from quanze.apps.organizations.services.directory import in_parts
from quanze.apps.organizations.services.following import WHY, act_to_undo_first, named, stand_ins
from quanze.apps.organizations.services.verbs import carry_out, verb
from quanze.apps.organizations.services.writing import Order
from quanze.core.refusals import Refusal


@collector_at_rest
@verb(event="register:act:undone", of="act")
def undo_act(*, act: int, by: Caller, at: datetime, key: str = "", reason: str = "") -> Done:
    """Undo an act by its number, in one act of its own. The history stays: it was so known from then until now.

    Later acts that were undone themselves stand in nobody's way: what they put aside stands again, and is taken back.
    Raises Refusal: not_found; undone_before; changed_since where a later act superseded what it wrote;
    depended_on where rows of later acts refer to what it brought.
    """
    order = Order(
        by=by, at=at, event="register:act:undone", object=("act", str(act)), key=key, reason=reason,
        action="register:undo",
    )  # fmt: skip
    done = carry_out(order, [act], lambda: _reversed(_act_to_undo(act, by), by))
    if not done.repeated:
        Act.everything(reason=WHY).filter(pk=act).update(undone_by=done.act)
    return done


def _act_to_undo(number: int, by: Caller) -> Act:
    """The act, if the caller reaches every record that it wrote or superseded."""
    found = Act.everything(reason=WHY).filter(pk=number).first()
    if found is None:
        raise not_found()
    for table in TABLES.values():
        touched = table.whole(reason=WHY).filter(Q(act=found) | Q(ended_by=found))
        if touched.exclude(table.reached(by, "register:undo")).exists():
            raise not_found()
    if found.undone_by_id is not None:
        raise Refusal("undone_before", zh="该次办理已经撤销过", en="this act has been undone before")
    return found


def _reversed(act: Act, by: Caller) -> Change:
    ends: dict[str, tuple[int, ...]] = {}
    drafts: dict[str, tuple[Draft, ...]] = {}
    for name, table in TABLES.items():
        now = stand_ins(name, act, by)
        ends[name] = tuple(now.values())
        rows = table.whole(reason=WHY).filter(act=act, replaces__isnull=False).values_list("id", "replaces")
        heirs = {replaced: now[id] for id, replaced in rows if id in now}
        drafts[name] = tuple(_restored(name, act, heirs))
    change = Change({name: each for name, each in drafts.items() if each}, {n: e for n, e in ends.items() if e})
    _check_not_depended_on(change, by)
    return change


def _restored(name: str, act: Act, heirs: dict[int, int]) -> list[Draft]:
    table = TABLES[name]
    records = table.whole(reason=WHY).filter(ended_by=act)
    concurrent = set()
    if name == "tenures":
        concurrent = set(records.filter(concurrent=True).values_list("id", flat=True))
    return [Draft(row, heirs.get(id), id in concurrent) for id, row in rows_of(name, records)]


_CODES = {"organizations": "unit__code", "bodies": "body__code", "posts": "post__code", "people": "person__code"}


def _check_not_depended_on(change: Change, by: Caller) -> None:
    """Refuse to take away the last record of a thing to which a row that stays refers."""
    gone = {name: _without_record(name, column, change) for name, column in _CODES.items()}
    if not any(gone.values()):
        return
    for name, table in TABLES.items():
        for column, kinds in _POINTING[name].items():
            for part in in_parts(set[str]().union(*(gone[each] for each in kinds.split()))):
                rows = table.whole(reason=WHY).filter(superseded_at=None, **{f"{column}__in": part})
                staying = _staying(rows, set(change.ends.get(name, ())))
                if staying is not None:
                    raise _depended_on(act_to_undo_first(name, staying), by)


# Table → column → the kinds of thing whose codes it may hold.
_POINTING: dict[str, dict[str, str]] = {
    "organizations": {"superior__code": "organizations", "line_superior__code": "organizations",
                      "links__unit__code": "organizations", "dispatched_by": "organizations bodies"},
    "bodies": {"unit__code": "organizations"},
    "posts": {"unit__code": "organizations", "managed_by": "organizations bodies",
              "co_managed_by": "organizations bodies"},
    "people": {},
    "tenures": {"post__code": "posts", "person__code": "people"},
    "portfolios": {"post__code": "posts", "targets__code": "organizations bodies posts"},
    "absences": {"person__code": "people"},
}  # fmt: skip


def _staying(rows: Any, ending: set[int]) -> int | None:
    """The newest of the rows that does not end."""
    return max((id for id in rows.values_list("id", flat=True) if id not in ending), default=None)


def _without_record(name: str, column: str, change: Change) -> set[str]:
    """Codes whose every standing record the change supersedes, and to which it gives none back."""
    table, ending = TABLES[name], change.ends.get(name, ())
    ending_now = set(ending)
    codes: set[str] = set()
    for part in in_parts(ending_now):
        codes.update(table.whole(reason=WHY).filter(pk__in=part).values_list(column, flat=True))
    codes -= {draft.row.id for draft in change.drafts.get(name, ())}
    staying: set[str] = set()
    for some in in_parts(codes):
        rows = table.whole(reason=WHY).filter(superseded_at=None, **{f"{column}__in": some}).values_list("id", column)
        staying.update(code for id, code in rows if id not in ending_now)
    return codes - staying


def _depended_on(number: int, by: Caller) -> Refusal:
    zh, en = named(number, by)
    return Refusal(
        "depended_on", zh=f"{zh} 登记的内容用到了该次办理写入的机构、职务或人员，请先撤销{zh}",
        en=f"rows of {en} refer to units, posts or persons of this act; undo {en} first",
    )  # fmt: skip
