"""Every id that a case uses is declared, and no id is declared for two different things."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from quanze.core.casefile.kinds import Use
from quanze.core.casefile.tables import CASE
from quanze.core.casefile.wording import advice, shown
from quanze.core.refusals import Refusal
from quanze.core.register.register import Register

_NAMES = {
    "organizations": ("单位", "organization"),
    "bodies": ("班子或党组织", "body"),
    "posts": ("职务", "post"),
    "people": ("人员", "person"),
    "violations": ("违纪违法事实", "violation"),
    "decisions": ("已作决定", "decision"),
}
_REGISTER_LISTS = ("organizations", "bodies", "posts", "people")

Declared = Mapping[str, Mapping[str, str]]


def declared_ids(typed: Mapping[str, Any], register: Register | None) -> Declared:
    """List → id → path of its first declaration; the rows come from the case or else from ``register``.

    Raises Refusal "doubled_id" for a violation or decision declared twice, and for an id that names
    both, say, a person and a unit: a finding about it could mean either.
    """
    found = {name: _row_ids(typed, register, name) for name in _REGISTER_LISTS}
    for name in ("violations", "decisions"):
        found[name] = _single(typed.get(name, ()), name)
    owner: dict[str, str] = {}
    for name in (*_REGISTER_LISTS, "violations"):
        for key, path in found[name].items():
            if key in owner:
                raise _doubled(key, path, owner[key])
            owner[key] = path
    return found


def check_references(typed: Mapping[str, Any], declared: Declared) -> None:
    """Refuse the first use of an id that no list it may come from declares, with the nearest declared id.

    Raises Refusal "undeclared_id".
    """
    for use in CASE.uses(typed, ""):
        if not any(use.id in declared[name] for name in use.lists):
            raise _undeclared(use, declared)


def _row_ids(typed: Mapping[str, Any], register: Register | None, name: str) -> dict[str, str]:
    rows = typed.get("register")
    if rows is None:
        return {row.id: f"register.{name}" for row in getattr(register, name, ())}
    # One id may stand in several rows (rename, correction); whether their periods allow it the register checks.
    found: dict[str, str] = {}
    for index, row in enumerate(rows.get(name, ())):
        found.setdefault(row["id"], f"register.{name}[{index}].id")
    return found


def _single(rows: Iterable[Mapping[str, Any]], name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for index, row in enumerate(rows):
        key, path = row.get("id"), f"{name}[{index}].id"
        if key in found:
            raise _doubled(key, path, found[key])
        if key is not None:
            found[key] = path
    return found


def _doubled(key: str, path: str, first: str) -> Refusal:
    return Refusal(
        "doubled_id",
        zh=f"标识“{shown(key)}”已用于 {first}，请换一个",
        en=f"the id “{shown(key)}” is already used at {first}; choose another",
        where=path,
    )


def _undeclared(use: Use, declared: Declared) -> Refusal:
    known = [key for name in use.lists for key in declared[name]]
    fix = advice(use.id, known) if len(known) <= 2000 else ("，请先在登记簿中写明", "; declare it in the register")
    zh = "、".join(_NAMES[name][0] for name in use.lists)
    en = " or ".join(_NAMES[name][1] for name in use.lists)
    return Refusal(
        "undeclared_id", zh=f"未声明的标识“{shown(use.id)}”（应为{zh}）{fix[0]}",
        en=f"undeclared id “{shown(use.id)}” (should be a declared {en}){fix[1]}", where=use.path,
    )  # fmt: skip
