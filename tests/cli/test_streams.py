"""Whatever happens to the process, people see clear sentences and programs the right exit status."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from quanze.cli import main as entrance
from quanze.cli.console import Console, language, one_line
from quanze.cli.home import data_folder
from quanze.cli.progress import Progress
from tests.cli.command import EXAMPLE, START, environment, quanze


def test_a_reader_that_leaves_is_no_error_to_talk_about() -> None:
    running = subprocess.Popen(
        [*START, "determine", *[str(EXAMPLE)] * 3], env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.close()
    err = running.stderr.read()
    running.stderr.close()
    assert (running.wait(60), err) == (entrance.READER_GONE, b"")


def test_an_interrupt_ends_it_without_a_trace() -> None:
    running = subprocess.Popen(
        [*START, "determine", "-"],
        env=environment(),
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a run in the background may ignore it
    )
    # It waits for its input; by then the command itself runs.
    waiting = Path(f"/proc/{running.pid}/wchan")
    for _ in range(600):
        with pytest.raises(subprocess.TimeoutExpired):
            running.wait(0.05)
        if "pipe" in waiting.read_text():
            break
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=60)
    assert (running.returncode, err) == (entrance.INTERRUPTED, b"")


def test_a_full_disk_is_said_in_one_line() -> None:
    with open("/dev/full", "wb") as full:
        ran = subprocess.run(
            [*START, "determine", str(EXAMPLE)], env=environment(), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert ran.returncode == 1
    assert ran.stderr.startswith(b"cannot_write: ")
    assert len(ran.stderr.splitlines()) == 1


def test_closed_streams_are_no_fault() -> None:
    words = " ".join(f"'{word}'" for word in (*START, "determine", str(EXAMPLE)))
    ran = subprocess.run(["/bin/sh", "-c", f"{words} >&- 2>&-"], env=environment(), check=False)
    assert ran.returncode == 0


def planted(monkeypatch: pytest.MonkeyPatch, fault: BaseException) -> None:
    """Let the next command fail in a way nobody foresaw."""

    def fail(*_: object) -> int:
        raise fault

    monkeypatch.setattr(entrance, "_run", fail)


@pytest.mark.parametrize(
    "fault", [KeyError("x"), RecursionError(), MemoryError(), AssertionError("甲"), ZeroDivisionError()]
)
def test_a_planted_fault_of_the_program_is_one_sentence(
    fault: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    planted(monkeypatch, fault)
    assert entrance.main(["determine"]) == 1
    err = capsys.readouterr().err
    assert err.startswith("internal: ")
    assert len(err.splitlines()) == 1
    assert type(fault).__name__ in err
    assert "甲" not in err  # what failed is named, never the facts it failed on


def test_a_planted_fault_in_a_batch_costs_only_its_own_case(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import quanze.core.determination.determine as d\n"
        "sound = d.determine\n"
        "def determine(case, *rest):\n"
        "    if case.id == 'broken':\n"
        "        raise KeyError('planted')\n"
        "    return sound(case, *rest)\n"
        "d.determine = determine\n",
        "utf-8",
    )
    text = EXAMPLE.read_text("utf-8")
    (tmp_path / "1.yaml").write_text(text.replace("id: yiyang-example", "id: broken"), "utf-8")
    (tmp_path / "2.yaml").write_text(text, "utf-8")
    path = os.pathsep.join([str(tmp_path), environment()["PYTHONPATH"]])
    ran = quanze("determine", tmp_path, "--json", env={"PYTHONPATH": path})
    first, second = ran.out.splitlines()
    assert ran.status == 1
    assert '"case":"broken"' in first
    assert '"code":"internal"' in first
    assert '"parties"' in second


def test_signs_that_move_a_terminal_never_reach_it() -> None:
    assert one_line("a\x1b[31m\nb\u202e") == "a?[31m b?"
    ran = quanze("determine", "a\x1b[31m.yaml")
    assert "\x1b" not in ran.err


@pytest.mark.parametrize(
    ("words", "locale", "lang"),
    [
        ([], {}, "zh"),
        ([], {"LANG": "C.UTF-8"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "en_GB"}, "en"),
        ([], {"LC_ALL": "de_DE.UTF-8", "LANG": "zh_CN"}, "en"),
        (["x", "--lang", "en"], {"LANG": "zh_CN"}, "en"),
        (["--lang=zh", "x"], {"LANG": "en_US"}, "zh"),
        (["x", "--lang", "fr"], {"LANG": "en_US"}, "en"),
        (["x", "--lang"], {}, "zh"),
    ],
)
def test_the_language_is_that_of_the_option_else_of_the_locale(
    words: list[str], locale: dict[str, str], lang: str
) -> None:
    assert language(words, locale) == lang


def test_another_encoding_of_the_terminal_changes_no_byte() -> None:
    plain = quanze("determine", EXAMPLE)
    assert quanze("determine", EXAMPLE, env={"PYTHONIOENCODING": "latin-1"}).raw == plain.raw


def test_the_data_folder_is_where_each_platform_has_it() -> None:
    assert data_folder({"QUANZE_HOME": "q", "HOME": "h"}, "linux") == Path("q")
    assert data_folder({"HOME": "h"}, "linux") == Path("h/.local/share/quanze")
    assert data_folder({"HOME": "h", "XDG_DATA_HOME": "x"}, "linux") == Path("x/quanze")
    assert data_folder({"HOME": "h"}, "darwin") == Path("h/Library/Application Support/quanze")
    assert data_folder({"LOCALAPPDATA": "l"}, "win32") == Path("l/quanze")
    assert data_folder({}, "linux") is None


def test_without_a_home_the_answer_is_the_same_and_nothing_is_kept(tmp_path: Path) -> None:
    ran = quanze("determine", EXAMPLE, "--json", at=tmp_path, env={"QUANZE_HOME": "", "HOME": ""})
    assert ran.raw == quanze("determine", EXAMPLE, "--json").raw
    assert list(tmp_path.iterdir()) == []


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Yes."""
        return True


def test_progress_shows_on_a_terminal_and_never_in_a_pipe() -> None:
    for err, shown in ((Terminal(), True), (io.StringIO(), False)):
        progress = Progress(2, Console("en", io.StringIO(), err))
        progress.step("a.yaml")
        progress.done()
        assert ("1 of 2 a.yaml" in err.getvalue()) is shown
        assert err.getvalue().endswith("\x1b[K" if shown else "")
    alone = Terminal()
    Progress(1, Console("en", io.StringIO(), alone)).step("a.yaml")
    assert alone.getvalue() == ""


def test_help_and_version_need_no_law() -> None:
    code = (
        "import sys; from quanze.cli.main import main; status = main(['--version']) or main(['--help'])\n"
        "print(sorted(name for name in sys.modules if name.startswith('quanze.core.')))\n"
        "sys.exit(status)"
    )
    ran = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=False)
    assert ran.returncode == 0
    assert ran.stdout.splitlines()[0].startswith("quanze ")
    assert ran.stdout.splitlines()[-1] == "['quanze.core.refusals']"
