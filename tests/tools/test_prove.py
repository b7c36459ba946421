"""The full-size proof: no test is in no part, what passed is not run again, and a line says what was reached."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.conftest import PLANTED_FAULTS, shared
from tests.database_only import FIXTURES, FOLDERS, OWN
from tests.laws.sources import python_sources
from tools.proof_page import PLANTED, Outcome, read_outcome, with_line
from tools.proof_parts import AREAS, BOTH, Area, Part, area_of, arguments, named, parts
from tools.prove import Proof, main

TESTS = [each for each in python_sources("tests", "quanze") if each.path.rsplit("/", 1)[-1].startswith("test_")]
ONE = Area("one", "一", "one", ("tests/one",), ("sqlite",))
ALL = Area("all", "全部", "all", ("tests",), ("sqlite",))


def in_no_part(files: list[str], areas: tuple[Area, ...]) -> list[str]:
    """Test files that no area has."""
    return [file for file in files if area_of(file, areas) is None]


def only_on_sqlite(areas: tuple[Area, ...]) -> list[str]:
    """Files that reach a database and lie in an area that is not run on PostgreSQL."""
    reach = [
        each.path for each in TESTS
        if not each.path.startswith(OWN)
        and (each.path.startswith(FOLDERS) or any(f"{name}:" in each.text for name in FIXTURES) or "django_db" in each.text)
    ]  # fmt: skip
    return [file for file in reach if (area := area_of(file, areas)) and area.engines != BOTH]


def test_every_test_is_in_a_part_on_each_engine_it_needs() -> None:
    assert in_no_part([each.path for each in TESTS], AREAS) == []
    assert only_on_sqlite(AREAS) == []


def test_a_planted_gap_between_the_parts_is_seen() -> None:
    without = tuple(area for area in AREAS if area.name not in ("rest", "matrix"))
    assert "tests/journeys/matrix/test_matrix.py" in in_no_part([each.path for each in TESTS], without)
    assert only_on_sqlite((Area("rest", "", "", ("tests", "quanze"), ("sqlite",)),))


def test_what_a_further_path_has_is_left_out_of_the_nearer() -> None:
    given = arguments(ALL, (ONE, ALL))
    assert given == ["tests", "--ignore=tests/one"]
    assert arguments(ONE, (ONE, ALL)) == ["tests/one"]
    assert area_of("tests/one/test_a.py", (ALL, ONE)) == ONE
    assert area_of("tests/oneness/test_a.py", (ALL, ONE)) == ALL


def test_parts_are_asked_for_by_area_or_with_their_engine() -> None:
    assert [part.name for part in named("matrix")] == ["matrix-sqlite", "matrix-postgresql"]
    assert [part.name for part in named("ledger-postgresql, core")] == ["core-sqlite", "ledger-postgresql"]
    assert [part.name for part in named("clocks-postgresql")] == ["clocks-postgresql-1", "clocks-postgresql-2"]
    assert [part.name for part in named("clocks-sqlite-2")] == ["clocks-sqlite-2"]
    assert named("") == parts()
    assert main(["matrices"]) == 2


@pytest.fixture
def proof(tmp_path: Path) -> Proof:
    """A checkout with one test that passes and one beside it that does not."""
    texts = {
        "one/test_a.py": f'def test_a(record_property):\n    record_property("请求 requests", 7)\n'
        f'def test_b_is_caught(record_property):\n    record_property("{PLANTED}", 3)\n',
        "test_c.py": "def test_c():\n    assert False\n",
    }
    for name, text in texts.items():
        (tmp_path / "tests" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "tests" / name).write_text(text, "utf-8")
    (tmp_path / ".gitignore").write_text(".prove/\n__pycache__/\n.pytest_cache/\n", "utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n", "utf-8")
    who = ["-c", "user.name=a", "-c", "user.email=a@b.invalid"]
    for words in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "x"]):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    return Proof(tmp_path, (ONE, ALL))


def test_a_part_that_passed_is_run_again_only_when_a_source_has_changed(proof: Proof) -> None:
    part = Part(ONE, "sqlite")
    assert not proof.is_done(part)
    assert main(["one"], proof) == 0
    assert proof.is_done(part)
    (proof.root / "README.md").write_text("words", "utf-8")
    assert proof.is_done(part)
    (proof.root / "tests" / "new.py").write_text("", "utf-8")
    assert not proof.is_done(part)
    assert proof.commit().endswith("+")


def test_a_part_that_failed_is_not_taken_for_done_and_its_line_says_so(proof: Proof) -> None:
    assert main(["all"], proof) == 1
    assert not proof.is_done(Part(ALL, "sqlite"))
    assert "| all：全部 all | sqlite | **1 项未通过 failed** |" in proof.page.read_text("utf-8")


def test_the_line_tells_what_was_reached_and_takes_the_place_of_the_former(proof: Proof) -> None:
    for _ in range(2):
        proof.run(Part(ONE, "sqlite"))
    lines = [line for line in proof.page.read_text("utf-8").splitlines() if line.startswith("| one")]
    assert len(lines) == 1
    assert lines[0].startswith("| one：一 one | sqlite | 通过 passed | 请求 requests 7 | 2 | 3 |")
    page = with_line(proof.page.read_text("utf-8"), Part(ALL, "sqlite"), OUTCOME, ("2026-11-21", "abc", "m"))
    assert lines[0] in page
    assert "| all：全部 all | sqlite |" in page
    alone = with_line(page, Part(ALL, "sqlite"), OUTCOME, ("2026-11-21", "abc", "m"), [Part(ALL, "sqlite")])
    assert "| one" not in alone, "a part that there is no longer has no line"


@pytest.mark.parametrize("of", [1, 2, 3])
def test_the_shares_of_a_part_are_all_of_it_and_none_is_done_twice(of: int, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []
    for share in range(1, of + 1):
        monkeypatch.setenv("QUANZE_SHARE", f"{share}/{of}")
        done += shared(range(100))
    assert sorted(done) == list(range(100))


OUTCOME = Outcome(0, 1, 0, 0, {}, 2000.0)


def test_what_did_not_run_or_ran_too_long_is_told(tmp_path: Path) -> None:
    assert not read_outcome(tmp_path / "none.xml", 0, 1.0).passed
    assert "not run" in read_outcome(tmp_path / "none.xml", 1, 1.0).words
    assert "over half an hour" in OUTCOME.words
    assert PLANTED == PLANTED_FAULTS
