"""A database to be killed, on the engine of this run: how it is made, killed, lost power, and looked into."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from django.core.management import call_command
from django.db import connection

from quanze.apps.access.caller import system_caller
from quanze.apps.audit.services import record_read
from quanze.apps.organizations.tests.factories import AT, city, lay_out
from quanze.config.backup.keys import make_pair
from quanze.config.backup.restoring import leading_to
from quanze.config.environment import postgresql, sqlite
from tests.postgres import Server, started

PATIENCE = 60.0
LATE = 1.0
Told = list[dict[str, Any]]


@dataclass
class Place:
    """A data folder, with a server of its own where the run is on PostgreSQL."""

    folder: Path
    server: Server | None

    @property
    def settings(self) -> dict[str, Any]:
        """Its database as Django's settings name it."""
        return postgresql(self.server.url) if self.server else sqlite(self.folder / "quanze.sqlite3")

    def round(self, kind: str, random: Random, *how: str) -> Told:
        """One worker, killed at a random point after its first act; what it had acknowledged. Afterwards the place stands as a crash left it."""
        with self._worker(kind, *how) as worker:
            assert worker.stdout is not None
            first = worker.stdout.readline()
            time.sleep(random.uniform(0, LATE))
            assert worker.poll() is None, (self.folder / "log").read_text("utf-8")[-2000:]
            if self.server:
                self.server.kill()
            worker.kill()
            told = [first, *worker.stdout.read().splitlines()]
        if "LOSSY" in how:
            from tests.journeys.killing import disk

            disk.lose_power(self.folder / "quanze.sqlite3", self.folder / "durable")
        if self.server:
            self.server.start()
        return [json.loads(line) for line in told if line.strip().endswith("}")]

    @contextmanager
    def _worker(self, kind: str, *how: str) -> Iterator[subprocess.Popen[str]]:
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("QUANZE_", "DATABASE_"))}
        environment |= {
            "QUANZE_HOME": str(self.folder),
            "DJANGO_SETTINGS_MODULE": "quanze.config.settings",
            "QUANZE_WITNESS_FILE": str(self.folder / "witness"),
        }
        if self.server:
            environment["DATABASE_URL"] = self.server.url
        command = [sys.executable, "-m", "tests.journeys.killing.worker", kind, str(self.folder), *how]
        log = (self.folder / "log").open("ab")
        worker = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            yield worker
        finally:
            log.close()
            if worker.poll() is None:
                worker.send_signal(signal.SIGKILL)
            worker.wait(PATIENCE)
            if worker.stdout:
                worker.stdout.close()


@contextmanager
def place(folder: Path, server_settings: Sequence[str] = ()) -> Iterator[Place]:
    """A place with a small city in its register, 505 entries in its record and a pair of backup keys."""
    folder.mkdir(mode=0o700, exist_ok=True)
    make_pair(folder.parent / f"{folder.name}-private.key", folder / "public.key", home=folder)
    if connection.vendor == "sqlite":
        made = Place(folder, None)
        _prepare(made)
        yield made
        return
    with started(server_settings) as server:
        made = Place(folder, server)
        _prepare(made)
        yield made


def _prepare(made: Place) -> None:
    with leading_to(made.settings):
        call_command("migrate", verbosity=0)
        lay_out(city())
        by = system_caller("test", permissions=(), at=AT)
        for _ in range(504):
            record_read(by=by, at=AT, event="audit:record:read", object_kind="record", object_id="")
