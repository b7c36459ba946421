"""Finding by name, pinyin, initials and code: what one may not see neither shows nor counts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quanze.apps.access.caller import Caller
from quanze.apps.audit.models import Entry
from quanze.apps.organizations.models import Spelling, UnitRecord
from quanze.apps.organizations.selectors import fitting
from quanze.apps.organizations.selectors.finding import Matches, matches
from quanze.apps.organizations.selectors.recorded import persons_sought
from quanze.apps.organizations.services import rename_unit, write_rows
from quanze.apps.organizations.spelling import spelled
from quanze.apps.organizations.tests.factories import (
    AT,
    city,
    clerk,
    day,
    keeper,
    later,
    lay_out,
    person,
    post,
    tenure,
    unit,
)
from quanze.core.refusals import Refusal
from quanze.core.register import Register

pytestmark = pytest.mark.django_db
TODAY = day("2026-03-02")


@pytest.fixture(autouse=True)
def laid_out() -> None:
    laid = city((
        replace(unit("finance", "government"), name="某市财政局"),
        replace(unit("bank", "government"), name="长河银行管理处"),
    ))  # fmt: skip
    named = (replace(person("p8"), name="单文"), replace(person("p9"), name="曾小山"), replace(person("q9"), name="单"))
    seats = (
        replace(post("fin-head", "finance", "principal"), title="局长"),
        replace(post("fin-two", "finance"), title="副局长"),
    )
    held = (tenure("p8", "fin-head", "2022-01-01"), tenure("p9", "fin-two", "2022-01-01"))
    lay_out(
        replace(laid, posts=(*laid.posts, *seats), people=(*laid.people, *named), tenures=(*laid.tenures, *held)),
        as_recorded=False,
    )


def codes(found: Matches) -> list[str]:
    return [each.code for each in found.found]


def sought(kind: str, text: str, by: Caller | None = None) -> list[str]:
    return codes(matches(by or keeper(), kind, text, on=TODAY))


@pytest.mark.parametrize(
    "text", ["财政", "财", "某市财政局", "caizheng", "CaiZheng", "sczj", "mscz", "FINANCE", "财 局"]
)
def test_a_unit_is_found_by_name_pinyin_initials_and_code(text: str) -> None:
    assert sought("unit", text) == ["finance"]


def test_a_sign_with_two_sounds_is_read_as_in_its_word() -> None:
    assert sought("unit", "changheyinhang") == ["bank"]
    assert sought("post", "juzhang") == ["fin-head", "fin-two"]


@pytest.mark.parametrize(
    ("text", "found"), [("shanwen", ["p8"]), ("sw", ["p8"]), ("zengxiaoshan", ["p9"]), ("zxs", ["p9"])]
)
def test_surnames_are_read_as_surnames(text: str, found: list[str]) -> None:
    assert sought("person", text) == found


def test_a_name_of_one_sign_comes_first_when_it_is_the_whole_name() -> None:
    assert sought("person", "单") == ["q9", "p8"]


def test_a_post_is_found_by_its_title_with_its_unit() -> None:
    assert sought("post", "财政 局长") == ["fin-head", "fin-two"]
    assert sought("post", "财政局副局长") == ["fin-two"]
    assert sought("post", "财政") == []
    assert sought("post", "财政局无此职") == []
    found = matches(keeper(), "post", "局长", on=TODAY).found[0]
    assert (found.name, found.about) == ("局长", "某市财政局")


def test_a_person_is_told_with_his_present_posts() -> None:
    assert matches(keeper(), "person", "单文", on=TODAY).found[0].about == "某市财政局 局长"


def test_an_earlier_name_still_finds_the_unit_and_is_told_as_such() -> None:
    rename_unit(unit="finance", name="某市公共资金局", on=day("2025-01-01"), by=keeper(), at=later())
    assert sought("unit", "gonggongzijin") == ["finance"]
    for text in ("财政局", "caizheng"):
        found = matches(keeper(), "unit", text, on=TODAY).found[0]
        assert (found.name, found.found_as) == ("某市公共资金局", "某市财政局")


@pytest.mark.parametrize("text", ["", "   ", "%", "_", "\\", "\n", "\0\ud800", "'", "x" * 5000])
def test_nothing_and_signs_of_the_engine_find_nothing(text: str) -> None:
    assert sought("unit", text) == []


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("person", "8", []), ("person", "9", []), ("person", "p8", ["p8"]), ("person", "sw", ["p8"]),
        ("person", "w", []), ("unit", "in", []), ("unit", "某 in", []), ("unit", "fi", ["finance"]),
        ("unit", "ms", ["finance"]), ("unit", "zj", []), ("post", "-", []), ("post", "局长 -", []),
        ("post", "财政 fi", ["fin-head", "fin-two"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("many", [False, True])
def test_one_or_two_latin_signs_find_only_what_begins_with_them(
    kind: str, text: str, found: list[str], many: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if many:
        monkeypatch.setattr(fitting, "MANY", 0)
    assert sought(kind, text) == found


def test_what_one_may_not_see_neither_shows_nor_counts() -> None:
    here = clerk("college")
    assert sought("unit", "某", here) == ["college"]
    assert not matches(here, "unit", "某", on=TODAY, most=1).more
    assert sought("unit", "财政局", here) == []
    assert sought("person", "单文", here) == []


def test_a_sealed_unit_is_found_only_by_whom_its_compartment_is_open_to() -> None:
    sealed = Register(organizations=(replace(unit("§hidden", "government"), name="某专项办公室"),))
    inside = replace(keeper(), compartments=frozenset({"narrow"}))
    write_rows(sealed, by=inside, at=later(), act="test", compartment="narrow")
    assert sought("unit", "专项", inside) == ["§hidden"]
    assert sought("unit", "专项") == []
    assert not Spelling.visible.to(keeper()).filter(text__contains="专项").exists()


@pytest.mark.parametrize(
    ("kind", "text"), [("unit", "某"), ("post", "职务"), ("post", "某 长"), ("person", "石"), ("person", "单")]
)
def test_few_and_many_matches_are_ranked_alike(kind: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    few = matches(keeper(), kind, text, on=TODAY)
    monkeypatch.setattr(fitting, "MANY", 0)
    assert matches(keeper(), kind, text, on=TODAY) == few
    assert few.found


def test_a_search_takes_few_queries_whatever_it_finds() -> None:
    for kind in ("unit", "post", "person"):
        with CaptureQueriesContext(connection) as asked:
            matches(keeper(), kind, "某", on=TODAY)
        statements = [each for each in asked.captured_queries if " FROM " in each["sql"]]
        assert len(statements) <= 5


def test_a_search_for_persons_is_recorded_with_whom_it_showed() -> None:
    persons_sought(sought="单", by=keeper(), at=AT)
    entry = Entry.everything(reason="test").order_by("-seq").first()
    assert entry is not None
    assert (entry.kind, entry.object_kind, entry.object_id) == ("read", "persons sought", "q9,p8")


def test_whoever_may_not_read_the_register_is_refused() -> None:
    with pytest.raises(Refusal, match="not permitted"):
        persons_sought(sought="单", by=replace(keeper(), permissions=frozenset()), at=AT)
    assert matches(replace(keeper(), permissions=frozenset()), "unit", "某", on=TODAY).found == ()


def test_every_record_with_a_name_has_its_spelling() -> None:
    rows = UnitRecord.everything(reason="test").values_list("pk", "unit__code", "name")
    kept = dict(Spelling.everything(reason="test").filter(kind="unit").values_list("record", "text"))
    assert kept == {id: spelled(code, name) for id, code, name in rows}
