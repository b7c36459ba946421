"""A new office at its own machine: everything through the real command and the real pages, in one empty folder."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import sleep, time

from tests.cli.command import ROOT, Ran, environment, quanze
from tests.journeys.beginning.first_sign_in import code

ADMINISTRATORS = ("--system", "傅衡", "fuheng", "--security", "贺钧", "hejun", "--audit", "鲁笙", "lusheng")
PASSWORD = "Qing-Feng-2031-mountain"


@dataclass
class Office:
    """The folder, and each person's key and the last code he used."""

    home: Path
    keys: dict[str, str] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=dict)

    def run(self, *words: str | Path, given: bytes | None = None) -> Ran:
        """A command as somebody at the console runs it."""
        return quanze(*words, given=given, env={"QUANZE_HOME": str(self.home)})

    def done(self, *words: str | Path) -> str:
        """A command at the console that must succeed; what it prints."""
        ran = self.run(*words)
        assert ran.status == 0, (words, ran.err)
        return ran.out

    def by(self, login: str, *words: str | Path) -> Ran:
        """A command signed in as somebody."""
        given = f"{PASSWORD}\n{self._code(login)}\n".encode()
        return self.run(*words, "--as", login, given=given)

    def did(self, login: str, *words: str | Path) -> str:
        """A command of somebody that must succeed; what it prints."""
        ran = self.by(login, *words)
        assert ran.status == 0, (words, ran.err)
        return ran.out

    def bootstrap(self) -> dict[str, str]:
        """The three administrators; login name → one-time secret."""
        lines = self.done("accounts", "bootstrap", *ADMINISTRATORS).splitlines()[:3]
        return dict(line.split() for line in lines)

    def signs_in_first(self, login: str, secret: str) -> None:
        """The first sign-in, on the pages."""
        ran = self.python(["-m", "tests.journeys.beginning.first_sign_in"], f"{login}\n{secret}\n{PASSWORD}\n")
        assert ran.returncode == 0, ran.stderr
        self.keys[login], self.used[login] = ran.stdout.strip(), int(time()) // 30 - 1

    def python(self, words: Sequence[str], given: str = "") -> subprocess.CompletedProcess[str]:
        """Another program on the same installation."""
        return subprocess.run(
            [sys.executable, *words], input=given, cwd=ROOT, env=environment(QUANZE_HOME=str(self.home)),
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip

    def _code(self, login: str) -> str:
        """A code not used yet: of this half minute or the next, so that a slow machine is in time with it."""
        step = max(self.used[login] + 1, int(time()) // 30)
        while step > int(time()) // 30 + 1:
            sleep(0.5)
        self.used[login] = step
        return code(self.keys[login], step)
