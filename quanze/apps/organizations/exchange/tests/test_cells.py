"""Single cells: names, codes, identity numbers, words, flags, numbers."""

from __future__ import annotations

import pytest

from quanze.apps.organizations.exchange.findings import Unreadable
from quanze.apps.organizations.exchange.identity import check_sign
from quanze.apps.organizations.exchange.kinds import NUMBER_LOST, Code, Codes, Count, Flag, Identity, Kind, Text, Word
from quanze.apps.organizations.exchange.sheets import SHEETS
from quanze.core.words.vocabulary import GROUPS

NAME = Text(100, person=True)
RANK = Word(GROUPS["rank"], {"正处级": "division_chief"})


def reason(kind: Kind, text: str) -> tuple[str, str]:
    """Code and suggestion of the reason for which a text is not read."""
    with pytest.raises(Unreadable) as refused:
        kind.of(text)
    return refused.value.reason.code, refused.value.reason.suggestion


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("张 三", "张三"), ("张　三", "张三"), (" 石磊\u200b", "石磊"), ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("阿依古丽．买买提", "阿依古丽·买买提"), ("\ufeff石磊", "石磊"), ("𠮷野", "𠮷野"), ("Anna Maria", "Anna Maria"),
        ("\U0002b81d\U00030edd", "\U0002b81d\U00030edd"), ("=石磊", "=石磊"), ("上官" * 20, "上官" * 20),
    ],
)  # fmt: skip
def test_a_name_is_kept_in_its_one_writing(text: str, name: str) -> None:
    assert NAME.of(text)[0] == name


def test_a_changed_dot_is_told_and_a_private_character_refused() -> None:
    assert [NAME.of(text)[1] is not None for text in ("古丽•买", "石磊")] == [True, False]
    assert reason(NAME, "\ue000磊") == ("private_character", "")


def test_a_large_number_harms_codes_only() -> None:
    assert Text().of(f"{NUMBER_LOST}430102199001010000")[0] == "430102199001010000"


def test_an_empty_cell_is_no_value_for_every_kind() -> None:
    kinds = [column.kind for sheet in SHEETS for column in sheet.columns]
    assert {kind.of(text)[0] for kind in kinds for text in ("", "  ", "\u3000", "\u200b", "\t")} == {None}


@pytest.mark.parametrize(
    ("text", "code", "suggestion"),
    [
        ("A\n1", "line_break", "A1"), ("A\x071", "control_character", "A1"), ("A\u202e1", "control_character", "A1"),
        ("A 1", "blank_in_code", "A1"), ("A,1", "blank_in_code", "A1"), ("1.23E+17", "number_mangled", ""),
        (f"{NUMBER_LOST}430102199001010000", "number_mangled", ""), ("x" * 65, "too_long", ""),
    ],
)  # fmt: skip
def test_a_code_that_is_none_is_refused(text: str, code: str, suggestion: str) -> None:
    assert reason(Code(), text) == (code, suggestion)


def test_codes_are_half_width_and_each_once() -> None:
    assert Code().of("ＱＨ－０１") == ("QH-01", None)
    assert Codes().of("A；B、C, A B")[0] == ("A", "B", "C")


def test_an_identity_number_is_text_and_never_refused_for_check_birth_or_region() -> None:
    good = "11010519491231002X"
    assert check_sign(good[:17]) == "X"
    assert Identity().of("１１０１０５１９４９１２３１００２x") == (good, None)
    for number, code in {
        "110105194912310021": "identity_check", "430102199001012000": "identity_mangled", "123": "identity_shape",
        f"99{good[2:17]}{check_sign('99' + good[2:17])}": None, f"00{good[2:17]}{check_sign('00' + good[2:17])}": "identity_region",
        f"81{good[2:17]}{check_sign('81' + good[2:17])}": None, "110105491231002": None, "110105491331002": "identity_birth",
        f"110105194913310{'02'}{check_sign('11010519491331002')}": "identity_birth", "E12345678": "identity_shape",
    }.items():  # fmt: skip
        value, notice = Identity().of(number)
        assert (value, notice.code if notice else None) == (number, code)


@pytest.mark.parametrize("number", [f"{NUMBER_LOST}430102199001011000", "4.30102E+17", "4.30102199001011E17"])
def test_an_identity_number_that_a_spreadsheet_changed_is_refused(number: str) -> None:
    assert reason(Identity(), number) == ("number_mangled", "")


@pytest.mark.parametrize("text", ["县处级正职", "division_chief", "Division Chief", "正处级", "division chief"])
def test_a_word_is_understood_in_chinese_english_and_by_key(text: str) -> None:
    assert RANK.of(text)[0] == "division_chief"


def test_an_unknown_word_gets_the_nearest() -> None:
    assert reason(RANK, "县处级正直") == ("unknown_word", "县处级正职")
    assert reason(RANK, "x" * 5000)[0] == "unknown_word"


def test_flags_and_counts() -> None:
    assert [Flag().of(text)[0] for text in ("是", "√", "中共党员", "否", "群众", "ＮＯ")] == [
        True,
        True,
        True,
        False,
        False,
        False,
    ]
    assert reason(Flag(), "也许")[0] == "wrong_flag"
    assert Count().of("２")[0] == 2
    assert [reason(Count(), text)[0] for text in ("0", "-1", "1.5", "1000", "一", "9" * 5000)] == ["wrong_number"] * 6


def test_what_is_written_is_read_again_alike() -> None:
    for sheet in SHEETS:
        for column in sheet.columns:
            if isinstance(column.kind, Word):
                for key in column.kind.words:
                    assert column.kind.of(column.kind.written(key)) == (key, None)
    assert Codes().of(Codes().written(("A", "B")))[0] == ("A", "B")
    assert Flag().of(Flag().written(False))[0] is False
