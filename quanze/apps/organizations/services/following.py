"""A row through later acts that were undone: an undo records it again under another number, which stands for it now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Q

from quanze.apps.access.caller import Caller
from quanze.apps.organizations.facts import TABLES, rows_of
from quanze.apps.organizations.models import Act
from quanze.core.refusals import Refusal

WHY = "undoing an act"


def stand_ins(name: str, act: Act, by: Caller) -> dict[int, int]:
    """Each row that an act wrote into a list → the row that stands for it now.

    Raises Refusal "changed_since", with the number of a later act that superseded one and is not undone.
    """
    # Rows that were laid out as superseded stand for nothing.
    written = TABLES[name].whole(reason=WHY).filter(act=act).filter(Q(superseded_at=None) | Q(ended_by__isnull=False))
    found = {id: (id, ended) for id, ended in written.values_list("id", "ended_by")}
    while later := {ended for _, ended in found.values() if ended is not None}:
        steps = _steps(name, later, by)
        lost = next((ended for now, ended in found.values() if ended is not None and now not in steps), None)
        if lost is not None:
            raise _changed_since(lost, by)
        found = {id: steps.get(now, (now, None)) for id, (now, _) in found.items()}
    return {id: now for id, (now, _) in found.items()}


def act_to_undo_first(name: str, row: int) -> int:
    """The act by whose undoing a standing row goes: the one that brought it, not undos that only brought it back."""
    act = _act_of(name, row)
    while (undone := Act.everything(reason=WHY).filter(undone_by=act).first()) is not None:
        earlier = {restored: ended for ended, restored in _restored(name, undone).items()}.get(row)
        if earlier is None or _is_undone(brought := _act_of(name, earlier)):
            break
        row, act = earlier, brought
    return act


def named(act: int, by: Caller) -> tuple[str, str]:
    """An act by its number, in both languages; without it for one in a compartment closed to the caller."""
    seen = Act.everything(reason=WHY).filter(Act.open_to(by), pk=act).exists()
    return (f"办理 {act}", f"act {act}") if seen else ("后来的办理", "the later act")


def _steps(name: str, acts: Iterable[int], by: Caller) -> dict[int, tuple[int, int | None]]:
    """Each row that one of the acts superseded → the row recorded again for it, and the act that superseded that."""
    steps: dict[int, tuple[int, int | None]] = {}
    for number in sorted(acts, reverse=True):
        act = Act.everything(reason=WHY).get(pk=number)
        if act.undone_by_id is None:
            raise _changed_since(number, by)
        again = TABLES[name].whole(reason=WHY).filter(act=act.undone_by_id)
        ended_by = dict(again.values_list("id", "ended_by"))
        steps |= {ended: (restored, ended_by[restored]) for ended, restored in _restored(name, act).items()}
    return steps


def _restored(name: str, act: Act) -> dict[int, int]:
    """Each row that an act superseded → the row of its undo that says the same. Alike ones go by their order."""
    table = TABLES[name]
    again: dict[Any, list[int]] = {}
    for id, row in rows_of(name, table.whole(reason=WHY).filter(act=act.undone_by_id)):
        again.setdefault(_bare(row), []).append(id)
    ended = rows_of(name, table.whole(reason=WHY).filter(ended_by=act))
    return {id: alike.pop(0) for id, row in ended if (alike := again.get(_bare(row)))}


def _bare(row: Any) -> Any:
    return replace(row, recorded_at=None, superseded_at=None)


def _act_of(name: str, row: int) -> int:
    return int(TABLES[name].whole(reason=WHY).values_list("act", flat=True).get(pk=row))


def _is_undone(act: int) -> bool:
    return bool(Act.everything(reason=WHY).filter(pk=act, undone_by__isnull=False).exists())


def _changed_since(number: int, by: Caller) -> Refusal:
    zh, en = named(number, by)
    return Refusal(
        "changed_since", zh=f"{zh} 更正了该次办理写入的记录，请先撤销{zh}",
        en=f"{en} superseded what this act wrote; undo {en} first",
    )  # fmt: skip
