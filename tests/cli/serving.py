"""A command that runs until it is stopped, and how it is seen from outside."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from tests.cli.command import START, environment

PATIENCE = 60.0


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port


@contextmanager
def running(*words: str | Path, **env: str) -> Iterator[subprocess.Popen[str]]:
    """A command that runs until it is stopped; killed at the end if it still does."""
    process = subprocess.Popen(
        [*START, *map(str, words)], env=environment(**env), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def first_line(process: subprocess.Popen[str]) -> str:
    """What it prints first."""
    assert process.stdout is not None
    return process.stdout.readline()


def status(port: int, page: str = "/healthy", host: str = "127.0.0.1") -> int:
    """The status of a page, 0 where nobody listens."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", page, headers={"Host": host})
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def workers_of(process: subprocess.Popen[str]) -> list[int]:
    """Every process below a command, however deep."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, line.split())) for line in listed.splitlines()]
    below, found = {process.pid}, []
    while new := [child for child, parent in pairs if parent in below and child not in found]:
        found += new
        below |= set(new)
    return found


def alive(number: int) -> bool:
    """Whether a process still runs; one that only waits to be buried does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def gone(numbers: list[int]) -> bool:
    """Whether all of them end soon."""
    ends = time.monotonic() + 5
    while any(map(alive, numbers)) and time.monotonic() < ends:
        time.sleep(0.05)
    return not any(map(alive, numbers))
