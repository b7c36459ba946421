"""The reference page of all rulebooks is what the rules say today."""

from __future__ import annotations

from quanze.core.rulebook.loader import load_library
from tools.rulebook_table import PAGE, SECTIONS, cells, page

LIBRARY = load_library()


def test_the_page_is_current() -> None:
    stale = "run: python tools/rulebook_table.py"
    assert PAGE.read_text("utf-8") == page(LIBRARY), stale


def test_every_rulebook_has_a_row_with_all_its_counts() -> None:
    rows = [line for line in page(LIBRARY).splitlines() if line.startswith("| ")][2:]
    assert [row.split(" | ")[0].removeprefix("| ").removesuffix(" (off)") for row in rows] == sorted(LIBRARY.packs)
    assert {row.count(" | ") for row in rows} == {7 + len(SECTIONS)}


def test_a_row_counts_what_the_rulebook_holds() -> None:
    sample = cells(LIBRARY.rulebook("TZ-sample"))
    assert sample[0] == "TZ-sample (off)"
    assert sample[5] == "? – [S]"
    assert sample[8] == "54"
    assert cells(LIBRARY.rulebook("WZ2016"))[5] == "2016-07-08 – 2019-09-01 [T]"
