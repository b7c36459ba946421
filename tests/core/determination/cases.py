"""Case texts for the tests of determination: one base case, ways to change it, and ways to read the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from datetime import datetime
from typing import Any

import yaml

from quanze.core.casefile import read_case
from quanze.core.determination.case import Case
from quanze.core.determination.result import ClauseLine, Party, Sheet

Data = dict[str, Any]

# A city, one of its bureaus with a division, the city's discipline commission and its group in the bureau.
BASE = """
format: quanze/case/1
id: base
area: "430900"
dates:
  conduct: {from: 2009-07-01, to: 2010-01-31}
  discovered: 2010-02-10
  filed: 2010-03-01
  asked_on: 2010-06-01
register:
  organizations:
    - {id: city, name: 某市, kind: territory, level: prefecture}
    - {id: cdc, name: 某市纪委, kind: discipline_commission, level: prefecture, superior: city}
    - {id: bureau, name: 某市某局, kind: department, level: prefecture, superior: city}
    - {id: group, name: 派驻纪检组, kind: resident_group, level: prefecture, superior: cdc, dispatched_by: cdc, supervises: [bureau]}
    - {id: division, name: 财务科, kind: internal_unit, superior: bureau}
  posts:
    - {id: secretary, organization: city, title: 市委书记, role: party_principal, rank: bureau_chief}
    - {id: mayor, organization: city, title: 市长, role: admin_principal, rank: bureau_chief}
    - {id: vicemayor, organization: city, title: 副市长, role: deputy, rank: deputy_bureau_chief}
    - {id: cdchead, organization: cdc, title: 市纪委书记, role: discipline_head, rank: deputy_bureau_chief}
    - {id: head, organization: bureau, title: 局长, role: principal, rank: division_chief, managed_by: city}
    - {id: deputy, organization: bureau, title: 副局长甲, role: deputy, rank: deputy_division_chief, managed_by: city}
    - {id: deputy2, organization: bureau, title: 副局长乙, role: deputy, rank: deputy_division_chief, managed_by: city}
    - {id: grouphead, organization: group, title: 纪检组长, role: resident_group_head, rank: deputy_division_chief, managed_by: city}
    - {id: chief, organization: division, title: 科长, role: section_head, rank: section_chief, managed_by: bureau}
    - {id: clerk, organization: division, title: 会计, role: staff, rank: staff, managed_by: bureau}
  people:
    - {id: qian, name: 钱一舟, now: in_post, party_member: true, category: civil_servant}
    - {id: zhou, name: 周二川, now: in_post, party_member: true, category: civil_servant}
    - {id: wu, name: 吴三石, now: in_post, party_member: true, category: civil_servant}
    - {id: zheng, name: 郑四维, now: in_post, party_member: true, category: civil_servant}
    - {id: feng, name: 冯五常, now: in_post, party_member: true, category: civil_servant}
    - {id: chen, name: 陈六合, now: in_post, party_member: true, category: civil_servant}
    - {id: chu, name: 褚七政, now: in_post, party_member: true, category: civil_servant}
    - {id: wei, name: 卫八方, now: in_post, party_member: true, category: civil_servant}
    - {id: jiang, name: 蒋九思, now: in_post, party_member: true, category: civil_servant}
    - {id: shen, name: 沈十全, now: expelled, party_member: true, category: civil_servant}
  tenures:
    - {person: qian, post: secretary, starts_on: 2007-01-01}
    - {person: zhou, post: mayor, starts_on: 2007-01-01}
    - {person: wu, post: vicemayor, starts_on: 2007-01-01}
    - {person: zheng, post: cdchead, starts_on: 2007-01-01}
    - {person: feng, post: head, starts_on: 2007-01-01}
    - {person: chen, post: deputy, starts_on: 2007-01-01}
    - {person: chu, post: deputy2, starts_on: 2007-01-01}
    - {person: wei, post: grouphead, starts_on: 2007-01-01}
    - {person: jiang, post: chief, starts_on: 2007-01-01}
    - {person: shen, post: clerk, starts_on: 2007-01-01}
  portfolios:
    - {post: vicemayor, covers: [bureau], as: in_charge}
    - {post: deputy, covers: [division], fields: [finance], as: in_charge}
    - {post: deputy2, fields: [personnel], as: in_charge}
  absences: []
incident: {organization: bureau, field: finance, influence: vile, consequence: serious}
violations:
  - {id: v1, person: shen, post: clerk, amount_yuan: 1200000, investigated_by: prefecture, sanctions: [party_expulsion]}
findings:
  - {about: bureau, finding: leadership_duty_weak, value: true}
"""

_BASE: Data = yaml.safe_load(BASE)


def base(**changes: Any) -> Data:
    """The base case with top-level keys replaced; ``incident`` and ``dates`` are merged key by key."""
    data = deepcopy(_BASE)
    for key, value in changes.items():
        if key in ("incident", "dates"):
            data[key] = {**data[key], **value}
        else:
            data[key] = deepcopy(value)
    return data


def in_2022(**changes: Any) -> Data:
    """The base case twelve years later, under the rules of 2022."""
    days = {
        "conduct": {"from": "2021-03-01", "to": "2022-03-31"},
        "discovered": "2022-04-10",
        "filed": "2022-05-01",
        "asked_on": "2022-08-01",
    }
    return base(**{**changes, "dates": {**days, **changes.get("dates", {})}})


def rows(data: Data, table: str) -> list[Data]:
    """The rows of one table of the register."""
    found: list[Data] = data["register"][table]
    return found


def row(data: Data, table: str, key: str) -> Data:
    """The row with this id (a tenure or portfolio: with this post)."""
    return next(r for r in rows(data, table) if key in (r.get("id"), r.get("post")))


def add(data: Data, table: str, **new: Any) -> Data:
    """One row more in the register; the same case back."""
    rows(data, table).append(new)
    return data


def drop(data: Data, table: str, key: str) -> Data:
    """The register without the row of this id or post; the same case back."""
    rows(data, table).remove(row(data, table, key))
    return data


def find(about: str | None, *findings: str, value: Any = True) -> list[Data]:
    """Findings of one value about one id."""
    return [{"about": about, "finding": name, "value": value} for name in findings]


def text(data: Mapping[str, Any]) -> bytes:
    """The case as the text of a file."""
    return yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False).encode()


def read(data: Mapping[str, Any], known_at: datetime | None = None) -> Case:
    """The case that the text reads as."""
    return read_case(text(data), name="case.yaml", known_at=known_at).case


def party(sheet: Sheet, id: str) -> Party | None:
    """The party with this person, body or organization id, None if there is none."""
    found = [p for p in sheet.parties if id in p.party.values()]
    assert len(found) < 2, f"{id} is {len(found)} parties"
    return found[0] if found else None


def the(sheet: Sheet, id: str) -> Party:
    """The party with this id, which must be there."""
    found = party(sheet, id)
    assert found is not None, f"{id} is no party; parties: {ids(sheet)}"
    return found


def ids(sheet: Sheet) -> set[str]:
    """Ids of all parties."""
    return {value for p in sheet.parties for value in p.party.values()}


def refs(lines: Iterable[Any]) -> set[str]:
    """Ids of all parties named by lines of not_responsible or to_check."""
    return {value for line in lines for value in line.party.values()}


def clause(sheet: Sheet, id: str, rulebook: str, name: str) -> ClauseLine | None:
    """A party's clause by rulebook and row; None where it is gone (or the party is)."""
    who = party(sheet, id)
    lines = who.clauses if who else ()
    return next((c for c in lines if c.cite.rulebook == rulebook and c.cite.row == name), None)


def status(sheet: Sheet, id: str, rulebook: str, name: str) -> str:
    """applies, depends or gone."""
    line = clause(sheet, id, rulebook, name)
    return line.status if line else "gone"


def missing(sheet: Sheet, id: str, rulebook: str, name: str) -> set[str]:
    """The facts a party's clause still needs."""
    line = clause(sheet, id, rulebook, name)
    return {m["fact"] for m in line.missing} if line else set()


def codes(sheet: Sheet) -> set[str]:
    """Codes of all warnings."""
    return {w.code for w in sheet.warnings}
