"""From an empty folder to the first answer: only what a new office has, the command and the pages."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.journeys.beginning.office import Office

UNITS = """单位编号*,单位名称,单位类别*,单位级别,上级单位编号,起始日期
430900,某市,地方（行政区域）,市（地）级,,
430900-jy,某市教育局,工作部门,市（地）级,430900,2010-01-01
"""
POSTS = """职务编号*,所属单位编号*,职务名称,职务角色*,起始日期
jy-1,430900-jy,局长,一把手,2010-01-01
"""
PEOPLE = """人员编号,姓名,职务编号,起始日期
p-1,石岩,jy-1,2019-03-01
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with its administrators signed in and its register begun."""
    made = Office(tmp_path_factory.mktemp("office") / "home")
    secrets = made.bootstrap()
    for login in ("fuheng", "hejun"):
        made.signs_in_first(login, secrets[login])
    made.done("register", "begin", "430900", "某市", "--level", "prefecture")
    return made


def test_an_office_gets_from_an_empty_folder_to_who_answers(office: Office, tmp_path: Path) -> None:
    secret = office.did("fuheng", "accounts", "open", "jiansuwen", "--name", "简素问").split()[1]
    granted = office.did("hejun", "accounts", "grant", "jiansuwen", "register_clerk", "--unit", "430900")
    assert "单位 430900" in granted
    office.signs_in_first("jiansuwen", secret)
    office.done("register", "template", "--csv", "--out", tmp_path / "template")
    files = {"单位.csv": UNITS, "职务.csv": POSTS, "人员任职.csv": PEOPLE}
    assert files.keys() <= {each.name for each in (tmp_path / "template").iterdir()}
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    imported = office.did("jiansuwen", "register", "import", *(tmp_path / name for name in files), "--reason", "建账")
    assert "职务：新增 1" in imported
    who = office.did("jiansuwen", "register", "who", "--unit", "430900-jy", "--on", "2024-06-01", "--levels", "1")
    assert "石岩" in who


def test_a_second_top_unit_is_recorded_only_when_it_is_asked_for(office: Office) -> None:
    again = office.run("register", "begin", "430901", "另一市")
    assert (again.status, again.err.split(":")[0]) == (1, "register_begun")
    head_office = ("430000-sw", "某省税务局", "--kind", "department", "--level", "province")
    assert "430000-sw" in office.done("register", "begin", *head_office, "--another")


def test_no_administrator_can_look_into_the_register_or_grant_himself_a_clerks_role(office: Office) -> None:
    for login, words in (
        ("fuheng", ("register", "who", "--unit", "430900", "--on", "2024-06-01")),
        ("hejun", ("accounts", "grant", "hejun", "register_clerk", "--unit", "430900")),
    ):
        refused = office.by(login, *words)
        assert refused.status == 1
        assert refused.err.split(":")[0] in ("not_permitted", "not_found", "grant_to_oneself")


def test_nothing_in_the_data_folder_can_be_read_by_others(office: Office) -> None:
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in (office.home, *office.home.iterdir())}
    assert {name: oct(mode) for name, mode in modes.items() if mode & 0o077} == {}
    assert "quanze.sqlite3" in modes
