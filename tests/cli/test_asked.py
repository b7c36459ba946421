"""quanze ask, quanze asked …, as somebody at a terminal or a script meets it."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from quanze.apps.access.caller import CHINA_TIME
from quanze.apps.accounts.tests.factories import PASSWORD, Holder, Installation, installation
from quanze.apps.determinations.tests.cases import BUREAU, case_text, town, violator
from quanze.apps.determinations.tests.laid_out import place as laid_out
from quanze.cli import asked, database
from quanze.cli.console import Console, WrongUse
from quanze.core.refusals import Refusal

pytestmark = pytest.mark.django_db


@dataclass
class Said:
    """What a command wrote, and how it ended."""

    out: str
    err: str
    status: int


@dataclass
class Desk:
    """An officer of the bureau at a terminal, with a case file at hand."""

    installation: Installation
    officer: Holder
    case: Path
    numbers: list[str] = field(default_factory=list)

    def run(self, words: str, *given: str, who: Holder | None = None, lang: str = "zh") -> Said:
        """A command, signed in as the officer or somebody else. Raises Refusal."""
        holder = who or self.officer
        out, err = io.StringIO(), io.StringIO()
        console = Console(lang, out, err)
        args = asked.arguments(words, console).read([*given, "--as", holder.login_name])
        old, sys.stdin = sys.stdin, io.StringIO(f"{PASSWORD}\n{holder.code(self.installation.clock.tick())}\n")
        try:
            status = asked.run(args, console)
        finally:
            sys.stdin = old
        return Said(out.getvalue(), err.getvalue(), status)

    def ask(self, *more: str) -> str:
        """Ask the case; the number it is kept under."""
        said = self.run("ask", str(self.case), "--why", "立案审查", *more)
        assert said.status == 0
        self.numbers.append(said.err.split()[-1].removeprefix("已存为 "))
        return self.numbers[-1]


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Desk:
    made, built = installation(), laid_out()
    unit = built.city.unit_id(BUREAU)
    for module in (database, asked):
        monkeypatch.setattr(module, "now", lambda: made.clock.at)
    monkeypatch.setattr(timezone, "now", lambda: made.clock.at)
    case = tmp_path / "case.yaml"
    case.write_bytes(case_text(*violator(town())))
    return Desk(made, made.holder("conduct_officer", unit_id=unit), case)


def test_a_case_is_asked_listed_shown_and_computed_again(desk: Desk) -> None:
    said = desk.run("ask", str(desk.case), "--why", "立案审查")
    assert "定责建议" in said.out
    assert "可见范围" in said.out
    number = said.err.split()[-1]
    assert desk.run("asked list").out.startswith(number)
    shown = desk.run("asked show", number)
    assert shown.out == said.out
    assert json.loads(desk.run("asked show", number, "--json").out)["case"] == "town-case"
    assert "逐字节相同" in desk.run("asked recompute", number).out
    assert json.loads(desk.run("asked recompute", number, "--json").out)["case"] == "town-case"


def test_what_was_asked_is_said_in_english_too(desk: Desk) -> None:
    said = desk.run("ask", str(desk.case), "--why", "matter on file", lang="en")
    assert "kept as" in said.err
    assert "beyond what you may see" in said.out


def test_today_as_the_day_of_knowledge_means_up_to_now(desk: Desk) -> None:
    today = desk.installation.clock.at.astimezone(CHINA_TIME).date()
    desk.ask("--known-at", str(today))
    with pytest.raises(Refusal) as refused:
        desk.ask("--known-at", str(today + timedelta(days=1)))
    assert refused.value.code == "known_in_future"


def test_two_are_compared_by_who_was_named_for_both(desk: Desk) -> None:
    first, second = desk.ask(), desk.ask("--on", "2010-07-01")
    reader = desk.installation.holder("case_officer", over_compartment=f"determination:{first}")
    with pytest.raises(Refusal) as refused:
        desk.run("asked compare", first, second, who=reader)
    assert refused.value.code == "not_found"
    desk.installation.grant(reader.login_name, "case_officer", over_compartment=f"determination:{second}")
    assert "2010年7月1日" in desk.run("asked compare", first, second, who=reader).out


def test_somebody_else_finds_nothing(desk: Desk) -> None:
    number = desk.ask()
    other = desk.installation.holder("case_officer", over_compartment="determination:" + "0" * 16)
    assert "没有可查看的" in desk.run("asked list", who=other).out
    for words in ("asked show", "asked recompute"):
        with pytest.raises(Refusal) as refused:
            desk.run(words, number, who=other)
        assert refused.value.code == "not_found"


def test_a_batch_goes_on_after_a_refusal(desk: Desk, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_bytes(case_text(*violator(town()), unit="city-u77"))
    said = desk.run("ask", str(bad), str(desk.case), "--why", "立案审查", "--json")
    assert said.status == 1
    first, second = (json.loads(line) for line in said.out.splitlines())
    assert first["refused"]["code"] == "undeclared_id"
    assert second["format"] == "quanze/sheet/1"


def test_a_parameter_that_does_not_fit_is_refused_in_the_case_too(desk: Desk) -> None:
    desk.case.write_bytes(case_text(*violator(town()), more="parameters: {YY2009.two_heads_months: soon}\n"))
    with pytest.raises(Refusal) as refused:
        desk.run("ask", str(desk.case), "--why", "立案审查")
    assert refused.value.where == "parameters.YY2009.two_heads_months"


def test_standard_input_is_for_the_password(desk: Desk) -> None:
    with pytest.raises(WrongUse):
        desk.run("ask", "-", "--why", "立案审查")
