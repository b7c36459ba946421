"""The closed lists are whole, in order, and labelled in both languages."""

from __future__ import annotations

import re

import pytest

from quanze.core.ladders import LADDERS, SETS
from quanze.core.words import FINDINGS, GROUPS, METHOD_GROUPS, keys, label
from quanze.core.words.fields import field_of

HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("ladder", ["level", "rank", "influence", "consequence", "loss", "circumstances", "harm"])
def test_a_list_that_is_a_ladder_keeps_the_order_of_the_ladder(ladder: str) -> None:
    assert keys(ladder) == LADDERS[ladder]


def test_sanctions_stand_in_the_order_of_their_ladders() -> None:
    assert METHOD_GROUPS["party"] == LADDERS["party_sanction"]
    assert METHOD_GROUPS["state"][:-1] == LADDERS["state_sanction"]


@pytest.mark.parametrize(
    ("text", "key"),
    [("finance", "finance"), (" Finance ", "finance"), ("财务", "finance"), ("财务资金管理", "finance"), ("安全", "安全"),
     ("安全生产", "work_safety"), ("扶贫", "poverty_relief"), ("林业", "林业"), ("财", "财"), ("", "")],
)  # fmt: skip
def test_a_field_is_known_by_a_part_of_its_name_that_no_other_has(text: str, key: str) -> None:
    assert field_of(text) == key


def test_every_named_set_consists_of_known_methods() -> None:
    assert all(members <= set(keys("method")) for members in SETS.values())


def test_every_word_has_a_chinese_term_and_plain_english() -> None:
    for group, words in GROUPS.items():
        for key, term in words.items():
            assert HAN.search(term.zh), (group, key)
            assert re.fullmatch(r"[ -~]+", term.en), (group, key)


@pytest.mark.parametrize(
    ("group", "size"),
    [
        ("kind", 29), ("body_kind", 9), ("role", 21), ("now", 11), ("category", 6), ("method", 45),
        ("finding", 54), ("relation", 13), ("duty", 6), ("liability", 8), ("track", 6), ("bar", 13), ("warning", 27),
        ("phase", 7), ("step", 5), ("field", 9),
    ],
)  # fmt: skip
def test_no_list_lost_a_word(group: str, size: int) -> None:
    assert len(GROUPS[group]) == size


def test_no_two_words_of_a_list_share_a_chinese_term_save_the_body_and_person_methods() -> None:
    shared = {"责令作出书面检查", "通报"}
    for group, words in GROUPS.items():
        terms = [term.zh for term in words.values() if term.zh not in shared]
        assert len(terms) == len(set(terms)), group


def test_a_label_speaks_both_languages_and_an_unknown_key_stands_for_itself() -> None:
    assert label("method", "party_serious_warning") == "党内严重警告"
    assert label("method", "party_serious_warning", "en") == "serious party warning"
    assert label("finding", "style_slack") == "style_slack"
    assert "leadership" not in GROUPS["liability"]
    assert "leadership" in GROUPS["proposed_liability"]
    assert FINDINGS is GROUPS["finding"]
