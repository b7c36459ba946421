"""Numbers, days, citations and facts as an officer writes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from quanze.core.determination.result import Cite
from quanze.core.rulebook.facts import PATHS
from quanze.core.rulebook.verdict import Reason
from quanze.core.sheet.citing import cited, version_text
from quanze.core.sheet.facts import FACTS, VALUE_GROUPS
from quanze.core.sheet.labels import known
from quanze.core.sheet.numerals import chinese, day_text, yuan_text
from quanze.core.sheet.reader import Reader
from quanze.core.sheet.reasons import reason_text
from quanze.core.sheet.trials import Trial, trial

ZH, EN = Reader(lang="zh"), Reader(lang="en")


@pytest.mark.parametrize(
    ("number", "text"),
    [(7, "七"), (10, "十"), (19, "十九"), (20, "二十"), (105, "一百零五"), (133, "一百三十三"), (1020, "一千零二十")],
)
def test_articles_are_numbered_in_chinese(number: int, text: str) -> None:
    assert chinese(number) == text


def test_money_shows_wan_from_ten_thousand_on() -> None:
    assert yuan_text(9999, "zh") == "9,999元"
    assert yuan_text(10_000, "zh") == "10,000元（1万元）"
    assert yuan_text(Decimal("1234567.50"), "zh") == "1,234,567.50元（123.45675万元）"
    assert yuan_text(500_000, "en") == "500,000 yuan (50万元)"


def test_days_follow_the_language() -> None:
    assert day_text(date(2026, 11, 21), "zh") == "2026年11月21日"
    assert day_text(date(2026, 11, 21), "en") == "21 November 2026"


def test_inserted_articles_and_missing_numbers_are_cited_as_they_are() -> None:
    assert cited(Cite(rulebook="X", version="1", article="22-1"), ZH) == "X第二十二条之一"
    assert (
        cited(Cite(rulebook="X", version="1", article="27", paragraph="2", item="a"), ZH)
        == "X第二十七条第二款第（a）项"
    )
    assert cited(Cite(rulebook="X", version="1"), EN) == "X [article number not at hand]"
    assert cited(Cite(rulebook="", version=""), ZH) == ""
    assert cited(None, ZH) == ""


def test_a_version_is_named_by_its_first_day() -> None:
    assert version_text("2019-09-01", ZH) == "2019年9月1日起施行的文本"
    assert version_text("2009-06", EN) == "text in force since 2009-06"
    assert version_text("2024", EN) == "version 2024"


def test_every_fact_a_rule_may_name_has_words() -> None:
    assert not set(PATHS) - set(FACTS)


def test_every_list_of_values_exists() -> None:
    steps = {
        "kind": "person",
        "sanctions": "party_warning",
        "methods": "circular",
        "line": "leads",
        "manner": "in_charge",
    }
    assert all(known(group, steps[leaf]) for leaf, group in VALUE_GROUPS.items() if leaf in steps)


def test_a_printed_test_is_taken_apart() -> None:
    assert trial("≥ 2 / 12 months") == Trial("≥", ("2",), "12", None)
    assert trial("≥ 1000000 (investigated_by county)") == Trial("≥", ("1000000",), None, "investigated_by county")
    assert trial("∈ a, b") == Trial("∈", ("a", "b"))
    assert trial("2 consecutive years") is None
    assert trial("") is None


@pytest.mark.parametrize(
    ("fact", "value", "test", "zh"),
    [
        ("violation.amount_yuan", 400000, "≥ 500000", "违纪金额400,000元（40万元），未达到500,000元（50万元）"),
        (
            "violation.amount_yuan",
            "≥ 600000",
            "≥ 500000",
            "违纪金额至少600,000元（60万元），条款要求达到500,000元（50万元）",
        ),
        ("party.now", "in_post", "= retired", "现状：在职，不是已退休"),
        ("party.now", "retired", "= retired", "现状：已退休"),
        ("party.rank", "staff", "≥ section_chief", "职级：科员级，未达到乡科级正职"),
        (
            "party.category",
            "village",
            "∈ village, contract",
            "人员类别：基层群众性自治组织管理人员，属于基层群众性自治组织管理人员或者合同制（编外）人员",
        ),
        (
            "violation.sanctions",
            ("party_warning",),
            "∋ removal_or_heavier",
            "违纪人员所受处分：党内警告，不含撤职以上处分",
        ),
        ("party.member", True, "= true", "中共党员：是"),
        ("party.member", None, "= true", "中共党员：尚未查明"),
        ("vote.percent", "65", "< 70 %", "有效票得票率（%）：65，低于70 %"),
        ("count.inaction", 3, "≥ 2", "“inaction”事件次数：3，达到2"),
    ],
)
def test_a_fact_says_its_value_and_whether_it_meets_the_test(fact: str, value: Any, test: str, zh: str) -> None:
    assert reason_text(Reason(fact=fact, about=None, value=value, test=test), ZH) == zh
