"""Questions about a day at 100,000 posts: no plan goes through a whole table. The bench itself at a tiny size."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from bench import asof, nation

ROOT = Path(asof.__file__).parent.parent
PREFECTURES = 12


@pytest.fixture
def laid_out(db: None) -> bool:
    """A register of more than 100,000 posts; False on another engine, whose plans are its own."""
    if connection.vendor != "sqlite":
        return False
    nation.lay_out(PREFECTURES)
    return True


def test_no_question_about_a_day_goes_through_a_whole_table_at_100_000_posts(laid_out: bool) -> None:
    if not laid_out:
        return
    assert asof._rows("organizations_post_record") == PREFECTURES * nation.POSTS > 100_000
    for analysed in (False, True):
        if analysed:
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        steps = asof.plans()
        assert len(steps) > 20
        assert asof.faults(steps) == [], analysed
        for place in (0, 16, 20, 30, 40):
            asof.check_same(nation.code(3, place), asof.ours, asof.peer)
    _check_planted()


def _check_planted() -> None:
    """Without the index in tree order the plan is found at fault; and so is a reading that leaves a moved unit out."""
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX tenurerecord_tree")
    assert asof.faults(asof.plans()) != []
    with pytest.raises(SystemExit, match="by the recursive query"):
        asof.check_same(nation.code(3), asof.ours, lambda unit: asof.peer(nation.code(4, 20)))


@pytest.mark.parametrize(
    ("step", "fault"),
    [
        ("SCAN organizations_tenure_record", True), ("SCAN U0 USING COVERING INDEX x", True),
        ("BLOOM FILTER ON organizations_tenure_record (post_id=?)", True), ("SCAN s", False),
        ("SCAN json_each VIRTUAL TABLE INDEX 1:", False),
        ("SEARCH r USING AUTOMATIC COVERING INDEX (path>? AND path<?)", True),
        ("SCAN 6 CONSTANT ROWS", False), ("SEARCH organizations_unit USING INDEX x (code=?)", False),
    ],
)  # fmt: skip
def test_a_planted_step_is_judged(step: str, fault: bool) -> None:
    assert bool(asof.faults([step])) is fault


def test_the_bench_runs_by_its_part_and_says_which_figure_was_missed(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench", "asof", "--size", "tiny", "--date", "2026-11-21", "--out", str(tmp_path)]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    found = json.loads((tmp_path / "asof.json").read_text("utf-8"))
    assert found["posts"] == asof.SIZES["tiny"].prefectures * nation.POSTS
    assert asof.faults(found["plans"]) == []
    assert done.returncode == (0 if asof.held(found) else 1)
    assert ("**no**" in (tmp_path / "asof.md").read_text("utf-8")) is not asof.held(found)
