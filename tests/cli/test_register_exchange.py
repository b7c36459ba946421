"""quanze register template, import, undo, export, as somebody at a terminal or a script meets them."""

from __future__ import annotations

import io
import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from django.utils import timezone

from quanze.apps.accounts.tests.factories import PASSWORD, Holder, Installation, installation
from quanze.apps.audit.models import Entry
from quanze.apps.organizations.models import PostRecord, Unit
from quanze.apps.organizations.tests.factories import AT, city, lay_out
from quanze.cli import database, register_exchange
from quanze.cli.console import Console, WrongUse
from quanze.core.refusals import Refusal
from tests.cli.command import files_under, quanze

pytestmark = pytest.mark.django_db
HEAD = "职务编号,所属单位编号,职务名称,职务类别,级别,职数,起始日期,终止日期"
GOOD = f"{HEAD}\nx-1,bureau,一科科长,内设机构负责人,,1,2010-06-01,\nx-2,bureau,二科科长,内设机构负责人,,1,2010-06-01,至今\n"
BAD = GOOD.replace("二科科长,内设机构负责人", "二科科长,内设机构付责人")


class Said(NamedTuple):
    """What a command leaves: exit status, standard output, standard error."""

    status: int
    out: str
    err: str


class Tty(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


class Terminal:
    """A clerk of the whole city, and the head of the bureau."""

    def __init__(self) -> None:
        lay_out(city(), at=AT - timedelta(days=9), as_recorded=False)
        self.made: Installation = installation()
        ids = dict(Unit.everything(reason="a test").values_list("code", "pk"))
        self.clerk = self.made.holder("register_clerk", unit_id=ids["city"])
        self.head = self.made.holder("unit_head", unit_id=ids["bureau"])

    def run(self, words: str, *given: str, who: Holder | None = None, lang: str = "zh", tty: bool = False) -> Said:
        """A command signed in as the clerk or somebody else. Raises Refusal."""
        holder, out, err = who or self.clerk, io.StringIO(), Tty() if tty else io.StringIO()
        args = register_exchange.arguments(words, Console(lang, out, err)).read([*given, "--as", holder.login_name])
        old, sys.stdin = sys.stdin, io.StringIO(f"{PASSWORD}\n{holder.code(self.made.clock.tick())}\n")
        try:
            status = register_exchange.run(args, Console(lang, out, err))
        finally:
            sys.stdin = old
        return Said(status, out.getvalue(), err.getvalue())


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    made = Terminal()
    for module in (database, register_exchange):
        monkeypatch.setattr(module, "now", lambda: made.made.clock.at)
    monkeypatch.setattr(timezone, "now", lambda: made.made.clock.at)
    return made


@pytest.fixture
def good(tmp_path: Path) -> str:
    (tmp_path / "职务.csv").write_text(GOOD, "utf-8")
    return str(tmp_path / "职务.csv")


@pytest.fixture
def bad(tmp_path: Path) -> str:
    (tmp_path / "坏.csv").write_text(BAD, "utf-8")
    return str(tmp_path / "坏.csv")


def posts() -> set[str]:
    """The posts x-… that stand."""
    rows = PostRecord.everything(reason="a test").filter(superseded_at=None, post__code__startswith="x-")
    return set(rows.values_list("post__code", flat=True))


def written() -> list[str]:
    """The events about rows and acts of the register, in their order."""
    events = Entry.everything(reason="a test").order_by("seq").values_list("event", "kind")
    return [f"{event} {kind}" for event, kind in events if event in ("register:rows:written", "register:act:undone")]


def test_a_preview_writes_nothing(terminal: Terminal, good: str) -> None:
    before = written()
    said = terminal.run("register import", good, "--preview")
    assert said == (0, "职务：新增 2，更正 0，已有 0\n预览完毕，未写入；可以导入\n", "")
    assert (posts(), written()) == (set(), before)


def test_an_import_says_its_number_and_undo_takes_it_back(terminal: Terminal, good: str) -> None:
    data = json.loads(terminal.run("register import", good, "--json", "--reason", "建账").out)
    assert posts() == {"x-1", "x-2"}
    assert (data["faults"], data["notices"], data["counts"]["posts"]) == ([], [], {"added": 2, "changed": 0, "same": 0})
    again = terminal.run("register import", good)
    assert again.out.endswith("台账已是如此，没有改动\n")
    said = terminal.run("register undo", str(data["act"]), "--reason", "误导入")
    assert "撤回 2 行" in said.out
    assert posts() == set()
    assert written()[-2:] == ["register:rows:written act", "register:act:undone act"]


def test_faults_are_told_line_by_line_and_nothing_is_written(terminal: Terminal, bad: str) -> None:
    for given in ((), ("--preview",)):
        said = terminal.run("register import", bad, *given)
        assert said.status == 1
        assert said.out.endswith("有 1 处错误，未写入任何内容\n")
        assert said.err.startswith("fault:unknown_word: 坏.csv 第 3 行 “职务类别”列：没有“内设机构付责人”这一项")
        assert "建议改为“内设机构负责人”" in said.err
    english = terminal.run("register import", bad, lang="en")
    assert "row 3 column “职务类别”" in english.err
    assert english.out.endswith("1 fault; nothing was written\n")
    assert posts() == set()
    assert written()[-1] == "register:rows:written refusal"


def test_one_key_is_one_import(terminal: Terminal, good: str) -> None:
    first = json.loads(terminal.run("register import", good, "--key", "2026-1", "--json").out)
    again = json.loads(terminal.run("register import", good, "--key", "2026-1", "--json").out)
    assert (again["act"], again["repeated"]) == (first["act"], True)


def test_progress_is_shown_on_a_terminal_only_and_wiped(terminal: Terminal, good: str) -> None:
    said = terminal.run("register import", good, "--preview", tty=True)
    assert "职务.csv 2 行已检查" in said.err
    assert said.err.endswith("\r\x1b[K")


def test_an_export_comes_back_without_change(terminal: Terminal, good: str, tmp_path: Path) -> None:
    terminal.run("register import", good)
    for form in ((), ("--csv",), ("--csv", "--gb18030")):
        folder = tmp_path / "-".join(("out", *form))
        said = terminal.run("register export", *form, "--out", str(folder), "--reason", "核对")
        files = said.out.splitlines()
        assert files_under(folder) == sorted(Path(file).name for file in files)
        assert (folder / Path(files[0]).name).stat().st_mode & 0o077 == 0
        back = terminal.run("register import", *files, "--preview")
        assert [line for line in back.err.splitlines() if "gb18030_read" not in line] == []
        assert back.out.endswith("预览完毕，未写入；可以导入\n")
        assert "新增 0，更正 0" in back.out
        assert "新增 1" not in back.out


def test_who_may_not_is_refused(terminal: Terminal, good: str, tmp_path: Path) -> None:
    for words, given in (
        ("register import", (good,)), ("register undo", ("1", "--reason", "x")),
        ("register export", ("--out", str(tmp_path / "o"), "--reason", "x")),
    ):  # fmt: skip
        with pytest.raises(Refusal) as refused:
            terminal.run(words, *given, who=terminal.head)
        assert refused.value.code in ("not_permitted", "not_found")
    assert not (tmp_path / "o").exists()


def test_a_missing_file_gets_the_nearest(terminal: Terminal, good: str) -> None:
    with pytest.raises(Refusal, match=r"职务\.csv"):
        terminal.run("register import", good.replace("职务.csv", "职物.csv"))


def test_a_file_is_needed(terminal: Terminal) -> None:
    with pytest.raises(WrongUse):
        terminal.run("register import")


def test_a_template_needs_no_database(tmp_path: Path) -> None:
    assert quanze("register", "template", "--out", "t", at=tmp_path).status == 0
    assert quanze("register", "template", "--csv", "--out", "t", at=tmp_path).status == 0
    sheets = "人员任职 分工 单位 管理权限 职务 班子和党组织 离岗".split()
    names = [*(f"{sheet}.csv" for sheet in sheets), "register-template.xlsx"]
    assert files_under(tmp_path / "t") == sorted(names)
