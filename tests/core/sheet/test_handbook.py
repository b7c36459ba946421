"""The officer's guide quotes the program: every excerpt is what it prints for the example today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quanze.core.casefile import read_case
from quanze.core.determination.determine import determine
from quanze.core.rulebook.loader import load_library
from quanze.core.sheet.paper import paper
from quanze.core.sheet.prose import as_prose
from quanze.core.sheet.reader import reader
from quanze.core.sheet.speaking import speaking
from tests.core.sheet.names import TITLES
from tests.core.sheet.sheets import sheet

ROOT = Path(__file__).resolve().parents[3]
GUIDE = (ROOT / "docs/handbook/reading-a-sheet.md").read_text("utf-8")


@pytest.fixture(scope="module")
def printed() -> set[str]:
    """Every line of the example's sheet in both languages."""
    library = load_library()
    said = speaking(library)
    case = read_case((ROOT / "examples/yiyang-big-case.yaml").read_bytes(), name="yiyang-big-case.yaml").case
    found = determine(case, library)
    texts = (as_prose(found, lang, titles=said.titles, findings=said.findings) for lang in ("zh", "en"))
    return {line.strip() for text in texts for line in text.splitlines()}


def quoted(guide: str) -> list[str]:
    """The lines of a guide's excerpts."""
    blocks = re.findall(r"```text\n(.*?)```", guide, re.S)
    return [line.strip() for block in blocks for line in block.splitlines()]


def test_every_excerpt_is_printed_for_the_example(printed: set[str]) -> None:
    assert quoted(GUIDE)
    assert [line for line in quoted(GUIDE) if line not in printed] == []


def test_an_excerpt_that_nobody_prints_is_found_out(printed: set[str]) -> None:
    guide = GUIDE.replace("2011年5月31日", "2011年6月1日")
    assert [line for line in quoted(guide) if line not in printed]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_part_of_a_sheet_is_explained(lang: str) -> None:
    titles = [part.title for part in paper(sheet(referrals=()), reader(sheet(), lang, TITLES, {})).parts]
    titles += [part.title for part in paper(sheet(), reader(sheet(), lang, TITLES, {})).parts]
    assert [title for title in titles if f"| {title} |" not in GUIDE] == []
