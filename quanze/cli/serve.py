"""quanze serve: the pages, until somebody stops it. Django is touched only when it runs."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from threading import Event
from types import FrameType

from quanze.apps.access.declarations import declared
from quanze.cli.arguments import Arguments
from quanze.cli.console import Console
from quanze.cli.database import open_database
from quanze.cli.database_version import check_database
from quanze.cli.serve_checks import check_demo_stays_here, check_port_free
from quanze.cli.serve_process import Place, ServerProcess
from quanze.core.refusals import Refusal

HOST, PORT, MOST_WORKERS = "127.0.0.1", 8750, 8
_ABOUT = (
    "提供网页，直到按 Ctrl-C 或收到停止信号。默认只供本机使用；对外服务请按 deploy/README.md 设反向代理。",
    "Serves the pages until Ctrl-C or a signal to stop. By default for this machine only; to serve others set up a "
    "reverse proxy as deploy/README.md says.",
)
_STOPPING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


def add_commands(table: MutableMapping[str, tuple[str, str, str]]) -> None:
    """Put this module's command into the table of commands: words → (module, Chinese, English)."""
    for words, (_, zh, en) in COMMANDS.items():
        table[words] = ("serve", zh, en)


def arguments(words: str, console: Console) -> Arguments:
    """What the command takes."""
    parser = Arguments(words, console, _ABOUT)
    parser.option("--host", (f"监听的地址（默认 {HOST}）", f"address to listen on ({HOST})"), default=HOST)
    port_option(parser)
    parser.option(
        "--workers", ("工作进程数（默认每个处理器两个，至多 8）", "worker processes (two a core, 8 at most)"), type=int,
        default=workers_here(), choices=range(1, 65), metavar="N",
    )  # fmt: skip
    parser.finish()
    return parser


def port_option(parser: Arguments) -> None:
    """The option --port."""
    parser.option(
        "--port", (f"端口（默认 {PORT}）", f"port ({PORT})"), type=int, default=PORT, choices=range(1, 65536),
        metavar="PORT",
    )  # fmt: skip


def run(args: argparse.Namespace, console: Console) -> int:
    """Run the command. Raises Refusal."""
    open_database()
    return run_serve(args, console)


@declared(actor="operator", action="system:serve", object="installation")
def run_serve(args: argparse.Namespace, console: Console) -> int:
    """Check, serve, say the address once it answers, stop in good order. Exit status 0 when it was told to stop.

    Raises Refusal: no_database, older_database, newer_database, demo_stays_here, port_taken, port_unusable, serve_failed.
    """

    def say(place: Place) -> None:
        console.print(
            console.say(
                f"权责 Quanze 已开始服务：{place.address}（Ctrl-C 停止）",
                f"Quanze is serving: {place.address} (Ctrl-C stops it)",
            )
        )
        console.flush()

    return serve(args.host, args.port, args.workers, when_ready=say)


def serve(host: str, port: int, workers: int, *, when_ready: Callable[[Place], None]) -> int:
    """Serve until a signal; ``when_ready`` is called once, when the first answer came. Raises Refusal as run_serve."""
    from django.conf import settings
    from django.db import connection

    check_demo_stays_here(
        settings.QUANZE_HOME, host=host, names=settings.ALLOWED_HOSTS,
        behind_proxy=settings.SECURE_PROXY_SSL_HEADER is not None,
    )  # fmt: skip
    check_database()
    connection.close()
    check_port_free(host, port)
    place = Place(host, port, settings.QUANZE_PREFIX, settings.ALLOWED_HOSTS[0])
    asked = _asked_to_stop()
    with ServerProcess(place, workers) as server:
        if server.wait_until_ready(asked):
            when_ready(place)
        while not asked.wait(0.5) and server.is_running():
            continue
    if not asked.is_set():
        raise Refusal(
            "serve_failed", zh="服务进程自行中止，原因见上文输出；请处理后重新启动",
            en="the server process ended by itself, for the reason printed above; mend that and start again",
        )  # fmt: skip
    return 0


def _asked_to_stop() -> Event:
    """Set by any signal to stop, from now on; no other handler runs."""
    asked = Event()

    def ask(number: int, frame: FrameType | None) -> None:
        asked.set()

    for each in _STOPPING:
        with suppress(ValueError):  # only the main thread may; elsewhere whoever calls stops us
            signal.signal(each, ask)
    return asked


def workers_here() -> int:
    """Two workers for each core this process may use, eight at most: while one is held by long work, another answers."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return max(2, min(MOST_WORKERS, 2 * cores))


COMMANDS = {"serve": (run_serve, "提供网页", "serve the pages")}
