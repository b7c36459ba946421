"""Import of posts from csv and xlsx, beside bare ``executemany`` of ready tuples into the same tables.

The bound is what the engine alone needs: the same rows into the same tables with the same indexes and guards, in one
transaction. Ours reads the file, checks every cell and reference, writes rows, act and audit entry; and undoes it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any, NamedTuple

from bench.report import machine

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
UNITS = 700
_EVERYWHERE = (
    "register:read register:write register:import register:undo person:read person:read_identity person:write".split()
)
_FAULTY = 100
# What the issue asks: times the bound, at most.
ASKED = {"csv": 4, "xlsx": 6, "csv_and_undo": 4, "xlsx_and_undo": 6}


class Taken(NamedTuple):
    """Seconds of one run: on the wall clock, and of the processor; on a busy machine the latter is steadier."""

    wall: float
    cpu: float


def taken(act: Callable[[], object]) -> Taken:
    """One run's seconds."""
    wall, cpu = perf_counter(), process_time()
    act()
    return Taken(perf_counter() - wall, process_time() - cpu)


@dataclass(frozen=True, slots=True)
class Files:
    """The posts in both forms, and as csv with one faulty row in a hundred."""

    csv: Any
    xlsx: Any
    faulty: Any


def measure(posts: int, rounds: int) -> dict[str, Any]:
    """Medians of seconds and their ratios to the bound; needs SQLite, and a database of its own in a folder that goes."""
    with _database() as start:
        files = _files(posts)
        by = _clerk()
        found: dict[str, list[Taken]] = {}
        for _ in range(rounds):
            for name, act in _acts(files, posts, by).items():
                start()
                for part, each in act():
                    found.setdefault(f"{name}{part}", []).append(each)
        return _results(posts, rounds, found)


def _results(posts: int, rounds: int, found: dict[str, list[Taken]]) -> dict[str, Any]:
    """Medians of both clocks, and how many times the bound each takes; ``…_and_undo`` adds the undo of an import."""
    results: dict[str, Any] = {"posts": posts, "rounds": rounds}
    for clock in Taken._fields:
        middle = {name: median(getattr(each, clock) for each in times) for name, times in found.items()}
        middle |= {f"{form}_and_undo": middle[form] + middle[f"{form}_undo"] for form in ("csv", "xlsx")}
        results[clock] = {
            name: {"seconds": round(value, 3), "times_bound": round(value / middle["bound"], 2)}
            for name, value in middle.items()
        }  # fmt: skip
    return results


def _acts(files: Files, posts: int, by: Any) -> dict[str, Callable[[], Iterator[tuple[str, Taken]]]]:
    return {
        "bound": lambda: _bare(posts), "bound_without_guards": lambda: _bare(posts, guarded=False),
        "csv": lambda: _imported(files.csv, by), "xlsx": lambda: _imported(files.xlsx, by),
        "faulty": lambda: _refused(files.faulty, by, posts),
    }  # fmt: skip


def _imported(file: Any, by: Any) -> Iterator[tuple[str, Taken]]:
    from quanze.apps.organizations.exchange.services import import_files
    from quanze.apps.organizations.services import undo_act

    done: list[Any] = []
    yield "", taken(lambda: done.append(import_files([file], by=by, at=AT)))
    yield "_undo", taken(lambda: undo_act(act=done[0].done.act, by=by, at=AT + timedelta(minutes=1)))


def _refused(file: Any, by: Any, posts: int) -> Iterator[tuple[str, Taken]]:
    """One row in a hundred is faulty: all are named and nothing is written."""
    from quanze.apps.organizations.exchange.services import ImportRefused, import_files
    from quanze.apps.organizations.models import Post, PostRecord

    told: list[int] = []

    def act() -> None:
        try:
            import_files([file], by=by, at=AT)
        except ImportRefused as refused:
            told.append(len(refused.report.faults))

    yield "", taken(act)
    left = Post.everything(reason="bench").count() + PostRecord.everything(reason="bench").count()
    if told != [posts // _FAULTY] or left:
        raise SystemExit(f"{told} faults told of {posts // _FAULTY}, {left} rows written")


def _bare(posts: int, *, guarded: bool = True) -> Iterator[tuple[str, Taken]]:
    """Ready tuples into the tables of posts and their records, act and all, in one transaction."""
    from django.db import connection, transaction

    from quanze.apps.organizations.guards import lower_guards
    from quanze.apps.organizations.models import Act, Post, PostRecord, Unit
    from quanze.apps.organizations.storage import insert, stored

    units = list(Unit.everything(reason="bench").order_by("pk").values_list("pk", "path"))
    act = Act(event="register:rows:written", at=AT)
    act.save(force_insert=True)
    when, label = stored(AT), "register"
    things = [(n, _code(n), units[n % UNITS + 1][0], label) for n in range(1, posts + 1)]
    records = [
        (n, "2010-06-01", None, when, None, act.pk, None, label, n, *units[n % UNITS + 1], False, f"第{n}号岗位", "deputy",
         "deputy_section_chief", "", "", 1)
        for n in range(1, posts + 1)
    ]  # fmt: skip
    clocks = ("id", "starts_on", "ends_before", "recorded_at", "superseded_at", "act_id", "replaces", "compartment")
    own = ("post_id", "unit_id", "path", "away", "title", "role", "rank", "managed_by", "co_managed_by", "seats")

    if not guarded:
        lower_guards(connection)

    def run() -> None:
        with transaction.atomic():
            insert(Post, ("id", "code", "unit_id", "compartment"), things)
            insert(PostRecord, (*clocks, *own), records)

    yield "", taken(run)
    connection.close()


def _code(number: int) -> str:
    return f"P{number:06}"


def _files(posts: int) -> Files:
    from quanze.apps.organizations.exchange.laying_out import as_csv, as_xlsx
    from quanze.apps.organizations.exchange.reading import File
    from quanze.apps.organizations.exchange.sheets import POSTS

    rows = [
        [_code(n), f"U{n % UNITS:04}", f"第{n}号岗位", "副职", "副科级", "1", "2010-06-01", ""]
        for n in range(1, posts + 1)
    ]
    faulty = [[*row[:3], "付职", *row[4:]] if n % _FAULTY == 0 else row for n, row in enumerate(rows, 1)]
    return Files(
        File("职务.csv", as_csv(POSTS, rows)), File("职务.xlsx", as_xlsx({"posts": rows}, at=AT)),
        File("职务.csv", as_csv(POSTS, faulty)),
    )  # fmt: skip


def _clerk() -> Any:
    from quanze.apps.access.caller import system_caller

    return system_caller("clerk", permissions=[f"all:{each}" for each in _EVERYWHERE], at=AT)


@contextmanager
def _database() -> Iterator[Callable[[], None]]:
    """A fresh register with its units in a folder that goes; called, it is as at the start again."""
    with TemporaryDirectory() as folder:
        os.environ["QUANZE_HOME"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quanze.config.settings")
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        call_command("migrate", verbosity=0)
        _lay_units()
        file, kept = Path(connection.settings_dict["NAME"]), Path(folder) / "start"
        connection.close()
        shutil.copyfile(file, kept)

        def start() -> None:
            connection.close()
            for each in file.parent.glob(f"{file.name}*"):
                each.unlink()
            shutil.copyfile(kept, file)
            connection.ensure_connection()

        yield start
        connection.close()


def _lay_units() -> None:
    from quanze.apps.organizations.services import write_rows
    from quanze.core.register import Organization, Register

    units = [Organization(id=f"U{n:04}", name=f"{n} 局", kind="department", superior="QH") for n in range(UNITS)]
    rows = Register(organizations=(Organization(id="QH", name="清河县", kind="territory"), *units))
    write_rows(rows, by=_clerk(), at=AT - timedelta(days=1), act="bench")


def table(found: dict[str, Any]) -> str:
    """The figures as Markdown."""
    machine, ours = found["machine"], found["importing"]
    lines = [
        "# 导入 / Import", "",
        f"{machine['date']}; {machine['cores']} cores, {machine['architecture']}, {machine['system']}, "
        f"Python {machine['python']}; load before: {machine['load_before']}. SQLite, {ours['posts']} posts, "
        f"medians of {ours['rounds']} rounds. The bound is bare executemany into the same tables; at 1 % faulty rows "
        "all are named and nothing is written.", "",
        "| what | s (wall) | × bound | s (processor) | × bound | asked, at most |", "|---|---|---|---|---|---|",
    ]  # fmt: skip
    for name, wall in ours["wall"].items():
        cpu = ours["cpu"][name]
        lines.append(
            f"| {name} | {wall['seconds']} | {wall['times_bound']} | {cpu['seconds']} | {cpu['times_bound']} "
            f"| {ASKED.get(name, '')} |"
        )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, print, and keep with the machine: importing.json and importing.md."""
    parser = argparse.ArgumentParser(prog="python -m bench.importing", description=__doc__)
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results")
    parser.add_argument("--date", type=date.fromisoformat, default=None, help="the day written beside the results")
    given = parser.parse_args()
    found = {"machine": machine(given.date or date.today()), "importing": measure(given.posts, given.rounds)}
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "importing.json").write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", "utf-8")
    (given.out / "importing.md").write_text(table(found), "utf-8")
    print(table(found), end="")


if __name__ == "__main__":
    main()
