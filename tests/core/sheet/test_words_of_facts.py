"""Numbers, days, citations and facts as an officer writes them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from quanze.core.determination.result import Cite
from quanze.core.ladders import LADDERS
from quanze.core.rulebook import words
from quanze.core.rulebook.facts import PATHS
from quanze.core.rulebook.loader import load_library
from quanze.core.rulebook.verdict import Reason
from quanze.core.sheet.asking import questions
from quanze.core.sheet.blocks import Asks
from quanze.core.sheet.citing import cited, version_text
from quanze.core.sheet.facts import FACTS, VALUE_GROUPS
from quanze.core.sheet.following import led
from quanze.core.sheet.labels import known
from quanze.core.sheet.measures import method_list, track_of
from quanze.core.sheet.numerals import chinese, day_text, yuan_text
from quanze.core.sheet.reader import Reader, reader
from quanze.core.sheet.reasons import reason_text
from quanze.core.sheet.speaking import speaking
from quanze.core.sheet.trials import Trial, trial
from tests.core.sheet.names import NAMES, TITLES
from tests.core.sheet.sheets import sheet

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
    assert yuan_text(500_000, "en") == "500,000 yuan"


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
            "人员类别：基层群众性自治组织管理人员",
        ),
        (
            "violation.sanctions",
            ("party_warning",),
            "∋ removal_or_heavier",
            "违纪人员所受处分：党内警告，不含撤职以上处分",
        ),
        (
            "party.category",
            "soe",
            "∈ village, contract",
            "人员类别：国有企业管理人员，不属于基层群众性自治组织管理人员、合同制（编外）人员",
        ),
        ("party.member", True, "= true", "中共党员：是"),
        ("party.member", None, "= true", "中共党员：尚未查明"),
        ("vote.percent", "65", "< 70 %", "有效票得票率（%）：65，低于70 %"),
        ("count.inaction", 3, "≥ 2", "“inaction”事件次数：3，达到2"),
    ],
)
def test_a_fact_says_its_value_and_whether_it_meets_the_test(fact: str, value: Any, test: str, zh: str) -> None:
    assert reason_text(Reason(fact=fact, about=None, value=value, test=test), ZH) == zh


@pytest.mark.parametrize(
    ("group", "keys"),
    [
        ("effect", words.EFFECTS),
        ("combination", words.RULES),
        ("combined", words.COMBINING),
        ("track", words.TRACKS),
        ("responsibility", words.RESPONSIBILITIES),
        ("relation", words.RELATIONS),
        ("liability", words.LIABILITIES),
        ("duty", words.DUTIES),
        ("bar", words.BARS),
        ("phase", words.PHASES),
        ("method", words.METHODS),
        ("organ", words.ORGANS),
        ("organ_of", words.OF),
        ("approval", words.APPROVALS),
        ("counted_from", words.EVENTS),
        ("warning", words.WARNINGS),
        ("text", words.TEXTS),
        ("mark", words.MARKS),
    ],
)
def test_every_word_a_rulebook_may_use_has_a_label(group: str, keys: Iterable[str]) -> None:
    assert [key for key in keys if not known(group, key)] == []


def test_all_sanctions_of_a_kind_are_called_by_their_kind() -> None:
    party = LADDERS["party_sanction"]
    assert method_list(("removal", *party), ZH, briefly=True) == "免职、党纪处分"
    assert "党内警告" in method_list(party, ZH)
    assert "党内警告" in method_list(party[:4], ZH, briefly=True)


def test_a_method_stands_on_one_track_by_its_nature() -> None:
    tracks = [track_of(key) for key in ("party_warning", "state_demerit", "removal", "circular", "oral_criticism")]
    assert tracks == ["party", "state", "handling", "accountability", "first_form"]


def test_a_body_is_called_a_body_and_a_person_is_not() -> None:
    named = Reader(lang="zh", names={"b": "某局", "d": "某局党组", "p": "甲某"})
    assert named.who({"organization": "b"}) == "某局领导班子（党组织）"
    assert named.who({"body": "d"}) == "某局党组"
    assert named.who({"person": "p"}) == "甲某"


def test_a_violation_without_a_name_is_called_after_its_person() -> None:
    given = sheet(names={key: name for key, name in NAMES.items() if key != "v1"})
    assert reader(given, "zh", {}, {}).name("v1") == "己某的违纪事实"
    assert reader(given, "en", {}, {}).name("v1") == "the violation of 己某"


def test_a_conclusion_is_not_led_twice() -> None:
    assert led("主体责任：", "主体责任有条款触及。") == "主体责任有条款触及。"
    assert led("主体责任：", "无。") == "主体责任：无。"


def test_an_answer_bears_on_each_clause_once_with_its_parties() -> None:
    block = questions(sheet(), reader(sheet(), "zh", TITLES, {})).blocks[1]
    assert isinstance(block, Asks)
    assert "《问责条例》（2019）第七条第（八）项（甲某、乙<某>&）；免职" in block.items[0].notes[0]


def test_the_words_of_a_library_come_with_it() -> None:
    titles, findings = speaking(load_library())
    assert titles["WZ2019"]["zh"]
    assert findings["causal"]["en"]
