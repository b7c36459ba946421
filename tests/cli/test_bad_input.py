"""Bad input, end to end: one line with code and reason, the right exit status, and nothing written."""

from __future__ import annotations

import os
import resource
from pathlib import Path

import pytest

from tests.cli.command import EXAMPLE, files_under, quanze

GOOD = EXAMPLE.read_text("utf-8")
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefg", "bcdefgh", strict=True)
)
BAD: dict[str, tuple[bytes, str, str]] = {
    "empty": (b"", "empty_file", "空文件"),
    "blank": (b"\n \n", "empty_file", "空文件"),
    "only a comment": (b"# nothing\n", "empty_file", "空文件"),
    "nul": (GOOD.replace("某市某局会计", "某市\0某局会计").encode(), "control_character", "U+0000"),
    "escape sign": (GOOD.replace("甲", "甲\x1b[31m").encode(), "control_character", "U+001B"),
    "utf-16": (GOOD.encode("utf-16"), "wrong_encoding", "UTF-16"),
    "big5": (GOOD.replace("某", "眾").encode("big5", "replace"), "wrong_encoding", "UTF-8"),
    "broken utf-8": (GOOD.encode()[:200] + b"\xff" + GOOD.encode()[200:], "wrong_encoding", "UTF-8"),
    "bomb": (BOMB.encode(), "alias_bomb", "别名"),
    "doubled key": (GOOD.replace("incident:\n", "incident:\n  organization: city\n", 1).encode(), "duplicate_key",
                    "incident.organization"),
    "unknown key": (GOOD.replace("amount_yuan:", "amount_yaun:").encode(), "unknown_key", "amount_yuan"),
    "unknown value": (GOOD.replace("influence: vile", "influence: evil").encode(), "unknown_value", "vile"),
    "undeclared id": (GOOD.replace("{person: p2, post: deputy", "{person: p7, post: deputy").encode(),
                      "undeclared_id", "p7"),
    "unknown finding": (GOOD.replace("leadership_duty_weak", "leadership_duty_week").encode(), "unknown_finding",
                        "leadership_duty_weak"),
    "unknown parameter": ((GOOD + "parameters: {YY2009.two_head_months: 12}\n").encode(), "unknown_parameter",
                          "YY2009.two_heads_months"),
    "parameter of another type": ((GOOD + "parameters: {YY2009.two_heads_months: twelve}\n").encode(), "wrong_type",
                                  "parameters.YY2009.two_heads_months"),
    "parameter that is no date": ((GOOD + "parameters: {KM.starts_on: soon}\n").encode(), "date", "KM.starts_on"),
    "negative amount": (GOOD.replace("1200000", "-1200000").encode(), "bad_amount", "负数"),
    "parts of a fen": (GOOD.replace("1200000", "0.001").encode(), "bad_amount", "分"),
    "end before start": (GOOD.replace("ends_before: 2010-04-01", "ends_before: 2006-04-01").encode(), "end_before_start",
                         "2006-04-01"),
    "before 1949": (GOOD.replace("2007-05-01", "1907-05-01").encode(), "date_out_of_range", "1949"),
    "two heads": (GOOD.replace("{person: p2, post: deputy", "{person: p2, post: head").encode(), "seat_overfilled", "head"),
    "no register": (GOOD[: GOOD.index("register:")].encode() + GOOD[GOOD.index("incident:"):].encode(),
                    "no_register", "register"),
    "no day asked": (GOOD.replace("  asked_on: 2010-06-01", "").encode(), "no_asked_on", "--on"),
    "no yaml": (b"format: [quanze\n", "bad_yaml", "YAML"),
    "tag": (GOOD.replace("id: yiyang-example", "id: !!python/object:os.system x").encode(), "tag", "标签"),
    "two documents": (GOOD.encode() + b"---\n" + GOOD.encode(), "several_documents", "一案"),
    "a list": (b"- format: quanze/case/1\n", "wrong_type", "format"),
}  # fmt: skip


@pytest.mark.parametrize("name", ["empty", "bomb", "unknown key"])
def test_a_bad_case_is_one_line_with_code_and_reason_and_leaves_nothing(name: str, tmp_path: Path) -> None:
    data, code, reason = BAD[name]
    (tmp_path / "case.yaml").write_bytes(data)
    ran = quanze("determine", "case.yaml", "--html", "--out", "out", at=tmp_path)
    assert (ran.status, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == 1
    assert ran.err.startswith(f"{code}: ")
    assert reason in ran.err
    assert files_under(tmp_path) == ["case.yaml"]
    assert not (tmp_path / "out").exists()


def test_every_bad_case_of_a_batch_is_refused_by_its_name_and_leaves_nothing(tmp_path: Path) -> None:
    for name, (data, _, _) in BAD.items():
        (tmp_path / f"{name}.yaml").write_bytes(data)
    files = [tmp_path / f"{name}.yaml" for name in BAD]
    ran = quanze("determine", *files, "--html", "--out", "out", at=tmp_path)
    assert (ran.status, ran.out) == (1, "")
    lines = [line for line in ran.err.splitlines() if not line.startswith("gb18030_read")]
    assert len(lines) == len(BAD)
    for (name, (_, code, reason)), line in zip(BAD.items(), lines, strict=True):
        assert line.startswith(f"{code}: ")
        assert f"{name}.yaml" in line
        assert reason in line
    assert not (tmp_path / "out").exists()


def test_the_bench_would_notice_files_left_behind(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(GOOD, "utf-8")
    assert quanze("determine", "case.yaml", "--html", "--out", "out", at=tmp_path).status == 0
    assert files_under(tmp_path) == ["case.yaml", "out/yiyang-example.en.html", "out/yiyang-example.zh.html"]
    (tmp_path / "out" / ".half.new").touch()
    assert "out/.half.new" in files_under(tmp_path)


def test_a_file_of_50_mb_is_refused_within_a_second_of_work(tmp_path: Path) -> None:
    with (tmp_path / "huge.yaml").open("wb") as file:
        file.write(GOOD.encode())
        file.truncate(50_000_000)
    quanze("determine", EXAMPLE)  # the rules are compiled once
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = quanze("determine", "huge.yaml", at=tmp_path)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert ran.status == 1
    assert ran.err.startswith("too_large: ")
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 1


def test_an_endless_file_is_read_no_further_than_a_case_may_reach() -> None:
    assert quanze("determine", "/dev/zero").err.startswith("too_large: ")


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (
            ("serve", "--port", "99999999"),
            "--port 应为 1 至 65535 的数，却是 99999999",
            "--port is a number from 1 to 65535",
        ),
        (
            ("serve", "--workers", "0"),
            "--workers 应为 1 至 64 的数，却是 0",
            "--workers is a number from 1 to 64, not 0",
        ),
        (("serve", "--port", "abc"), "--port 应为整数，却是“abc”", "--port is a whole number, not “abc”"),
        (("accounts", "revoke", "abc", "--reason", "x", "--as", "x"), "GRANT 应为整数", "GRANT is a whole number"),
        (("accounts", "bootstrap", "--system", "x"), "--system 后面需要 2 个值", "--system takes 2 values"),
        (("schema", "nosuch"), "WHAT 的取值", "WHAT: invalid choice"),
    ],
)
def test_a_wrong_value_is_told_briefly_in_the_language_of_the_run(words: tuple[str, ...], zh: str, en: str) -> None:
    for lang, said in (("zh", zh), ("en", en)):
        ran = quanze(*words, "--lang", lang)
        assert (ran.status, len(ran.err.splitlines())) == (2, 1)
        assert said in ran.err
        assert len(ran.err) < 250


def test_why_the_system_refused_is_told_in_the_language_of_the_run(tmp_path: Path) -> None:
    long = "x" * 300 + ".yaml"
    assert "（名称过长）" in quanze("determine", long, at=tmp_path).err
    assert "(the name is too long)" in quanze("determine", long, "--lang", "en", at=tmp_path).err


def test_a_missing_file_names_the_nearest_one(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(GOOD, "utf-8")
    ran = quanze("determine", "caes.yaml", at=tmp_path)
    assert (ran.status, ran.err.split(":")[0]) == (1, "no_such_file")
    assert "case.yaml" in ran.err


def test_what_cannot_be_read_is_refused_with_the_reason(tmp_path: Path) -> None:
    os.symlink("loop.yaml", tmp_path / "loop.yaml")
    for place in ("loop.yaml", "x" * 300 + ".yaml"):
        ran = quanze("determine", place, at=tmp_path)
        assert (ran.status, ran.err.split(":")[0]) == (1, "unreadable")
        assert len(ran.err.splitlines()) == 1


def test_a_folder_without_cases_is_refused(tmp_path: Path) -> None:
    (tmp_path / "note.txt").touch()
    ran = quanze("determine", ".", "--html", at=tmp_path)
    assert (ran.status, ran.err.split(":")[0]) == (1, "no_cases")
    assert files_under(tmp_path) == ["note.txt"]


def test_gb18030_is_accepted_and_said(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_bytes(GOOD.encode("gb18030"))
    ran = quanze("determine", "case.yaml", "--json", at=tmp_path)
    assert ran.status == 0
    assert ran.err.startswith("gb18030_read: ")
    assert "GB18030" in ran.err
    assert ran.raw == quanze("determine", EXAMPLE, "--json").raw


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ([], "wrong_use"),
        (["--on", "2010-13-01", EXAMPLE], "no_such_day"),
        (["--on", "1910-01-01", EXAMPLE], "date_out_of_range"),
        (["--known-at", "yesterday", EXAMPLE], "wrong_type"),
        (["--set", "YY2009.two_heads_months", EXAMPLE], "wrong_use"),
        (["--json", "--yaml", EXAMPLE], "wrong_use"),
        (["--jso", EXAMPLE], "wrong_use"),
        (["--lang", "fr", EXAMPLE], "wrong_use"),
        ([EXAMPLE, "--out"], "wrong_use"),
    ],
)
def test_wrong_use_is_one_line_and_status_2(words: list[str | Path], code: str, tmp_path: Path) -> None:
    ran = quanze("determine", *words, at=tmp_path)
    assert (ran.status, ran.out, ran.err.split(":")[0]) == (2, "", code)
    assert len(ran.err.splitlines()) == 1
    assert files_under(tmp_path) == []


@pytest.mark.parametrize(
    ("words", "code", "nearest"),
    [
        (["--rulebook", "YY2010"], "rulebook_unknown", "YY2009"),
        (["--set", "YY2009.two_head_months=12"], "unknown_parameter", "YY2009.two_heads_months"),
        (["--set", "YY2009.two_heads_months=a year"], "wrong_type", "YY2009.two_heads_months"),
        (["--rules", "nowhere"], "no_rulebook", "nowhere"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(words: list[str], code: str, nearest: str, tmp_path: Path) -> None:
    ran = quanze("determine", EXAMPLE, "--html", *words, at=tmp_path)
    assert (ran.status, ran.err.split(":")[0]) == (1, code)
    assert nearest in ran.err
    assert files_under(tmp_path) == []


def test_an_unknown_command_names_the_nearest() -> None:
    ran = quanze("determin", EXAMPLE)
    assert (ran.status, ran.err.split(":")[0]) == (2, "wrong_use")
    assert "determine" in ran.err
