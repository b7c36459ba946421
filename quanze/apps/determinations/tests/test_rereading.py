"""A kept sheet is read back whole."""

from __future__ import annotations

import json

import pytest

from quanze.apps.determinations.answering import answer
from quanze.apps.determinations.rereading import sheet_of
from quanze.apps.determinations.tests.cases import asking, case_text, rules, town, violator
from quanze.core.refusals import Refusal
from quanze.core.sheet.data import as_json
from quanze.core.sheet.prose import as_prose


def kept() -> bytes:
    return answer(asking(case_text(*violator(town()))), town(), rules(), limited=True).data


def test_a_kept_sheet_says_the_same_when_it_is_read_back() -> None:
    again = answer(asking(case_text(*violator(town()))), town(), rules(), limited=True)
    assert as_json(sheet_of(again.data)).encode() == again.data
    for lang in ("zh", "en"):
        assert as_prose(sheet_of(again.data), lang) == as_prose(again.sheet, lang)


def test_what_an_older_program_did_not_write_takes_its_default() -> None:
    older = json.loads(kept())
    del older["parameters"], older["names"]
    assert sheet_of(json.dumps(older).encode()).names == {}


def test_a_sheet_that_cannot_be_laid_out_is_refused_with_the_way_out() -> None:
    older = json.loads(kept())
    del older["double_check"]
    with pytest.raises(Refusal) as refused:
        sheet_of(json.dumps(older).encode())
    assert refused.value.code == "sheet_format"
    assert "--json" in refused.value.zh
