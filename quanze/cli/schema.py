"""quanze schema: the JSON Schema of the case file or of the sheet."""

from __future__ import annotations

import argparse
import json

from quanze.cli.arguments import Arguments
from quanze.cli.console import Console
from quanze.core.casefile.schema import case_schema
from quanze.core.sheet.schema import sheet_schema

_ABOUT = ("打印 JSON Schema（2020-12）。", "Prints a JSON Schema (2020-12).")
_SCHEMAS = {"case": case_schema, "sheet": sheet_schema}


def arguments(words: str, console: Console) -> Arguments:
    """What the command takes."""
    parser = Arguments(words, console, _ABOUT)
    parser.place(
        "of", ("case 案件文件，sheet 定责建议", "case: the case file, sheet: the sheet"), choices=list(_SCHEMAS),
        metavar="WHAT",
    )  # fmt: skip
    parser.finish()
    return parser


def run(args: argparse.Namespace, console: Console) -> int:
    """Print the schema."""
    console.print(json.dumps(_SCHEMAS[args.of](), ensure_ascii=False, indent=2))
    return 0
