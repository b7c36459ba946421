"""quanze rulebook list: the rulebooks at hand, or those in force on a day in an area."""

from __future__ import annotations

import argparse

from quanze.cli.arguments import Arguments
from quanze.cli.console import Console
from quanze.cli.options import area_option, day_option
from quanze.cli.rulebook_words import line_of
from quanze.cli.rules import load_rules

_ABOUT = (
    "列出规则包。--on 只列当日施行的（施行日未载的也列出并注明），--area 只列适用于该地的。",
    "Lists the rulebooks. --on keeps those in force that day (and those whose start is not at hand, said so), "
    "--area those that reach the area.",
)


def arguments(words: str, console: Console) -> Arguments:
    """What the command takes."""
    parser = Arguments(words, console, _ABOUT)
    add_filters(parser)
    parser.finish()
    return parser


def add_filters(parser: Arguments) -> None:
    """The options that choose rulebooks."""
    parser.option("--on", ("哪一天", "the day"), metavar="DATE")
    parser.option("--area", ("行政区划代码，如 430922", "an area code such as 430922"), metavar="CODE")
    parser.option("--rules", ("自备规则包的文件夹", "a folder with rulebooks of your own"), metavar="DIR")


def run(args: argparse.Namespace, console: Console) -> int:
    """One line a rulebook."""
    day, area = day_option(args.on, "--on"), area_option(args.area, "--area")
    chosen = load_rules(args.rules).library.chosen(area, day)
    console.print("\n".join(line_of(identity, console) for identity in chosen) or none_applies(console))
    return 0


def none_applies(console: Console) -> str:
    """What is said when no rulebook is left."""
    return console.say(
        "现有规则包中没有这一天、这个地方适用的。", "None of the rulebooks at hand applies there and then."
    )
