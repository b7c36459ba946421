"""quanze register who, quanze register show: what the stored register says. Django is touched only when one runs."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, MutableMapping

from quanze.apps.access.declarations import declared
from quanze.cli.arguments import Arguments
from quanze.cli.console import Console, WrongUse
from quanze.cli.database import as_option, now, open_database, signed_in
from quanze.cli.options import day_option, known_at, known_option

Run = Callable[[argparse.Namespace, Console], int]
MOST_LEVELS = 9


def add_commands(table: MutableMapping[str, tuple[str, str, str]]) -> None:
    """Put this module's commands into the table of commands: words → (module, Chinese, English)."""
    for words, (_, zh, en) in COMMANDS.items():
        table[words] = ("register_show", zh, en)


def arguments(words: str, console: Console) -> Arguments:
    """What one of the commands takes."""
    _, zh, en = COMMANDS[words]
    parser = Arguments(words, console, (zh, en))
    _TAKES[words](parser)
    parser.one_of(("--json", ("JSON", "JSON")))
    as_option(parser)
    parser.finish()
    parser.set_defaults(command=words)
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Run the command that was read. Raises Refusal."""
    open_database()
    return COMMANDS[args.command][0](args, console)


def _takes_who(parser: Arguments) -> None:
    parser.option("--unit", ("单位编号", "code of the unit"), required=True, metavar="UNIT")
    parser.option("--on", ("哪一天（默认今日）", "the day (today)"), metavar="DAY")
    parser.option("--levels", (f"向上几级，0 至 {MOST_LEVELS}（默认 1）", f"levels above, 0 to {MOST_LEVELS} (1)"),
                  default="1", metavar="N")  # fmt: skip
    known_option(parser)


def _takes_show(parser: Arguments) -> None:
    parser.place("kind", ("unit 单位、post 职务或 person 人员", "unit, post or person"),
                 choices=("unit", "post", "person"), metavar="KIND")  # fmt: skip
    parser.place("id", ("编号", "its code"), metavar="ID")


@declared(actor="caller", action="register:read", object="unit")
def run_who(args: argparse.Namespace, console: Console) -> int:
    """Print who answers for a unit on a day, level by level. That it was read is recorded first."""
    from quanze.apps.organizations.chain_data import chain_data
    from quanze.apps.organizations.selectors.recorded import chain_read
    from quanze.cli.register_words import chain_words

    on, known, levels, at = (
        day_option(args.on, "--on"),
        known_at(args),
        _levels(args),
        now(),
    )
    with signed_in(args.login, console, at=at) as by:
        chain = chain_read(unit=args.unit, on=on or by.on, levels=levels, known=known, by=by, at=at)
    console.print(_json(chain_data(chain)) if args.form else "\n".join(chain_words(chain, console)))
    return 0


@declared(actor="caller", action="register:read", object="unit")
def run_show(args: argparse.Namespace, console: Console) -> int:
    """Print every record of a unit, post or person, superseded ones too. That it was read is recorded first."""
    from quanze.apps.organizations.events import EVENTS
    from quanze.apps.organizations.selectors.recorded import timeline_read
    from quanze.cli.register_words import moment_data, moment_words

    at = now()
    with signed_in(args.login, console, at=at) as by:
        moments = timeline_read(kind=args.kind, code=args.id, by=by, at=at)
    if args.form:
        told = {"format": "quanze/timeline/1", args.kind: args.id, "records": [moment_data(each) for each in moments]}
        console.print(_json(told))
    else:
        console.print("\n".join(line for each in moments for line in moment_words(each, EVENTS, console)))
    return 0


def _levels(args: argparse.Namespace) -> int:
    if args.levels.isascii() and args.levels.isdigit() and int(args.levels) <= MOST_LEVELS:
        return int(args.levels)
    raise WrongUse(
        "wrong_use",
        zh=f"--levels 应为 0 至 {MOST_LEVELS} 的整数",
        en=f"--levels is a whole number from 0 to {MOST_LEVELS}",
    )


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)


COMMANDS: dict[str, tuple[Run, str, str]] = {
    "register who": (run_who, "某单位某日由谁负责，逐级向上", "who answers for a unit on a day, level by level"),
    "register show": (run_show, "单位、职务或人员的历次登记", "every record of a unit, post or person"),
}
_TAKES: dict[str, Callable[[Arguments], None]] = {"register who": _takes_who, "register show": _takes_show}
