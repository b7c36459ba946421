"""quanze register begin: a top unit of the register, from the console. Django is touched only when it runs."""

from __future__ import annotations

import argparse
from collections.abc import MutableMapping

from quanze.apps.access.declarations import declared
from quanze.cli.arguments import Arguments
from quanze.cli.console import Console, WrongUse
from quanze.cli.database import now, open_database
from quanze.cli.options import day_option
from quanze.core.words.vocabulary import GROUPS

_ABOUT = (
    "登记台账的最上级单位，如本市；已有单位时须加 --another（如辖区外的条线上级）。其余单位由台账管理员登记或导入。",
    "Records the top unit, such as the city; beside units that stand, with --another (such as the head office of a "
    "vertical system outside the area). Register clerks record all others.",
)


def add_commands(table: MutableMapping[str, tuple[str, str, str]]) -> None:
    """Put this module's command into the table of commands: words → (module, Chinese, English)."""
    for words, (_, zh, en) in COMMANDS.items():
        table[words] = ("register_begin", zh, en)


def arguments(words: str, console: Console) -> Arguments:
    """What the command takes."""
    parser = Arguments(words, console, _ABOUT)
    parser.place("code", ("单位编号，如 430900", "code of the unit, such as 430900"), metavar="CODE")
    parser.place("name", ("单位名称", "its name"), metavar="NAME")
    parser.option("--kind", ("单位类别（默认 territory）", "its kind (territory)"), default="territory", metavar="KIND")
    parser.option("--level", ("单位级别，如 prefecture", "its level, such as prefecture"), metavar="LEVEL")
    parser.option("--from", ("起（默认不详）", "first day (unknown)"), dest="starts_on", metavar="DAY")
    parser.option(
        "--another", ("台账中已有单位，另登记一个最上级单位", "one more top unit beside those that stand"), action="store_true"
    )  # fmt: skip
    parser.finish()
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Run the command. Raises WrongUse, Refusal: no_database, older_database, newer_database, register_begun."""
    open_database()
    return run_begin(args, console)


@declared(actor="operator", action="register:begin", object="unit")
def run_begin(args: argparse.Namespace, console: Console) -> int:
    """Record the top unit and say what comes next."""
    from quanze.apps.access.caller import system_caller
    from quanze.apps.organizations.services import begin_register
    from quanze.cli.database_version import check_database
    from quanze.core.register import Organization

    for option, group in (("kind", "kind"), ("level", "level")):
        _check_word(getattr(args, option), group, f"--{option}")
    starts_on, at = day_option(args.starts_on, "--from"), now()
    check_database()
    unit = Organization(id=args.code, name=args.name, kind=args.kind, level=args.level, starts_on=starts_on)
    by = system_caller("console", permissions=["all:register:begin"], at=at)
    begin_register(unit=unit, by=by, at=at, another=args.another)
    console.print(
        console.say(
            f"已登记最上级单位 {args.code}。下一步：系统管理员开立账号（accounts open），"
            f"安全管理员授予台账管理员（accounts grant … register_clerk --unit {args.code}）。",
            f"The top unit {args.code} is recorded. Next: the system administrator opens an account (accounts open), "
            f"the security administrator grants the clerk's role (accounts grant … register_clerk --unit {args.code}).",
        )
    )
    return 0


def _check_word(word: str | None, group: str, option: str) -> None:
    if word is not None and word not in GROUPS[group]:
        listed = ", ".join(GROUPS[group])
        raise WrongUse("wrong_use", zh=f"{option} 可用：{listed}", en=f"{option} is one of {listed}")


COMMANDS = {
    "register begin": (run_begin, "登记最上级单位", "record a top unit of the register"),
}
