"""quanze accounts token make, list, revoke: one's own API tokens. Django is touched only when one runs."""

from __future__ import annotations

import argparse
from collections.abc import Callable, MutableMapping

from quanze.apps.access.declarations import declared
from quanze.cli.arguments import Arguments
from quanze.cli.console import Console, WrongUse
from quanze.cli.database import as_option, now, open_database, signed_in

Run = Callable[[argparse.Namespace, Console], int]


def add_commands(table: MutableMapping[str, tuple[str, str, str]]) -> None:
    """Put this module's commands into the table of commands: words → (module, Chinese, English)."""
    for words, (_, zh, en) in COMMANDS.items():
        table[words] = ("tokens", zh, en)


def arguments(words: str, console: Console) -> Arguments:
    """What one of the commands takes."""
    _, zh, en = COMMANDS[words]
    parser = Arguments(words, console, (zh, en))
    _TAKES[words.split()[-1]](parser)
    as_option(parser)
    parser.finish()
    parser.set_defaults(command=words)
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Run the command that was read. Raises Refusal."""
    open_database()
    return COMMANDS[args.command][0](args, console)


def _takes_make(parser: Arguments) -> None:
    parser.option(
        "--purpose", ("用途：哪个程序、办什么事", "which program, which matter"), required=True, metavar="TEXT"
    )
    parser.option("--may", ("可办事项（可重复），如 register:read", "an action (may be repeated), such as register:read"),
                  dest="actions", action="append", required=True, metavar="ACTION")  # fmt: skip
    parser.option("--days", ("有效天数，1 至 90（默认 30）", "days it lives, 1 to 90 (30)"), default="30", metavar="N")


def _takes_list(parser: Arguments) -> None:
    return None


def _takes_revoke(parser: Arguments) -> None:
    parser.place("token", ("令牌编号（见 list）", "number of the token (see list)"), metavar="NUMBER")


@declared(actor="caller", action="account:secure", object="token")
def run_make(args: argparse.Namespace, console: Console) -> int:
    """Make a token and print it, once, alone on standard output."""
    from quanze.apps.accounts.tokens.services import make_token

    if not (args.days.isascii() and args.days.isdigit() and len(args.days) < 4):
        raise WrongUse("wrong_use", zh="--days 应为 1 至 90 的整数", en="--days is a whole number from 1 to 90")
    at = now()
    with signed_in(args.login, console, at=at) as by:
        made = make_token(purpose=args.purpose, actions=args.actions, days=int(args.days), by=by, at=at)
    console.print(made.token)
    day = _day(made.row.expires_at)
    console.note(
        "token", console.say(f"只显示这一次；编号 {made.row.public_id}，有效至 {day}",
                             f"shown only now; number {made.row.public_id}, it lives until {day}")
    )  # fmt: skip
    return 0


@declared(actor="caller", action="account:secure", object="token")
def run_list(args: argparse.Namespace, console: Console) -> int:
    """One line for each token of one's own, newest first."""
    from quanze.apps.accounts.tokens.selectors import tokens_of

    with signed_in(args.login, console, at=now()) as by:
        lines = tokens_of(by)
    for line in lines:
        state = console.say("有效", "living") if line.lives else console.say("已失效", "no longer valid")
        used = _day(line.used_on) if line.used_on else console.say("从未使用", "never used")
        until = console.say(f"至 {_day(line.expires_at)}", f"until {_day(line.expires_at)}")
        console.print(f"{line.token}  {state}  {until}  {used}  {' '.join(line.actions)}  {line.purpose}")
    if not lines:
        console.print(console.say("没有令牌。", "There is no token."))
    return 0


@declared(actor="caller", action="account:secure", object="token")
def run_revoke(args: argparse.Namespace, console: Console) -> int:
    """Revoke one of one's own tokens, at once."""
    from quanze.apps.accounts.tokens.services import revoke_token

    at = now()
    with signed_in(args.login, console, at=at) as by:
        revoke_token(token=args.token, by=by, at=at)
    console.print(console.say(f"已撤销令牌 {args.token}。", f"Token {args.token} is revoked."))
    return 0


def _day(value: object) -> str:
    from quanze.apps.pages.plain import plain

    return str(plain(value))[:10]


COMMANDS: dict[str, tuple[Run, str, str]] = {
    "accounts token make": (run_make, "生成本人的接口令牌", "make an API token of one's own"),
    "accounts token list": (run_list, "列出本人的接口令牌", "list one's own API tokens"),
    "accounts token revoke": (run_revoke, "撤销本人的接口令牌", "revoke an API token of one's own"),
}
_TAKES: dict[str, Callable[[Arguments], None]] = {"make": _takes_make, "list": _takes_list, "revoke": _takes_revoke}
