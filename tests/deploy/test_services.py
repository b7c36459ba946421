"""The units of systemd: their syntax, and that they run what there is. Running them needs a machine with systemd."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from quanze.cli.commands import COMMANDS
from quanze.cli.main import find_command
from tests.deploy.host import DEPLOY

UNITS = sorted((DEPLOY / "systemd").iterdir())


def lines(unit: Path, key: str) -> list[str]:
    """The values of a key."""
    return [line.partition("=")[2] for line in unit.read_text("utf-8").splitlines() if line.startswith(f"{key}=")]


def test_every_unit_runs_a_command_that_there_is() -> None:
    started = [value for unit in UNITS for value in lines(unit, "ExecStart")]
    assert len(started) == 3
    for value in started:
        words = shlex.split(value.partition("/usr/local/quanze/bin/quanze ")[2].rstrip("'"))
        assert find_command(words) in COMMANDS


def test_every_service_runs_as_an_ordinary_user_with_the_same_environment() -> None:
    for unit in (unit for unit in UNITS if unit.suffix == ".service"):
        assert lines(unit, "User") == ["quanze"], unit.name
        assert lines(unit, "EnvironmentFile") == ["/etc/quanze/quanze.env"], unit.name
        assert lines(unit, "NoNewPrivileges") == ["yes"], unit.name


def test_no_secret_stands_in_the_environment() -> None:
    given = (DEPLOY / "quanze.env").read_text("utf-8")
    assert "SECRET" not in given.replace("no secret", "")
    assert ":" not in given.split("DATABASE_URL=postgresql://")[1].split("@")[0]


def verified(folder: Path) -> str:
    """What systemd finds wrong with the units of a folder; "" for nothing, and where there is no systemd."""
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        return ""
    units = [str(each) for each in sorted(folder.iterdir()) if each.suffix in (".service", ".timer")]
    done = subprocess.run([analyze, "verify", "--man=no", *units], capture_output=True, text=True, check=False)
    ours = [line for line in done.stderr.splitlines() if "quanze" in line]
    return "\n".join(ours)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """The units, with a program that exists here in the place of ours."""
    for unit in UNITS:
        text = unit.read_text("utf-8").replace("/usr/local/quanze/bin/quanze", "/bin/true")
        (tmp_path / unit.name).write_text(text, "utf-8")
    return tmp_path


def test_systemd_finds_nothing_wrong_and_a_planted_fault(here: Path) -> None:
    assert verified(here) == ""
    if shutil.which("systemd-analyze"):
        unit = here / "quanze.service"
        unit.write_text(unit.read_text("utf-8").replace("UMask=0077", "UMask=private"), "utf-8")
        assert "quanze.service" in verified(here)
