"""Cells of lists: every text escaped, in the reader's language; a kept row says what a plain one says."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from quanze.apps.pages.cells import Row, heads_html, options_html, rows_html
from quanze.apps.pages.lists import Link
from quanze.core.words import Label

CELLS = (Link("石<某>", "/persons/a?x=1&y=2"), "甲&乙", 3, True, None, date(2026, 11, 21), Label("正职", "principal"))
LANGUAGES = {"zh": "zh-hans", "en": "en"}


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_a_kept_row_says_what_a_plain_one_says_in_either_language(spoken: str) -> None:
    kept = Row(CELLS)
    for turn in (spoken, "en", "zh", spoken):
        with translation.override(LANGUAGES[turn]):
            assert rows_html([kept]) == rows_html([CELLS])


def test_every_text_of_a_row_is_escaped() -> None:
    with translation.override("zh-hans"):
        body = rows_html([Row(CELLS)])
    assert "石&lt;某&gt;" in body
    assert "甲&amp;乙" in body
    assert 'href="/persons/a?x=1&amp;y=2"' in body
    assert '<td class="number">3</td>' in body


def test_heads_and_options_follow_the_language_and_the_choice() -> None:
    words = {"a": Label("甲", "A"), "b": Label("乙", "B")}
    for spoken, first in (("zh-hans", "甲"), ("en", "A"), ("zh-hans", "甲")):
        with translation.override(spoken):
            assert heads_html(words.values()).startswith(f'<th scope="col">{first}</th>')
            assert options_html(words, "b").count(" selected") == 1
            assert " selected" not in options_html(words, "nothing of it")
            assert f">{first}</option>" in options_html(words, "a")
