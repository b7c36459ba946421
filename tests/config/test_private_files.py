"""The data folder and the database are their owner's alone."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from quanze.config import environment as read
from quanze.config.backup import seal_key
from quanze.config.private_files import PrivateConnection, keep_private, private_folder


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_data_folder_is_made_for_its_owner_and_refused_when_others_can_enter(tmp_path: Path) -> None:
    private_folder(tmp_path / "new")
    assert mode(tmp_path / "new") == 0o700
    (tmp_path / "new").chmod(0o750)
    for ask in (lambda home: read.database({}, home), lambda home: read.secret({}, "X", home, "secret.key")):
        with pytest.raises(ImproperlyConfigured, match="chmod 700"):
            ask(tmp_path / "new")
    assert not (tmp_path / "new" / "secret.key").exists()


def test_a_data_folder_elsewhere_is_no_matter_of_postgresql(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert read.database({"DATABASE_URL": "postgresql://u@h/q"}, tmp_path)["NAME"] == "q"


def test_a_data_folder_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ImproperlyConfigured, match="QUANZE_HOME"):
        private_folder(tmp_path / "file" / "home")


def test_the_database_its_log_and_its_index_are_born_private(tmp_path: Path) -> None:
    file = tmp_path / "quanze.sqlite3"
    with closing(sqlite3.connect(file, factory=PrivateConnection)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE x (y)")
        connection.commit()
        found = {each.name: mode(each) for each in tmp_path.iterdir()}
    assert found == dict.fromkeys(("quanze.sqlite3", "quanze.sqlite3-wal", "quanze.sqlite3-shm"), 0o600)
    assert read.sqlite(file)["OPTIONS"]["factory"] is PrivateConnection


def test_a_plain_connection_would_be_seen(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x")) as connection:
        connection.execute("CREATE TABLE x (y)")
    assert mode(tmp_path / "x") & 0o077


def test_a_database_that_others_could_read_is_mended_with_its_log(tmp_path: Path) -> None:
    file = tmp_path / "quanze.sqlite3"
    for end in ("", "-wal", "-shm"):
        Path(f"{file}{end}").write_bytes(b"")
        Path(f"{file}{end}").chmod(0o644)
    keep_private(file)
    assert {mode(each) for each in tmp_path.iterdir()} == {0o600}


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "seal.key").write_text("k" * 40)
    with override_settings(QUANZE_HOME=tmp_path):
        yield tmp_path


def test_a_seal_key_beside_no_database_is_replaced_and_none_lies_about(home: Path) -> None:
    assert seal_key.put_seal_key("r" * 40, alone=True) == ""
    assert [each.name for each in home.iterdir()] == ["seal.key"]
    assert (home / "seal.key").read_text() == "r" * 40
    assert mode(home / "seal.key") == 0o600


def test_a_seal_key_that_another_database_may_need_is_put_aside_and_named(home: Path) -> None:
    (home / "seal.key").chmod(0o600)
    first = seal_key.put_seal_key("r" * 40, alone=False)
    second = seal_key.put_seal_key("s" * 40, alone=False)
    assert seal_key.put_seal_key("s" * 40, alone=False) == "", "the same key needs no second file"
    assert {(home / first).read_text()[0], (home / second).read_text()[0]} == {"k", "r"}
    assert {mode(each) for each in home.iterdir()} == {0o600}
