"""quanze rulebook check: do rulebooks hold together, and do their examples come out?"""

from __future__ import annotations

import argparse
from pathlib import Path

from quanze.cli.arguments import Arguments
from quanze.cli.console import Console
from quanze.cli.progress import Progress
from quanze.cli.rules import load_rules, packs_in
from quanze.cli.told import counted
from quanze.core.rulebook.checker import faults_of
from quanze.core.rulebook.loader import shipped_rules

_ABOUT = (
    "检查规则包：缺少的部分、未知的事实、矛盾或永不适用的条、不成立的例子。不写 DIR 则检查自带的全部规则包。",
    "Checks rulebooks: missing sections, unknown facts, rows that contradict or never apply, examples that fail. "
    "Without DIR all shipped ones.",
)


def arguments(words: str, console: Console) -> Arguments:
    """What the command takes."""
    parser = Arguments(words, console, _ABOUT)
    parser.place("places", ("规则包，或放规则包的文件夹", "a rulebook, or a folder of them"), metavar="DIR", nargs="*")
    parser.finish()
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Every fault on standard error, one line each; 1 if there was any."""
    places = [Path(place) for place in args.places] or [shipped_rules()]
    packs = [pack for place in places for pack in packs_in(place)]
    words = frozenset(load_rules().library.findings)
    progress = Progress(len(packs), console)
    faults = 0
    for pack in packs:
        progress.step(pack.name)
        found = faults_of(pack, words)
        if found:
            progress.done()
        for refusal in found:
            console.complain(refusal)
        faults += len(found)
    progress.done()
    console.print(
        console.say(
            f"检查了 {len(packs)} 个规则包：{f'{faults} 处问题' if faults else '没有问题'}",
            f"{counted(len(packs), 'rulebook')} checked: {counted(faults, 'fault') if faults else 'no faults'}",
        )
    )
    return 1 if faults else 0
