"""Rows of the register in words, for every page that shows them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from quanze.apps.organizations.models.base import CODE
from quanze.apps.organizations.selectors.shown import Names
from quanze.apps.pages.cells import day_text, instant_text
from quanze.apps.pages.language import language, said
from quanze.core.periods import day_ended
from quanze.core.register import Portfolio, Row
from quanze.core.words import Label, Words
from quanze.core.words.vocabulary import GROUPS

DAY = timedelta(days=1)


def asked_code(request: Any, name: str) -> str:
    """A code from the address, as far as any engine can keep it; "" for none."""
    given: str = request.GET.get(name, "")
    return given.replace("\0", "").encode("utf-8", "ignore").decode().strip()[:CODE]


def word(group: str, key: str | None) -> Label | None:
    """The term for a key of a closed list; None for none."""
    return None if not key else GROUPS[group].get(key, Label(key, key))


def known_told(known: datetime) -> str:
    """An instant of knowledge: the end of a day is told as that day."""
    day = day_ended(known)
    return day_text(day) if day else instant_text(known)


def term_told(row: Row) -> str:
    """From when until when something was so, the last day included: 2019年5月1日至2021年3月31日."""
    start = day_text(row.starts_on) if row.starts_on else ""
    end = day_text(row.ends_before - DAY) if row.ends_before else ""
    if start and end:
        return said(f"{start}至{end}", f"{start} to {end}")
    if start:
        return said(f"{start}起", f"from {start}")
    if end:
        return said(f"至{end}", f"until {end}")
    return said("起止未载", "no dates recorded")


def duty_told(duty: Portfolio, names: Names) -> dict[str, Any]:
    """What a post looks after: the manner, the fields, and the units and posts by name."""
    return {
        "manner": word("manner", duty.manner),
        "fields": [word("field", each) for each in duty.fields],
        "covers": [{"code": each, "name": names.unit(each), "seen": each in names.units} for each in duty.covers],
        "term": term_told(duty),
    }  # fmt: skip


LISTS: Words = {
    "organizations": Label("机构", "unit"), "posts": Label("职务", "post"), "tenures": Label("任职", "tenure"),
    "portfolios": Label("分工", "portfolio"),
}  # fmt: skip
FIELDS: Words = {
    "id": Label("编号", "code"), "name": Label("名称", "name"), "kind": Label("类别", "kind"),
    "level": Label("层级", "level"), "superior": Label("上级", "superior"),
    "line_superior": Label("条线主管", "vertical line"), "line": Label("条线关系", "kind of line"),
    "supervises": Label("监督单位", "supervises"), "dispatched_by": Label("派出机关", "dispatched by"),
    "succeeded_by": Label("承接单位", "taken over by"), "organization": Label("单位", "unit"),
    "title": Label("名称", "title"), "role": Label("职务类别", "role"), "rank": Label("级别", "rank"),
    "managed_by": Label("管理机关", "managed by"), "co_managed_by": Label("协管机关", "jointly managed by"),
    "seats": Label("职数", "seats"), "acting": Label("代理", "acting"), "manner": Label("方式", "manner"),
    "person": Label("人员", "person"), "post": Label("职务", "post"), "covers": Label("分管单位", "units covered"),
    "fields": Label("分管领域", "fields"),
}  # fmt: skip
_WORDS = {"kind": "kind", "level": "level", "line": "line", "role": "role", "rank": "rank", "manner": "manner"}
_UNITS = ("superior", "line_superior", "dispatched_by", "organization", "managed_by", "co_managed_by")


def value_told(name: str, value: Any, names: Names) -> str:
    """A field's value as people read it: words of closed lists, names of units; "" for none."""
    if value is None or value == ():
        return ""
    if name in _WORDS:
        return GROUPS[_WORDS[name]].get(value, Label(value, value)).text(language())
    if name in _UNITS:
        return names.unit(value)
    if isinstance(value, tuple):
        shown = (word("field", each) if name == "fields" else names.unit(each) for each in value)
        return said("、", ", ").join(each.text(language()) if isinstance(each, Label) else str(each) for each in shown)
    if isinstance(value, bool):
        return said("是", "yes") if value else said("否", "no")
    return str(value)
