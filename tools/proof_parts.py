"""The parts of the full-size proof: which tests, on which engine; every test lies in one part of each engine it needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

BOTH = ("sqlite", "postgresql")


class Area(NamedTuple):
    """Tests that prove one thing: files and folders, from the top of the repository. A longer path goes before a shorter.

    What would take too long in one go is done in several ``shares`` of its trials.
    """

    name: str
    zh: str
    en: str
    paths: tuple[str, ...]
    engines: tuple[str, ...] = BOTH
    shares: int = 1


class Part(NamedTuple):
    """One area on one engine: what is run in one go, in at most half an hour."""

    area: Area
    engine: str
    share: int = 1

    @property
    def name(self) -> str:
        """As it is asked for: make prove PART=matrix-postgresql; the area alone means all its engines."""
        share = f"-{self.share}" if self.area.shares > 1 else ""
        return f"{self.area.name}-{self.engine}{share}"


_ORGANIZATIONS = "quanze/apps/organizations"
AREAS = (
    Area("core", "法的逻辑", "the law's logic", ("tests/core",), ("sqlite",)),
    Area("ledger", "审计链的篡改", "mutations of the record",
         ("tests/core/ledger", "tests/tools/test_verify_audit.py", "quanze/apps/audit")),
    Area("matrix", "权限矩阵", "permission matrix", ("tests/journeys/matrix",)),
    Area("two-worlds", "两个世界与暗记", "two worlds and canaries", ("tests/journeys/two_worlds",), shares=3),
    Area("doors", "网页和接口的两个世界", "two worlds by pages and API", ("tests/journeys/two_worlds/test_doors.py",)),
    Area("kills", "强制终止与断电", "kills and power losses", ("tests/journeys/killing",), shares=2),
    Area("clocks", "两个时钟的随机历史", "random histories on two clocks",
         (f"{_ORGANIZATIONS}/tests/test_two_clocks.py",), shares=2),
    Area("at-once", "同时办理", "acts at once",
         (f"{_ORGANIZATIONS}/tests/test_at_once.py", "quanze/apps/accounts/tests/test_at_once.py")),
    Area("exchange", "导入导出与坏输入", "import, export and bad input", (f"{_ORGANIZATIONS}/exchange",)),
    Area("restore", "备份与恢复演练", "backup and the restore drill", ("tests/journeys/restoring",)),
    Area("browser", "浏览器中的路径", "journeys in the browser", ("tests/journeys/browser",), ("sqlite",)),
    Area("api", "对接口的任意请求", "any request to the API", ("tests/api",)),
    Area("forms", "任意填写的表单", "forms filled in anyhow", ("quanze/web/tests/test_any_form.py",), shares=2),
    Area("apps", "各应用的其余测试", "what else the apps test", ("quanze/apps",)),
    Area("rest", "其余测试", "all other tests", ("tests", "quanze")),
)  # fmt: skip


def parts(areas: Sequence[Area] = AREAS) -> list[Part]:
    """Every part, SQLite's first."""
    engines = [(area, engine) for engine in BOTH for area in areas if engine in area.engines]
    return [Part(area, engine, share) for area, engine in engines for share in range(1, area.shares + 1)]


def area_of(file: str, areas: Sequence[Area] = AREAS) -> Area | None:
    """The area whose path leads furthest to a test file; None for a file that no area has."""
    leading = [(len(path), area) for area in areas for path in area.paths if _leads(path, file)]
    return max(leading, key=lambda each: each[0])[1] if leading else None


def named(words: str, areas: Sequence[Area] = AREAS) -> list[Part]:
    """The parts that are asked for by name, comma between; all for "". Raises ValueError at an unknown one."""
    every = parts(areas)
    wanted = [word.strip() for word in words.split(",") if word.strip()]
    unknown = [word for word in wanted if not any(word in _names(part) for part in every)]
    if unknown:
        raise ValueError(
            f"没有“{unknown[0]}”这一部分；现有 {'、'.join(area.name for area in areas)}，可加 -sqlite 或 -postgresql / "
            f"there is no part {unknown[0]}; there are {', '.join(area.name for area in areas)}, "
            "each alone or with -sqlite or -postgresql behind it"
        )
    return [part for part in every if not wanted or not _names(part).isdisjoint(wanted)]


def arguments(area: Area, areas: Sequence[Area] = AREAS) -> list[str]:
    """What pytest is told: the area's paths, and to leave out what further paths within give to other areas."""
    others = [path for other in areas if other is not area for path in other.paths]
    within = [path for path in others if any(_leads(own, path) and own != path for own in area.paths)]
    return [*area.paths, *(f"--ignore={path}" for path in sorted(within))]


def _names(part: Part) -> set[str]:
    return {part.name, part.area.name, f"{part.area.name}-{part.engine}"}


def _leads(path: str, file: str) -> bool:
    return file == path or file.startswith(f"{path}/")
