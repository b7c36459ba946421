"""The sheet as data, its schema, and the difference of two sheets."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from quanze.core.refusals import Refusal
from quanze.core.sheet.data import as_data, as_json, as_yaml, read_sheet
from quanze.core.sheet.diff import diff
from quanze.core.sheet.schema import sheet_schema
from tests.core.sheet import checks
from tests.core.sheet.names import TITLES
from tests.core.sheet.responsible import head_clauses, head_party
from tests.core.sheet.sheets import sheet

ORDER = (
    "format case asked rulebooks evaluations parties decided routed not_responsible to_check questions referrals"
    " deadlines double_check warnings unverified"
).split()


def test_keys_stand_in_the_pages_order_without_trailing_marks() -> None:
    data = json.loads(as_json(sheet()))
    assert list(data)[: len(ORDER)] == ORDER
    assert list(data["parties"][0])[:6] == ["party", "post", "relation", "also", "levels_up", "tenure"]
    assert "if" in data["parties"][1]["methods"]["conditional"][0]
    assert data["referrals"][0]["from"] == "resident_group"
    assert data["rulebooks"][0]["for"] == ["circumstance", "competence"]


def test_one_line_for_batches_says_the_same() -> None:
    line = as_json(sheet(), one_line=True)
    assert line.count("\n") == 1
    assert json.loads(line) == json.loads(as_json(sheet()))


def test_the_order_in_which_names_were_found_changes_no_byte() -> None:
    turned = replace(sheet(), names=dict(reversed(list(sheet().names.items()))))
    assert as_json(turned) == as_json(sheet())


def test_json_and_yaml_read_back_as_the_same_sheet() -> None:
    assert read_sheet(as_json(sheet())) == read_sheet(as_yaml(sheet())) == as_data(sheet())
    assert "&id" not in as_yaml(sheet())


@pytest.mark.parametrize(
    ("text", "code"),
    [("{", "sheet_unreadable"), ("a: [", "sheet_unreadable"), ("{}", "sheet_format"), ("x", "sheet_format")],
)
def test_what_is_no_sheet_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_sheet(text)
    assert refused.value.code == code


def test_the_rich_sheet_meets_the_schema() -> None:
    schema = sheet_schema()
    assert list(checks.misfits(as_data(sheet()), schema, schema)) == []
    assert json.loads(json.dumps(schema)) == schema


def spoiled(change: str) -> dict[str, Any]:
    data = as_data(sheet())
    if change == "unknown key":
        data["score"] = 7
    elif change == "unknown word":
        data["parties"][1]["methods"]["permitted"] = ["flogging"]
    elif change == "missing key":
        del data["double_check"]
    else:
        data["parties"][0]["levels_up"] = "one"
    return data


@pytest.mark.parametrize("change", ["unknown key", "unknown word", "missing key", "wrong type"])
def test_the_schema_refuses_what_no_sheet_holds(change: str) -> None:
    schema = sheet_schema()
    assert list(checks.misfits(spoiled(change), schema, schema))


def compared(lang: str, **changes: object) -> str:
    return diff(as_data(sheet()), as_data(sheet(**changes)), lang, titles=TITLES)


def test_equal_sheets_have_no_difference() -> None:
    assert compared("zh") == "两份定责建议没有不同。\n"
    assert compared("en") == "There is no difference between the two sheets.\n"


def test_parties_come_and_go() -> None:
    told = compared("zh", parties=sheet().parties[:1])
    assert "责任主体：不再有甲某（某市某局党组书记、局长）；乙<某>&（某市某局副局长）。" in told
    back = diff(as_data(sheet(parties=())), as_data(sheet()), "en")
    assert "Parties: added: leading body (party organization) of 某市某局" in back


def changed_head() -> object:
    depends, party = head_clauses()
    methods = replace(head_party().methods, permitted=("circular", "removal"))
    return head_party(
        clauses=(replace(depends, status="applies"), party), methods=methods, liability="main_leadership", bars=()
    )


def test_labels_clauses_methods_and_bars_are_told() -> None:
    told = compared("zh", parties=(sheet().parties[0], changed_head(), sheet().parties[2]))
    assert "责任口径由“重要领导责任”改为“主要领导责任”。" in told
    assert "由“取决于待查事实”改为“适用”。" in told
    assert "可以使用的方式新增免职。" in told
    assert "影响期不再有党内警告·不得提拔" in told


def test_answered_questions_and_rulebooks_are_told() -> None:
    told = compared("zh", questions=sheet().questions[1:], rulebooks=sheet().rulebooks[1:])
    assert "已有答复或者不再需要：造成了何种程度的后果？" in told
    assert "所用规定：不再有《问责条例》（2019）（版本 2019）。" in told


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_field_that_changes_is_noticed(lang: str) -> None:
    empty: dict[str, Any] = dict.fromkeys(ORDER[3:13], ()) | {"warnings": (), "unverified": ()}
    for key, value in empty.items():
        assert "没有不同" not in compared(lang, **{key: value})
        assert "no difference" not in compared(lang, **{key: value})


def test_a_difference_of_wording_alone_is_said_to_be_one() -> None:
    reworded = (replace(sheet().warnings[0], text={"zh": "别的话", "en": "other words"}),)
    assert "只有文字表述或者输入摘要值不同" in compared("zh", warnings=reworded)


def test_no_key_of_the_data_reaches_the_reader() -> None:
    told = compared("en", parties=(changed_head(),), parameters={}, routed=(), deadlines=(), evaluations=())
    assert not checks.raw_keys(told, {"two_heads_months"})
