"""quanze sheet diff: what one sheet has otherwise than another."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from quanze.cli.arguments import Arguments
from quanze.cli.console import Console
from quanze.cli.files import read_bytes
from quanze.cli.rules import load_rules
from quanze.core.casefile.decoding import decode
from quanze.core.refusals import Refusal
from quanze.core.sheet.data import read_sheet
from quanze.core.sheet.diff import diff

_ABOUT = (
    "用句子说明 B 与 A 有何不同；两份都是 determine 以 --json 或 --yaml 写出的定责建议。",
    "Says in sentences what B has otherwise than A; both are sheets that determine wrote with --json or --yaml.",
)


def arguments(words: str, console: Console) -> Arguments:
    """What the command takes."""
    parser = Arguments(words, console, _ABOUT)
    parser.place("a", ("先前的一份", "the earlier one"), metavar="A")
    parser.place("b", ("后来的一份", "the later one"), metavar="B")
    parser.finish()
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Print the differences. Raises Refusal for a file that is no sheet, or not a whole one."""
    old, new = _sheet(args.a), _sheet(args.b)
    rules = load_rules()
    try:
        console.print(diff(old, new, console.lang, titles=rules.titles, findings=rules.finding_labels))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, StopIteration, RecursionError) as error:
        raise Refusal(
            "sheet_format", zh=f"其中一份定责建议不完整（{type(error).__name__}: {error}），请用原样导出的文件",
            en=f"one of the sheets is not whole ({type(error).__name__}: {error}); use them as they were exported",
        ) from error  # fmt: skip
    return 0


def _sheet(place: str) -> Mapping[str, Any]:
    name = Path(place).name
    text, _ = decode(read_bytes(place), name=name)
    try:
        return read_sheet(text)
    except Refusal as refusal:
        raise Refusal(refusal.code, zh=f"{name} {refusal.zh}", en=f"{name}: {refusal.en}") from None
