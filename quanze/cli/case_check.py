"""quanze case check: is a case file fit to be asked?"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from quanze.cli.arguments import Arguments
from quanze.cli.console import Console
from quanze.cli.files import case_files, read_bytes
from quanze.cli.options import day_option
from quanze.cli.rules import Rules, load_rules
from quanze.core.casefile.reading import read_case
from quanze.core.refusals import Refusal

_ABOUT = (
    "检查案件文件能否使用：格式、编码、词语、所用编号、日期和登记簿。",
    "Checks whether case files can be used: shape, encoding, words, ids, dates and register.",
)


def arguments(words: str, console: Console) -> Arguments:
    """What the command takes."""
    parser = Arguments(words, console, _ABOUT)
    parser.place("files", ("案件文件或文件夹", "case files or folders"), metavar="FILE", nargs="+")
    parser.option("--on", ("询问日（案件没有写时）", "the day asked, where the case names none"), metavar="DATE")
    parser.option("--rules", ("自备规则包的文件夹", "a folder with rulebooks of your own"), metavar="DIR")
    parser.finish()
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """One line per file that is in order; 1 if any is refused, each with its reason on standard error."""
    asked_on, rules = day_option(args.on, "--on"), load_rules(args.rules)
    refused = 0
    for place in args.files:
        try:
            files = case_files(place)
        except Refusal as refusal:
            console.complain(refusal, about=place)
            files, refused = [], refused + 1
        refused += sum(not _is_in_order(file, asked_on, rules, console) for file in files)
    return 1 if refused else 0


def _is_in_order(file: str, asked_on: date | None, rules: Rules, console: Console) -> bool:
    """Check one file and say what was found."""
    name = Path(file).name
    try:
        read = read_case(
            read_bytes(file), name=name, asked_on=asked_on,
            known_findings=rules.known_findings, known_parameters=rules.known_parameters,
            known_areas=rules.known_areas,
        )  # fmt: skip
        rules.check_units(read.case.parameters)
    except Refusal as refusal:
        console.complain(refusal, about=file)
        return False
    for note in read.notes:
        console.note(note.code, console.say(note.zh, note.en))
    console.print(f"{file}{console.say('：可以使用', ': in order')}")
    return True
