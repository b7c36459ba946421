"""What made a fresh reader stop: each thing is said once, in the order in which it is needed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from quanze.core.determination.result import Bar, Combination, Excluded, NotResponsible, Question, Sheet
from quanze.core.sheet.blocks import Points, Table
from quanze.core.sheet.measures import measures
from quanze.core.sheet.numbering import in_order, numbered
from quanze.core.sheet.overview import overview
from quanze.core.sheet.periods_text import bar_blocks
from quanze.core.sheet.prose import as_prose
from quanze.core.sheet.reader import Reader, reader
from quanze.core.sheet.reasons import spans
from tests.core.sheet.names import ART6, ART7, CF10, NAMES, TITLES, text
from tests.core.sheet.responsible import acting_party, body_party, head_clauses, head_methods, head_party
from tests.core.sheet.sheets import sheet

LANGS = ("zh", "en")


def prose(found: Sheet, lang: str = "zh") -> str:
    return as_prose(found, lang, titles=TITLES)


def read(found: Sheet) -> Reader:
    return reader(found, "zh", TITLES, {})


def bar(method: str, **changes: object) -> Bar:
    fields: dict[str, object] = {
        "method": method,
        "bar": "no_promotion",
        "starts_on": date(2026, 11, 21),
        "ends_on": date(2027, 11, 20),
        "or_ends_on": None,
        "basis": "assumed",
        "cite": CF10,
        "note": text("同一说明。", "The same note."),
    }
    return Bar(**{**fields, **changes})  # type: ignore[arg-type]


def asked(about: str, *decides: str, fact: str = "finding.concealed") -> Question:
    ask = text(f"{NAMES[about]}：是否隐瞒？", f"{NAMES[about]}: was it concealed?")
    return Question(fact=fact, about=about, decides=decides, ask=ask, evidence=(), kind="fact")


def test_bars_of_one_kind_and_length_share_a_row_and_a_note_stands_once() -> None:
    found = (bar("party_warning"), bar("party_serious_warning"), bar("removal", cite=ART6), bar("demotion", note=None))
    _, table, notes = bar_blocks(found, read(sheet()))
    assert isinstance(table, Table)
    assert len(table.rows) == 1
    assert "党内警告、党内严重警告、降职（" in table.rows[0][3]
    assert isinstance(notes, Points)
    assert notes.items == ("党内警告、党内严重警告、免职：同一说明。",)


@pytest.mark.parametrize("change", [{"ends_on": date(2028, 5, 20)}, {"bar": "no_further_use"}, {"combined": "sum"}])
def test_bars_that_differ_keep_their_own_rows(change: dict[str, object]) -> None:
    _, table, _ = bar_blocks((bar("party_warning"), bar("removal", **change)), read(sheet()))
    assert isinstance(table, Table)
    assert len(table.rows) == 2


def test_the_same_combination_in_two_texts_is_one_line_with_both_places() -> None:
    one = head_methods().combinations[0]
    lines = _lines((one, replace(one, cite=ART7)), ())
    assert len([line for line in lines if "须同时给予" in line]) == 1
    assert any("第七条" in line and "（《纪律处分条例》" in line for line in lines)


def test_methods_excluded_for_one_reason_share_a_line() -> None:
    one = head_methods().excluded[0]
    lines = _lines((), (one, replace(one, method="state_dismissal")))
    assert any(line.startswith("政务撤职、政务开除：已退休") for line in lines)


def _lines(combinations: tuple[Combination, ...], excluded: tuple[Excluded, ...]) -> list[str]:
    methods = replace(head_methods(), combinations=combinations, excluded=excluded)
    part = measures(head_party(methods=methods), read(sheet()))
    return [item for block in part.blocks if isinstance(block, Points) for item in block.items]


def test_a_fact_that_serves_two_clauses_is_written_once() -> None:
    one = head_clauses()[0]
    found = sheet(parties=(head_party(clauses=(one, replace(one, cite=ART6))),))
    section = prose(found).split("【适用条款】")[1].split("【责任链条】")[0]
    assert section.count("履行主体责任不力") == 1
    assert section.count("依据：事实1、2。") == 2


def test_clauses_whose_conditions_are_met_stand_first() -> None:
    section = prose(sheet(parties=(head_party(),))).split("【适用条款】")[1]
    assert section.index("不履行全面从严治党责任") < section.index("取决于待查事实") < section.index("第七条第（八）项")


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_the_same_for_a_later_party_names_the_earlier_one(lang: str) -> None:
    found = prose(sheet(parties=(head_party(), head_party(party={"person": "p3"}, name="丁某"))), lang)
    assert found.count("与甲某（某市某局党组书记、局长）相同，见上文" if lang == "zh" else "The same as for 甲某") == 4


def test_a_later_party_with_another_method_says_its_own() -> None:
    other = replace(head_methods(), permitted=("circular",))
    found = prose(sheet(parties=(head_party(), head_party(party={"person": "p3"}, name="丁某", methods=other))))
    assert found.count("以下是规定允许的范围") == 2


def test_one_question_about_several_persons_is_asked_once_with_their_names() -> None:
    found = sheet(questions=(asked("p1", "p1: X 1"), asked("bureau", "bureau: X 1")))
    assert numbered(found, NAMES) == {("finding.concealed", "p1"): 1, ("finding.concealed", "bureau"): 1}
    assert "1. 是否隐瞒？" in prose(found)
    assert f"关于：{NAMES['p1']}、{NAMES['bureau']}" in prose(found)


def test_questions_on_another_fact_keep_their_own_numbers() -> None:
    found = sheet(questions=(asked("p1", "p1: X 1"), asked("bureau", "bureau: X 1", fact="finding.connived")))
    assert sorted(numbered(found, NAMES).values()) == [1, 2]


def test_questions_only_about_a_party_that_no_clause_reaches_come_last_and_briefly() -> None:
    found = sheet(questions=(asked("p2", "p2: X 1"), asked("p1", "p1: X 1", fact="finding.connived")))
    now, later = in_order(found, NAMES)
    assert [group.items[0].about for group in now] == ["p1"]
    assert [group.items[0].about for group in later] == ["p2"]
    assert "其中1项只关系到尚无条款触及的主体" in prose(found)


def test_where_nobody_is_reached_every_question_is_asked_in_full() -> None:
    found = sheet(parties=(acting_party(),), questions=(asked("p2", "p2: X 1"),))
    assert in_order(found, NAMES)[1] == ()


def test_the_overview_says_who_why_and_what_is_missing() -> None:
    found = sheet(parties=(body_party(), acting_party()))
    table = overview(found, read(found)).blocks[0]
    assert isinstance(table, Table)
    assert "1,200,000元" in table.rows[0][3]
    assert table.rows[0][4] == "无"
    assert table.rows[1][2] == "无"
    assert "后果" in table.rows[1][4]


def test_parties_alike_in_everything_share_a_row_of_the_overview() -> None:
    found = sheet(parties=(head_party(), head_party(party={"person": "p3"}, name="丁某")))
    table = overview(found, read(found)).blocks[0]
    assert isinstance(table, Table)
    assert len(table.rows) == 1
    assert "甲某" in table.rows[0][0]
    assert "丁某" in table.rows[0][0]


@pytest.mark.parametrize("lang", LANGS)
def test_empty_sections_share_one_line(lang: str) -> None:
    found = prose(sheet(referrals=(), deadlines=(), decided=()), lang)
    line = "无：移送和报告；期限；已作出的决定及影响期。" if lang == "zh" else "None: Referrals; Deadlines; Decisions"
    assert line in found
    assert len(re.findall("^.*无。$" if lang == "zh" else r"^ *None\.$", found, re.M)) <= 1


def test_a_section_that_holds_something_is_never_called_empty() -> None:
    assert "没有内容的部分" not in prose(sheet())


def test_a_body_beside_a_named_party_group_is_called_the_leading_body_alone() -> None:
    freed = NotResponsible(
        party={"body": "dz"}, post=None, relation="body", why=text("理由。", "Reason."), cite=ART6, unit="bureau"
    )
    names = {**NAMES, "dz": f"{NAMES['bureau']}党组"}
    assert f"{NAMES['bureau']}领导班子——" in prose(sheet(names=names, not_responsible=(freed,)))
    assert f"{NAMES['bureau']}领导班子（党组织）——" in prose(sheet())


def test_numbers_in_a_row_are_written_as_a_span() -> None:
    assert spans([1, 2, 4, 5, 6, 9], Reader(lang="zh")) == "1、2、4–6、9"
    assert spans([], Reader(lang="en")) == ""
