"""Whatever stands in the cells, an answer comes: a preview with places and reasons, or one refusal. Never a traceback."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quanze.apps.organizations.exchange.laying_out import as_csv
from quanze.apps.organizations.exchange.reading import File
from quanze.apps.organizations.exchange.services import preview
from quanze.apps.organizations.exchange.sheets import SHEETS, Sheet
from quanze.apps.organizations.exchange.tests.samples import cells, clerk_everywhere, county
from quanze.core.casefile.characters import forbidden_in
from quanze.core.refusals import Refusal
from tests.conftest import full_size

pytestmark = pytest.mark.django_db
BY = clerk_everywhere()
_USUAL = sorted({cell for key, rows in county().items() for row in cells(key, rows) for cell in row})
_ODD = [
    "=1+1",
    "\x00",
    "\x07",
    "\u202e",
    "\ufdd0",
    "9" * 400,
    "2010-02-30",
    "NaN",
    "-0",
    "1e999",
    "Ｐ１",
    "''",
    "\ud7ff",
    "至今",
    "𠮷",
]
CELL = st.one_of(st.sampled_from(_USUAL), st.sampled_from(_ODD), st.text(max_size=6))
FREE = settings(max_examples=full_size(40, 2000), suppress_health_check=[HealthCheck.function_scoped_fixture])


def answered(files: list[File]) -> None:
    """The preview says something in both languages about every finding, or refuses."""
    try:
        report = preview(files, by=BY)
    except Refusal as refusal:
        words = [refusal.zh, refusal.en]
    else:
        words = [each.text(lang) for each in (*report.faults, *report.notices) for lang in ("zh", "en")]
    assert all(word and forbidden_in(word) is None for word in words), words


@FREE
@given(st.data(), st.sampled_from(SHEETS))
def test_any_cells_are_answered(data: st.DataObject, sheet: Sheet) -> None:
    row = st.lists(CELL, min_size=len(sheet.columns), max_size=len(sheet.columns))
    answered([File("x.csv", as_csv(sheet, data.draw(st.lists(row, max_size=4))))])


@FREE
@given(st.data())
def test_a_sound_book_with_any_two_cells_changed_is_answered(data: st.DataObject) -> None:
    book = {key: cells(key, rows) for key, rows in county().items()}
    for _ in range(2):
        row = data.draw(st.sampled_from(book[data.draw(st.sampled_from(sorted(book)))]))
        row[data.draw(st.integers(0, len(row) - 1))] = data.draw(CELL)
    answered([File(f"{sheet.label.zh}.csv", as_csv(sheet, book[sheet.key])) for sheet in SHEETS])


@FREE
@given(st.binary(max_size=200), st.sampled_from(["x.csv", "单位.csv", "x.xlsx"]))
def test_any_bytes_are_answered(data: bytes, name: str) -> None:
    answered([File(name, data)])
    answered([File(name, as_csv(SHEETS[0], []) + data)])
