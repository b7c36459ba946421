"""The proof page: every published case of the sample measured, every miss with its cause.

From the top of the repository: ``python -m tests.core.cases.proof 2026-01-31`` writes docs/proofs/real-cases.md and
docs/reference/words-of-published-cases.md. The day is given, never read from a clock.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quanze.core.rulebook.library import Library
from quanze.core.rulebook.loader import load_library
from quanze.core.words import label
from tests.core.cases.measure import Followed, Measured, answer, kept, measure
from tests.core.cases.published import Manner, convert, sample
from tests.core.cases.words_table import table

ROOT = Path(__file__).resolve().parents[3]
PROOF = ROOT / "docs" / "proofs" / "real-cases.md"
TABLE = ROOT / "docs" / "reference" / "words-of-published-cases.md"
NAMED_BY_NONE = ("unnamed", "routed")
MANNERS = (
    ("findings about each person · 认定记在各人名下", Manner()),
    ("findings about the unit only · 认定只记在单位名下", Manner(findings="unit")),
    ("both · 两者都有", Manner(findings="both")),
    ("no superior unit given · 未给上级单位", Manner(superiors=False)),
    ("area of the province · 只知省份", Manner(province=True)),
    ("no degree recorded · 程度全未记录", Manner(degrees={})),
    ("every degree at its height · 程度全按最高记录", Manner(degrees={"consequence": "serious", "influence": "vile", "loss": "serious",
                                                        "circumstances": "serious", "harm": "serious"})),
    ("only those named in the register · 登记只有所列人员", Manner(bystanders=False)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures of the issue's first line over all cases."""

    measured: tuple[Measured, ...]
    by_entry: tuple[tuple[str, str, bool], ...]  # case, role, kept

    @property
    def followed(self) -> list[Followed]:
        """Every method of our catalogue that followed."""
        return [f for m in self.measured for f in m.followed]

    @property
    def named(self) -> list[Followed]:
        """Those that a rulebook in force names for that kind of person."""
        return [f for f in self.followed if f.fate not in NAMED_BY_NONE]

    @property
    def share_kept(self) -> float:
        """Entries whose persons and bodies all stand where they should, of all entries."""
        return sum(fine for *_, fine in self.by_entry) / len(self.by_entry)

    @property
    def share_permitted(self) -> float:
        """Methods permitted, of those a rulebook names."""
        return sum(f.fate == "permitted" for f in self.named) / len(self.named)

    @property
    def beyond(self) -> float:
        """Parties beyond those named, a case."""
        return sum(len(m.beyond) for m in self.measured) / len(self.measured)


def totals(manner: Manner, library: Library) -> Totals:
    """All cases of the sample, written down in one manner."""
    measured, by_entry = [], []
    for record in sample():
        published = convert(record, manner)
        found = measure(published, answer(published, library))
        measured.append(found)
        fates = {key: fate for _, key, fate in found.fates}
        by_entry += [(record["id"], e.role, all(kept(fates[key]) for key in e.ids)) for e in published.entries]
    return Totals(tuple(measured), tuple(by_entry))


def page(day: str, library: Library) -> str:
    """The proof page in Markdown."""
    every = [(name, totals(manner, library)) for name, manner in MANNERS]
    first = every[0][1]
    return "\n".join([*_head(day, first), *_manners(every), *_misses(first), *_unnamed(first), *_cases(first)]) + "\n"


def _head(day: str, found: Totals) -> Iterator[str]:
    persons = [kept(fate) for m in found.measured for *_, fate in m.fates]
    yield f"# 20 个公开案例 · Twenty published cases\n\n{day}\n"
    yield "每案按 docs/reference/words-of-published-cases.md 换算成案件文件，经同一读取程序和定责程序；人名均为虚构。"
    yield "Each case becomes a case file by the table of words and goes through the same reader and determination; all names are invented.\n"
    yield "| 量 · figure | 结果 · result | 要求 · asked |\n|---|---|---|"
    entries = len(found.by_entry)
    yield f"| entries answered for · 有着落的条目 | {round(found.share_kept * entries)} / {entries} = {found.share_kept:.1%} | ≥ 97 % |"
    yield f"| the same by person and body · 同上，按人和单位计 | {sum(persons)} / {len(persons)} = {sum(persons) / len(persons):.1%} | – |"
    yield f"| parties beyond them, a case · 每案另列主体 | {found.beyond:.2f} | ≤ 6 |"
    yield f"| parties without a clause · 无条款的主体 | {sum(len(m.bare) for m in found.measured)} | 0 |"
    yield f"| methods permitted, of those a rulebook names · 规定列有的方式中可用的 | {found.share_permitted:.1%} of {len(found.named)} | ≥ 95 % |"
    yield f"| methods permitted without a clause · 无条款而列为可用的 | {sum(len(m.overreach) for m in found.measured)} | 0 |\n"


def _manners(every: Sequence[tuple[str, Totals]]) -> Iterator[str]:
    yield "## 换一种记法 · The same cases written down otherwise\n"
    yield "| 记法 · manner | 条目 · entries | 另列 · beyond | 方式 · methods |\n|---|---|---|---|"
    for name, found in every:
        yield f"| {name} | {found.share_kept:.1%} | {found.beyond:.2f} | {found.share_permitted:.1%} of {len(found.named)} |"
    yield ""


def _misses(found: Totals) -> Iterator[str]:
    yield "## 未达之处 · Every miss\n"
    yield "unopened (X)：X 列有该方式，但依已记录的事实没有条款开放它；conditional：取决于待查事实；lost：登记中有而建议中没有。"
    yield "unopened (X): X lists the method, but no clause opens it on the recorded facts; conditional: it waits for an open fact;"
    yield "lost: in the register, nowhere on the sheet.\n"
    lost = [(m.case, *fate) for m in found.measured for fate in m.fates if not kept(fate[2])]
    for case, role, key, fate in lost:
        yield f"- {case} {role} ({key}): {fate}"
    for each in found.named:
        if each.fate != "permitted":
            yield f"- {each.case} {each.role}: {label('method', each.method, 'zh')} {each.method}: {each.fate}"
    if not lost and found.share_permitted == 1:
        yield "无 · none"
    yield ""


def _unnamed(found: Totals) -> Iterator[str]:
    yield "## 没有现行规定列举的方式 · Methods no rulebook in force names for that kind of person\n"
    counted = Counter((f.method, f.fate) for f in found.followed if f.fate in NAMED_BY_NONE)
    for (method, fate), number in sorted(counted.items()):
        where = ", ".join(f"{f.case} {f.role}" for f in found.followed if (f.method, f.fate) == (method, fate))
        note = (
            "转纪律处理，不由问责规定开列 · on the discipline track"
            if fate == "routed"
            else "无规定列举 · named by none"
        )
        yield f"- {label('method', method, 'zh')} {method} × {number} ({note}): {where}"
    yield ""


def _cases(found: Totals) -> Iterator[str]:
    yield "## 各案 · Case by case\n"
    yield "| 案 · case | 所列 · named | 去向 · where they stand | 另列 · beyond |\n|---|---|---|---|"
    for m in found.measured:
        counted = Counter(fate for *_, fate in m.fates)
        yield f"| {m.case} | {len(m.fates)} | {', '.join(f'{k} {v}' for k, v in sorted(counted.items())) or '–'} | {', '.join(m.beyond)} |"


def main(arguments: Sequence[str]) -> None:
    """Write both pages; the only argument is the day that the proof page carries."""
    PROOF.parent.mkdir(parents=True, exist_ok=True)
    PROOF.write_text(page(arguments[0], load_library()), "utf-8")
    TABLE.write_text(table(), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
