"""Files of an invented county, row by row, as a clerk would fill them in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from quanze.apps.access.caller import Caller, system_caller
from quanze.apps.organizations.exchange.laying_out import as_csv, as_xlsx
from quanze.apps.organizations.exchange.reading import File
from quanze.apps.organizations.exchange.sheets import SHEET_OF

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LATER = AT + timedelta(days=1)
Cells = Mapping[str, str]
Book = dict[str, list[dict[str, str]]]
_EVERYWHERE = (
    "register:read register:write register:import register:undo register:export person:read person:read_identity "
    "person:write"
).split()


def clerk_everywhere(at: datetime = AT) -> Caller:
    """Somebody who may import, undo and export everywhere."""
    return system_caller("clerk", permissions=[f"all:{each}" for each in _EVERYWHERE], at=at)


def row(sheet: str, **cells: str) -> dict[str, str]:
    """A row of a sheet by the keys of its columns."""
    assert cells.keys() <= SHEET_OF[sheet].by_key.keys()
    return cells


def county() -> Book:
    """Five units, six posts, five people with six tenures, two each of the other sheets."""
    return {
        "units": [
            row("units", code="QH", name="清河县", kind="地方", level="县级"),
            row("units", code="QH-GOV", name="清河县人民政府", kind="人民政府", level="县级", superior="QH"),
            row("units", code="QH-JW", name="清河县纪委", kind="纪律检查委员会", level="县级", superior="QH"),
            row("units", code="QH-WR", name="清河县水利局", kind="工作部门", superior="QH-GOV", ends_before="2015-01-01"),
            row("units", code="QH-WR", name="清河县水务局", kind="工作部门", superior="QH-GOV", starts_on="2015年1月1日"),
            row("units", code="QH-PZ", name="派驻水务局纪检组", kind="派驻纪检监察组", superior="QH-JW",
                supervises="QH-WR；QH-GOV", dispatched_by="QH-JW"),
        ],
        "posts": [
            row("posts", code="GOV-1", organization="QH-GOV", title="县长", role="行政主要负责人", rank="县处级正职"),
            row("posts", code="GOV-2", organization="QH-GOV", title="副县长", role="副职", rank="县处级副职", seats="2"),
            row("posts", code="WR-1", organization="QH-WR", title="局长", role="党政主要负责人", rank="正科级"),
            row("posts", code="WR-2", organization="QH-WR", title="副局长", role="副职", rank="副科级", seats="2"),
            row("posts", code="WR-3", organization="QH-WR", title="总工程师", role="总工程师"),
            row("posts", code="PZ-1", organization="QH-PZ", title="组长", role="派驻纪检监察组组长"),
        ],
        "tenures": [
            row("tenures", person="p1", name="石磊", identity_no="11010519491231002X", party_member="是", post="WR-1",
                starts_on="2012-03-01", ends_before="2016-05-01", now="在职", category="公务员"),
            row("tenures", person="p1", name="石磊", identity_no="11010519491231002X", party_member="是", post="GOV-2",
                starts_on="2016-05-01", ends_before="至今"),
            row("tenures", person="p2", name="阿依古丽·买买提", post="WR-1", starts_on="2016-06-01", rank="正科级"),
            row("tenures", person="p3", name="云 飞", post="WR-2", starts_on="2013.6.1", acting="是"),
            row("tenures", person="p4", name="秦岭", post="GOV-1", starts_on="20110901"),
            row("tenures", person="p5", name="江月", post="WR-2", starts_on="2014-01-01", concurrent="是"),
        ],
        "portfolios": [
            row("portfolios", post="GOV-2", covers="QH-WR", fields="水利、防汛", starts_on="2016-05-01"),
            row("portfolios", post="WR-2", covers="WR-3", manner="协助分管", starts_on="2014-01-01"),
        ],
        "authorities": [
            row("authorities", post="WR-1", managed_by="QH", starts_on="2010-01-01"),
            row("authorities", post="WR-1", managed_by="QH-GOV", ends_before="2010-01-01"),
        ],
        "bodies": [
            row("bodies", code="QH-CW", organization="QH", kind="党委", starts_on="2010-01-01"),
            row("bodies", code="WR-BZ", organization="QH-WR", kind="领导班子"),
        ],
        "absences": [
            row("absences", person="p3", reason="脱产学习", starts_on="2015-03-01", ends_before="2015-07-01"),
            row("absences", person="p4", reason="借调", starts_on="2018-01-01", ends_before="2019-01-01"),
        ],
    }  # fmt: skip


def cells(sheet: str, rows: Sequence[Cells]) -> list[list[str]]:
    """Rows as lists of cells in the order of the sheet's columns."""
    return [[each.get(column.key, "") for column in SHEET_OF[sheet].columns] for each in rows]


def workbook(book: Mapping[str, Sequence[Cells]], name: str = "清河县.xlsx") -> list[File]:
    """The rows as one xlsx file."""
    return [File(name, as_xlsx({key: cells(key, rows) for key, rows in book.items()}, at=AT))]


def separate(book: Mapping[str, Sequence[Cells]], encoding: str = "utf-8") -> list[File]:
    """The rows as one csv file a sheet."""
    return [
        File(f"{SHEET_OF[key].label.zh}.csv", as_csv(SHEET_OF[key], cells(key, rows), encoding=encoding))
        for key, rows in book.items()
    ]
