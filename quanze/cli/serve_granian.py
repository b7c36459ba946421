"""The process that serves, started by quanze serve: granian, its workers, and an end that cannot be missed."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from threading import Thread
from typing import Any

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

APPLICATION = "quanze.config.wsgi"
# Threads of one worker: pages are work for the interpreter, which lets one thread at a time through; more of them only
# make each other wait (docs/adr/0022).
THREADS = 1
# How many objects a page or ten may make before the collector looks for rings among them; its own measure is seven hundred.
OBJECTS = 20_000
# Seconds for answers under way when it is told to stop; for the headers of a request to arrive.
TO_STOP, TO_READ_HEADERS = 10, 15


def main(host: str, port: int, workers: int) -> None:
    """Serve until standard input ends or a signal comes."""
    Thread(target=_stop_at_the_end_of_input, daemon=True).start()
    Granian(
        APPLICATION, host, port, interface=Interfaces.WSGI, http=HTTPModes.http1, websockets=False, workers=workers,
        blocking_threads=THREADS, respawn_failed_workers=True, workers_kill_timeout=TO_STOP,
        http1_settings=HTTP1Settings(header_read_timeout=TO_READ_HEADERS * 1000), log_level=LogLevels.warning,
    ).serve(target_loader=application, wrap_loader=False)  # fmt: skip


def application() -> Callable[..., Any]:
    """The application, loaded in a worker: first of all signals mean again what the system gives them to mean.

    A forked worker inherits handlers that only its parent understands; a signal to stop would be lost in them.
    What cannot be loaded cannot be loaded a second time either: then the whole server ends.
    """
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_DFL)
    try:
        loaded: Callable[..., Any] = import_module(APPLICATION).application  # the checks at start run here
    except Exception as error:
        print(f"serve_failed: {error}", file=sys.stderr, flush=True)
        os.kill(os.getppid(), signal.SIGTERM)
        sys.exit(1)
    gc.freeze()  # what is loaded stays: the collector need not go through all of it again and again
    gc.set_threshold(OBJECTS, 20, 20)
    return loaded


def _stop_at_the_end_of_input() -> None:
    while os.read(0, 1024):
        continue
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
