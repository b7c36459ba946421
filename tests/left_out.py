"""A pytest plugin (-p tests.left_out): tests left out for want of something on the machine are counted in the last lines.

In continuous integration (CI=true) any that is left out fails the run. With several test processes each tells the
first one.
"""

from __future__ import annotations

import os
from typing import Any

import pytest

NUMBER = pytest.StashKey[int]()
_SENT = "quanze_left_out"


def leave_out(config: pytest.Config, items: list[pytest.Item], without: list[pytest.Item]) -> None:
    """Take some tests out of a run, and keep count."""
    items[:] = [item for item in items if item not in without]
    config.hook.pytest_deselected(items=without)
    config.stash[NUMBER] = config.stash.get(NUMBER, 0) + len(without)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """A test process ended: what it left out. Every process collects the same tests."""
    sent = getattr(node, "workeroutput", {}).get(_SENT, 0)
    node.config.stash[NUMBER] = max(sent, node.config.stash.get(NUMBER, 0))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell the first process, or fail the run."""
    number = session.config.stash.get(NUMBER, 0)
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output[_SENT] = number
    elif number and os.environ.get("CI") == "true":
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """The last lines say how many."""
    if number := config.stash.get(NUMBER, 0):
        line = f"缺少可用的浏览器或代理，{number} 项测试未运行 / For want of a browser or proxy {number} tests were left out"
        terminalreporter.write_line(line)
