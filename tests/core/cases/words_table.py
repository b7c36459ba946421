"""The one table for readers: words of published cases beside ours, made from the tables the converter uses."""

from __future__ import annotations

from collections.abc import Iterator

from quanze.core.words import label
from tests.core.cases.published import sample
from tests.core.cases.words import BASES, DUTIES, FAILINGS, FIELDS, LEVELS, METHODS, UNITS, UNNAMED, seat

HEAD = """# 公开案例用语对照 · Words of published cases

公开通报的用语与本产品用语的对照；由换算程序所用的表生成，测试逐字比较。
The words of published cases beside ours; made from the very tables the converter uses and compared in a test.

- “位置”指职务所在单位：unit 事发单位，superior 上一级领导机关，department 其他部门，village 村，
  township 乡镇，inner 内设站所，resident 派驻机构，group 临时督查组，cppcc 政协。
- "At" is where the post stands: the unit of the incident, its superior, another department,
  a village, a township, an inner office, a resident group, a temporary inspection group, the CPPCC.
- 同一单位同时只有一名正职：另一名同样的正职换算为另一个同类单位的正职。One unit has one head at a time: a second one heads another unit of the same kind.
- 前任（former_）的任期止于事后；现职一栏写“退休”“提拔”“另有任用”的照录。
  A former holder's tenure ends after the facts; retirement, promotion and transfer are kept.

| 类 · kind | 公开用语 · word | 原文 · Chinese | 本产品 · ours | 说明 · meaning |
|---|---|---|---|---|
"""


def table() -> str:
    """The whole page."""
    return HEAD + "\n".join(f"| {' | '.join(row)} |" for row in rows()) + "\n"


def rows() -> Iterator[tuple[str, str, str, str, str]]:
    """Role words, unit kinds, levels, responsibility kinds, methods and sanctions, fields and failings."""
    yield from _roles()
    for word, (kind, level) in UNITS.items():
        yield "单位 · unit", word, label("kind", kind, "zh"), kind, f"level: {level or '= jurisdiction'}"
    for word, level in LEVELS.items():
        yield "层级 · level", word, label("level", level, "zh"), level, ""
    for word, finding in DUTIES.items():
        yield "责任 · responsibility", word, word, finding, label("finding", finding, "zh")
    yield from _methods()
    for word, name in FIELDS.items():
        yield "领域 · field", word, "", name, "incident.field"
    for word, findings in FAILINGS.items():
        yield "情节 · tag", word, "", ", ".join(findings) or "–", "findings about those who answer"
    for word, finding in BASES.items():
        yield "依据 · basis", f"“{word}”", "", finding, label("finding", finding, "zh")


def _roles() -> Iterator[tuple[str, str, str, str, str]]:
    seen = set()
    for record in sample():
        kind = UNITS[record["unit_kind"]][0]
        for each in record["responsible"]:
            if each["target_kind"] == "person":
                where = seat(each["role"], each.get("basis") or "", kind, bool(each.get("superior_level")))
                row = (
                    "职务 · role",
                    each["role"],
                    where.title,
                    where.role,
                    f"at: {where.place}" + (" (in charge)" if where.in_charge else ""),
                )
                if row not in seen:
                    seen.add(row)
                    yield row


def _methods() -> Iterator[tuple[str, str, str, str, str]]:
    chinese: dict[str, str] = {}
    for record in sample():
        for each in (*record["responsible"], *record["direct_violators"]):
            for method in each.get("methods") or each.get("sanction") or ():
                chinese.setdefault(method["key"], method["zh"])
    for word, method in METHODS.items():
        yield "方式 · method", word, chinese.get(word, ""), method, label("method", method, "zh")
    for word in sorted(UNNAMED):
        yield "方式 · method", word, chinese.get(word, ""), "–", "不指明方式，不换算 · names no method"
