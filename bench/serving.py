"""The product served by its own command for as long as a measurement takes, on a free port of this machine."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from bench.command import ROOT, command

PATIENCE = 60


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
    return port


@contextmanager
def served(home: str, *, workers: int, settings: str = "quanze.config.settings") -> Iterator[int]:
    """``quanze serve`` over a data folder; the port, once it answers. Stopped at the end, whatever happened."""
    port = free_port()
    environment = {**os.environ, "QUANZE_HOME": home, "DJANGO_SETTINGS_MODULE": settings, "PYTHONPATH": str(ROOT)}
    words = [*command(), "serve", "--port", str(port), "--workers", str(workers)]
    with subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            if server.stdout is None or str(port) not in server.stdout.readline():
                raise SystemExit("the server did not start")
            yield port
        finally:
            server.terminate()
            server.wait(PATIENCE)
