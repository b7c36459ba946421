"""What is looked at before anything is served: the port, and that a demonstration stays on this machine."""

from __future__ import annotations

import errno
import socket
from collections.abc import Collection
from ipaddress import ip_address
from pathlib import Path

from quanze.cli.demo import MARK
from quanze.core.refusals import Refusal
from quanze.core.words.system import reason

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1", "[::1]"})


def check_demo_stays_here(home: Path, *, host: str | None, names: Collection[str], behind_proxy: bool) -> None:
    """Its accounts stand in a file, so a demonstration is served to this machine alone.

    ``host``: the address listened on, None where another server chooses it; ``names``: the host names answered to.
    Raises Refusal "demo_stays_here".
    """
    if not (home / MARK).exists():
        return
    if behind_proxy or not LOOPBACK.issuperset(names) or (host is not None and not is_loopback(host)):
        raise Refusal(
            "demo_stays_here", zh="演示数据只能供本机（127.0.0.1）使用：请去掉 --host、QUANZE_HOSTS 和 "
            "QUANZE_BEHIND_PROXY，或由 QUANZE_HOME 指明正式数据的文件夹",
            en="a demonstration is served on this machine only (127.0.0.1): drop --host, QUANZE_HOSTS and "
            "QUANZE_BEHIND_PROXY, or let QUANZE_HOME name the folder of real data",
        )  # fmt: skip


def is_loopback(host: str) -> bool:
    """True for an address or a name that only this machine can reach."""
    if host in LOOPBACK:
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def check_port_free(host: str, port: int) -> None:
    """Raises Refusal: port_taken where somebody listens already, port_unusable where this address cannot be had."""
    try:
        family, kind, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as tried:
            # Connections of a server that just stopped do not count as somebody listening.
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(place)
    except OSError as error:
        raise _unusable(error, host, port) from None


def _unusable(error: OSError, host: str, port: int) -> Refusal:
    if error.errno == errno.EADDRINUSE:
        return Refusal(
            "port_taken", zh=f"端口 {port} 已被占用，可能已有一个在服务；请先停止它，或用 --port 另选一个",
            en=f"port {port} is taken, perhaps by a server that runs already: stop that one, or choose another with --port",
        )  # fmt: skip
    return Refusal(
        "port_unusable", zh=f"不能在 {host} 端口 {port} 上监听（{reason(error).zh}）；请核对 --host 和 --port",
        en=f"cannot listen on {host} port {port} ({reason(error).en}); check --host and --port",
    )  # fmt: skip
