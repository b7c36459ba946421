"""quanze demo: a whole invented prefecture in a data folder of its own, marked as a demonstration."""

from __future__ import annotations

import argparse
import os
from collections.abc import MutableMapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from quanze.apps.access.declarations import declared
from quanze.cli.arguments import Arguments
from quanze.cli.console import Console
from quanze.cli.database import now, open_database
from quanze.cli.files import write_all
from quanze.cli.home import data_folder
from quanze.cli.progress import Progress
from quanze.core.refusals import Refusal

if TYPE_CHECKING:
    from quanze.cli.demo_accounts import Ready

MARK, ACCOUNTS = "DEMO.txt", "demo-accounts.txt"
SEED = 20120101
# What stands in the demonstration: Loudi's shape, or a town for trying out.
WHOLE, SMALL = {"units": 67, "posts": 8878, "years": 12}, {"units": 6, "posts": 260, "years": 12}
_ABOUT = (
    "建立演示数据：一个虚构的地级市（67 个重点单位、8,878 个职务、十二年任职），姓名全部虚构，另有十二个演示账号。",
    "Builds the demonstration: an invented prefecture (67 key units, 8,878 posts, twelve years of holders) with invented "
    "names only, and twelve accounts.",
)
_STEPS = 16


def add_commands(table: MutableMapping[str, tuple[str, str, str]]) -> None:
    """Put this module's command into the table of commands: words → (module, Chinese, English)."""
    for words, (_, zh, en) in COMMANDS.items():
        table[words] = ("demo", zh, en)


def arguments(words: str, console: Console) -> Arguments:
    """What the command takes."""
    parser = Arguments(words, console, _ABOUT)
    parser.option("--small", ("只建一个小镇规模的，几秒钟", "a small one, in seconds"), action="store_true")
    parser.finish()
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Choose the folder, then build. Raises Refusal: no_home, demo_exists, not_empty."""
    folder = demo_folder()
    os.environ["QUANZE_HOME"] = str(folder)
    open_database()
    if args.small:
        from django.conf import settings

        settings.PASSWORD_HASHERS = ["quanze.cli.demo_hashing.DemoArgon2"]
    return run_demo(args, console)


def demo_folder() -> Path:
    """QUANZE_HOME where it is set; else a folder of its own, so that no real installation is ever touched."""
    folder = data_folder()
    if folder is None:
        raise Refusal(
            "no_home", zh="请设 QUANZE_HOME 指明演示数据的文件夹", en="set QUANZE_HOME to name the demo's folder"
        )
    return folder if os.environ.get("QUANZE_HOME") else folder.with_name(f"{folder.name}-demo")


@declared(actor="operator", action="demo:build", object="installation")
def run_demo(args: argparse.Namespace, console: Console) -> int:
    """Build everything and say where it is and how to go on."""
    from django.conf import settings

    from quanze.apps.organizations.demo import on_disk_at_the_end
    from quanze.cli.database_version import lay_out

    folder, at = settings.QUANZE_HOME, now()
    _check_unmarked(folder)
    lay_out()
    _check_empty(at)
    write_all(folder, {MARK: _mark(finished=False)})
    progress = Progress(_STEPS, console)
    with on_disk_at_the_end():
        ready = build(SMALL if args.small else WHOLE, folder=folder, at=at, progress=progress)
    write_all(folder, {MARK: _mark(finished=True)})
    progress.done()
    _say(folder, len(ready), console)
    return 0


def build(size: dict[str, int], *, folder: Path, at: datetime, progress: Progress) -> list[Ready]:
    """The register in one act, then the accounts; their secrets into a file that only the owner reads."""
    from quanze.apps.accounts.roles import ROLES
    from quanze.apps.organizations.demo import demo_city
    from quanze.cli.demo_accounts import Accounts, Clock, as_text
    from quanze.core.register.fiction import prefecture

    # One-time codes are good for half a minute around their instant: the accounts' own clock begins a while ago.
    clock = Clock(at - timedelta(minutes=5))
    progress.step("register")
    city = demo_city(prefecture(SEED, **size), at=clock.tick())
    accounts = Accounts(clock, city.unit_id, city.holder, city.newcomer, progress.step)
    ready = accounts.make()
    _write_private(folder / ACCOUNTS, as_text(ready, ROLES))
    return ready


def _write_private(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)


def _check_unmarked(folder: Path) -> None:
    if (folder / MARK).exists():
        raise Refusal(
            "demo_exists", zh=f"{folder} 中已有演示数据；要重建，请先删除该文件夹", where=str(folder),
            en=f"{folder} holds a demonstration already; to build it anew, delete that folder first",
        )  # fmt: skip


def _check_empty(at: datetime) -> None:
    """Never build beside real data: an installation that has accounts or units is left alone."""
    from quanze.apps.organizations.demo import is_empty

    if not is_empty(at):
        raise Refusal(
            "not_empty", zh="这里已有真实数据，不能建立演示数据；请用 QUANZE_HOME 指明另一个空文件夹",
            en="there is real data here: name another, empty folder with QUANZE_HOME",
        )  # fmt: skip


def _mark(*, finished: bool) -> str:
    state = (
        ("已建成", "complete")
        if finished
        else ("建立中断，请删除本文件夹后重建", "broken off: delete this folder and build anew")
    )
    return (
        f"本文件夹是权责 Quanze 的演示数据（{state[0]}），单位和人名均为虚构；不得录入真实信息。\n"
        f"This folder holds a demonstration of Quanze ({state[1]}); units and names are invented. Put nothing real here.\n"
    )


def _say(folder: Path, accounts: int, console: Console) -> None:
    console.print(
        console.say(
            f"演示数据已建成：{folder}\n{accounts} 个演示账号见其中 {ACCOUNTS}；继续使用请设 QUANZE_HOME={folder}",
            f"The demonstration is built: {folder}\nIts {accounts} accounts stand in {ACCOUNTS} there; "
            f"to go on, set QUANZE_HOME={folder}",
        )
    )


COMMANDS = {"demo": (run_demo, "建立演示数据", "build the demonstration")}
