"""The examples of docs/handbook/api.md run as they are written, against a server that answers."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from quanze.apps.determinations.tests.cases import BUREAU
from quanze.core.casefile.loading import load
from tests.api.office import ASKING, Office, case, office

PAGE = Path(__file__).resolve().parents[2] / "docs" / "handbook" / "api.md"
TEXT = PAGE.read_text("utf-8")


def blocks(kind: str) -> list[str]:
    """The examples of one language, in their order."""
    return re.findall(rf"```{kind}\n(.*?)```", TEXT, re.DOTALL)


@pytest.fixture
def place(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office that another thread's server sees too."""
    made = office()
    monkeypatch.setattr(timezone, "now", lambda: made.made.clock.at)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the examples run, with the case they speak of."""
    found = load(case().decode("utf-8"), name="case.yaml").value
    (tmp_path / "case.json").write_text(json.dumps(found, ensure_ascii=False, default=str), "utf-8")
    return tmp_path


def run(words: list[str], folder: Path, server: Any, token: str, text: str = "") -> str:
    """What a program prints; it must end well."""
    around = {
        "PATH": os.environ["PATH"], "QUANZE_API": f"{server.url}/api/v1", "QUANZE_TOKEN": token, "UNIT": BUREAU,
        "PYTHONIOENCODING": "utf-8", "NO_PROXY": "*",
    }  # fmt: skip
    ran = subprocess.run(
        words, input=text, cwd=folder, env=around, capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_the_python_example_runs(place: Office, live_server: Any, folder: Path) -> None:
    (folder / "client.py").write_text(blocks("python")[0], "utf-8")
    printed = run([sys.executable, "client.py", BUREAU], folder, live_server, place.token(place.officer, *ASKING))
    assert re.search(r"^0 \S+ \S+ principal \['\S+'", printed, re.MULTILINE)
    assert re.search(r"^vacant \d+$", printed, re.MULTILINE)
    assert re.search(r"^kept as [0-9a-f]{16} parties [1-9]", printed, re.MULTILINE)
    assert printed.endswith("identical True\n")


def test_the_python_example_tells_a_refusal_in_words(place: Office, live_server: Any, folder: Path) -> None:
    (folder / "client.py").write_text(blocks("python")[0], "utf-8")
    with pytest.raises(AssertionError, match="401 wrong_token"):
        run([sys.executable, "client.py", BUREAU], folder, live_server, "quanze_wrong")


def test_the_curl_examples_run(place: Office, live_server: Any, folder: Path) -> None:
    assert shutil.which("curl"), "curl is needed to try the examples"
    first, *lines = "\n".join(blocks("sh")).split("\ncurl ")
    run(["sh", "-e", "-c", first], folder, live_server, place.token(place.officer, *ASKING))
    assert (folder / "token.header").stat().st_mode & 0o077 == 0
    answers = []
    for line in lines:
        if "posts.csv" in line:
            token = place.token(place.clerk, "register:export", "register:read")
            (folder / "token.header").write_text(f"Authorization: Bearer {token}\n")
        answers.append(run(["sh", "-e", "-c", f"curl {line}"], folder, live_server, ""))
    who, sheet, applied, lookup, nothing = answers
    assert json.loads(who)["format"] == "quanze/who/1"
    assert json.loads(sheet)["format"] == "quanze/sheet/1"
    assert json.loads(applied)["items"]
    assert json.loads(lookup)["items"]
    assert nothing == ""
    assert (folder / "posts.csv").read_text("utf-8-sig").startswith("post,title,unit")
