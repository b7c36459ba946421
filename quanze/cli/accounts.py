"""quanze accounts …: bootstrap, open, attach, grant, revoke, disable, list. Django is touched only when one runs."""

from __future__ import annotations

import argparse
from collections.abc import Callable, MutableMapping
from typing import TYPE_CHECKING

from quanze.apps.access.declarations import declared
from quanze.cli.arguments import Arguments
from quanze.cli.console import Console, WrongUse
from quanze.cli.database import as_option, now, open_database, signed_in
from quanze.cli.grant_words import grant_line, units_of
from quanze.cli.options import day_option

if TYPE_CHECKING:
    from quanze.apps.accounts.models import Grant

_ROLES = ("system", "security", "audit")
Run = Callable[[argparse.Namespace, Console], int]


def add_commands(table: MutableMapping[str, tuple[str, str, str]]) -> None:
    """Put this module's commands into the table of commands: words → (module, Chinese, English)."""
    for words, (_, zh, en) in COMMANDS.items():
        table[words] = ("accounts", zh, en)


def arguments(words: str, console: Console) -> Arguments:
    """What one of the commands takes."""
    _, zh, en = COMMANDS[words]
    parser = Arguments(words, console, (zh, en))
    _TAKES[words.split()[1]](parser)
    parser.finish()
    parser.set_defaults(command=words)
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Run the command that was read. Raises Refusal."""
    open_database()
    return COMMANDS[args.command][0](args, console)


def _takes_bootstrap(parser: Arguments) -> None:
    words = {"system": ("系统管理员", "system administrator"), "security": ("安全管理员", "security administrator")}
    words["audit"] = ("审计管理员", "audit administrator")
    for role in _ROLES:
        zh, en = words[role]
        parser.option(
            f"--{role}", (f"{zh}：姓名和登录名", f"{en}: name and login name"), nargs=2, metavar=("NAME", "LOGIN"),
            required=True,
        )  # fmt: skip


def _takes_open(parser: Arguments) -> None:
    parser.place("account", ("新账号的登录名", "login name of the new account"), metavar="ACCOUNT")
    parser.option("--person", ("台账中的人员编号", "code of the person in the register"), dest="person", metavar="CODE")
    parser.option("--name", ("姓名：此人尚未列入台账时", "the name, of somebody in no register yet"), metavar="NAME")
    as_option(parser)


def _takes_grant(parser: Arguments) -> None:
    parser.place("account", ("账号", "login name of the account"), metavar="ACCOUNT")
    parser.place("role", ("角色", "the role"), metavar="ROLE")
    parser.option("--unit", ("单位编号", "code of the unit"), metavar="CODE")
    parser.option("--compartment", ("隔区", "label of the compartment"), metavar="LABEL")
    parser.option("--from", ("起（默认今日）", "first day (today)"), dest="starts_on", metavar="DAY")
    parser.option(
        "--until", ("失效日，自该日起不再有效", "the first day it no longer holds"), dest="ends_before", metavar="DAY"
    )
    parser.option("--reason", ("理由", "why"), default="", metavar="TEXT")
    as_option(parser)


def _takes_revoke(parser: Arguments) -> None:
    parser.place("grant", ("授权号（见 list）", "number of the grant (see list)"), type=int, metavar="GRANT")
    parser.option("--reason", ("理由", "why"), required=True, metavar="TEXT")
    as_option(parser)


def _takes_disable(parser: Arguments) -> None:
    parser.place("account", ("账号", "login name of the account"), metavar="ACCOUNT")
    parser.option("--reason", ("理由", "why"), required=True, metavar="TEXT")
    as_option(parser)


def _takes_attach(parser: Arguments) -> None:
    parser.place("account", ("账号", "login name of the account"), metavar="ACCOUNT")
    parser.option("--person", ("台账中的人员编号", "code of the person in the register"), required=True, metavar="CODE")
    parser.option("--reason", ("理由", "why"), required=True, metavar="TEXT")
    as_option(parser)


@declared(actor="operator", action="account:bootstrap", object="installation")
def run_bootstrap(args: argparse.Namespace, console: Console) -> int:
    """Lay out the tables where there are none, make the three administrators, print their one-time secrets, once."""
    from quanze.apps.accounts.services import bootstrap
    from quanze.cli.database_version import lay_out

    lay_out()
    holders = {f"{role}_administrator": tuple(getattr(args, role)) for role in _ROLES}
    secrets = bootstrap(holders, at=now())
    for login, secret in secrets.items():
        console.print(f"{login}  {secret}")
    console.print(
        console.say(
            "以上一次性口令只显示这一次，七天内首次登录时须修改；请分别当面交给本人。",
            "These one-time secrets are shown only now and must be changed at the first sign-in within seven days; "
            "hand each to its holder alone.",
        )
    )
    console.print(
        console.say(
            "下一步：quanze register begin 单位编号 名称，登记台账的最上级单位。",
            "Next: quanze register begin CODE NAME records the top unit of the register.",
        )
    )
    return 0


@declared(actor="caller", action="account:open", object="account")
def run_open(args: argparse.Namespace, console: Console) -> int:
    """Open an account for a person of the register, or for a name that is recorded with it; print its secret."""
    from quanze.apps.accounts.services import open_account, open_account_by_name
    from quanze.apps.organizations.selectors.naming import person_to_open_for

    if (args.person is None) == (args.name is None):
        raise WrongUse(
            "wrong_use", zh="请写 --person 台账人员编号，或 --name 姓名（尚未列入台账的人），两者之一",
            en="give --person CODE, or --name NAME for somebody in no register yet: one of the two",
        )  # fmt: skip
    at = now()
    with signed_in(args.login, console, at=at) as by:
        if args.name is not None:
            account, secret = open_account_by_name(name=args.name, login_name=args.account, by=by, at=at)
        else:
            person = person_to_open_for(by, args.person)
            account, secret = open_account(person=person, login_name=args.account, by=by, at=at)
    console.print(f"{account.login_name}  {secret}")
    return 0


@declared(actor="caller", action="account:grant", object="grant")
def run_grant(args: argparse.Namespace, console: Console) -> int:
    """Grant a role and print the number of the grant."""
    from quanze.apps.accounts.services import grant
    from quanze.apps.organizations.selectors.naming import codes_of_units, unit_to_grant

    at = now()
    starts_on = day_option(args.starts_on, "--from")
    ends_before = day_option(args.ends_before, "--until")
    if args.unit is not None and args.compartment is not None:
        raise WrongUse(
            "wrong_use", zh="--unit 与 --compartment 只能用一个", en="give --unit or --compartment, not both"
        )
    with signed_in(args.login, console, at=at) as by:
        unit = None if args.unit is None else unit_to_grant(by, args.unit)
        made = grant(
            login_name=args.account, role=args.role, by=by, at=at, starts_on=starts_on or by.on,
            ends_before=ends_before, unit_id=unit, over_compartment=args.compartment, reason=args.reason,
        )  # fmt: skip
        codes = codes_of_units(by, units_of([made]))
    console.print(grant_line(made, args.account, codes, console))
    return 0


@declared(actor="caller", action="account:revoke", object="grant")
def run_revoke(args: argparse.Namespace, console: Console) -> int:
    """Revoke a grant; effective at its holder's next request."""
    from quanze.apps.accounts.services import revoke
    from quanze.apps.organizations.selectors.naming import codes_of_units

    at = now()
    with signed_in(args.login, console, at=at) as by:
        taken = revoke(grant=args.grant, by=by, at=at, reason=args.reason)
        codes = codes_of_units(by, units_of([taken]))
    console.print(console.say(f"已收回授权 {args.grant}。", f"Grant {args.grant} is revoked."))
    console.print(grant_line(taken, "", codes, console))
    return 0


@declared(actor="caller", action="account:disable", object="account")
def run_disable(args: argparse.Namespace, console: Console) -> int:
    """Disable an account; every session of it dies."""
    from quanze.apps.accounts.services import disable

    at = now()
    with signed_in(args.login, console, at=at) as by:
        disable(login_name=args.account, by=by, at=at, reason=args.reason)
    console.print(console.say(f"已停用账号 {args.account}。", f"Account {args.account} is disabled."))
    return 0


@declared(actor="caller", action="account:attach", object="account")
def run_attach(args: argparse.Namespace, console: Console) -> int:
    """Bind an account opened by name to its holder as the register knows him; recusal goes by him from then on."""
    from quanze.apps.organizations.services import attach_account

    at = now()
    with signed_in(args.login, console, at=at) as by:
        attach_account(login_name=args.account, person=args.person, by=by, at=at, reason=args.reason)
    console.print(
        console.say(
            f"账号 {args.account} 已绑定台账人员 {args.person}，自下一次请求起按此人回避。",
            f"Account {args.account} stands for {args.person} of the register; recusal goes by him from the next request.",
        )
    )
    return 0


@declared(actor="caller", action="account:read", object="account")
def run_list(args: argparse.Namespace, console: Console) -> int:
    """List the accounts that the caller may see, each with its grants."""
    from quanze.apps.access.context import reading
    from quanze.apps.accounts.selectors import grants_visible_to, holders, visible_to
    from quanze.apps.organizations.selectors.naming import codes_of_units

    with signed_in(args.login, console, at=now()) as by, reading(by):
        grants: dict[int, list[Grant]] = {}
        for each in grants_visible_to(by):
            grants.setdefault(each.account_id, []).append(each)
        codes = codes_of_units(by, units_of(each for some in grants.values() for each in some))
        accounts = list(visible_to(by))
        names = holders(by, accounts)
        for account in accounts:
            state = "" if account.is_active else console.say("（已停用）", " (disabled)")
            console.print(f"{account.login_name}  {names[account.person_id]}{state}")
            for each in grants.get(account.pk, []):
                console.print(f"  {grant_line(each, '', codes, console)}")
    return 0


COMMANDS: dict[str, tuple[Run, str, str]] = {
    "accounts bootstrap": (run_bootstrap, "初始化三员", "make the three administrators of a fresh installation"),
    "accounts open": (run_open, "开立账号", "open an account for a person"),
    "accounts grant": (run_grant, "授予角色", "grant a role"),
    "accounts revoke": (run_revoke, "收回角色", "revoke a grant"),
    "accounts disable": (run_disable, "停用账号", "disable an account"),
    "accounts attach": (run_attach, "账号绑定台账人员", "bind an account to a person of the register"),
    "accounts list": (run_list, "列出账号和授权", "list accounts and grants"),
}
_TAKES: dict[str, Callable[[Arguments], None]] = {
    "bootstrap": _takes_bootstrap,
    "open": _takes_open,
    "grant": _takes_grant,
    "revoke": _takes_revoke,
    "disable": _takes_disable,
    "attach": _takes_attach,
    "list": as_option,
}
