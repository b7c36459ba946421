"""quanze demo serve and quanze demo code: a newcomer gets in with what is printed, in a demonstration and nowhere else."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest

from quanze.cli.demo import ACCOUNTS, MARK
from tests.cli.command import quanze
from tests.cli.serving import PATIENCE, free_port, running
from tests.deploy.visitor import Visitor


def until_stop_is_told(lines: list[str]) -> bool:
    """Whether the last line of what is printed has come."""
    return bool(lines) and "Ctrl-C" in lines[-1]


def test_what_is_printed_lets_a_newcomer_in(tmp_path: Path) -> None:
    home, port = {"QUANZE_HOME": str(tmp_path / "town")}, free_port()
    with running("demo", "serve", "--small", "--port", str(port), **home) as server:
        assert server.stdout is not None
        lines: list[str] = []
        while not until_stop_is_told(lines):
            line = server.stdout.readline()
            assert line, server.communicate()[1]
            lines.append(line)
        text = "".join(lines)
        accounts = dict(re.findall(r"^  (demo-[a-z]+) +(\S+)  [A-Z2-7]{32}  \S", text, flags=re.M))
        assert len(accounts) == 12
        assert "demo code demo-clerk" in text
        someone = Visitor(f"http://127.0.0.1:{port}/")
        someone.post("sign-in", login_name="demo-clerk", password=accounts["demo-clerk"])
        given = quanze("demo", "code", "demo-clerk", env=home)
        assert (given.status, given.err.split(":")[0]) == (0, "advice")
        page = someone.post("give-factor", code=given.out.strip())
        assert (page.status, page.address) == (200, f"http://127.0.0.1:{port}/")
        server.send_signal(signal.SIGINT)
        assert server.wait(PATIENCE) == 0
    nobody = quanze("demo", "code", "demo-clrk", env=home)
    assert (nobody.status, nobody.err.split(":")[0]) == (1, "no_such_account")
    assert "demo-clerk" in nobody.err


@pytest.mark.parametrize("kept", [(), (MARK,), (ACCOUNTS,)])
def test_no_code_is_given_outside_a_demonstration(tmp_path: Path, kept: tuple[str, ...]) -> None:
    for name in kept:
        (tmp_path / name).write_text("  demo-clerk  secret  MV5NOTMH4Z7PNTP2SOFBLDAZTBJ2BXOK\n", "utf-8")
    refused = quanze("demo", "code", "demo-clerk", env={"QUANZE_HOME": str(tmp_path)})
    assert (refused.status, refused.out, refused.err.split(":")[0]) == (1, "", "no_demo")


def test_a_demonstration_that_was_broken_off_is_not_served(tmp_path: Path) -> None:
    home = tmp_path / "town"
    home.mkdir(mode=0o700)
    (home / MARK).write_text("演示数据（建立中断，请删除本文件夹后重建）", "utf-8")
    refused = quanze("demo", "serve", "--port", str(free_port()), env={"QUANZE_HOME": str(home)})
    assert (refused.status, refused.err.split(":")[0]) == (1, "demo_broken_off")
    assert str(home) in refused.err
