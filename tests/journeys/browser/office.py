"""An office with a running server: a small demonstration in a folder of its own, on a port of this machine."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from base64 import b32decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from django_otp.oath import totp

ACCOUNT = re.compile(r"^ {2}(?P<login>demo-[a-z]+) {2}(?P<password>\S+) {2}(?P<key>[A-Z2-7=]+)$", re.MULTILINE)
PATIENCE = 60
QUANZE = str(Path(sys.executable).with_name("quanze"))


@dataclass(frozen=True)
class Account:
    """A demonstration account: login, password, key of the second factor."""

    login: str
    password: str
    key: str

    def code(self, later: int = 0) -> str:
        """The one-time code of now, or of some thirty-second steps later."""
        return f"{totp(b32decode(self.key), drift=later):06}"


@dataclass(frozen=True)
class Office:
    """A server that answers at ``address``, its data folder, its accounts by login."""

    address: str
    folder: Path
    accounts: dict[str, Account]
    steps: dict[str, int] = field(default_factory=dict)

    def fresh_code(self, login: str) -> str:
        """A one-time code that was not used before: this half minute's or the next one's, else after a wait."""
        now, last = int(time.time()) // 30, self.steps.get(login, 0)
        while last >= now + 1:
            time.sleep(1)
            now = int(time.time()) // 30
        step = self.steps[login] = max(now, last + 1)
        return self.accounts[login].code(step - now)


def built(folder: Path) -> Path:
    """A small demonstration in a new folder."""
    _quanze(folder, "demo", "--small").check_returncode()
    return folder


@contextmanager
def open_office(original: Path, folder: Path) -> Iterator[Office]:
    """A copy of a demonstration, served until the end; only the process started here is ended."""
    shutil.copytree(original, folder)
    folder.chmod(0o700)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [QUANZE, "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=_environment(folder), stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        _wait_for(f"{address}/healthy", server)
        yield Office(address, folder, accounts_of(folder))
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait(15)


def accounts_of(folder: Path) -> dict[str, Account]:
    """The accounts that a demonstration made, by login."""
    text = (folder / "demo-accounts.txt").read_text("utf-8")
    return {found["login"]: Account(**found.groupdict()) for found in ACCOUNT.finditer(text)}


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        return port


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with {server.returncode}")
        try:
            with urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"no answer from {address} in {PATIENCE} seconds")


def _quanze(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [QUANZE, *arguments]
    return subprocess.run(command, env=_environment(folder), stdout=subprocess.DEVNULL, check=False)


def _environment(folder: Path) -> dict[str, str]:
    outer = {
        name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL")
    }
    return outer | {"QUANZE_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "quanze.config.settings"}
