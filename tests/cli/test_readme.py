"""The READMEs tell the truth of today: the excerpt, the commands, the links."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.cli.command import ROOT, quanze
from tests.cli.excerpt import README, excerpt, today, written


@pytest.mark.parametrize("lang", README)
def test_the_sheet_in_the_readme_is_todays(lang: str) -> None:
    assert written(lang) == today(lang), "python -m tests.cli.excerpt writes it anew"


def test_the_excerpt_shows_answer_party_and_questions() -> None:
    for lang, words in (
        ("zh", ("答复要点", "【适用条款】", "需要查明的事项")),
        ("en", ("in short", "[Clauses]", "To find out")),
    ):
        assert all(word in today(lang) for word in words)
    assert "changed" in excerpt("changed\n1. A\n(1) B\n  [Chain of responsibility]\n9. To find out\n  - 3. C\n", "en")


@pytest.mark.parametrize("lang", README)
def test_every_command_in_the_readme_runs_in_its_order(lang: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    blocks = re.findall(r"```sh\n(.*?)```", README[lang].read_text("utf-8"), re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    assert len(lines) > 8
    for line in lines:
        program, *words = shlex.split(line, comments=True)
        ran = quanze(*words, at=tmp_path, env={"LANG": lang})
        assert (program, ran.status, ran.err) == ("quanze", 0, ""), line


@pytest.mark.parametrize("lang", README)
def test_every_link_of_the_readme_leads_to_a_file(lang: str) -> None:
    links = re.findall(r"\]\(([^)]+)\)", README[lang].read_text("utf-8"))
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
