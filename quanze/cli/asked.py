"""quanze ask, quanze asked …: questions against the stored register. Django is touched only when one runs."""

from __future__ import annotations

import argparse
from collections.abc import Callable, MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING

from quanze.apps.access.declarations import declared
from quanze.cli.answering import Answer
from quanze.cli.arguments import Arguments
from quanze.cli.console import Console, WrongUse
from quanze.cli.database import as_option, now, open_database, signed_in
from quanze.cli.files import case_files, read_bytes
from quanze.cli.options import day_option, known_at, known_option
from quanze.cli.output import Output, output
from quanze.cli.rules import Rules, load_rules
from quanze.cli.setting import settings
from quanze.core.periods import until_now
from quanze.core.refusals import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from quanze.apps.access.caller import Caller
    from quanze.apps.determinations.answering import Asking
    from quanze.apps.determinations.rules import Rules as RulesInUse

Run = Callable[[argparse.Namespace, Console], int]


def add_commands(table: MutableMapping[str, tuple[str, str, str]]) -> None:
    """Put this module's commands into the table of commands: words → (module, Chinese, English)."""
    for words, (_, zh, en) in COMMANDS.items():
        table[words] = ("asked", zh, en)


def arguments(words: str, console: Console) -> Arguments:
    """What one of the commands takes."""
    _, zh, en = COMMANDS[words]
    parser = Arguments(words, console, (zh, en))
    _TAKES[words](parser)
    as_option(parser)
    parser.finish()
    parser.set_defaults(command=words)
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Run the command that was read. Raises Refusal."""
    open_database()
    return COMMANDS[args.command][0](args, console)


def _takes_ask(parser: Arguments) -> None:
    parser.place("cases", ("案件文件或文件夹，不含 register 一节", "case files or folders, without the section register"),
                 metavar="CASE", nargs="+")  # fmt: skip
    parser.option("--why", ("询问的理由", "why it is asked"), required=True, metavar="TEXT")
    parser.option("--on", ("询问日（优先于案件所写）", "the day asked (before that of the case)"), metavar="DATE")
    known_option(parser)
    parser.option("--rulebook", ("只用该规则包（可重复）", "only this rulebook (may be repeated)"), metavar="ID",
                  action="append")  # fmt: skip
    parser.option("--set", ("设定参数", "set a parameter"), metavar="KEY=VALUE", action="append", dest="pairs")
    parser.option("--unverified", ("未核实（M）的条款也用", "unverified clauses (M) speak too"), action="store_true")
    parser.one_of(("--json", ("JSON", "JSON")), ("--yaml", ("YAML", "YAML")))


def _takes_list(parser: Arguments) -> None:
    return None


def _takes_one(parser: Arguments) -> None:
    parser.place("id", ("定责建议编号", "number of the determination"), metavar="ID")
    parser.one_of(("--json", ("JSON 原文", "the JSON as kept")))


def _takes_two(parser: Arguments) -> None:
    parser.place("a", ("先前的一份", "the earlier one"), metavar="A")
    parser.place("b", ("后来的一份", "the later one"), metavar="B")


@declared(actor="caller", action="determination:ask", object="unit")
def run_ask(args: argparse.Namespace, console: Console) -> int:
    """Ask every case in its order and keep each answer; 1 if any was refused."""
    places = [file for place in args.cases for file in case_files(place)]
    rules, at = load_rules(), now()
    askings = [_asking(args, place, rules, at) for place in places]
    out = output(args.form or "text", None, batch=len(places) > 1, rules=rules, console=console)
    with signed_in(args.login, console, at=at) as by:
        for place, asking in zip(places, askings, strict=True):
            _ask(asking, place, args.why, by, out, console, at)
    return out.finish()


def _asking(args: argparse.Namespace, place: str, rules: Rules, at: datetime) -> Asking:
    from quanze.apps.determinations.answering import Asking
    from quanze.apps.determinations.rules import Settings

    if place == "-":
        raise WrongUse(
            "wrong_use", zh="请给出案件文件（标准输入用于口令）", en="name a file; standard input is for the password"
        )
    named = rules.named(args.rulebook or ())
    chosen = Settings(
        rulebooks=None if named is None else tuple(sorted(named)), unverified=args.unverified,
        parameters=settings(args.pairs or (), rules),
    )  # fmt: skip
    return Asking(
        data=read_bytes(place), name=Path(place).name, asked_on=day_option(args.on, "--on"),
        known_at=until_now(known_at(args) or at, at), settings=chosen,
    )  # fmt: skip


def _ask(asking: Asking, place: str, why: str, by: Caller, out: Output, console: Console, at: datetime) -> None:
    from quanze.apps.determinations.services import ask

    try:
        asked = ask(asking, rules=in_use(out.rules), by=by, at=at, reason=why)
    except Refusal as refusal:
        if not out.batch:
            raise
        out.refuse(place, refusal)
        return
    for note in asked.notes:
        console.note(note.code, console.say(note.zh, note.en))
    out.take(Answer(asked.answered.case, asked.answered.sheet, asked.notes))
    number = asked.determination.public_id
    console.note("asked", console.say(f"已存为 {number}", f"kept as {number}"))


def in_use(rules: Rules) -> RulesInUse:
    """The rules of this run as the services take them."""
    from quanze.apps.determinations.rules import in_use as taken

    return taken(rules)


@declared(actor="caller", action="determination:read", object="determination")
def run_list(args: argparse.Namespace, console: Console) -> int:
    """One line for each determination that the caller may see, newest first."""
    from quanze.apps.access.caller import CHINA_TIME
    from quanze.apps.determinations.selectors import determinations_of

    at = now()
    with signed_in(args.login, console, at=at) as by:
        lines = determinations_of(by=by, at=at)
    for line in lines:
        asked = line.asked_at.astimezone(CHINA_TIME).isoformat(" ", "minutes")
        on = console.say(f"询问日 {line.asked_on}", f"asked on {line.asked_on}")
        console.print(f"{line.public_id}  {asked}  {line.case_id}  {on}  {line.program}")
    if not lines:
        console.print(console.say("没有可查看的定责建议。", "There is no determination that you may see."))
    return 0


@declared(actor="caller", action="determination:read", object="determination")
def run_show(args: argparse.Namespace, console: Console) -> int:
    """The sheet as it was answered; what a reader of today should know is said first."""
    from quanze.apps.determinations.rereading import sheet_of
    from quanze.apps.determinations.selectors import shown
    from quanze.core.sheet.prose import as_prose

    at = now()
    with signed_in(args.login, console, at=at) as by:
        found = shown(args.id, by=by, at=at)
    for note in found.notes:
        console.note("older_program", console.say(note["zh"], note["en"]))
    if args.form == "json":
        console.print(found.sheet.decode("utf-8"))
        return 0
    rules = load_rules()
    console.print(as_prose(sheet_of(found.sheet), console.lang, titles=rules.titles, findings=rules.finding_labels))
    return 0


@declared(actor="caller", action="determination:read", object="determination")
def run_recompute(args: argparse.Namespace, console: Console) -> int:
    """Compute it again on what was known and seen then, and say whether the answer is the same."""
    from quanze.apps.determinations.recomputing import recompute

    rules, at = load_rules(), now()
    with signed_in(args.login, console, at=at) as by:
        found = recompute(args.id, rules=in_use(rules), by=by, at=at)
    for note in found.notes:
        console.note("recomputed", console.say(note["zh"], note["en"]))
    if args.form == "json":
        console.print(found.sheet.decode("utf-8"))
    elif found.identical:
        console.print(console.say("重新计算的结果逐字节相同。", "Computed again, it is the same byte for byte."))
    else:
        console.print(_difference(found.then.data, found.data, rules, console))
    return 0


@declared(actor="caller", action="determination:compare", object="determination")
def run_compare(args: argparse.Namespace, console: Console) -> int:
    """Say in sentences what B has otherwise than A."""
    from quanze.apps.determinations.selectors import compared

    rules, at = load_rules(), now()
    with signed_in(args.login, console, at=at) as by:
        earlier, later = compared(args.a, args.b, by=by, at=at)
    console.print(_difference(earlier.data, later.data, rules, console))
    return 0


def _difference(old: dict[str, object], new: dict[str, object], rules: Rules, console: Console) -> str:
    from quanze.core.sheet.diff import diff

    return diff(old, new, console.lang, titles=rules.titles, findings=rules.finding_labels)


COMMANDS: dict[str, tuple[Run, str, str]] = {
    "ask": (run_ask, "按已存台账得出定责建议并留存", "ask cases against the stored register and keep the sheets"),
    "asked list": (run_list, "列出可查看的定责建议", "list the determinations one may see"),
    "asked show": (run_show, "查看一份定责建议", "show a determination"),
    "asked recompute": (run_recompute, "按当时所知重新计算", "compute one again on what was known then"),
    "asked compare": (run_compare, "比较两份定责建议", "compare two determinations"),
}
_TAKES: dict[str, Callable[[Arguments], None]] = {
    "ask": _takes_ask,
    "asked list": _takes_list,
    "asked show": _takes_one,
    "asked recompute": _takes_one,
    "asked compare": _takes_two,
}
