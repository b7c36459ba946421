"""What differs between two versions leaves as a file that says what the page says."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from quanze.apps.accounts.tests.factories import installation
from quanze.apps.determinations.rulebooks.comparing import difference
from quanze.apps.determinations.rulebooks.reading import book, reader
from quanze.apps.determinations.rulebooks.tests.screens import abroad, official
from quanze.apps.determinations.tests.office import Screen

pytestmark = pytest.mark.django_db
PAIR = "/rules/compare?a=CF2018&b=CF2023"


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    made = installation()
    monkeypatch.setattr(timezone, "now", lambda: made.clock.at)
    return official(made)


def lines(screen: Screen, path: str = f"{PAIR}&format=csv") -> list[list[str]]:
    return list(csv.reader(StringIO(screen.get(path).content.decode("utf-8-sig"))))


def test_every_difference_stands_in_the_file_once_for_each_part(screen: Screen) -> None:
    found = difference(book("CF2018"), book("CF2023"), reader())
    head, *rows = lines(screen)
    assert head[:2] == ["部分", "变化"]
    assert len(rows) == sum(max(1, len(change.parts)) for change in found.changes)
    assert all(len(row) == len(head) for row in rows)
    parts = [(part.name, part.was, part.now) for change in found.changes for part in change.parts]
    assert parts == [tuple(row[4:]) for row in rows if row[4] != "全条"]


def test_what_stands_on_one_side_only_leaves_the_other_empty(screen: Screen) -> None:
    added = [row for row in lines(screen) if row[1] == "新增"]
    dropped = [row for row in lines(screen) if row[1] == "不再有"]
    assert added
    assert all(row[2] == "" and row[5] == "" and row[3] and row[6] for row in added)
    assert all(row[3] == "" and row[6] == "" and row[2] and row[5] for row in dropped)


def test_a_reader_of_english_gets_english_and_a_workbook_holds_the_same(screen: Screen) -> None:
    told = lines(abroad(screen))
    assert told[0][:2] == ["Section", "Change"]
    book_ = CalamineWorkbook.from_filelike(BytesIO(screen.get(f"{PAIR}&format=xlsx").content))
    assert len(book_.get_sheet_by_index(0).to_python()) == len(told)


def test_the_page_offers_it_where_there_is_something_to_take(screen: Screen) -> None:
    assert "format=xlsx" in screen.get(PAIR).text
    assert "format=xlsx" not in screen.get("/rules/compare").text
    assert "format=xlsx" not in screen.get("/rules/compare?a=CF2018&b=CF2018").text


def test_it_leaves_only_with_a_fresh_second_factor_and_as_xlsx_or_csv(screen: Screen) -> None:
    assert screen.get(f"{PAIR}&format=pdf").status_code == 400
    screen.holder.clock.tick(minutes=6)
    assert screen.get(f"{PAIR}&format=csv").status_code == 403


def test_where_only_the_chinese_differs_a_reader_of_english_is_told_so(screen: Screen) -> None:
    changed = [row for row in lines(abroad(screen)) if row[1] == "changed"]
    alike = [row for row in changed if row[5] == row[6]]
    assert alike
    assert {row[4] for row in alike} == {"the Chinese wording only"}
    assert "(the Chinese wording only)" in screen.get(PAIR).text
