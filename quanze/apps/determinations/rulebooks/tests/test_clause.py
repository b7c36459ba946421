"""One row: its mark in words, its bars, and which kept determinations cite it, of those the reader may see."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from quanze.apps.determinations.models import Determination
from quanze.apps.determinations.rulebooks import uses
from quanze.apps.determinations.rulebooks.tests.screens import official
from quanze.apps.determinations.tests.office import Office, Screen
from quanze.core.sheet.data import read_sheet

pytestmark = pytest.mark.django_db
ROW = "/rules/YY2009/2009-06/big-case-city"


def cited_rows(number: str) -> set[str]:
    row = Determination.everything(reason="test").get(public_id=number)
    parties = read_sheet(bytes(row.sheet).decode())["parties"]
    return {f"{c['cite']['rulebook']} {c['cite']['row']}" for party in parties for c in party["clauses"]}


def uses_on(screen: Screen, path: str = ROW) -> str:
    page = screen.get(path).text
    return page[page.index('id="uses"') :]


def test_a_determination_that_cites_the_row_is_listed_to_who_may_see_it(place: Office) -> None:
    screen = place.screen()
    number = screen.asked()
    assert "YY2009 big-case-city" in cited_rows(number)
    assert f"/determinations/{number}" in uses_on(screen)


def test_a_row_that_no_sheet_cites_lists_none(place: Office) -> None:
    screen = place.screen()
    number = screen.asked()
    assert "CF2023 10-warning" not in cited_rows(number)
    assert number not in uses_on(screen, "/rules/CF2023/2024-01-01/10-warning")


def test_another_who_may_not_see_it_reads_the_same_as_if_there_were_none(place: Office) -> None:
    other = place.screen()
    before = uses_on(other)
    place.screen().asked()
    assert uses_on(other) == before
    assert "没有" in before


def test_who_may_read_no_determination_is_told_so_and_nothing_else(place: Office) -> None:
    place.screen().asked()
    page = uses_on(official(place.made))
    assert "您没有查看定责建议的权限" in page
    assert "/determinations/" not in page


def test_those_that_cite_it_stand_the_newest_first_page_by_page(place: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uses, "SIZE", 1)
    screen = place.screen()
    first = screen.asked()
    place.made.clock.tick()
    second = screen.asked()
    page = uses_on(screen)
    assert second in page
    assert first not in page
    token = page.split("after=")[1].split('"')[0]
    earlier = uses_on(screen, f"{ROW}?after={token}")
    assert first in earlier
    assert second not in earlier
    assert "?after=" not in earlier


def test_a_list_of_any_length_takes_the_same_few_queries(
    place: Office, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    screen = place.screen()
    for _ in range(3):
        screen.asked()
    screen.get(ROW)
    with django_assert_max_num_queries(200) as seen:
        assert uses_on(screen).count("/determinations/") == 3
    own = [query["sql"] for query in seen.captured_queries if "determinations_" in query["sql"]]
    assert len(own) == 1
    assert "determinations_citation" in own[0]


def test_an_unverified_row_is_never_shown_as_law(place: Office) -> None:
    page = official(place.made).get("/rules/CF2023/2024-01-01/139").text
    assert "未核实，不作为规定" in page


def test_an_article_lists_its_rows_and_a_row_the_bars_of_its_methods(place: Office) -> None:
    screen = official(place.made)
    article = screen.get("/rules/WZ2019/2019-09-01/7").text
    assert article.count('class="rule-row"') == 11
    row = screen.get("/rules/WZ2019/2019-09-01/7-8").text
    assert "《纪律处分条例》（2023）第十条" in row
    assert "《责任制规定》（1998）" not in row[row.index('id="carried"') :]
