"""quanze demo serve: the demonstration in a browser with one command: built if it is not there, served to this machine."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import MutableMapping
from pathlib import Path

from quanze.apps.access.declarations import declared
from quanze.cli.arguments import Arguments
from quanze.cli.console import Console
from quanze.cli.database import open_database
from quanze.cli.demo import MARK, demo_folder, run_demo
from quanze.cli.demo_code import Known, known_accounts
from quanze.cli.serve import HOST, port_option, serve, workers_here
from quanze.cli.serve_checks import check_port_free
from quanze.cli.serve_process import Place
from quanze.core.refusals import Refusal

_ABOUT = (
    "打开演示：数据文件夹中还没有演示数据时先建立，然后只供本机使用；准备好后打印网址和十二个演示账号。",
    "Opens the demonstration: built first where it does not stand yet, then served to this machine only; prints the "
    "address and the twelve accounts once it is ready.",
)


def add_commands(table: MutableMapping[str, tuple[str, str, str]]) -> None:
    """Put this module's command into the table of commands: words → (module, Chinese, English)."""
    for words, (_, zh, en) in COMMANDS.items():
        table[words] = ("demo_serve", zh, en)


def arguments(words: str, console: Console) -> Arguments:
    """What the command takes."""
    parser = Arguments(words, console, _ABOUT)
    parser.option("--small", ("要新建时只建小的", "a small one, if it is built now"), action="store_true")
    port_option(parser)
    parser.finish()
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Choose the folder; look at the port before anything long begins. Raises Refusal."""
    folder = demo_folder()
    check_port_free(HOST, args.port)
    os.environ["QUANZE_HOME"] = str(folder)
    open_database()
    if args.small:
        from django.conf import settings

        settings.PASSWORD_HASHERS = ["quanze.cli.demo_hashing.DemoArgon2"]
    return run_demo_serve(args, console)


@declared(actor="operator", action="demo:build", object="installation")
def run_demo_serve(args: argparse.Namespace, console: Console) -> int:
    """Build if need be, serve, and say who may sign in. Raises Refusal as demo and serve do, and demo_broken_off."""
    from django.conf import settings

    folder: Path = settings.QUANZE_HOME
    if not (folder / MARK).exists():
        console.print(
            console.say("正在建立演示数据，约需一两分钟……", "Building the demonstration; this takes a minute or two …")
        )
        console.flush()
        run_demo(args, console)
    _check_whole(folder)
    accounts = known_accounts(folder)

    def say(place: Place) -> None:
        console.print(told(place, accounts, folder, console))
        console.flush()

    return serve(HOST, args.port, workers_here(), when_ready=say)


def _check_whole(folder: Path) -> None:
    if "建立中断" in (folder / MARK).read_text("utf-8"):
        raise Refusal(
            "demo_broken_off", zh=f"{folder} 中的演示数据上次没有建完；请删除该文件夹后重来",
            en=f"the demonstration in {folder} was broken off while it was built; delete that folder and begin again",
        )  # fmt: skip


def told(place: Place, accounts: list[Known], folder: Path, console: Console) -> str:
    """What a newcomer needs: the address, the accounts, and where the codes come from."""
    command = f"QUANZE_HOME={shlex.quote(str(folder))} {shlex.quote(_command())} demo code"
    wide = max(len(each.login) for each in accounts)
    lines = [f"  {each.login:<{wide}}  {each.password}  {each.key}  {each.role}" for each in accounts]
    return "\n".join(
        [
            console.say(f"演示已可使用，请用浏览器打开：{place.address}", f"Ready; open in a browser: {place.address}"),
            "",
            console.say(
                "十二个演示账号（姓名均为虚构）：登录名、口令、动态口令密钥、角色",
                "Twelve accounts (all names invented): login, password, key of the one-time codes, role",
            ),
            *lines,
            "",
            console.say(
                f"登录还要六位动态口令：在另一终端执行  {command} {accounts[3].login}",
                f"Signing in also takes a one-time code of six digits: in another terminal run  {command} {accounts[3].login}",
            ),
            console.say(
                "（或把密钥录入动态口令软件；每个口令只能用一次，半分钟换一个。）按 Ctrl-C 停止。",
                "(or put the key into an authenticator; a code is good once and changes every half minute). Ctrl-C stops.",
            ),
        ]
    )


def _command() -> str:
    """How this command was called, as it works from any folder."""
    called = Path(sys.argv[0])
    return str(called.resolve()) if called.name.startswith("quanze") and called.exists() else "quanze"


COMMANDS = {
    "demo serve": (run_demo_serve, "建好演示数据并提供网页", "build the demonstration if need be, and serve it")
}
