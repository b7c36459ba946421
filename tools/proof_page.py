"""What a part of the proof reached, read from pytest's record, and its line on the page."""

from __future__ import annotations

import os
import platform
import re
from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from tools.proof_parts import Part

HALF_AN_HOUR = 1800
PLANTED = "植入的错误 planted faults"
# A test of a planted fault says so in its name; one that plants several counts them itself.
_PLANTS = re.compile(r"plant|weakened|_caught|(?:is|are|be)_seen|seen_to|would_tell")
HEAD = """# 全量测试 / Tests at full size

`make prove` 逐部分运行；源文件未变而已通过的部分不再运行（`make prove PART=matrix` 只运行一部分）。每一行是该部分最近一次运行。
`make prove` runs part after part, and none again that passed on the same sources; `make prove PART=matrix` runs one. Each line is
the last run of its part. A commit with + had changes beside it. 提交号后的 + 表示另有未提交的改动。

| 部分 Part | 引擎 Engine | 结果 Outcome | 达到 Reached | 测试 Tests | 植入的错误 Planted faults | 秒 Seconds | 日期 Date | 提交 Commit | 机器 Machine |
|---|---|---|---|---|---|---|---|---|---|
"""


class Outcome(NamedTuple):
    """How a part ended: tests run and failed, planted faults tried, what its tests counted, seconds of wall time."""

    status: int
    tests: int
    failed: int
    planted: int
    reached: dict[str, int]
    seconds: float

    @property
    def passed(self) -> bool:
        """Tests ran, and all of them passed."""
        return self.status == 0 and self.tests > 0 and self.failed == 0

    @property
    def words(self) -> str:
        """The outcome in both languages."""
        if self.passed:
            return "通过 passed" if self.seconds <= HALF_AN_HOUR else "通过，超过半小时 passed, over half an hour"
        return f"**{self.failed} 项未通过 failed**" if self.failed else "**未运行 not run**"


def read_outcome(record: Path, status: int, seconds: float) -> Outcome:
    """What pytest wrote down with --junit-xml; without that file nothing was run."""
    cases = list(ElementTree.parse(record).iter("testcase")) if record.exists() else []
    reached: Counter[str] = Counter()
    planted = failed = 0
    for case in cases:
        counted = {each.get("name", ""): int(each.get("value", "0")) for each in case.iter("property")}
        planted += counted.pop(PLANTED, 1 if _PLANTS.search(case.get("name", "")) else 0)
        failed += case.find("failure") is not None or case.find("error") is not None
        reached.update(counted)
    return Outcome(status, len(cases), failed, planted, dict(reached), seconds)


def machine() -> str:
    """What it ran on."""
    return f"{os.cpu_count()} × {platform.machine()}, Python {platform.python_version()}"


def with_line(
    page: str, part: Part, outcome: Outcome, where: tuple[str, str, str], known: Collection[Part] = ()
) -> str:
    """The page with the part's line in the place of its former one, and without lines of parts that are not ``known``.

    ``where``: date, commit, machine.
    """
    name = f"{_label(part)}：{part.area.zh} {part.area.en}"
    reached = "；".join(f"{what} {number:,}" for what, number in outcome.reached.items()) or "—"
    cells = [name, part.engine, outcome.words, reached, str(outcome.tests), str(outcome.planted)]
    line = " | ".join([*cells, f"{outcome.seconds:.0f}", *where])
    lines = [each for each in page.splitlines() if each.startswith("| ") and not each.startswith("| 部分")]
    kept = {(_label(each), each.engine) for each in known} or set(map(_key, lines))
    others = [each for each in lines if _key(each) in kept - {(_label(part), part.engine)}]
    return HEAD + "\n".join(sorted([*others, f"| {line} |"])) + "\n"


def _label(part: Part) -> str:
    """The area, with which share of how many."""
    return part.area.name + (f" {part.share}/{part.area.shares}" if part.area.shares > 1 else "")


def _key(line: str) -> tuple[str, str]:
    """Label and engine of a line."""
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    return cells[0].partition("：")[0], cells[1]
