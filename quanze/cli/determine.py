"""quanze determine: from case files to determination sheets."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from quanze.cli.answering import Answer, Question, answer
from quanze.cli.arguments import Arguments
from quanze.cli.console import Console, WrongUse, internal
from quanze.cli.files import case_files, read_bytes
from quanze.cli.options import day_option, known_at, known_option
from quanze.cli.output import output
from quanze.cli.progress import Progress
from quanze.cli.rules import Rules, load_rules
from quanze.cli.setting import settings
from quanze.core.determination.selection import Switches
from quanze.core.refusals import Refusal

_ABOUT = (
    "由案件文件（YAML 或 JSON）得出定责建议。几个文件或一个文件夹为一批；被拒绝的案件不写出任何文件。",
    "Determination sheets from case files (YAML or JSON). Several files or a folder are one batch; "
    "nothing is written for a case that is refused.",
)


def arguments(words: str, console: Console) -> Arguments:
    """What the command takes."""
    parser = Arguments(words, console, _ABOUT)
    parser.place("cases", ("案件文件或文件夹；- 为标准输入", "case files or folders; - is standard input"),
                 metavar="CASE", nargs="*")  # fmt: skip
    parser.option("--on", ("询问日（优先于案件所写）", "the day asked (before that of the case)"), metavar="DATE")
    known_option(parser)
    parser.option("--rulebook", ("只用这些规则包", "only these rulebooks"), metavar="ID", nargs="+", action="extend")
    parser.option("--set", ("设定参数", "set a parameter"), metavar="KEY=VALUE", action="append", dest="pairs")
    parser.option("--unverified", ("未核实（M）的条款也用", "unverified clauses (M) speak too"), action="store_true")
    parser.option("--rules", ("自备规则包的文件夹", "a folder with rulebooks of your own"), metavar="DIR")
    parser.one_of(
        ("--json", ("JSON；一批时一行一份", "JSON; in a batch one sheet a line")),
        ("--yaml", ("YAML", "YAML")),
        ("--html", ("网页，每种语言一页", "pages, one per language")),
    )
    parser.option("--out", ("写入该文件夹", "the folder to write to"), metavar="DIR")
    parser.finish()
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Answer every case in its order; 1 if any was refused."""
    question, places = _question(args)
    batch = len(places) > 1 or any(os.path.isdir(place) for place in places)
    out = output(args.form or "text", args.out, batch=batch, rules=question.rules, console=console)
    if not batch:
        out.take(_answer(places[0], question, console))
        return out.finish()
    files = list(_files(places))
    progress = Progress(len(files), console, quiet=not out.writes_files)
    for place, refusal in files:
        progress.step(place)
        try:
            if refusal is not None:
                raise refusal
            out.take(_answer(place, question, console, batch=True))
        except Refusal as refused:
            out.refuse(place, refused)
    progress.done()
    return out.finish()


def _question(args: argparse.Namespace) -> tuple[Question, list[str]]:
    """What is asked, and the places of the cases. Raises WrongUse, and Refusal for rules that do not hold."""
    asked_on, known = day_option(args.on, "--on"), known_at(args)
    rules = load_rules(args.rules)
    ids, places = _ids_and_places(args, rules)
    if not places:
        raise WrongUse(
            "wrong_use", zh="请给出案件文件或文件夹（quanze case new 给出模板）",
            en="name a case file or a folder (quanze case new gives a template)",
        )  # fmt: skip
    switches = Switches(rules.named(ids), args.unverified)
    parameters = settings(args.pairs or (), rules)
    question = Question(rules=rules, asked_on=asked_on, known_at=known, switches=switches, parameters=parameters)
    return question, places


def _ids_and_places(args: argparse.Namespace, rules: Rules) -> tuple[list[str], list[str]]:
    """--rulebook takes every word that follows it; those that are files and no rulebooks are cases."""
    words = [word for given in args.rulebook or () for word in given.split(",") if word]
    cases = [word for word in words if word not in rules.library.packs and os.path.exists(word)]
    return [word for word in words if word not in cases], [*args.cases, *cases]


def _files(places: list[str]) -> Iterator[tuple[str, Refusal | None]]:
    """Every file of the batch in its order; a folder without any is refused in its place."""
    for place in places:
        try:
            yield from ((file, None) for file in case_files(place))
        except Refusal as refusal:
            yield place, refusal


def _answer(place: str, question: Question, console: Console, *, batch: bool = False) -> Answer:
    """The answer to one case, what is to be known about its file said; in a batch a fault of ours is one refusal."""
    try:
        found = answer(read_bytes(place), Path(place).name, question)
    except Refusal:
        raise
    except Exception as error:
        if batch:
            raise internal(error) from error
        raise
    for note in found.notes:
        console.note(note.code, console.say(note.zh, note.en))
    return found
