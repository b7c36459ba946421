"""Rows in words: every condition, every part and every example of every shipped rulebook can be said in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.utils import translation

from quanze.apps.determinations.rulebooks.reading import Book, book, reader, words
from quanze.apps.determinations.rulebooks.rows import lines_of
from quanze.apps.determinations.rulebooks.showing import shown
from quanze.apps.determinations.rulebooks.terms import MARKS, mark_told
from quanze.apps.determinations.rulebooks.wording import told
from quanze.core.rulebook.areas import AREAS, area_text, around
from quanze.core.rulebook.conditions import All, AnyOf, Condition, FactTest, FindingIs, Not, SomeViolation
from quanze.core.rulebook.counting import Count, anything
from quanze.core.rulebook.models import Clause, Example, Row
from quanze.core.rulebook.words import MARKS as ALL_MARKS
from quanze.core.sheet.reader import Reader

CHINESE = re.compile("[\u3400-\u9fff]")
LATIN = re.compile("[a-z]{4}")


def every_row() -> Iterator[tuple[Book, str, Row]]:
    for name in words().library.packs:
        found = book(name)
        for section, rows in found.sections():
            yield from ((found, section, row) for row in rows if isinstance(row, Row))


@pytest.mark.parametrize("lang", ["zh-hans", "en"])
def test_every_part_of_every_row_speaks_one_language(lang: str) -> None:
    with translation.override(lang):
        speaking, strange = reader(), []
        for found, _, row in every_row():
            for line in lines_of(row, found.rules, speaking):
                text = (line.name + line.plain).replace("万元", "").replace("two_heads_months", "")
                if (CHINESE if lang == "en" else LATIN).search(text):
                    strange.append(f"{found.identity.id} {row.id} {text}")
        assert strange == []


def test_every_example_of_every_row_comes_out_as_the_page_says() -> None:
    counted = 0
    for found, section, row in every_row():
        made = shown(found, section, row, reader())
        counted += len(made.examples)
        assert [each for each in made.examples if each.failing] == []
    assert counted > 1000


def test_a_planted_example_that_fails_is_shown_to_fail() -> None:
    found = book("WZ2019")
    row = next(row for row in found.rules.clauses if row.id == "7-8")
    wrong = replace(row, examples=(Example(given={"incident.consequence": "none"}, outcome="applies"),))
    assert shown(found, "clauses", wrong, reader()).examples[0].failing


def test_a_planted_form_of_condition_without_words_is_found() -> None:
    class Strange:
        """A form nobody taught to speak."""

    with pytest.raises(KeyError):
        told(Strange(), reader())  # type: ignore[arg-type]


ZH = Reader(lang="zh", findings={"weak": {"zh": "不力", "en": "weak"}, "late": {"zh": "迟缓", "en": "late"}})
AMOUNT = FactTest("violation.amount_yuan", "at_least", 1_000_000)
SAYINGS: tuple[tuple[Condition, str], ...] = (
    (AMOUNT, "违纪金额达到1,000,000元（100万元）"),
    (Not(AMOUNT), "违纪金额未达到1,000,000元（100万元）"),
    (Not(FactTest("party.village", "is", True)), "村（社区）干部：否"),
    (FactTest("incident.field", "in", ("finance", "health")), "事项领域属于下列之一（财务资金、医疗卫生）"),
    (FactTest("incident.circumstances", "at_least", "serious"), "情节达到严重"),
    (AnyOf((FindingIs("weak"), FindingIs("late"))), "认定下列之一：“不力”、“迟缓”"),
    (AnyOf((FindingIs("weak"), FindingIs("late", "unit"))), "具备其中之一：【认定“不力”｜认定“迟缓”（就其单位而言）】"),
    (FindingIs("weak", wanted=False), "认定不存在“不力”"),
    (SomeViolation(All((AMOUNT,))), "有一件违纪违法事实符合：【违纪金额达到1,000,000元（100万元）】"),
    (Count("decisions", anything(), "at_least", 2, 12), "符合下列条件的问责决定至少2次（12个月内）"),
)


@pytest.mark.parametrize(("condition", "saying"), SAYINGS)
def test_conditions_read_as_a_lawyer_would_say_them(condition: Condition, saying: str) -> None:
    assert told(condition, ZH).line == saying


def test_the_methods_of_a_clause_that_permits_all_are_those_of_its_catalogue() -> None:
    found = book("WZ2019")
    row = next(row for row in found.rules.clauses if row.id == "7-1")
    assert isinstance(row, Clause)
    line = next(line for line in lines_of(row, found.rules, ZH) if line.name == "可用方式")
    assert "改组" in line.text
    assert "诫勉" in line.text


def test_every_mark_has_a_meaning_and_only_the_unverified_one_is_no_law() -> None:
    assert set(MARKS) == set(ALL_MARKS)
    rows = {
        row.mark.mark: row.is_law for found, section, each in every_row() for row in [shown(found, section, each, ZH)]
    }
    assert rows == {mark: mark != "M" for mark in ALL_MARKS}
    assert "停用" in mark_told("M").meaning.zh


def test_every_area_of_the_rulebooks_has_a_name_and_lies_in_named_areas() -> None:
    for identity in words().library.identities.values():
        assert all(area.code in AREAS for area in around(identity.area)), identity.id
    assert [area.code for area in around("430922")] == ["000000", "430000", "430900", "430922"]
    assert area_text("430922", "zh") == "430922（在益阳市境内）"
