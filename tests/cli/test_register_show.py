"""quanze register who, quanze register show, as somebody at a terminal or a script meets them."""

from __future__ import annotations

import io
import json
import sys
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from quanze.apps.access.caller import CHINA_TIME
from quanze.apps.accounts.tests.factories import PASSWORD, Holder, Installation, installation
from quanze.apps.audit.models import Entry
from quanze.apps.organizations import services as register
from quanze.apps.organizations.models import TenureRecord, Unit
from quanze.apps.organizations.tests.factories import AT, city, day, keeper, lay_out
from quanze.cli import database, register_show
from quanze.cli.console import Console, WrongUse
from quanze.core.refusals import Refusal
from quanze.core.register import Tenure

pytestmark = pytest.mark.django_db
ON = "2026-01-10"


class Terminal:
    """A clerk of the whole city, and one of the bureau alone."""

    def __init__(self) -> None:
        lay_out(city(), at=AT - timedelta(days=9), as_recorded=False)
        self.made: Installation = installation()
        ids = dict(Unit.everything(reason="a test").values_list("code", "pk"))
        self.clerk = self.made.holder("register_clerk", unit_id=ids["city"])
        self.head = self.made.holder("unit_head", unit_id=ids["bureau"])

    def run(self, words: str, *given: str, who: Holder | None = None, lang: str = "zh") -> str:
        """What a command says on standard output, signed in as the clerk or somebody else."""
        holder, out = who or self.clerk, io.StringIO()
        console = Console(lang, out, io.StringIO())
        args = register_show.arguments(words, console).read([*given, "--as", holder.login_name])
        old, sys.stdin = sys.stdin, io.StringIO(f"{PASSWORD}\n{holder.code(self.made.clock.tick())}\n")
        try:
            assert register_show.run(args, console) == 0
        finally:
            sys.stdin = old
        return out.getvalue()

    def who(self, *more: str, who: Holder | None = None) -> dict[str, Any]:
        """The chain of the bureau as data."""
        found: dict[str, Any] = json.loads(
            self.run("register who", "--unit", "bureau", "--on", ON, "--json", *more, who=who)
        )
        return found


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    made = Terminal()
    for module in (database, register_show):
        monkeypatch.setattr(module, "now", lambda: made.made.clock.at)
    monkeypatch.setattr(timezone, "now", lambda: made.made.clock.at)
    return made


def seated(found: dict[str, Any]) -> dict[str, list[str]]:
    """Post → its holders, over all levels."""
    return {
        seat["post"]: [holder["person"] for holder in seat["holders"]]
        for level in found["levels"] for place in level for seat in place.get("seats", ())
    }  # fmt: skip


def reads() -> list[tuple[str, str, str, str]]:
    """The entries about reading the register: kind, kind and name of the object, code of a refusal."""
    rows = Entry.everything(reason="a test").filter(event="register:record:read").order_by("seq")
    return list(rows.values_list("kind", "object_kind", "object_id", "reason"))


def test_the_chain_is_told_level_by_level(terminal: Terminal) -> None:
    said = terminal.run("register who", "--unit", "bureau", "--on", ON, "--levels", "2")
    assert "主要负责人：chief职务（chief），石p4（p4），2019-05-01 起" in said
    assert "分管负责人：vice职务（vice），石p3（p3）" in said
    assert said.index("本级") < said.index("上 1 级")


def test_the_chain_is_told_in_english_too(terminal: Terminal) -> None:
    said = terminal.run("register who", "--unit", "bureau", "--on", ON, lang="en")
    assert "Who answers for bureau on 2026-01-10" in said
    assert "head: chief职务" in said


def test_the_chain_as_data_names_posts_and_holders(terminal: Terminal) -> None:
    found = terminal.who("--levels", "1")
    assert found["format"] == "quanze/who/1"
    assert (found["unit"], found["on"], found["known_at"]) == ("bureau", ON, None)
    assert seated(found) == {"chief": ["p4"], "vice": ["p3"], "mayor": ["p2"], "secretary": ["p1"]}
    assert seated(terminal.who("--levels", "0")) == {"chief": ["p4"]}


def test_a_vacant_seat_is_no_empty_line(terminal: Terminal) -> None:
    said = terminal.run("register who", "--unit", "college", "--on", ON, "--levels", "0")
    assert "主要负责人：dean职务（dean），可见的登记中当日无人在任" in said


def test_what_was_recorded_later_is_left_out_of_an_earlier_knowledge(terminal: Terminal) -> None:
    at = terminal.made.clock.tick()
    register.remove(person="p4", post="chief", on=day("2025-12-01"), by=keeper(at), at=at)
    assert seated(terminal.who("--levels", "0")) == {"chief": []}
    then = (AT - timedelta(days=1)).isoformat()
    assert seated(terminal.who("--levels", "0", "--known-at", then)) == {"chief": ["p4"]}


def test_a_place_beyond_ones_view_is_said_to_be_so_and_never_nobody(terminal: Terminal) -> None:
    found = terminal.who("--levels", "1", who=terminal.head)
    assert seated(found) == {"chief": ["p4"]}
    above = found["levels"][1]
    assert above
    assert all(place["beyond"] and "seats" not in place for place in above)
    said = terminal.run("register who", "--unit", "bureau", "--on", ON, who=terminal.head)
    assert "不在您的查看范围内，并非无人负责" in said
    assert "石p2" not in said


def test_a_unit_not_recorded_by_then_is_not_said_to_be_beyond_view(terminal: Terminal) -> None:
    early = (AT - timedelta(days=30)).isoformat()
    for who in (terminal.clerk, terminal.head):
        (own,) = terminal.who("--levels", "0", "--known-at", early, who=who)["levels"][0]
        assert (own["beyond"], own["standing"], own["seats"]) == (False, "unrecorded", [])
    given = ("--unit", "bureau", "--on", ON, "--known-at", early)
    assert "该时刻尚未登记该单位（以可见的登记为限）" in terminal.run("register who", *given)
    said = terminal.run("register who", *given, lang="en")
    assert "this unit was not recorded by then, as far as you may see" in said
    assert "beyond" not in said


def test_a_unit_that_did_not_stand_that_day_is_said_to_be_so(terminal: Terminal) -> None:
    at = terminal.made.clock.tick()
    register.close_unit(unit="college", on=day("2025-12-01"), by=keeper(at), at=at)
    said = terminal.run("register who", "--unit", "college", "--on", ON, "--levels", "0")
    assert "该单位当日尚未设立或者已经撤销（以可见的登记为限）" in said


def test_each_reading_leaves_its_entry_and_so_does_a_refused_one(terminal: Terminal) -> None:
    terminal.who()
    terminal.run("register show", "person", "p4")
    for code in ("college", "nothing"):
        with pytest.raises(Refusal) as refused:
            terminal.run("register who", "--unit", code, "--on", ON, who=terminal.head)
        assert refused.value.code == "not_found"
    assert reads() == [
        ("read", "unit", "bureau", ""), ("read", "person", "p4", ""),
        ("refusal", "unit", "college", "not_found"), ("refusal", "unit", "nothing", "not_found"),
    ]  # fmt: skip


def test_a_reading_that_cannot_be_recorded_is_not_answered(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**what: object) -> None:
        raise Refusal("audit_unwritable", zh="写不进去", en="cannot be written")

    monkeypatch.setattr("quanze.apps.audit.looks.record_read", broken)
    for words, given in (("register who", ["--unit", "bureau"]), ("register show", ["post", "chief"])):
        with pytest.raises(Refusal) as refused:
            terminal.run(words, *given)
        assert refused.value.code == "audit_unwritable"


def test_a_timeline_shows_what_was_corrected_and_by_what(terminal: Terminal) -> None:
    version = TenureRecord.everything(reason="a test").get(person__code="p4").pk
    at = terminal.made.clock.tick()
    row = Tenure(person="p4", post="chief", starts_on=day("2019-06-01"))
    register.correct_tenure(version=version, row=row, by=keeper(at), at=at, reason="更正")
    said = terminal.run("register show", "post", "chief")
    assert "2019-05-01 起，任职：人员 p4，职务 chief" in said
    assert "更正任职登记" in said
    records = json.loads(terminal.run("register show", "person", "p4", "--json"))["records"]
    tenures = [each for each in records if each["list"] == "tenures"]
    assert [each["row"]["starts_on"] for each in tenures] == ["2019-05-01", "2019-06-01"]
    assert tenures[0]["row"]["superseded_at"] == tenures[1]["row"]["recorded_at"]
    assert tenures[1]["replaces"] == tenures[0]["record"]


def test_the_last_day_told_belongs_to_the_period_and_the_data_stays_half_open(terminal: Terminal) -> None:
    at = terminal.made.clock.tick()
    register.remove(person="p4", post="chief", on=day("2025-12-01"), by=keeper(at), at=at)
    assert "2019-05-01 至 2025-11-30，任职：人员 p4" in terminal.run("register show", "post", "chief")
    assert "2019-05-01 to 2025-11-30, tenure: person p4" in terminal.run("register show", "person", "p4", lang="en")
    records = json.loads(terminal.run("register show", "person", "p4", "--json"))["records"]
    assert "2025-12-01" in [each["row"]["ends_before"] for each in records]


def test_a_bare_day_of_knowledge_means_its_end_in_china(terminal: Terminal) -> None:
    at = terminal.made.clock.tick()
    register.remove(person="p4", post="chief", on=day("2025-12-01"), by=keeper(at), at=at)
    local = at.astimezone(CHINA_TIME).date()
    found = terminal.who("--levels", "0", "--known-at", str(local))
    assert found["known_at"] == f"{local}T23:59:59.999999+08:00"
    assert seated(found) == {"chief": []}
    assert seated(terminal.who("--levels", "0", "--known-at", str(local - timedelta(days=1)))) == {"chief": ["p4"]}


def test_a_unit_is_shown_with_its_posts_in_the_words_of_the_field(terminal: Terminal) -> None:
    said = terminal.run("register show", "unit", "bureau")
    assert "机构：编号 bureau，名称 某bureau，类别 工作部门，上级 government" in said
    assert "班子、党组织：编号 group，所属机构 bureau，类别 党组" in said
    assert "职务类别" in said
    english = terminal.run("register show", "unit", "bureau", lang="en")
    assert "no dates recorded, unit: id bureau" in english


@pytest.mark.parametrize("levels", ["10", "-1", "one", "1.5", ""])
def test_levels_that_are_no_number_from_0_to_9_are_refused(terminal: Terminal, levels: str) -> None:
    with pytest.raises(WrongUse):
        terminal.run("register who", "--unit", "bureau", f"--levels={levels}")


def test_a_day_that_is_none_is_refused_at_its_option(terminal: Terminal) -> None:
    with pytest.raises(WrongUse) as refused:
        terminal.run("register who", "--unit", "bureau", "--on", "2026-02-30")
    assert refused.value.where == "--on"
