"""quanze demo: an invented town with twelve people, in a marked folder of its own, never beside real data."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from quanze.apps.accounts.models import Account, Grant
from quanze.apps.accounts.roles import ROLES
from quanze.apps.accounts.tests.factories import person
from quanze.apps.audit.models import Entry
from quanze.apps.organizations import demo as city
from quanze.apps.organizations.models import PostRecord, TenureRecord
from quanze.cli import demo, demo_accounts
from quanze.cli.console import Console
from quanze.cli.progress import Progress
from quanze.core.refusals import Refusal

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def console() -> Console:
    return Console("zh", StringIO(), StringIO())


def built(folder: Path) -> list[demo_accounts.Ready]:
    return demo.build(demo.SMALL, folder=folder, at=AT, progress=Progress(1, console()))


@pytest.mark.django_db
def test_twelve_people_hold_the_twelve_roles(tmp_path: Path) -> None:
    ready = built(tmp_path)
    grants = Grant.everything(reason="test").values_list("role", flat=True)
    assert sorted(grants) == sorted(ROLES)
    assert [each.persona.role for each in ready] == list(ROLES)
    assert Account.everything(reason="test").filter(factor_confirmed_at__isnull=False).count() == 12


@pytest.mark.django_db
def test_the_register_is_one_act_with_one_entry(tmp_path: Path) -> None:
    built(tmp_path)
    entries = Entry.everything(reason="test").filter(event="register:rows:written")
    assert entries.count() == 1
    assert entries.get().after
    assert PostRecord.everything(reason="test").values("post").distinct().count() == demo.SMALL["posts"]
    assert TenureRecord.everything(reason="test").exclude(superseded_at=None).exists(), "corrections are laid out too"


@pytest.mark.django_db
def test_the_accounts_work_and_stand_in_a_private_file(tmp_path: Path) -> None:
    from quanze.config.callers import caller_by_login

    ready = {each.persona.role: each for each in built(tmp_path)}
    file = tmp_path / demo.ACCOUNTS
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    officer, later = ready["conduct_officer"], AT + timedelta(minutes=2)
    assert officer.password in file.read_text("utf-8")
    code = demo_accounts.code_at(officer.key, later)
    caller, _ = caller_by_login("demo-conduct", officer.password, code, at=later)
    assert caller.may("determination:ask")
    assert caller.units


@pytest.mark.django_db
def test_no_secret_is_the_same_twice(tmp_path: Path) -> None:
    ready = built(tmp_path)
    assert len({each.password for each in ready}) == len({each.key for each in ready}) == 12


@pytest.mark.django_db
def test_nothing_is_built_beside_real_data() -> None:
    assert city.is_empty(AT)
    person("石岩")
    assert not city.is_empty(AT)
    with pytest.raises(Refusal) as refused:
        demo._check_empty(AT)
    assert refused.value.code == "not_empty"


def test_a_marked_folder_is_not_built_into_again(tmp_path: Path) -> None:
    (tmp_path / demo.MARK).write_text("演示", "utf-8")
    with pytest.raises(Refusal) as refused:
        demo._check_unmarked(tmp_path)
    assert refused.value.code == "demo_exists"


def test_without_a_named_folder_the_demonstration_has_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("QUANZE_HOME", raising=False)
    assert demo.demo_folder().name == "quanze-demo"
    monkeypatch.setenv("QUANZE_HOME", str(tmp_path / "here"))
    assert demo.demo_folder() == tmp_path / "here"


@pytest.fixture
def alone(tmp_path: Path) -> dict[str, str]:
    """An environment in which nothing of this run's installation is seen."""
    kept = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")}
    return kept | {"QUANZE_HOME": str(tmp_path / "demo"), "LANG": "C.UTF-8"}


def command(*words: str, environment: dict[str, str]) -> Any:
    program = """
import sys
from quanze.cli import demo
from quanze.cli.console import Console
from quanze.core.refusals import Refusal
console = Console("zh", sys.stdout, sys.stderr)
try:
    sys.exit(demo.run(demo.arguments("demo", console).read(sys.argv[1:]), console))
except Refusal as refusal:
    console.complain(refusal)
    sys.exit(1)
"""
    return subprocess.run(
        [sys.executable, "-c", program, *words], env=environment, capture_output=True, text=True, timeout=60
    )


def test_the_command_builds_a_small_town_in_seconds_and_marks_its_folder(alone: dict[str, str]) -> None:
    folder = Path(alone["QUANZE_HOME"])
    begun = datetime.now(UTC)
    done = command("--small", environment=alone)
    assert done.returncode == 0, done.stderr
    assert (datetime.now(UTC) - begun).total_seconds() < 30, "5 s on a machine that does nothing else"
    assert "QUANZE_HOME" in done.stdout
    assert "虚构" in (folder / demo.MARK).read_text("utf-8")
    assert (folder / "quanze.sqlite3").exists()
    assert "demo_exists" in command("--small", environment=alone).stderr
