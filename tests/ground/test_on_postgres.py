"""The second run finds a PostgreSQL, or says how much was left out and fails where it must."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from tests import on_postgres, postgres


def test_a_server_of_our_own_starts_survives_a_kill_and_leaves_nothing_behind() -> None:
    with postgres.started(settings=("fsync=on",)) as server:
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute("CREATE TABLE kept AS SELECT '权责' AS name")
        server.kill()
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(server.url)
        server.start()
        with psycopg.connect(server.url) as connection:
            assert connection.execute("SELECT name FROM kept").fetchone() == ("权责",)
            assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)
        folder = server.folder
    assert server.process is None
    assert not folder.exists()


def test_the_package_that_brings_a_postgres_serves_where_the_machine_has_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(postgres, "DEBIAN", Path("/nowhere"))
    monkeypatch.setattr(postgres, "_reachable", lambda place: False)
    with postgres.started() as server, psycopg.connect(server.url) as connection:
        assert server.binaries.is_relative_to(server.folder)
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_server_that_cannot_start_says_why() -> None:
    with pytest.raises(postgres.NoPostgres, match="no_such_setting"), postgres.started(settings=("no_such_setting=1",)):
        pass


@pytest.mark.parametrize(("environment", "status"), [("true", 1), ("", 0)])
def test_without_any_postgres_the_last_lines_say_what_was_left_out(
    environment: str, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nowhere() -> None:
        raise postgres.NoPostgres("none here")

    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("CI", environment)
    monkeypatch.setattr(on_postgres, "started", nowhere)
    assert on_postgres.main(["pytest", "quanze/apps/audit/tests/test_guards.py"]) == status
    said = capsys.readouterr().out.strip().splitlines()
    assert said[-1] == "No PostgreSQL: 8 tests were left out on it: none here"
    assert said[-2].startswith("没有 PostgreSQL，8 项测试未在其上运行")
