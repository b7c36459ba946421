"""Units and their posts are found by the names people give them: 市纪委, 发改委, 人社局."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quanze.apps.access.caller import Caller
from quanze.apps.access.context import reading
from quanze.apps.access.prepared import Prepared
from quanze.apps.organizations.models import Spelling
from quanze.apps.organizations.selectors import shortened
from quanze.apps.organizations.selectors.finding import matches
from quanze.apps.organizations.services import rename_unit, write_rows
from quanze.apps.organizations.spelling import skipped, spelled
from quanze.apps.organizations.tests.factories import city, clerk, day, keeper, later, lay_out, post, unit
from quanze.core.register import Register

pytestmark = pytest.mark.django_db
TODAY = day("2026-03-02")
NAMED = {
    "cdi": "长河市纪律检查委员会", "ndrc": "长河市发展和改革委员会", "hr": "长河市人力资源和社会保障局",
    "house": "长河市住房和城乡建设局", "county-cdi": "石桥县纪律检查委员会", "edu": "长河市教育局",
    "team": "长河市纪律检查工作志愿服务委员会筹备组",
}  # fmt: skip


@pytest.fixture(autouse=True)
def laid_out() -> None:
    laid = city([replace(unit(code, "government"), name=name) for code, name in NAMED.items()])
    seats = (
        replace(post("cdi-1", "cdi", "principal"), title="书记"), replace(post("cdi-2", "cdi"), title="副书记"),
        replace(post("hr-1", "hr", "principal"), title="局长"),
    )  # fmt: skip
    lay_out(replace(laid, posts=(*laid.posts, *seats)), as_recorded=False)


def sought(kind: str, text: str, by: Caller | None = None) -> list[str]:
    return [each.code for each in matches(by or keeper(), kind, text, on=TODAY).found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("市纪委", ["cdi", "team"]), ("纪委", ["cdi", "county-cdi", "team"]), ("县纪委", ["county-cdi"]),
        ("市发改委", ["ndrc"]), ("发改委", ["ndrc"]), ("人社局", ["hr"]), ("住建局", ["house"]), ("市人社", ["hr"]),
        ("石桥 纪委", ["county-cdi"]),
    ],
)  # fmt: skip
def test_a_unit_is_found_by_its_short_name_the_nearest_first(text: str, found: list[str]) -> None:
    assert sought("unit", text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("市纪委 1", []),
        ("市纪委 cd", ["cdi-1", "cdi-2"]),
        ("市纪委书记", ["cdi-1", "cdi-2"]),
        ("市纪委 副书记", ["cdi-2"]),
        ("人社局局长", ["hr-1"]),
        ("发改委主任", []),
    ],
)
def test_a_post_is_found_by_the_short_name_of_its_unit(text: str, found: list[str]) -> None:
    assert sought("post", text) == found


@pytest.mark.parametrize("text", ["委纪市", "纪", "市 委", "委委", "市纪委员会委", "cj", "%纪%", "市纪委" * 4])
def test_signs_in_another_order_or_too_many_or_too_few_find_nothing_new(text: str) -> None:
    contiguous = [code for code, name in NAMED.items() if all(word in name for word in text.split())]
    assert set(sought("unit", text)) <= {*contiguous, *(["cdi", "ndrc"] if text == "市 委" else [])}


def test_whole_names_and_parts_come_before_short_ones() -> None:
    lay_out(
        Register(organizations=(replace(unit("x", "city"), name="长河市纪委大院管理处"),)),
        at=later(),
        as_recorded=False,
    )
    assert sought("unit", "市纪委") == ["x", "cdi", "team"]


def test_a_full_page_of_parts_asks_for_no_short_names() -> None:
    with CaptureQueriesContext(connection) as asked:
        found = matches(keeper(), "unit", "长河", on=TODAY, most=3)
    assert found.more
    assert sum("organizations_spelling" in each["sql"] for each in asked.captured_queries) == 1


def test_an_earlier_name_finds_by_its_short_form_too_and_is_told() -> None:
    rename_unit(unit="ndrc", name="长河市经济局", on=day("2025-01-01"), by=keeper(), at=later())
    found = matches(keeper(), "unit", "发改委", on=TODAY).found[0]
    assert (found.name, found.found_as) == ("长河市经济局", NAMED["ndrc"])


def test_what_one_may_not_see_is_not_found_by_short_names_either() -> None:
    here = clerk("cdi")
    assert sought("unit", "纪委", here) == ["cdi"]
    assert sought("post", "人社局局长", here) == []
    sealed = Register(organizations=(replace(unit("§cell", "government"), name="长河市纪律审查委派组"),))
    inside = replace(keeper(), compartments=frozenset({"narrow"}))
    write_rows(sealed, by=inside, at=later(), act="test", compartment="narrow")
    assert "§cell" in sought("unit", "市纪委", inside)
    assert "§cell" not in sought("unit", "市纪委")


def test_hidden_names_take_no_place_among_those_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shortened, "MOST", 1)
    assert sought("unit", "纪委", clerk("county-cdi")) == ["county-cdi"]


def test_names_compared_without_regard_to_sight_would_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: the first names of all are compared, whoever asks."""
    monkeypatch.setattr(shortened, "MOST", 1)
    monkeypatch.setattr(shortened, "_seen", lambda caller: Spelling.everything(reason="test"))
    monkeypatch.setattr(shortened, "_NAMED", Prepared(shortened.named_with, "register:read"))
    assert sought("unit", "纪委", clerk("county-cdi")) == []


@pytest.mark.parametrize("units", [(), ("cdi", "hr")])
def test_names_are_gone_through_by_the_index_of_their_kind(units: tuple[str, ...]) -> None:
    """No table of spellings is read through: among millions of posts and persons only the names of units are."""
    by = clerk(*units) if units else keeper()
    with reading(by), without_scans():
        plan = shortened.named_with(caller=by, one="纪", other="委").explain()
    assert "organizations_spelling" in plan
    assert "scan organizations_spelling" not in plan.lower().replace("seq scan on", "scan")
    assert "person" not in plan


@contextmanager
def without_scans() -> Iterator[None]:
    """PostgreSQL takes an index of a small table too, where there is one that fits."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        yield
        if connection.vendor == "postgresql":
            cursor.execute("RESET enable_seqscan")


@pytest.mark.parametrize(
    ("kind", "text", "most"), [("unit", "市纪委", 7), ("post", "市纪委 书记", 14), ("post", "市纪委书记", 16)]
)
def test_a_search_by_short_names_asks_a_few_more_questions_and_no_more(kind: str, text: str, most: int) -> None:
    with CaptureQueriesContext(connection) as asked:
        matches(keeper(), kind, text, on=TODAY)
    assert len([each for each in asked.captured_queries if " FROM " in each["sql"]]) <= most


@pytest.mark.parametrize(
    ("word", "name", "found"),
    [
        ("市纪委", "某市纪律检查委员会", (3, 9)),
        ("纪委", "纪委", (0, 2)),
        ("委纪", "纪委", None),
        ("发改", "发展和改革", (2, 5)),
    ],
)
def test_signs_skipped_are_counted_in_one_line(word: str, name: str, found: tuple[int, int] | None) -> None:
    assert skipped(word, spelled("code", name)) == found
    assert skipped("某局", "\n某市\n局长\n") is None
