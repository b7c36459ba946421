"""Workbooks are taken apart in a process of their own (see worker.py); here its answer is read, and never trusted.

Memory and time grow with the file: what a small file may need is little, so a small file that unpacks into much, or
that keeps the parser busy, ends with its process and one sentence.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer
from typing import Any

from quanze.apps.organizations.exchange import limits
from quanze.apps.organizations.exchange.containers import PartFacts
from quanze.apps.organizations.exchange.workbooks import Grid
from quanze.core.casefile.wording import shown
from quanze.core.refusals import Refusal

_MiB = 2**20
ROOT = str(Path(__file__).resolve().parents[4])
_PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); from quanze.apps.organizations.exchange.worker import main; main()"
)
# On a busy machine the wall clock runs on while the process waits for its turn.
_PATIENCE = 15


def memory_for(size: int) -> int:
    """How many bytes of memory the process may take for a workbook of ``size`` bytes."""
    return min(
        limits.WORKER_MEMORY + limits.WORKER_MEMORY_A_BYTE * max(0, size - limits.SMALL), limits.WORKER_MOST_MEMORY
    )


def seconds_for(size: int) -> int:
    """How many seconds of processor time it may take."""
    return limits.WORKER_SECONDS + limits.WORKER_SECONDS_A_MIB * (
        max(0, size - limits.SMALL) // _MiB + (size > limits.SMALL)
    )


def grids_apart(data: bytes, *, name: str) -> list[Grid]:
    """Every sheet of a workbook in its order.

    Raises Refusal: broken_file, encrypted_file, too_large (memory and time too), not_accepted.
    """
    found: list[Grid] = []
    ended = False
    with _process(data, name) as lines:
        for line in lines:
            ended = _take(line, found)
    if not ended:
        raise _too_much(name)
    return found


@contextmanager
def _process(data: bytes, name: str) -> Iterator[Iterator[dict[str, Any]]]:
    """The lines of the worker's answer; it is gone afterwards, whatever happens."""
    seconds = seconds_for(len(data))
    request = json.dumps({"name": name, "memory": memory_for(len(data)), "seconds": seconds}).encode() + b"\n"
    command = [sys.executable, "-I", "-B", "-c", _PROGRAM, ROOT]
    with subprocess.Popen(  # noqa: S603  our own program, nothing of the file's
        command, env={}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        timer = Timer(seconds * _PATIENCE, process.kill)
        timer.start()
        try:
            _hand_over(process.stdin, request, data)
            yield _lines(process.stdout, name)
        finally:
            timer.cancel()
            process.kill()


def _hand_over(pipe: Any, request: bytes, data: bytes) -> None:
    """Give the worker its request; one that died meanwhile leaves no answer, which is told then."""
    with suppress(BrokenPipeError), pipe:
        pipe.write(request)
        pipe.write(data)


def _lines(pipe: Any, name: str) -> Iterator[dict[str, Any]]:
    left = limits.MOST_TEXT * 2
    while line := pipe.readline(left + 1):
        left -= len(line)
        if left < 0 or not line.endswith(b"\n"):
            raise _too_much(name)
        yield json.loads(line)


def _take(line: dict[str, Any], found: list[Grid]) -> bool:
    """One line of the answer into the sheets found; whether it was the last. Raises the worker's Refusal."""
    if "refusal" in line:
        raise Refusal(**line["refusal"])
    if "rows" in line:
        found[-1].rows.extend(line["rows"])
    elif "sheet" in line:
        cells = (tuple((str(c), int(r)) for c, r in line[kind]) for kind in ("errors", "formulas", "unsaved"))
        facts = PartFacts(tuple(line["hidden"]), *cells)
        merged = tuple((int(a), int(b), int(c), int(d)) for a, b, c, d in line["merged"])
        found.append(Grid(line["sheet"], line["visible"], [], merged, facts))
    return "end" in line


def _too_much(name: str) -> Refusal:
    return Refusal(
        "too_large", zh=f"{shown(name)} 解析所需的内存或时间超出允许，请删去多余内容后另存，或拆成几个文件",
        en=f"{shown(name)} needs more memory or time than is allowed; delete what is not needed, or split the file",
    )  # fmt: skip
