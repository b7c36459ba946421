"""A unit out of the asker's view is said to be that, in words of the reader's language, and never by its code."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from quanze.apps.determinations.answering import Answered, answer
from quanze.apps.determinations.tests.cases import BUREAU, asking, below, case_text, rules, town, violator, within
from quanze.core.register.register import Register
from quanze.core.sheet.diff import diff
from quanze.core.sheet.page import sections
from quanze.core.sheet.prose import as_prose
from quanze.core.sheet.reader import BEYOND

SEEN_BY_BUREAU = within(town(), below(town(), BUREAU))
SEEN_BY_CITY = within(town(), {row.id for row in town().organizations if not row.id.startswith("pr")})
BOTH = pytest.mark.parametrize("seen", [SEEN_BY_BUREAU, SEEN_BY_CITY], ids=["bureau", "city"])
LANGUAGES = pytest.mark.parametrize("lang", ["zh", "en"])


def asked(register: Register, *, limited: bool = True) -> Answered:
    return answer(asking(case_text(*violator(town()))), register, rules(), limited=limited)


def codes_out_of(seen: Register) -> set[str]:
    """Codes of units that exist and are not seen; "city" is also an English word."""
    return {row.id for row in town().organizations} - {row.id for row in seen.organizations} - {"city"}


def codes_in(text: str, codes: set[str]) -> set[str]:
    return {code for code in codes if re.search(rf"(?<![\w-]){re.escape(code)}(?![\w-])", text)}


def prose(found: Answered, lang: str) -> str:
    return as_prose(found.sheet, lang, titles=rules().titles, findings=rules().findings)


@BOTH
@LANGUAGES
def test_prose_and_page_name_no_unit_out_of_view_by_its_code(seen: Register, lang: str) -> None:
    found = asked(seen)
    page = sections(found.sheet, found.case, lang, titles=rules().titles, findings=rules().findings).html
    for text in (prose(found, lang), page):
        assert not codes_in(text, codes_out_of(seen))
    assert BEYOND.text(lang) in prose(found, lang)


@BOTH
@LANGUAGES
def test_without_the_empty_names_the_codes_would_stand_there(seen: Register, lang: str) -> None:
    found = asked(seen)
    told = {key: name for key, name in found.sheet.names.items() if name}
    planted = Answered(found.read, replace(found.sheet, names=told))
    assert codes_in(prose(planted, lang), codes_out_of(seen))


def test_the_data_still_names_the_place_that_a_visible_row_named() -> None:
    found = json.loads(asked(SEEN_BY_BUREAU).data)
    assert found["referrals"][0]["to"] == "city-gov"
    assert found["names"]["city-gov"] == ""


def test_a_sheet_that_saw_everything_has_no_empty_name() -> None:
    sheet = asked(town(), limited=False).sheet
    assert all(sheet.names.values())


def test_two_places_out_of_view_that_read_the_same_are_said_once() -> None:
    lines = [
        line
        for line in prose(asked(SEEN_BY_CITY), "zh").splitlines()
        if "移送其上级单位（单位名称不在询问人可见范围内" in line
    ]
    assert len(asked(SEEN_BY_CITY).sheet.referrals) > 1
    assert len(lines) == 1


@LANGUAGES
def test_a_comparison_calls_the_unit_by_the_name_that_one_of_both_sheets_has(lang: str) -> None:
    narrow, whole = (json.loads(each.data) for each in (asked(SEEN_BY_BUREAU), asked(town(), limited=False)))
    name = whole["names"]["city-gov"]
    told = diff(whole, narrow, lang, titles=rules().titles, findings=rules().findings)
    assert not codes_in(told, codes_out_of(SEEN_BY_BUREAU))
    assert name in told
