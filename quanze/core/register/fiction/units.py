"""The units of an invented prefecture: city, key units, counties, townships, villages, and their changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from quanze.core.register.fiction.names import place_names
from quanze.core.register.rows import Organization

ORGANS = (
    ("committee", "党委", "party_committee"),
    ("gov", "人民政府", "government"),
    ("dc", "纪委", "discipline_commission"),
    ("npc", "人大常委会", "people_congress"),
    ("cppcc", "政协", "cppcc"),
)
# The first five live through a merger, a split (two of them), a change of name and a change of superior.
KEY_UNITS = (
    ("交通运输局", "department"),
    ("文化局", "department"),
    ("广播电视局", "department"),
    ("人力资源和社会保障局", "department"),
    ("扶贫办公室", "department"),
    ("地方税务局", "line_unit"),
    ("财政局", "department"),
    ("教育局", "department"),
    ("公安局", "department"),
    ("民政局", "department"),
    ("组织部", "work_organ"),
    ("卫生局", "department"),
    ("国土资源局", "department"),
    ("住房和城乡建设局", "department"),
    ("工商行政管理局", "line_unit"),
    ("审计局", "department"),
    ("农业局", "department"),
    ("水利局", "department"),
    ("林业局", "department"),
    ("环境保护局", "department"),
    ("宣传部", "work_organ"),
    ("国家税务局", "line_unit"),
    ("发展和改革委员会", "department"),
    ("司法局", "department"),
    ("商务局", "department"),
    ("科学技术局", "department"),
    ("质量技术监督局", "line_unit"),
    ("安全生产监督管理局", "department"),
    ("统计局", "department"),
    ("政法委员会", "work_organ"),
    ("气象局", "line_unit"),
    ("粮食局", "department"),
    ("物价局", "department"),
    ("旅游局", "department"),
    ("体育局", "department"),
    ("统一战线工作部", "work_organ"),
    ("烟草专卖局", "line_unit"),
    ("城市管理局", "department"),
    ("房产管理局", "department"),
    ("城乡规划局", "department"),
    ("食品药品监督管理局", "department"),
    ("移民开发局", "department"),
    ("信访局", "department"),
    ("外事侨务办公室", "department"),
    ("法制办公室", "department"),
    ("人民防空办公室", "department"),
    ("农业机械管理局", "department"),
    ("畜牧水产局", "department"),
    ("供销合作社", "department"),
    ("档案局", "department"),
    ("地震局", "department"),
    ("住房公积金管理中心", "department"),
    ("机构编制委员会办公室", "department"),
    ("煤炭工业管理局", "department"),
    ("招商合作局", "department"),
    ("新闻出版局", "department"),
    ("机关事务管理局", "department"),
    ("接待办公室", "department"),
    ("政务服务中心", "department"),
    ("园林管理局", "department"),
    ("国有资产监督管理委员会", "department"),
    ("人口和计划生育委员会", "department"),
    ("经济和信息化委员会", "department"),
    ("民族宗教事务局", "department"),
    ("老龄工作委员会办公室", "department"),
    ("史志办公室", "department"),
    ("经济开发区管理委员会", "department"),
)


@dataclass(frozen=True, slots=True)
class Scale:
    """How many units of each kind; counties and key units each ≥ 1, the rest per unit above."""

    key_units: int
    counties: int
    departments: int
    townships: int
    villages: int
    sections: int

    @classmethod
    def for_size(cls, units: int, posts: int) -> Scale:
        """A scale near Loudi's shape: ``units`` key units with room for about ``posts`` posts."""
        counties = max(1, round(units * 5 / 67))
        size = min(1.0, posts / counties / 1776)
        return cls(
            key_units=units,
            counties=counties,
            departments=max(2, round(22 * size)),
            townships=max(1, round(14 * size)),
            villages=max(1, round(18 * size)),
            sections=max(1, round(6 * min(1.0, posts / units / 132))),
        )


@dataclass(frozen=True, slots=True)
class Turns:
    """The days on which units change: merger, split, and change of name or superior."""

    merged_on: date
    split_on: date
    renamed_on: date


def all_units(rng: Random, scale: Scale, turns: Turns) -> list[Organization]:
    """Every unit row, superiors before those below them; the province stands on top."""
    places = place_names(rng)
    city = places.pop() + "市"
    keys = list(_key_units(city, scale, turns))
    counties = [row for number in range(1, scale.counties + 1) for row in _county(places, number, scale)]
    return [*_province(), *_territory("city", city, "prefecture", "pr"), *keys, *_resident_groups(scale), *counties]


def key_ids(scale: Scale) -> list[str]:
    """Ids of the key units that are open on the last day."""
    return [f"city-u{number:02}" for number in range(1, scale.key_units + 1)]


def _province() -> Iterator[Organization]:
    yield from _territory("pr", "某省", "province", None)
    lines = [name for name, kind in KEY_UNITS if kind == "line_unit"]
    for number, name in enumerate([*lines, "公安厅"], 1):
        yield Organization(
            id=f"pr-l{number}", name=f"某省{name}", kind="department", level="province", superior="pr-gov"
        )


def _territory(id: str, name: str, level: str, above: str | None) -> Iterator[Organization]:
    yield Organization(id=id, name=name, kind="territory", level=level, superior=above)
    for suffix, title, kind in ORGANS:
        row = Organization(id=f"{id}-{suffix}", name=name + title, kind=kind, level=level, superior=id)
        dual = suffix == "dc" and above is not None
        yield replace(row, line_superior=f"{above}-dc", line="co_leads") if dual else row


def _key_units(city: str, scale: Scale, turns: Turns) -> Iterator[Organization]:
    rows = [_key_unit(city, index, id) for index, id in enumerate(key_ids(scale))]
    yield from _closed(city, turns)
    for index, row in enumerate(rows):
        yield from _with_history(index, row, turns)
    for row in rows:
        for number in range(1, scale.sections + 1):
            yield replace(
                _section(row, number),
                starts_on=turns.merged_on if row is rows[0] else None,
            )


def _key_unit(city: str, index: int, id: str) -> Organization:
    name, kind = KEY_UNITS[index] if index < len(KEY_UNITS) else (f"第{index + 1}直属单位", "department")
    above = "city-committee" if kind == "work_organ" else "city-gov"
    row = Organization(id=id, name=city + name, kind=kind, level="prefecture", superior=above)
    if kind == "line_unit":
        return replace(row, line_superior=f"pr-l{_line_number(name)}", line="leads")
    if name == "公安局":
        return replace(row, line_superior=f"pr-l{_line_number(None)}", line="co_leads")
    return row


def _line_number(name: str | None) -> int:
    lines = [line for line, kind in KEY_UNITS if kind == "line_unit"]
    return lines.index(name) + 1 if name is not None else len(lines) + 1


def _closed(city: str, turns: Turns) -> Iterator[Organization]:
    """Bureaus that were merged into the first key unit, and one that was split into the next two."""
    for number, name, closed_on, heirs in (
        (1, "交通局", turns.merged_on, ("city-u01",)),
        (2, "公路管理局", turns.merged_on, ("city-u01",)),
        (3, "文化广播局", turns.split_on, ("city-u02", "city-u03")),
    ):
        yield Organization(
            id=f"city-old{number}",
            name=city + name,
            kind="department",
            level="prefecture",
            superior="city-gov",
            ends_before=closed_on,
            succeeded_by=heirs,
        )


def _with_history(index: int, row: Organization, turns: Turns) -> Sequence[Organization]:
    if index == 0:
        return [replace(row, starts_on=turns.merged_on)]
    if index in (1, 2):
        return [replace(row, starts_on=turns.split_on)]
    if index == 3:
        earlier = replace(row, name=(row.name or "").replace("人力资源和社会保障", "人事劳动"))
        return [replace(earlier, ends_before=turns.renamed_on), replace(row, starts_on=turns.renamed_on)]
    if index == 4:
        earlier = replace(row, superior="city-committee", ends_before=turns.renamed_on)
        return [earlier, replace(row, starts_on=turns.renamed_on)]
    return [row]


def _section(unit: Organization, number: int) -> Organization:
    return Organization(
        id=f"{unit.id}-s{number}",
        name=f"{unit.name}第{number}科",
        kind="internal_unit",
        level="county",
        superior=unit.id,
    )


def _resident_groups(scale: Scale) -> Iterator[Organization]:
    keys = key_ids(scale)
    for number, first in enumerate(range(0, len(keys), 4), 1):
        yield Organization(
            id=f"city-rg{number:02}",
            name=f"派驻第{number}纪检组",
            kind="resident_group",
            level="prefecture",
            superior="city-dc",
            dispatched_by="city-dc",
            supervises=tuple(keys[first : first + 4]),
        )


def _county(places: list[str], number: int, scale: Scale) -> Iterator[Organization]:
    id, name = f"county{number}", _next_place(places, number) + "县"
    yield from _territory(id, name, "county", "city")
    kinds = [entry for entry in KEY_UNITS if entry[1] != "line_unit"]
    for index in range(scale.departments - 1):
        title, kind = kinds[index % len(kinds)]
        unit = f"{id}-u{index + 1:02}"
        yield Organization(id=unit, name=name + title, kind=kind, level="county", superior=f"{id}-gov")
    yield Organization(
        id=f"{id}-tax",
        name=f"{name}地方税务局",
        kind="line_unit",
        level="county",
        superior=f"{id}-gov",
        line_superior="city-u06",
        line="leads",
    )
    for township in range(1, scale.townships + 1):
        yield from _township(id, township, _next_place(places, number * 100 + township), scale)


def _township(county: str, number: int, name: str, scale: Scale) -> Iterator[Organization]:
    id = f"{county}-t{number:02}"
    yield Organization(id=id, name=f"{name}镇", kind="township", level="township", superior=county)
    for village in range(1, scale.villages + 1):
        yield Organization(
            id=f"{id}-v{village:02}", name=f"{name}镇第{village}村", kind="village", level="village", superior=id
        )


def _next_place(places: list[str], number: int) -> str:
    return places.pop() if places else f"第{number}"
