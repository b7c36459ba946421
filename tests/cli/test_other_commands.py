"""case, sheet, rulebook and schema."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from quanze.cli.main import COMMANDS
from tests.cli.command import EXAMPLE, ROOT, environment, files_under, quanze

# One process goes through all commands: each starts like the real one and costs no start of its own.
HELPS = """
import sys
from quanze.cli.main import COMMANDS, main
for name in COMMANDS:
    for lang in ("zh", "en"):
        status = main([*name.split(), "--help", "--lang", lang])
        print(f"\x1f{status}\x1e", end="", flush=True)
"""


def test_every_command_has_a_help_in_both_languages() -> None:
    ran = subprocess.run([sys.executable, "-c", HELPS], capture_output=True, env=environment(), check=True)
    helps = [each.split("\x1f") for each in ran.stdout.decode("utf-8").split("\x1e")[:-1]]
    assert len(helps) == 2 * len(COMMANDS)
    for name, (chinese, zero), (english, nought) in zip(COMMANDS, helps[::2], helps[1::2], strict=True):
        assert (zero, nought) == ("0", "0")
        assert chinese.startswith(f"用法：quanze {name}")
        assert english.startswith(f"usage: quanze {name}")
        assert english.isascii()


def test_help_of_one_command_comes_from_the_command_itself() -> None:
    assert quanze("determine", "--help", "--lang", "en").out.startswith("usage: quanze determine")


def test_a_new_case_passes_the_check_once_the_day_is_given(tmp_path: Path) -> None:
    assert quanze("case", "new", "mine.yaml", at=tmp_path).status == 0
    assert quanze("case", "check", "mine.yaml", at=tmp_path).err.startswith("no_asked_on: ")
    ran = quanze("case", "check", "mine.yaml", "--on", "2026-01-05", at=tmp_path)
    assert (ran.status, ran.out) == (0, "mine.yaml：可以使用\n")
    assert quanze("determine", "mine.yaml", "--on", "2026-01-05", at=tmp_path).status == 0


def test_a_new_case_never_overwrites_and_prints_without_a_file(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("mine", "utf-8")
    assert quanze("case", "new", "mine.yaml", at=tmp_path).err.startswith("file_exists: ")
    assert (tmp_path / "mine.yaml").read_text("utf-8") == "mine"
    assert "quanze/case/1" in quanze("case", "new").out
    assert quanze("case", "new", "--kind", "blnk").err.startswith("unknown_template: ")


def test_case_check_goes_through_all_files_and_counts_any_refusal(tmp_path: Path) -> None:
    shutil.copy(EXAMPLE, tmp_path / "good.yaml")
    (tmp_path / "bad.yaml").write_bytes(b"")
    ran = quanze("case", "check", ".", at=tmp_path)
    assert (ran.status, ran.out) == (1, "good.yaml：可以使用\n")
    assert ran.err.startswith("empty_file: bad.yaml")


@pytest.mark.parametrize(("lang", "said"), [("zh", "第 2 行"), ("en", "line 2")])
def test_a_file_in_a_folder_is_named_once(lang: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "b.yaml").write_text("format: [x\n", "utf-8")
    for words in (("case", "check"), ("determine",)):
        ran = quanze(*words, "cases", "--lang", lang, at=tmp_path)
        assert ran.err.startswith(f"bad_yaml: cases/b.yaml {said}")
        assert ran.err.count("b.yaml") == 1


def test_what_is_one_is_told_as_one_in_english() -> None:
    assert quanze("rulebook", "check", ROOT / "rules" / "DH", "--lang", "en").out == "1 rulebook checked: no faults\n"


def test_a_row_stands_under_the_name_of_its_section_in_the_language_of_the_run() -> None:
    assert "　情形\n" in quanze("rulebook", "show", "WZ2019", "7-8").out
    assert "\n情形\n" in quanze("rulebook", "show", "WZ2019").out
    assert "　Circumstances\n" in quanze("rulebook", "show", "WZ2019", "7-8", "--lang", "en").out


def test_two_sheets_are_compared_in_sentences(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(quanze("determine", EXAMPLE, "--json").raw)
    (tmp_path / "b.yaml").write_bytes(quanze("determine", EXAMPLE, "--yaml", "--on", "2011-06-01").raw)
    assert quanze("sheet", "diff", "a.json", "a.json", at=tmp_path).out == "两份定责建议没有不同。\n"
    ran = quanze("sheet", "diff", "a.json", "b.yaml", at=tmp_path)
    assert ran.status == 0
    assert "2011年6月1日" in ran.out


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty_file"),
        ("format: quanze/case/1\n", "sheet_format"),
        ("format: quanze/sheet/1\n", "sheet_format"),
        ('{"format": "quanze/sheet/1", "parties": 1}', "sheet_format"),
        ("[", "sheet_unreadable"),
        ('{"format":' + "[" * 100_000, "sheet_unreadable"),
    ],
)
def test_what_is_no_whole_sheet_is_refused(text: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(quanze("determine", EXAMPLE, "--json").raw)
    (tmp_path / "b.json").write_text(text, "utf-8")
    ran = quanze("sheet", "diff", "a.json", "b.json", at=tmp_path)
    assert (ran.status, ran.err.split(":")[0]) == (1, code)
    assert len(ran.err.splitlines()) == 1


def test_schemas_are_json_schemas() -> None:
    for of in ("case", "sheet"):
        assert json.loads(quanze("schema", of).out)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_list_of_a_day_and_an_area_holds_what_applied_and_nothing_else() -> None:
    ids = [
        line.split()[0]
        for line in quanze("rulebook", "list", "--on", "2010-06-01", "--area", "430922").out.splitlines()
    ]
    assert {"YY2009", "WZ2009", "CF2003", "RZ1998"} <= set(ids)
    assert not {"WZ2016", "WZ2019", "CF2018", "SD2017", "TZ2008"} & set(ids)
    assert len(quanze("rulebook", "list").out.splitlines()) == len(list((ROOT / "rules").glob("*/rulebook.yaml")))


def test_lookup_without_words_tells_which_text_applied_around_a_change_of_law() -> None:
    before, after = (
        {line.split()[0] for line in quanze("rulebook", "lookup", "--on", day, "--area", "370000").out.splitlines()}
        for day in ("2019-08-31", "2019-09-01")
    )
    assert {"WZ2016", "SD2017"} <= before - after
    assert "WZ2019" in after - before


def test_lookup_with_words_finds_the_row_and_marks_samples() -> None:
    found = quanze("rulebook", "lookup", "隐瞒不报", "压案不查").out.splitlines()
    assert any(line.startswith("RZ2010 19-3 ") for line in found[:5])
    sample = [
        line for line in quanze("rulebook", "lookup", "公款吃喝").out.splitlines() if line.startswith("TZ-sample")
    ]
    assert sample
    assert all("样例，不是原文" in line for line in sample)


def test_lookup_says_when_nothing_is_found_and_that_this_is_no_answer() -> None:
    ran = quanze("rulebook", "lookup", "qqqq")
    assert ran.status == 0
    assert "不等于没有规定" in ran.out


def test_the_last_day_in_force_is_told_as_one_of_the_period() -> None:
    assert "施行：2018-10-01 至 2023-12-31 [" in quanze("rulebook", "show", "CF2018").out
    assert "in force: 2018-10-01 to 2023-12-31 [" in quanze("rulebook", "show", "CF2018", "--lang", "en").out


def test_a_rulebook_and_a_row_of_it_are_shown() -> None:
    whole = quanze("rulebook", "show", "YY2009").out
    assert "益阳市纪委" in whole
    assert "big-case-city" in whole
    assert "at_least: 1000000" in quanze("rulebook", "show", "YY2009", "big-case-city").out
    assert "big-case-city" in quanze("rulebook", "show", "YY2009", "big-case-cty").err
    assert quanze("rulebook", "show", "YY2010").err.startswith("rulebook_unknown: ")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of one pack, to be altered."""
    shutil.copytree(ROOT / "rules" / "YY2009", tmp_path / "own" / "YY2009")
    return tmp_path / "own"


def test_a_sound_pack_passes_the_check_and_may_be_used(own: Path) -> None:
    assert quanze("rulebook", "check", own).status == 0
    assert quanze("determine", EXAMPLE, "--rules", own).status == 0


def test_a_pack_whose_example_contradicts_its_row_is_refused_and_nothing_is_written(own: Path, tmp_path: Path) -> None:
    clauses = own / "YY2009" / "clauses.yaml"
    text = clauses.read_text("utf-8").replace("at_least: 1000000", "at_least: 3000000", 1)
    clauses.write_text(text, "utf-8")
    before = files_under(tmp_path)
    ran = quanze("rulebook", "check", own)
    assert ran.status == 1
    assert "big-case-city" in ran.err
    used = quanze("determine", EXAMPLE, "--rules", own, "--html", at=tmp_path)
    assert used.status == 1
    assert len(used.err.splitlines()) == 1
    assert "big-case-city" in used.err
    assert files_under(tmp_path) == before


@pytest.mark.parametrize(
    "planted", ["clauses: 1\n", "clauses: [1]\n", "clauses: [{id: x, when: [}]\n", "- a\n", "\xff"]
)
def test_a_pack_that_is_no_text_of_rules_is_refused_in_words(planted: str, own: Path) -> None:
    (own / "YY2009" / "clauses.yaml").write_bytes(planted.encode("latin-1"))
    for words in (("rulebook", "check", own), ("determine", EXAMPLE, "--rules", own)):
        ran = quanze(*words)
        assert ran.status == 1
        assert ran.err
        assert all(line.startswith("rulebook: ") for line in ran.err.splitlines())


def test_a_folder_without_packs_is_refused(tmp_path: Path) -> None:
    assert quanze("rulebook", "check", tmp_path).err.startswith("no_rulebook: ")
