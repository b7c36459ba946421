"""quanze upgrade: an older installation's database is brought to this program. Django is touched only when it runs."""

from __future__ import annotations

import argparse
from collections.abc import MutableMapping

from quanze.apps.access.declarations import declared
from quanze.cli.arguments import Arguments
from quanze.cli.console import Console
from quanze.cli.database import now, open_database
from quanze.cli.progress import Progress
from quanze.cli.told import counted

_ABOUT = (
    "升级程序后执行一次：把数据库带到本程序的版本，全部完成或全部不做。请先备份、停止服务。",
    "To be run once after the program was updated: brings the database to this version, all of it or nothing. "
    "Make a backup and stop the server first.",
)


def add_commands(table: MutableMapping[str, tuple[str, str, str]]) -> None:
    """Put this module's command into the table of commands: words → (module, Chinese, English)."""
    for words, (_, zh, en) in COMMANDS.items():
        table[words] = ("upgrade", zh, en)


def arguments(words: str, console: Console) -> Arguments:
    """What the command takes: nothing."""
    parser = Arguments(words, console, _ABOUT)
    parser.finish()
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Run the command. Raises Refusal: no_database, newer_database."""
    open_database()
    return run_upgrade(args, console)


@declared(actor="operator", action="installation:upgrade", object="installation")
def run_upgrade(args: argparse.Namespace, console: Console) -> int:
    """Carry out what is missing, and say what was done; nothing where nothing is."""
    from django.db import connection

    from quanze.apps.access.caller import system_caller
    from quanze.apps.accounts.services import upgrade
    from quanze.cli.database_version import State, carry_out_steps, check_database, missing_steps, state_of_database

    if state_of_database() is not State.OLDER:
        check_database()
        console.print(console.say("数据库已是本程序的版本，无需升级。", "The database is up to date; nothing to do."))
        return 0
    steps = missing_steps()
    console.note("advice", console.say(
        "升级前应有一份备份（quanze backup），并已停止服务；如没有，请现在中断（Ctrl-C）",
        "there should be a backup (quanze backup) and no server running; if not, break off now (Ctrl-C)",
    ))  # fmt: skip
    progress, at = Progress(len(steps), console), now()
    by = system_caller("upgrade", permissions=["all:installation:upgrade"], at=at)
    # SQLite cannot alter tables that others refer to while it checks references; each step checks them at its end.
    with connection.constraint_checks_disabled():
        done = upgrade(steps=lambda: carry_out_steps(progress.step), by=by, at=at)
    progress.done()
    console.print(console.say(f"升级完成，共 {len(done)} 步：", f"Brought up to date in {counted(len(done), 'step')}:"))
    console.print("\n".join(f"  {each}" for each in done))
    return 0


COMMANDS = {
    "upgrade": (run_upgrade, "升级后带数据库到本版本", "bring the database of an older installation up to date")
}
