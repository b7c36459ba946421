"""A fresh data folder, met by the real command: nothing to sign in to, then three administrators, once."""

from __future__ import annotations

from pathlib import Path

from tests.cli.command import quanze

BOOTSTRAP = ("--system", "傅衡", "fuheng", "--security", "贺钧", "hejun", "--audit", "鲁笙", "lusheng")


def test_bootstrap_lays_the_tables_out_and_makes_three_administrators_once(tmp_path: Path) -> None:
    env = {"QUANZE_HOME": str(tmp_path / "home")}
    early = quanze("accounts", "list", "--as", "fuheng", given=b"x\n\n", env=env)
    assert (early.status, early.err.split(":")[0]) == (1, "no_database"), "not an error of the program itself"
    made = quanze("accounts", "bootstrap", *BOOTSTRAP, env=env)
    assert (made.status, made.err) == (0, "")
    assert [line.split()[0] for line in made.out.splitlines()[:3]] == ["fuheng", "hejun", "lusheng"]
    again = quanze("accounts", "bootstrap", *BOOTSTRAP, env=env)
    assert (again.status, again.out) == (1, "")
    assert not again.err.startswith("internal")
