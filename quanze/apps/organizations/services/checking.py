"""May this change be: are its codes known, does the caller reach it, do the register's invariants hold after it?"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from difflib import get_close_matches
from typing import Any

from quanze.apps.organizations.facts import TABLES
from quanze.apps.organizations.services.change import Change
from quanze.apps.organizations.services.directory import Directory, references
from quanze.apps.organizations.services.standing import Lists
from quanze.core.casefile.wording import shown
from quanze.core.refusals import Refusal
from quanze.core.register import Register, Tenure
from quanze.core.register.check_heads import check_heads
from quanze.core.register.check_ids import check_doubled
from quanze.core.register.check_lines import check_cycles
from quanze.core.register.check_rows import check_clocks, check_seats_given
from quanze.core.register.check_seats import check_holders, check_repeated
from quanze.core.register.codes import MADE_OF, is_code
from quanze.core.register.places import Places
from quanze.core.words import Label

_TO_UNITS = ("superior", "line_superior", "of", "organization", "supervises", "succeeded_by")
_TO_ORGANS = ("dispatched_by", "managed_by", "co_managed_by")
_KINDS = {"organizations": "units", "bodies": "bodies", "posts": "posts", "people": "people"}
_THINGS = {
    "organizations": Label("单位", "unit"), "bodies": Label("班子或党组织", "body"), "posts": Label("职务", "post"),
    "people": Label("人员", "person"),
}  # fmt: skip


def check_codes(change: Change, known: Directory) -> None:
    """Refuse a code that stands for a thing of another kind, and one that stands for nothing.

    Refuse a new code that addresses and lists could not hold. Raises Refusal: bad_code, doubled_id, undeclared_id, with
    the place of the row ("register.tenures[3].post").
    """
    _check_made_of(change, known)
    new = {name: {draft.row.id for draft in change.drafts.get(name, ())} for name in _KINDS}
    for name, codes in new.items():
        _check_one_kind(name, codes, known)
    fitting = _fitting(*(set(getattr(known, kind)) | new[name] for name, kind in _KINDS.items()))
    for name, drafts in change.drafts.items():
        for number, draft in enumerate(drafts):
            for place, code in references(draft.row):
                may_name = fitting[place.partition("[")[0]]
                if code not in may_name:
                    raise _undeclared(code, f"register.{name}[{number}].{place}", may_name)


def _check_made_of(change: Change, known: Directory) -> None:
    for name in _KINDS:
        for number, draft in enumerate(change.drafts.get(name, ())):
            code = draft.row.id
            if not is_code(code) and not known.declared(code):
                zh, en = MADE_OF
                raise Refusal(
                    "bad_code", where=f"register.{name}[{number}].id",
                    zh=f"编号“{shown(code)}”不能用：{zh}", en=f"the code “{shown(code)}” cannot be used: {en}",
                )  # fmt: skip


def _check_one_kind(name: str, codes: set[str], known: Directory) -> None:
    for other, kind in _KINDS.items():
        clash = sorted(codes & set(getattr(known, kind))) if other != name else []
        if clash:
            raise Refusal(
                "doubled_id", zh=f"编号“{clash[0]}”已用于{_THINGS[other].zh}；请换一个编号", where=f"register.{name}",
                en=f"the code “{clash[0]}” already stands for a {_THINGS[other].en}; use another code",
            )  # fmt: skip


def _fitting(units: set[str], bodies: set[str], posts: set[str], people: set[str]) -> dict[str, set[str]]:
    """For each place of a row the codes that it may name: those that stand and those that the change brings."""
    found = dict.fromkeys(_TO_UNITS, units) | dict.fromkeys(_TO_ORGANS, units | bodies)
    return found | {"covers": units | bodies | posts, "post": posts, "person": people}


def _undeclared(code: str, where: str, fitting: set[str]) -> Refusal:
    near = get_close_matches(code, sorted(fitting)[:5000], n=1)
    zh = f"，是否为“{near[0]}”？" if near else "，请先登记或改正编号"
    en = f"; did you mean “{near[0]}”?" if near else "; declare it or correct the code"
    return Refusal(
        "undeclared_id", zh=f"编号“{code}”没有登记{zh}", en=f"code “{code}” is not declared{en}", where=where
    )


def check_invariants(change: Change, standing: Lists, *, recorded: datetime) -> None:
    """Refuse a change after which the register would no longer hold, by the core's own checks.

    New rows come first, so that a refusal's place counts in the change as given; standing rows that the change
    supersedes are seen as superseded. Raises the refusals of core's check_register.
    """
    places = Places.of(register_after(change, standing, recorded=recorded))
    try:
        for check in (
            check_clocks, check_seats_given, check_doubled, check_cycles, check_repeated, check_holders, check_heads,
        ):  # fmt: skip
            check(places)
    except Refusal as refusal:
        raise _placed(refusal, change, standing) from None


def register_after(change: Change, standing: Lists, *, recorded: datetime) -> Register:
    """The neighbourhood of a change as it will stand."""
    lists: dict[str, tuple[Any, ...]] = {}
    for name in TABLES:
        ended = set(change.ends.get(name, ()))
        new = [draft.row for draft in change.drafts.get(name, ())]
        old = [
            replace(row, superseded_at=recorded) if id in ended else row for id, row in standing.get(name, {}).items()
        ]
        lists[name] = (*new, *old)
    return Register(**lists)


def _placed(refusal: Refusal, change: Change, standing: Lists) -> Refusal:
    """The refusal in terms of the change as given: it stands at a new row, and says one from before by its codes."""
    if refusal.code == "doubled_id" and (taken := _taken(refusal, change, standing)) is not None:
        return taken
    where, zh, en = refusal.where, refusal.zh, refusal.en
    here, others = _PLACE.match(where), list(_PLACE.finditer(zh))
    row = _standing_at(here, change, standing) if here else None
    if here is not None and row is not None:
        new = next((other[0] for other in others if _standing_at(other, change, standing) is None), "")
        zh, en = (text.replace(new or where, where) for text in (zh, en))
        where = new
    for place in {found[0]: found for found in (*_PLACE.finditer(zh), *_PLACE.finditer(en))}.values():
        row = _standing_at(place, change, standing)
        if row is not None:
            told_zh, told_en = _told(row)
            zh, en = re.sub(f" ?{re.escape(place[0])} ?", told_zh, zh), en.replace(place[0], told_en)
    return Refusal(refusal.code, zh=zh, en=en, where=where)


def _taken(refusal: Refusal, change: Change, standing: Lists) -> Refusal | None:
    """The refusal of a row whose code a standing row has on the same day; None where both rows are new."""
    places = list(_PLACE.finditer(f"{refusal.where} {refusal.zh}"))
    new = next((each for each in places if _standing_at(each, change, standing) is None), None)
    row = next((row for each in places if (row := _standing_at(each, change, standing)) is not None), None)
    if new is None or row is None:
        return None
    thing = _THINGS[new[1]]
    return Refusal(
        "doubled_id", where=new[0],
        zh=f"编号“{row.id}”已有{thing.zh}使用；请换一个编号（更名、更正的，起止日期须与原记录前后相接）",
        en=f"the code “{row.id}” already stands for a {thing.en}; use another code "
        "(rows of one thing must follow one another in time)",
    )  # fmt: skip


_PLACE = re.compile(r"register\.(\w+)\[(\d+)\]")


def _standing_at(place: re.Match[str], change: Change, standing: Lists) -> Any:
    """The standing row at a place of the neighbourhood; None for a row of the change."""
    number = int(place[2]) - len(change.drafts.get(place[1], ()))
    return None if number < 0 else list(standing[place[1]].values())[number]


def _told(row: Any) -> tuple[str, str]:
    """A standing row in the register's own codes; whoever changes a thing reaches the rows beside it."""
    zh, en = (f"自 {row.starts_on} 起的", f"from {row.starts_on}") if row.starts_on else ("", "from an unknown day")
    if isinstance(row, Tenure):
        return (
            f"台账中“{row.person}”在“{row.post}”{zh}任职",
            f"the recorded tenure of “{row.person}” in “{row.post}” {en}",
        )
    return f"台账中“{row.id}”{zh}登记", f"what is recorded of “{row.id}” {en}"
