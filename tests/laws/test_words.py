"""No tracked file names a registry of packages, a path of one machine, or a tool that wrote it."""

from __future__ import annotations

import re

import pytest

from tests.laws.sources import ROOT, tracked_files

# Written in pieces, so that this file keeps its own law.
REGISTRIES = [
    "py" + "pi(?!nyin)",
    "python" + "hosted",
    "npm" + "js",
    "npm" + "mirror",
    "conda" + "-forge",
    "crates" + r"\.io",
]
MACHINE_FOLDERS = ["work", "tmp", "root", "home", "opt", "Users", "var/folders"]
WRITING_TOOLS = [
    "cla" + "ude",
    "anth" + "ropic",
    "open" + "ai",
    "chat" + "gpt",
    "cop" + "ilot",
    "language" + " model",
    "sub" + "-?agents?",
    "coding" + " agents?",
    "ai" + " assistant",
]
FORBIDDEN = re.compile(
    rf"(?P<registry>{'|'.join(REGISTRIES)})"
    rf"|(?P<machine>(?<![\w.\-*/}}])/(?:{'|'.join(MACHINE_FOLDERS)})/)"
    rf"|(?P<tool>\b(?:{'|'.join(WRITING_TOOLS)})\b)",
    re.IGNORECASE,
)


def forbidden_words(path: str, text: str) -> list[str]:
    """Each line of a text that names what no tracked file may name."""
    numbered = enumerate(text.splitlines(), start=1)
    return [f"{path}:{number} {found[0]!r}" for number, line in numbered if (found := FORBIDDEN.search(line))]


def test_no_tracked_file_names_a_registry_a_machine_or_a_writing_tool() -> None:
    faults = []
    for path in tracked_files():
        name = path.relative_to(ROOT).as_posix()
        # Bytes that are no text keep their places: left out, what stands around them would grow together to words.
        faults += forbidden_words(name, name + "\n" + path.read_text("utf-8", errors="replace"))
    assert faults == []


PLANTED = [
    "https://" + "py" + "pi.org/simple",
    "resolved: registry." + "npm" + "js.org",
    "open('" + "/tm" + "p/x')",
    "cd /wo" + "rk/main",
    "written by Cla" + "ude",
    "a sub" + "agent did it",
]


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_word_is_found_with_its_line(planted: str) -> None:
    assert len(forbidden_words("a.md", f"first line\n{planted}\n")) == 1
    assert forbidden_words("a.md", f"first line\n{planted}\n")[0].startswith("a.md:2 ")


@pytest.mark.parametrize("fair", ["docs/work/x", "the agent of the organ", "https://x.cn/home/", "tests/tmp_path"])
def test_ordinary_words_pass(fair: str) -> None:
    assert forbidden_words("a.md", fair) == []
