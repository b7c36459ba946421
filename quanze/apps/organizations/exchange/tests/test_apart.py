"""Workbooks are taken apart in a process of their own, with little memory and time, without files and database."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from quanze.apps.organizations.exchange import apart, limits
from quanze.apps.organizations.exchange.apart import grids_apart
from quanze.apps.organizations.exchange.tests.samples import county, workbook
from quanze.apps.organizations.exchange.tests.test_reading import PAGE, PLAIN, changed, packed
from quanze.apps.organizations.exchange.workbooks import grids_of
from quanze.core.refusals import Refusal


def refused(data: bytes) -> Refusal:
    """The refusal of a workbook."""
    with pytest.raises(Refusal) as caught:
        grids_apart(data, name="坏.xlsx")
    assert "坏.xlsx" in caught.value.zh
    assert "坏.xlsx" in caught.value.en
    return caught.value


def many_cells(rows: int = 7000) -> bytes:
    """A small file of very many cells, each of which becomes a value in memory."""
    row = b"<row>" + b"<c><v>1</v></c>" * 1000 + b"</row>"
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return changed(PLAIN, PAGE, lambda part: head + row * rows + b"</sheetData></worksheet>")


def test_a_workbook_comes_out_as_it_would_here() -> None:
    (file,) = workbook(county())
    assert grids_apart(file.data, name=file.name) == list(grids_of(file.data, name=file.name))


@pytest.mark.parametrize(
    ("make", "code"),
    [
        pytest.param(lambda: packed({f"x{n}": b"" for n in range(2500)}), "too_large", id="many parts"),
        pytest.param(lambda: packed({PAGE: bytes(513 * 2**20)}), "too_large", id="bomb"),
        pytest.param(many_cells, "too_large", id="cells"),
        pytest.param(lambda: changed(PLAIN, PAGE, lambda x: b'<!DOCTYPE x [<!ENTITY a "b">]>' + x), "not_accepted", id="dtd"),
        pytest.param(lambda: PLAIN[: len(PLAIN) // 2], "broken_file", id="cut"),
    ],
)  # fmt: skip
def test_what_is_refused_there_is_told_here_in_one_sentence(make: Callable[[], bytes], code: str) -> None:
    assert refused(make()).code == code


def test_the_limit_of_memory_is_what_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: with memory beyond what the file's size calls for, the same cells come in."""
    data = many_cells(400)
    monkeypatch.setattr(limits, "WORKER_SECONDS", 60)
    monkeypatch.setattr(limits, "WORKER_MEMORY", 48 * 2**20)
    assert refused(data).code == "too_large"
    monkeypatch.setattr(limits, "WORKER_MEMORY", 512 * 2**20)
    assert len(grids_apart(data, name="x")[0].rows) == 400


def test_time_alone_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WORKER_MEMORY", 3 * 2**30)
    monkeypatch.setattr(limits, "WORKER_MOST_MEMORY", 3 * 2**30)
    monkeypatch.setattr(limits, "WORKER_SECONDS", 1)
    assert refused(many_cells()).code == "too_large"


def test_limits_grow_with_the_file_and_end() -> None:
    assert (apart.memory_for(10_000), apart.seconds_for(10_000)) == (200 * 2**20, 2)
    assert apart.memory_for(5 * 2**20) > 400 * 2**20
    assert apart.memory_for(limits.MOST_BYTES) == limits.WORKER_MOST_MEMORY


_INSIDE = """
import sys, os, socket
sys.path.insert(0, sys.argv[1])
from quanze.apps.organizations.exchange.worker import confine
loaded = [name for name in sys.modules if name.split(".")[0] in ("django", "sqlite3", "psycopg")]
confine(memory=2**28, seconds=5)
tried = []
for act in (lambda: open("/dev/null"), lambda: socket.socket(), lambda: os.pipe()):
    try:
        act()
        tried.append("open")
    except OSError:
        tried.append("shut")
try:
    tried.append(len(bytearray(2**29)))
except MemoryError:
    tried.append("little")
print(loaded, *tried, len(os.environ))
"""


def test_inside_there_is_no_database_file_network_environment_or_much_memory() -> None:
    command = [sys.executable, "-I", "-c", _INSIDE, apart.ROOT]
    told = subprocess.run(command, env={}, capture_output=True, text=True, check=True).stdout
    assert told.split() == ["[]", "shut", "shut", "shut", "little", told.split()[-1]]
    assert int(told.split()[-1]) <= 1
