"""The server as a process of its own: started, watched until it answers, stopped for certain.

The server has a hole: a signal to stop that comes while its workers start is lost. So it is told by a pipe whose end
it cannot miss, its workers begin with the system's own handling of signals, and what is not gone in time is killed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from threading import Event
from types import TracebackType

from quanze.core.refusals import Refusal

# Seconds: to answer first, to end what is being answered, to end when nothing was answered yet.
TO_START, TO_STOP, TO_BREAK_OFF = 120.0, 12.0, 2.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where it serves: the address listened on, the path in front of every page, a host name it answers to."""

    host: str
    port: int
    prefix: str
    name: str

    @property
    def near(self) -> str:
        """The host as this machine reaches it."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104

    @property
    def address(self) -> str:
        """The address of the first page, as this machine reaches it."""
        host = f"[{self.near}]" if ":" in self.near else self.near
        return f"http://{host}:{self.port}{self.prefix}/"

    def answers(self) -> bool:
        """True once a page is answered, be it with a way to HTTPS."""
        connection = HTTPConnection(self.near, self.port, timeout=5)
        try:
            connection.request("GET", f"{self.prefix}/healthy", headers={"Host": self.name})
            return connection.getresponse().status < 500
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()


class ServerProcess:
    """The server's process, in a session of its own so that a terminal's Ctrl-C comes to us alone; used in ``with``."""

    def __init__(self, place: Place, workers: int) -> None:
        self.place = place
        self.workers = workers
        self.ready = False

    def __enter__(self) -> ServerProcess:
        """Start it. Its standard input is the pipe: the end of that tells it to stop, whatever becomes of us."""
        words = [self.place.host, str(self.place.port), str(self.workers)]
        self.process = subprocess.Popen(  # noqa: S603  (our own interpreter and module)
            [sys.executable, "-P", "-m", "quanze.cli.serve_granian", *words],
            stdin=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop it; what does not go is killed with all its workers."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        try:
            self.process.wait(TO_STOP if self.ready else TO_BREAK_OFF)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGTERM)
            time.sleep(0.2)
        # Workers that outlived it, or never learnt of the end, go too.
        self._signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        self.process.wait()

    def is_running(self) -> bool:
        """False once it has ended."""
        return self.process.poll() is None

    def wait_until_ready(self, asked: Event) -> bool:
        """True once it answers, False if it was asked to stop or ended before. Raises Refusal "serve_failed" in time."""
        ends = time.monotonic() + TO_START
        while self.is_running() and not asked.wait(0.1):
            if self.place.answers():
                self.ready = True
                return True
            if time.monotonic() > ends:
                raise Refusal(
                    "serve_failed", zh=f"{TO_START:.0f} 秒内没有得到回答，已停止；请查看上文输出",
                    en=f"no answer within {TO_START:.0f} seconds, so it was stopped; see what was printed above",
                )  # fmt: skip
        return False

    def _signal(self, number: int) -> None:
        with suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(self.process.pid, number)
            else:
                self.process.kill()
