"""Which text applied when and where; rows by behaviour; versions side by side; the checker's report."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.utils import timezone, translation

from quanze.apps.accounts.tests.factories import AT, installation
from quanze.apps.determinations.rulebooks import report as reports
from quanze.apps.determinations.rulebooks.comparing import difference
from quanze.apps.determinations.rulebooks.reading import Book, book, reader, words
from quanze.apps.determinations.rulebooks.tests.screens import official
from quanze.apps.determinations.tests.office import Screen
from quanze.core.refusals import Refusal
from quanze.core.rulebook.building import build_rulebook
from quanze.core.rulebook.loader import shipped_pack
from quanze.core.sheet.reader import Reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    made = installation()
    monkeypatch.setattr(timezone, "now", lambda: made.clock.at)
    return official(made)


def test_on_the_day_it_begins_a_text_applies_and_the_day_before_its_forerunner(screen: Screen) -> None:
    before = screen.get("/rules/applied?on=2010-11-09&area=430922").text
    on = screen.get("/rules/applied?on=2010-11-10&area=430922").text
    assert "/rules/RZ1998/1998-11-21" in before
    assert "/rules/RZ2010/2010-11-10" not in before
    assert "/rules/RZ2010/2010-11-10" in on
    assert "/rules/YY2009/2009-06" in on
    assert "湖南省 430000" in on


def test_samples_and_other_places_do_not_apply_and_unknown_starts_stand_apart(screen: Screen) -> None:
    page = screen.get("/rules/applied?on=2020-01-01&area=530102").text
    assert "/rules/YY2009/" not in page
    assert "sample" not in page
    assert "/rules/KM/%3F" in page[page.index("施行日未载") :]


def test_a_behaviour_leads_to_rows_with_their_place_and_samples_are_marked(screen: Screen) -> None:
    page = screen.get("/rules/lookup?q=隐瞒不报").text
    assert "《责任制规定》（2010）第十九条第（三）项" in page
    assert "样例，自拟，不是原文" in page
    narrowed = screen.get("/rules/lookup?q=隐瞒不报&on=2005-01-01&area=110000").text
    assert "《责任制规定》（2010）" not in narrowed
    assert "《责任制规定》（1998）" in narrowed


def test_what_applied_and_what_was_found_leave_as_files(screen: Screen) -> None:
    applied = screen.get("/rules/applied?on=2010-11-10&area=430922&format=csv").content.decode("utf-8-sig")
    assert applied.count("\r\n") == 7
    assert "益阳" in applied
    found = screen.get("/rules/lookup?q=隐瞒不报&format=csv").content.decode("utf-8-sig")
    assert "《责任制规定》（2010）第十九条第（三）项" in found
    screen.holder.clock.tick(minutes=6)
    assert screen.get("/rules/applied?format=xlsx").status_code == 403
    assert screen.get("/rules/lookup?q=隐瞒不报&format=xlsx").status_code == 403


@pytest.mark.parametrize("words_asked", ["<script>alert(1)</script>", "xyzzy", "％＿", "a" * 5000])
def test_words_that_no_row_speaks_of_are_kept_and_escaped(screen: Screen, words_asked: str) -> None:
    answer = screen.browser.get("/rules/lookup", {"q": words_asked})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


def test_two_versions_show_what_was_added_dropped_and_changed(screen: Screen) -> None:
    page = screen.get("/rules/compare?a=WZ2016&b=WZ2019").text
    for part in ("新增", "不再有", "改变", "/rules/WZ2019/2019-09-01/7-8", "/rules/WZ2016/2016-07-08/6-2"):
        assert part in page
    assert "不是同一规定的版本" in screen.get("/rules/compare?a=WZ2016&b=CF2023").text


def test_a_rulebook_says_nothing_otherwise_than_itself_and_every_row_is_accounted_for() -> None:
    for name in words().library.packs:
        assert difference(book(name), book(name), reader()).changes == []
    old, new = book("CF2018"), book("CF2023")
    with translation.override("en"):
        assert len(difference(old, new, reader()).changes) == len(difference(old, new, Reader(lang="zh")).changes)
    found = difference(old, new, reader())
    kinds = [change.kind for change in found.changes]
    for side, kind in ((old, "dropped"), (new, "added")):
        rows = sum(hasattr(row, "cite") for _, rows in side.sections() for row in rows)
        assert rows == found.same + kinds.count("changed") + kinds.count(kind)


def test_one_planted_word_is_the_one_difference() -> None:
    data = shipped_pack("CF2023")
    bar = next(row for row in data["bars"] if row["id"] == "10-warning")
    bar["months"] = 13
    rules = build_rulebook(data)
    found = difference(book("CF2023"), Book(rules.identity, rules, {}), reader())
    assert [(c.kind, c.section, [(p.was, p.now) for p in c.parts]) for c in found.changes] == [
        ("changed", "bars", [("12个月", "13个月")])
    ]


def test_the_report_is_made_once_for_the_same_rules_and_says_when(screen: Screen) -> None:
    made = reports.report(AT)
    assert reports.report(datetime.fromisoformat("2030-01-01T00:00:00+08:00")) is made
    assert made.totals[2] == 0
    page = screen.get("/rules/report").text
    assert made.digest in page
    assert f"运行例子 {made.totals[1]} 个" in page
    assert sum(made.marks.values()) == made.totals[0]


def test_a_planted_fault_stands_in_the_report(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    made = reports.report(AT)
    fault = Refusal("rulebook", zh="例子不成立", en="the example fails", where="WZ2019.clauses(7-8)")
    broken = replace_first(made, fault)
    monkeypatch.setitem(reports._kept, made.digest, broken)
    page = screen.get("/rules/report").text
    assert "WZ2019.clauses(7-8)" in page
    assert "1 处问题" in page


def replace_first(made: reports.Report, fault: Refusal) -> reports.Report:
    first, *others = made.packs
    return made._replace(packs=[first._replace(faults=[fault]), *others])
