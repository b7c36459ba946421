"""The quanze command's entrance: finds the command, and lets nothing but clear sentences out."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from quanze import __version__
from quanze.cli.commands import COMMANDS
from quanze.cli.console import Console, WrongUse, internal, open_console
from quanze.core.refusals import Refusal

INTERRUPTED, READER_GONE = 130, 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Exit status: 0 done, 1 something was refused, 2 wrong use (130 interrupted, 141 reader gone)."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    console = open_console(words)
    try:
        status = _run(words, console)
        console.flush()
        return status
    except Refusal as refusal:
        return _refused(refusal, console)
    except KeyboardInterrupt:
        _silence(console)
        return INTERRUPTED
    except BrokenPipeError:
        _silence(console)
        return READER_GONE
    except Exception as error:
        _silence(console)
        return _refused(internal(error), console)


def _run(words: list[str], console: Console) -> int:
    words = _without_leading_language(words)
    if words[:1] == ["--version"]:
        console.print(f"quanze {__version__}")
        return 0
    if not words or words[0] in ("-h", "--help", "help"):
        console.print(overview(console))
        return 0 if words else 2
    name = find_command(words)
    module: Any = import_module(f"quanze.cli.{COMMANDS[name][0]}")
    parser = module.arguments(name, console)
    rest = words[len(name.split()) :]
    if {"-h", "--help"} & set(rest):
        console.print(parser.format_help())
        return 0
    status: int = module.run(parser.read(rest), console)
    return status


def find_command(words: Sequence[str]) -> str:
    """The command that the first words, three at most, name. Raises WrongUse with the nearest one."""
    for length in (3, 2, 1):
        if " ".join(words[:length]) in COMMANDS:
            return " ".join(words[:length])
    from quanze.core.casefile.wording import advice, unknown  # no right use needs it

    below = [name for name in COMMANDS if name.startswith(f"{words[0]} ")]
    asked = " ".join(words[:2]) if below else words[0]
    found = unknown(("命令", "command"), "wrong_use", asked, "", advice(asked, below or list(COMMANDS)))
    raise WrongUse(found.code, zh=found.zh, en=found.en)


def overview(console: Console) -> str:
    """What the command can do, one line a command."""
    wide = max(len(name) for name in COMMANDS)
    lines = [f"  quanze {name:<{wide}}  {console.say(zh, en)}" for name, (_, zh, en) in COMMANDS.items()]
    head = console.say(
        "权责 Quanze：由案件得出定责建议，逐条说明依据；由人决定。",
        "Quanze 权责: from a case to a determination sheet with its grounds; people decide.",
    )
    tail = console.say(
        "“quanze 命令 --help”给出每个命令的用法；--lang zh|en 选择语言。\n"
        "退出状态：0 完成，1 有内容被拒绝，2 用法不对。",
        "“quanze COMMAND --help” tells more; --lang zh|en chooses the language.\n"
        "Exit status: 0 done, 1 something was refused, 2 wrong use.",
    )
    return "\n".join([head, "", *lines, "", tail])


def _refused(refusal: Refusal, console: Console) -> int:
    """Say it, after what was printed before it; the exit status."""
    try:
        console.out.flush()
    except OSError:
        _silence(console)
    try:
        console.complain(refusal)
    except OSError:  # nobody listens
        return 1
    return 2 if isinstance(refusal, WrongUse) else 1


def _without_leading_language(words: list[str]) -> list[str]:
    while words and words[0].startswith("--lang"):
        words = words[1:] if "=" in words[0] else words[2:]
    return words


def _silence(console: Console) -> None:
    """Nothing more is written, and the interpreter's own last flush cannot fail either."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), console.out.fileno())
    except OSError:
        return
