"""quanze demo code: the one-time code of a demo account at this moment; in the folder of a demonstration and nowhere else."""

from __future__ import annotations

import argparse
import os
from collections.abc import MutableMapping
from pathlib import Path
from typing import NamedTuple

from quanze.apps.access.declarations import declared
from quanze.cli.arguments import Arguments
from quanze.cli.console import Console
from quanze.cli.database import now, open_database
from quanze.cli.demo import ACCOUNTS, MARK, demo_folder
from quanze.cli.demo_accounts import code_at
from quanze.core.casefile.wording import advice
from quanze.core.refusals import Refusal

_ABOUT = (
    "打印演示账号此刻的动态口令和还能用几秒。只在演示数据文件夹中可用；每个口令只能用一次。",
    "Prints the one-time code of a demo account and how long it lasts. Only in the folder of a demonstration; a code is "
    "good once.",
)


class Known(NamedTuple):
    """An account as the demo folder lists it: login name, password, key (base32), words of its role in both languages."""

    login: str
    password: str
    key: str
    role: str


def add_commands(table: MutableMapping[str, tuple[str, str, str]]) -> None:
    """Put this module's command into the table of commands: words → (module, Chinese, English)."""
    for words, (_, zh, en) in COMMANDS.items():
        table[words] = ("demo_code", zh, en)


def arguments(words: str, console: Console) -> Arguments:
    """What the command takes."""
    parser = Arguments(words, console, _ABOUT)
    parser.place("account", ("演示账号的登录名", "login name of a demo account"), metavar="LOGIN")
    parser.finish()
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Run the command. Raises Refusal: no_demo, no_such_account."""
    folder = demo_folder()
    known = account_of(folder, args.account)
    os.environ["QUANZE_HOME"] = str(folder)
    open_database()
    return run_demo_code(args, console, known=known)


@declared(actor="operator", action="demo:build", object="account")
def run_demo_code(args: argparse.Namespace, console: Console, *, known: Known) -> int:
    """Print the code on a line of its own, and on standard error how long it lasts."""
    at = now()
    console.print(code_at(known.key, at))
    left = 30 - int(at.timestamp()) % 30
    console.note("advice", console.say(f"还有 {left} 秒；只能用一次", f"{left} seconds left; good once"))
    return 0


def account_of(folder: Path, login: str) -> Known:
    """The account of that name. Raises Refusal: no_demo, no_such_account."""
    accounts = {each.login: each for each in known_accounts(folder)}
    if login not in accounts:
        near = advice(login, list(accounts))
        raise Refusal(
            "no_such_account",
            zh=f"没有名为“{login}”的演示账号{near[0]}",
            en=f"there is no demo account “{login}”{near[1]}",
        )
    return accounts[login]


def known_accounts(folder: Path) -> list[Known]:
    """The accounts that the demo folder lists. Raises Refusal "no_demo" where there is no demonstration."""
    if not (folder / MARK).exists() or not (folder / ACCOUNTS).exists():
        raise Refusal(
            "no_demo", zh=f"{folder} 不是演示数据文件夹；请由 QUANZE_HOME 指明",
            en=f"{folder} is no folder of a demonstration; let QUANZE_HOME name one",
        )  # fmt: skip
    found, role = [], ""
    for line in (folder / ACCOUNTS).read_text("utf-8").splitlines():
        words = line.split()
        if line.startswith("  ") and len(words) == 3:
            found.append(Known(words[0], words[1], words[2], role))
        else:
            role = line.strip()
    return found


COMMANDS = {"demo code": (run_demo_code, "演示账号此刻的动态口令", "the one-time code of a demo account, now")}
