"""Settings that may not start are refused, each with a clear sentence; safe ones are the default."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from quanze.config import environment as read
from quanze.config.oidc import oidc_settings

GOOD = "q7Kx-93bTzLmW2vRpYc8-hNfJd5Es6Gu4Aa"
KNOWN = [
    "", "short", "secret", "changeme", "password", "admin123", "django-insecure", "your-secret-key", "x" * 40,
    "a1" * 30, "changeme" * 5, "secret" * 6, "password" * 4, "admin" * 8, "test" * 10, "1234567890" * 4,
    "abcdefghijklmnopqrstuvwxyz0123456789", "abcdefghijklmnopqrstuvwxyz123456", "django-insecure-" + "secret" * 5,
    "supersecret" * 3, "letmein" * 6, "qwerty" * 7, "quanze" * 6, "mysecretkey" * 4, "changethis" * 4,
    "please-change-me" * 3, "iloveyou" * 5, "0" * 50, "888888" * 6, "123456" * 8, "insecure" * 5, "default" * 6,
]  # fmt: skip


@pytest.mark.parametrize("secret", KNOWN)
def test_known_short_and_empty_secrets_refuse_to_start(secret: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"QUANZE_SECRET_KEY .+ / QUANZE_SECRET_KEY"):
        read.check_secret(secret, "QUANZE_SECRET_KEY")


def test_a_random_secret_passes() -> None:
    assert read.check_secret(GOOD, "QUANZE_SECRET_KEY") == GOOD


def test_a_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    home = tmp_path / "new"
    made = read.secret({}, "QUANZE_SECRET_KEY", home, "secret.key")
    assert len(made) >= 64
    assert read.secret({}, "QUANZE_SECRET_KEY", home, "secret.key") == made
    assert stat.S_IMODE((home / "secret.key").stat().st_mode) == 0o600
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert read.secret({}, "QUANZE_SECRET_KEY", tmp_path / "other", "secret.key") != made


def test_a_secret_file_that_others_can_read_or_that_is_unfit_refuses_to_start(tmp_path: Path) -> None:
    read.secret({}, "X", tmp_path, "secret.key")
    (tmp_path / "secret.key").chmod(0o644)
    with pytest.raises(ImproperlyConfigured, match="chmod 600"):
        read.secret({}, "X", tmp_path, "secret.key")
    (tmp_path / "secret.key").write_text("changeme")
    (tmp_path / "secret.key").chmod(0o600)
    with pytest.raises(ImproperlyConfigured, match=r"secret\.key"):
        read.secret({}, "X", tmp_path, "secret.key")


def test_hosts_are_loopback_unless_named_and_take_no_wildcard() -> None:
    assert set(read.hosts({})) == read.LOOPBACK
    assert read.hosts({"QUANZE_HOSTS": "a.gov.cn, b.gov.cn"}) == ["a.gov.cn", "b.gov.cn"]
    for bad in ("", " , ", "*", ".gov.cn", "a.gov.cn,*"):
        with pytest.raises(ImproperlyConfigured):
            read.hosts({"QUANZE_HOSTS": bad})


def test_debug_is_refused_where_others_can_reach_the_host() -> None:
    assert read.debug({"QUANZE_DEBUG": "1"}, ["localhost"])
    assert not read.debug({}, ["localhost"])
    with pytest.raises(ImproperlyConfigured, match="QUANZE_DEBUG"):
        read.debug({"QUANZE_DEBUG": "1"}, ["localhost", "a.gov.cn"])
    with pytest.raises(ImproperlyConfigured):
        read.debug({"QUANZE_DEBUG": "yes"}, ["localhost"])


def test_the_database_is_sqlite_in_the_data_folder_unless_an_address_is_given(tmp_path: Path) -> None:
    found = read.database({}, tmp_path)
    assert found["NAME"] == str(tmp_path / "quanze.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in found["OPTIONS"]["init_command"]
    assert "journal_mode=WAL" in found["OPTIONS"]["init_command"]


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("postgresql://u:p%40ss@db:5433/quanze", ("quanze", "u", "p@ss", "db", "5433")),
        ("postgres://u@/q?host=/run/pg", ("q", "u", "", "/run/pg", "")),
        ("postgresql://u@[::1]/q", ("q", "u", "", "::1", "")),
    ],
)
def test_an_address_names_a_postgresql(address: str, wanted: tuple[str, ...]) -> None:
    found = read.postgresql(address)
    assert tuple(found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")) == wanted


@pytest.mark.parametrize("address", ["", "mysql://u@h/q", "postgresql://u@h", "quanze.sqlite3", "postgresql://h:x/q"])
def test_any_other_address_refuses_to_start(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        read.postgresql(address)


def test_oidc_is_off_until_wholly_configured() -> None:
    assert oidc_settings({}) is None
    whole = {"QUANZE_OIDC_ISSUER": "https://id.gov.cn", "QUANZE_OIDC_CLIENT": "q", "QUANZE_OIDC_SECRET": "s"}
    assert oidc_settings(whole)
    for fault in ({"QUANZE_OIDC_SECRET": ""}, {"QUANZE_OIDC_ISSUER": "http://id.gov.cn"}):
        with pytest.raises(ImproperlyConfigured, match="OIDC"):
            oidc_settings(whole | fault)


def start(home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A server process that only starts and ends."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "SYSTEMROOT") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", "import quanze.config.wsgi"], capture_output=True, text=True, check=False,
        cwd=Path(__file__).resolve().parents[2], env={**kept, "QUANZE_HOME": str(home), **environment},
    )  # fmt: skip


def test_the_server_starts_on_a_fresh_folder(tmp_path: Path) -> None:
    assert start(tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ({"QUANZE_SECRET_KEY": "changeme"}, "QUANZE_SECRET_KEY"),
        ({"QUANZE_SEAL_KEY": ""}, "QUANZE_SEAL_KEY"),
        ({"QUANZE_DEBUG": "1", "QUANZE_HOSTS": "a.gov.cn"}, "QUANZE_DEBUG"),
        ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL"),
    ],
)
def test_a_wrong_setting_ends_the_start(tmp_path: Path, fault: dict[str, str], said: str) -> None:
    ended = start(tmp_path, **fault)
    assert ended.returncode != 0
    assert "ImproperlyConfigured" in ended.stderr
    assert said in ended.stderr


def test_the_deploy_check_is_clean_on_a_public_host(tmp_path: Path) -> None:
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "SYSTEMROOT") if name in os.environ}
    public = {"QUANZE_HOSTS": "quanze.example.gov.cn", "DJANGO_SETTINGS_MODULE": "quanze.config.settings"}
    ended = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"], capture_output=True,
        text=True, check=False, cwd=Path(__file__).resolve().parents[2],
        env={**kept, "QUANZE_HOME": str(tmp_path), **public},
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert "0 silenced" in ended.stdout
