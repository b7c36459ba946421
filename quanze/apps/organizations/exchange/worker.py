"""The process that takes workbooks apart: little memory, little time, no file, no database, no secret.

What a file holds reaches the parser here only; if it breaks out, it finds an empty environment and nothing to open.
The request comes on standard input: one line of JSON (name, bytes of memory, seconds), then the workbook. The answer
goes to standard output, a line of JSON each: a sheet, some of its rows, a refusal, the end.
"""

from __future__ import annotations

import codecs
import json
import resource
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO

from quanze.apps.organizations.exchange.workbooks import Grid, grids_of
from quanze.core.refusals import Refusal

ROWS_A_LINE = 2000
# Used by zip and XML; Python would open their files only when they are first met.
_CODECS = ("cp437", "utf-8", "utf-16", "latin-1")


def main() -> None:
    """Read one request, answer it. Out of memory or time the process simply ends, without the last line."""
    request: BinaryIO = sys.stdin.buffer
    asked = json.loads(request.readline())
    data = request.read()
    for codec in _CODECS:
        codecs.lookup(codec)
    confine(memory=asked["memory"], seconds=asked["seconds"])
    for line in answer(data, asked["name"]):
        sys.stdout.buffer.write(json.dumps(line, separators=(",", ":")).encode() + b"\n")
    sys.stdout.buffer.flush()


def confine(*, memory: int, seconds: int) -> None:
    """From here on: so much memory (bytes) and processor time (seconds), no file to write or open, no core dump."""
    for limit, most in (
        (resource.RLIMIT_DATA, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 0), (resource.RLIMIT_CORE, 0),
    ):  # fmt: skip
        resource.setrlimit(limit, (most, most))


def answer(data: bytes, name: str) -> Iterator[dict[str, Any]]:
    """The lines of the answer."""
    try:
        for grid in grids_of(data, name=name):
            yield _head(grid)
            for start in range(0, len(grid.rows), ROWS_A_LINE):
                yield {"rows": grid.rows[start : start + ROWS_A_LINE]}
    except Refusal as refusal:
        yield {"refusal": {"code": refusal.code, "zh": refusal.zh, "en": refusal.en}}
    yield {"end": True}


def _head(grid: Grid) -> dict[str, Any]:
    facts = grid.facts
    return {
        "sheet": grid.name, "visible": grid.visible, "merged": grid.merged, "hidden": facts.hidden,
        "errors": facts.errors, "formulas": facts.formulas, "unsaved": facts.unsaved,
    }  # fmt: skip
