"""quanze case new: a template of a case file."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from quanze.cli.arguments import Arguments
from quanze.cli.console import Console
from quanze.cli.files import write_all
from quanze.core.casefile.template import template
from quanze.core.casefile.wording import shown
from quanze.core.refusals import Refusal

_ABOUT = (
    "给出带说明的案件文件模板；不写 FILE 则打印出来。",
    "A commented template of a case file; without FILE it is printed.",
)


def arguments(words: str, console: Console) -> Arguments:
    """What the command takes."""
    parser = Arguments(words, console, _ABOUT)
    parser.place("file", ("写到这个新文件", "the new file to write"), metavar="FILE", nargs="?")
    parser.option("--kind", ("模板种类，默认 blank", "which template, blank if left out"), default="blank")
    parser.finish()
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Print or write the template; a file that exists is never written over."""
    text = template(args.kind)
    if args.file is None:
        console.print(text)
        return 0
    path = Path(args.file)
    if os.path.lexists(path):
        raise Refusal(
            "file_exists", zh=f"{shown(path)} 已经存在，不会覆盖，请换一个文件名",
            en=f"{shown(path)} exists and is not written over; choose another name",
        )  # fmt: skip
    write_all(path.parent, {path.name: text})
    console.print(console.say(f"已写出 {path}", f"written: {path}"))
    return 0
