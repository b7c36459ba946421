"""Every word of a page stands in both languages, every vendored file is the one that was taken, and none is missing."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest

from tests.laws.sources import ROOT, tracked_files

VENDORED = ROOT / "docs" / "reference" / "vendored.md"
ROW = re.compile(r"^\| [\w-]+ \| [\d.]+ \| [\w.-]+ \| (?P<file>\S+) \| (?P<digest>[0-9a-f]{64}) \|", re.MULTILINE)
SAID = re.compile(
    r"""\{%-?\s*t\s+("[^"]*"|'[^']*')\s+("[^"]*"|'[^']*')[^%]*%\}|lang="zh-Hans">[^<]*<|\{#.*?#\}""", re.DOTALL
)
CHINESE = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]+")


def unsaid(template: str) -> list[str]:
    """Chinese words of a template that stand outside {% t "…" "…" %}, so that an English reader would meet them."""
    return CHINESE.findall(SAID.sub("", template))


def templates_of_the_product() -> list[Path]:
    ours = [path for path in tracked_files() if path.is_relative_to(ROOT / "quanze")]
    return [path for path in ours if path.suffix == ".html" and "/templates/" in path.as_posix()]


def test_no_template_speaks_only_chinese() -> None:
    templates = templates_of_the_product()
    assert len(templates) > 5
    assert {path.name: found for path in templates if (found := unsaid(path.read_text("utf-8")))} == {}


def test_every_t_has_words_in_both_languages() -> None:
    for path in templates_of_the_product():
        for zh, en in re.findall(r"""\{%-?\s*t\s+("[^"]*"|'[^']*')\s+("[^"]*"|'[^']*')""", path.read_text("utf-8")):
            assert zh.strip("\"'"), path
            assert en.strip("\"'"), path
            assert not CHINESE.search(en), (path, en)


@pytest.mark.parametrize("planted", ["<h1>台账</h1>", '{% t "台账" "Register" %} 单位', 'title="查看"'])
def test_a_planted_word_in_one_language_is_found(planted: str) -> None:
    assert unsaid(planted)


def test_vendored_files_are_the_ones_that_were_taken() -> None:
    listed = {row["file"]: row["digest"] for row in ROW.finditer(VENDORED.read_text("utf-8"))}
    vendored = [path for path in tracked_files() if "/vendor/" in path.as_posix() and path.suffix in (".js", ".css")]
    assert sorted(listed) == sorted(path.relative_to(ROOT).as_posix() for path in vendored)
    assert {file: sha256((ROOT / file).read_bytes()).hexdigest() for file in listed} == listed


def test_vendored_files_fetch_nothing_and_name_no_source_map() -> None:
    for path in tracked_files():
        if "/static/web/vendor/" in path.as_posix() and path.suffix in (".js", ".css"):
            text = path.read_text("utf-8")
            assert "sourceMappingURL" not in text, path
            assert not re.search(r"@import|url\([\"']?https?:", text), path
